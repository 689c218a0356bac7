"""What can be read off a run's tables: one measure a file, and the folder is the list."""

from demerit.measures.evaluate import evaluate, headlines, measures, of_pairs, of_the_pair, take
from demerit.measures.interval import interval
from demerit.measures.measure import Measure
from demerit.measures.tables import RunTables

__all__ = [
    "Measure", "RunTables", "evaluate", "headlines", "interval", "measures", "of_pairs", "of_the_pair", "take",
]  # fmt: skip
