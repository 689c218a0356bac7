"""Every mistake is said with file, line, column, what, why and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import LawError, UnknownName
from demerit.law import load, new, problems

from .conftest import Breaks
from .names import DEEDS, STATES

PRAISE, DISCOUNT, HEAD, TOWN = "rules/praise.yaml", "gates/discount.yaml", "scheme.yaml", "bureaus/town.yaml"

CASES = {
    "broken YAML": (PRAISE, "when: speak", "when: [speak", "town/rules/praise.yaml:4:1: this is no YAML"),
    "a duplicate key": (
        PRAISE,
        "points: 2 ",
        "points: 2\npoints: 3 ",
        "town/rules/praise.yaml:6:1: the key 'points' stands twice (first in line 5)",
    ),
    "an unknown key": (
        PRAISE,
        "points: 2 ",
        "ponts: 2 ",
        "town/rules/praise.yaml:5:1: the key 'ponts' is not known here. Did you mean 'points'?",
    ),
    "an unknown key in the head": (
        HEAD,
        "weeks: 286",
        "weeks: 286\nlenght: 3",
        "town/scheme.yaml:9:1: the key 'lenght' is not known here",
    ),
    "an unknown key deep inside": (
        PRAISE,
        "{collected: speech, used: finance}",
        "{colected: speech, collected: speech, used: finance}",
        "praise.yaml:19:11: the key 'colected' is not known here. Did you mean 'collected'?",
    ),
    "a missing key": (PRAISE, "account: conduct", "", "town/rules/praise.yaml:2:1: `account` is missing"),
    "a wrong type": (
        PRAISE,
        "points: 2 ",
        "points: two ",
        "town/rules/praise.yaml:5:9: `points` must be a whole number, not 'two'",
    ),
    "half a point": (PRAISE, "points: 2 ", "points: 2.5 ", ":5:9: `points` must be a whole number, not 2.5"),
    "points as a text": (PRAISE, "points: 2 ", "points: '2' ", ":5:9: `points` must be a whole number, not '2'"),
    "true for a number": (PRAISE, "points: 2 ", "points: true ", ":5:9: `points` must be a whole number, not true"),
    "a mapping for a text": (PRAISE, "account: conduct", "account: {a: 1}", ":4:10: `account` must be a text"),
    "an unknown account": (
        PRAISE,
        "account: conduct",
        "account: conductt",
        "town/rules/praise.yaml:4:10: no account is called 'conductt'. Did you mean 'conduct'?",
    ),
    "an unknown source": (
        PRAISE,
        "sources: []",
        "sources: [exmple_source]",
        "town/rules/praise.yaml:14:13: no source is called 'exmple_source'. Did you mean 'example_source'?",
    ),
    "an unknown deed": (
        PRAISE,
        "when: speak.praise",
        "when: speak.prase",
        "town/rules/praise.yaml:3:7: no deed is called 'speak.prase'. Did you mean 'speak.praise'",
    ),
    "what is no deed at all": (PRAISE, "when: speak.praise", "when: praise", ":3:7: 'praise' is no deed"),
    "an unknown deed in an example": (
        PRAISE,
        "deeds: {speak.praise: 1}",
        "deeds: {speak.prayer: 1}",
        "praise.yaml:23:49: no deed is called 'speak.prayer'. Did you mean 'speak.praise'",
    ),
    "an unknown state": (
        PRAISE,
        "when: speak.praise",
        "when: {column: ages, at_least: 3}",
        ":3:16: no state is called 'ages'. Did you mean 'age'",
    ),
    "a state compared twice": (
        PRAISE,
        "when: speak.praise",
        "when: {column: age, at_least: 3, at_most: 9}",
        ":3:7: a state needs exactly one of `at_least`, `at_most`, `equals`",
    ),
    "from after until": (
        PRAISE,
        "# from: 2016-01-01",
        "from: 2019-01-01\nuntil: 2018-01-01",
        "praise.yaml:2:1: `from` (2019-01-01) lies after `until` (2018-01-01)",
    ),
    "a day that is none": (PRAISE, "# from: 2016-01-01", "from: 2016-02-30", ":8:7: 2016-02-30 is no day"),
    "a date that is a word": (PRAISE, "# from: 2016-01-01", "from: soon", ":8:7: 'soon' is no day"),
    "an assumed size without a range": (
        PRAISE,
        "  range: [0, 5] ",
        "",
        "town/rules/praise.yaml:15:1: an assumed size needs a range",
    ),
    "a range of three": (PRAISE, "range: [0, 5]", "range: [0, 2, 5]", ":17:10: `range` has more than 2 entries"),
    "a range that runs backwards": (PRAISE, "[0, 5]", "[5, 0]", ":15:1: the range [5, 0] runs backwards"),
    "points outside their range": (
        PRAISE,
        "range: [0, 5]",
        "range: [3, 5]",
        ":5:9: the number of points 2 lies outside its own range [3, 5]",
    ),
    "an unknown grade": (
        PRAISE,
        "grade: projected",
        "grade: documentd",
        ":13:10: `grade` cannot be 'documentd'. Did you mean 'documented'",
    ),
    "a documented rule without a source": (
        PRAISE,
        "grade: projected",
        "grade: documented",
        "praise.yaml:12:1: what is documented needs at least one source",
    ),
    "what is no statement of the article": (PRAISE, "# article: [E01]", "article: [Extra]", ":11:11: 'Extra' is no"),
    "a failing example": (
        PRAISE,
        "expect: {conduct: 122}",
        "expect: {conduct: 125}",
        "praise.yaml:24:13: the example fails: it expects conduct 125, the rule gives 122",
    ),
    "an example about no account": (
        PRAISE,
        "expect: {conduct: 122}",
        "expect: {conducts: 122}",
        "praise.yaml:24:24: no account is called 'conducts'. Did you mean 'conduct'?",
    ),
    "an example above the account's limit": (
        PRAISE,
        "given: {conduct: 120",
        "given: {conduct: 999",
        "praise.yaml:23:22: conduct cannot hold 999: it holds 0 to 240 points",
    ),
    "no examples": (
        PRAISE,
        "examples:                 # worked cases; they are tests\n"
        "  - given: {conduct: 120, deeds: {speak.praise: 1}}\n"
        "    expect: {conduct: 122}",
        "examples: []",
        ":22:11: `examples` needs at least 1 entry",
    ),
    "a name inside the file": (PRAISE, "summary:", "name: x\nsummary:", ":2:1: a part's name is its file's name"),
    "a threshold outside the scale": (
        DISCOUNT,
        "{score: {at_least: 650}}",
        "{score: {at_least: 1650}}",
        "town/gates/discount.yaml:4:31: the threshold 1650 lies outside the scale, 350 to 950",
    ),
    "a dated threshold outside the scale": (
        DISCOUNT,
        "# changes:                # dated thresholds\n#   - {from: 2017-06-09, at_least: 700}",
        "changes:\n  - {from: 2017-06-09, at_least: 7000}",
        "discount.yaml:6:34: the threshold 7000 lies outside the scale",
    ),
    "an unknown register": (
        DISCOUNT,
        "{score: {at_least: 650}}",
        "{all: [{score: {at_least: 650}}, {not: {register: dodgers}}]}",
        "discount.yaml:4:62: no register is called 'dodgers'",
    ),
    "an unknown band": (
        DISCOUNT,
        "{score: {at_least: 650}}",
        "{band: superb}",
        "discount.yaml:4:19: no band is called 'superb'",
    ),
    "a condition of two forms": (
        DISCOUNT,
        "{score: {at_least: 650}}",
        "{score: {at_least: 650}, band: good}",
        "discount.yaml:4:12: a condition needs exactly one of",
    ),
    "an unknown act that is blocked": (
        DISCOUNT,
        "# blocks: [speak]",
        "blocks: [speek]",
        ":12:10: no act is called 'speek'. Did you mean 'speak'",
    ),
    "a gate that nobody tries": (
        DISCOUNT,
        "tries_a_year: 2",
        "# tries_a_year: 2",
        "discount.yaml:2:1: nobody would ever try this gate",
    ),
    "an act that no bureau can see": (TOWN, "sees: {speak", "sees: {spaek", "town.yaml:4:15: no act is called 'spaek'"),
    "a coverage above 1": (TOWN, "speak: 0.5", "speak: 1.5", "town.yaml:4:15: `speak` is 1.5, but must be at most 1"),
    "weights that do not sum": (
        HEAD,
        "weight: 60",
        "weight: 50",
        "town/scheme.yaml:10:1: the weights sum to 90, not 100 (50 + 40)",
    ),
    "too heavy an association": (
        HEAD,
        "form: none              #",
        "weight: 0.6\n  account: conduct\n  form: mean_score #",
        "town/scheme.yaml:31:11: an association weight of 0.6 is refused: it must lie between 0 and 0.5",
    ),
    "an association on no account": (
        HEAD,
        "form: none              #",
        "account: friends\n  form: mean_score #",
        "scheme.yaml:31:12: no account is called 'friends'",
    ),
    "an association by deeds that names none": (
        HEAD,
        "form: none              #",
        "account: conduct\n  points: -4\n  form: event #",
        "association by event needs `deeds` and `cap` and `weight`",
    ),
    "an association by a deed that is none": (
        HEAD,
        "form: none              #",
        "account: conduct\n  points: -4\n  cap: 9\n  weight: 0.1\n  deeds: [speak.chat, speak.disent]\n  form: event #",
        "no deed is called 'speak.disent'",
    ),
    "a default outside its range": (
        HEAD,
        "default: 1",
        "default: 2",
        "town/scheme.yaml:35:3: the default 2 lies outside its range [0, 1]",
    ),
    "a knob that moves nothing": (
        HEAD,
        "unit: share",
        "unit: share\n    moves: asociation.weight",
        "the scheme has no field 'asociation.weight'",
    ),
    "a scale upside down": (
        HEAD,
        "{low: 350, high: 950}",
        "{low: 950, high: 350}",
        ":6:8: the scale runs from 950 to 350",
    ),
    "an unknown headline": (HEAD, "weeks: 286", "weeks: 286\nheadline: twon", ":9:11: no bureau is called 'twon'"),
    "rules inside the head": (
        HEAD,
        "weeks: 286",
        "weeks: 286\nrules: {}",
        ":9:1: 'rules' does not stand in scheme.yaml",
    ),
    "a scheme that extends nothing": (
        HEAD,
        "weeks: 286",
        "weeks: 286\nextends: zima_2015",
        "Did you mean 'zhima_2015'",
    ),
    "a scheme that extends itself": (
        HEAD,
        "weeks: 286",
        "weeks: 286\nextends: ../town/",
        "town/scheme.yaml:9:10: the scheme extends itself",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_said_where_it_stands(case: str, broken: Breaks) -> None:
    file, old, text, message = CASES[case]
    found = broken(file, old, text)
    assert any(message in mistake for mistake in found), found
    assert not any("pydantic" in mistake or "Traceback" in mistake for mistake in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "town/rules/praise.yaml:1:1: the file is empty"),
        ("# nothing but words\n", "town/rules/praise.yaml:1:1: the file is empty"),
        ("- a\n- b\n", "town/rules/praise.yaml:1:1: the file holds a list"),
        ("just words\n", "town/rules/praise.yaml:1:1: the file holds a single value"),
        ("a: &x {b: *x}\n", "praise.yaml:1:4: anchors (`&name`) are not read"),
        ("1: 2\n", "town/rules/praise.yaml:1:1: the key 1 is no word"),
        ("a: 1\n---\nb: 2\n", "this is no YAML"),
        ("a: \x07\n", "praise.yaml:1:4: the character U+0007 cannot be seen"),
    ],
)
def test_a_file_that_is_no_law_is_said_so(town: Path, text: str, message: str) -> None:
    (town / PRAISE).write_text(text, encoding="utf-8")
    found = problems(town, DEEDS, STATES)
    assert any(message in mistake for mistake in found), found


def test_bytes_that_are_no_text_are_said_so(town: Path) -> None:
    (town / PRAISE).write_bytes(b"\xff\xfe\x00")
    assert any("is no text in UTF-8" in mistake for mistake in problems(town))


def test_the_mistakes_of_all_files_come_at_once_and_in_order(broken: Breaks) -> None:
    broken(PRAISE, "points: 2 ", "ponts: 2 ")
    broken(PRAISE, "treatment: benefit ", "treatment: bonus ")
    broken(DISCOUNT, "at_least: 650", "at_least: 1650")
    found = broken(HEAD, "weight: 60", "weight: 50")
    assert [mistake.split(":")[0] for mistake in found] == [
        "town/gates/discount.yaml",
        "town/gates/discount.yaml",
        "town/rules/praise.yaml",
        "town/rules/praise.yaml",
        "town/rules/praise.yaml",
        "town/scheme.yaml",
    ]


def test_a_misspelt_folder_is_no_silent_absence_of_law(town: Path) -> None:
    (town / "rules").rename(town / "rule")
    assert any("nothing of a scheme is called 'rule'. Did you mean 'rules'" in m for m in problems(town))


def test_a_file_that_would_not_be_read_is_said_so(town: Path) -> None:
    (town / "rules" / "praise.yaml").rename(town / "rules" / "praise.yml")
    assert any("town/rules/praise.yml:1:1: this file is not read" in m for m in problems(town))


def test_a_circle_of_schemes_is_refused(town: Path) -> None:
    Path("schemes").mkdir()
    for name, ground in (("one", "two"), ("two", "one"), ("alone", "alone")):
        new("scheme", name, Path("schemes"))
        head = Path("schemes", name, "scheme.yaml")
        head.write_text(f"extends: {ground}\n" + head.read_text(encoding="utf-8"), encoding="utf-8")
    assert any("in a circle: one -> two -> one" in mistake for mistake in problems("one"))
    assert any("schemes/alone/scheme.yaml:1:10: the scheme extends itself" in m for m in problems("alone"))


def test_an_unknown_scheme_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'article_2015'"):
        load("artcle_2015")


def test_a_folder_without_a_scheme_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"holds a scheme\.yaml"):
        load(tmp_path)


def test_the_error_carries_every_mistake(broken: Breaks, town: Path) -> None:
    found = broken(HEAD, "weight: 60", "weight: 50")
    with pytest.raises(LawError) as caught:
        load(town, DEEDS, STATES)
    assert list(caught.value.mistakes) == found
