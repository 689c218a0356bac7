"""What is written: schemes, rules, gates, registers, bureaus, reforms; frozen data with a source for every number."""

from demerit.law.reading.load import load
from demerit.law.scheme import Scheme

__all__ = ["Scheme", "load"]
