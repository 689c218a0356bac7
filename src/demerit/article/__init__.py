"""The article, statement by statement: what it says, what is known of it, what models it and what does not yet."""

from demerit.article.load import Article, article, read
from demerit.article.statement import (
    FAMILIES,
    POINTERS,
    STATUSES,
    Family,
    Pointer,
    Statement,
    pointer,
)

__all__ = [
    "FAMILIES",
    "POINTERS",
    "STATUSES",
    "Article",
    "Family",
    "Pointer",
    "Statement",
    "article",
    "pointer",
    "read",
]
