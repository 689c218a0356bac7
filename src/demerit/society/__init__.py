"""Who lives there: columns of citizens, their ties, their places, made by a recipe or imported."""

from demerit.society.citizens import ADULT_AGE, EDUCATIONS, OCCUPATIONS, Citizens
from demerit.society.fit import Target, fit
from demerit.society.imported import account, imported, numbers_of
from demerit.society.making import make, recipes
from demerit.society.places import PROVINCES
from demerit.society.society import SAVED, Society, free, load, opened
from demerit.society.ties import Edges, Ties, edges_of, ties_from_edges

__all__ = [
    "ADULT_AGE",
    "EDUCATIONS",
    "OCCUPATIONS",
    "PROVINCES",
    "SAVED",
    "Citizens",
    "Edges",
    "Society",
    "Target",
    "Ties",
    "account",
    "edges_of",
    "fit",
    "free",
    "imported",
    "load",
    "make",
    "numbers_of",
    "opened",
    "recipes",
    "ties_from_edges",
]
