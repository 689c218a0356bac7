"""What is written: schemes, rules, gates, registers, bureaus, reforms; frozen data, sources for numbers."""

from demerit.law.account import Account, SchemeKnob
from demerit.law.association import Association
from demerit.law.bureau import Bureau
from demerit.law.calendar import event_weeks, in_week
from demerit.law.change import at
from demerit.law.copy import copy_law
from demerit.law.drift import Drift, drift
from demerit.law.dump import dump, restore, scheme_hash
from demerit.law.evidence import EVIDENCE_GRADES, SIZE_GRADES, Evidence, Size, Source, Strength
from demerit.law.examples import applied, failures, moved
from demerit.law.gate import Condition, Gate
from demerit.law.institution import Institution
from demerit.law.merge import seen_by_any
from demerit.law.news import Event, Merge, News, Pending, Reach, Tip
from demerit.law.reading.load import load, remarks
from demerit.law.reading.load_reform import load_reform
from demerit.law.reading.names import Names
from demerit.law.reading.problems import problems
from demerit.law.reading.resolve import Listed, list_reforms, list_schemes, reform_file, scheme_folder
from demerit.law.reading.schema import json_schema, write_schemas
from demerit.law.recovery import End, Healed, Recovery
from demerit.law.reform import Reform, reformed
from demerit.law.register import Register
from demerit.law.rule import Rule, State
from demerit.law.scheme import Scheme
from demerit.law.settings import by_evidence, settable, with_settings
from demerit.law.skeleton import KINDS, new

__all__ = [
    "EVIDENCE_GRADES",
    "KINDS",
    "SIZE_GRADES",
    "Account",
    "Association",
    "Bureau",
    "Condition",
    "Drift",
    "End",
    "Event",
    "Evidence",
    "Gate",
    "Healed",
    "Institution",
    "Listed",
    "Merge",
    "Names",
    "News",
    "Pending",
    "Reach",
    "Recovery",
    "Reform",
    "Register",
    "Rule",
    "Scheme",
    "SchemeKnob",
    "Size",
    "Source",
    "State",
    "Strength",
    "Tip",
    "applied",
    "at",
    "by_evidence",
    "copy_law",
    "drift",
    "dump",
    "event_weeks",
    "failures",
    "in_week",
    "json_schema",
    "list_reforms",
    "list_schemes",
    "load",
    "load_reform",
    "moved",
    "new",
    "pending",
    "problems",
    "reform_file",
    "reformed",
    "remarks",
    "restore",
    "scheme_folder",
    "scheme_hash",
    "seen_by_any",
    "settable",
    "with_settings",
    "write_schemas",
]


def pending(scheme: Scheme) -> tuple[Pending, ...]:
    """Give the statements of the article that no file of the scheme models yet."""
    return scheme.to_come
