"""`demerit assess` and the probes it is made of: what they tell as data, and what they refuse."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from demerit.cli.evidence import told_frontier, told_ladder
from demerit.cli.verbs.assess import _told
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.probing.frontier import Frontier
from demerit.lab.reproducing import reproduce
from tests.cli.conftest import Call
from tests.cli.test_json import held
from tests.lab.assessing.conftest import found as found

TINY = ("--recipe", "village", "--people", "60", "--weeks", "4", "--seeds", "1", "--threads", "1")


def test_an_assessment_holds_its_published_form(found: Assessment) -> None:
    told = json.loads(json.dumps({name: value for name, value in found.plain().items() if name != "values"}))
    again = reproduce(found).plain()
    held("assess", {"folder": str(found.folder), "pages": ["report.html"], **told, "reproduce": again})
    told["lead"] = 3
    with pytest.raises(AssertionError, match="lead"):
        held("assess", told)


def test_a_scheme_of_ones_own_is_assessed(demerit: Call, empty: Path) -> None:
    assert demerit("new", "scheme", "mytown", "--from", "tencent_2018").status == 0
    words = ("--groups", "sex", "--people", "60", "--weeks", "4", "--seeds", "1", "--workers", "1", "--out", "own")
    said = demerit("assess", "mytown", *words, "--json")
    assert said.status == 0, said.err
    held("assess", said.told)
    assert said.told["about"]["scheme"] == "mytown" and Path(said.told["pages"][0]).is_file()
    again, digests = said.told["reproduce"], said.told["about"]["digests"]
    assert again["digests"] == {side: of_seeds[0] for side, of_seeds in digests.items()}
    assert "mytown" in again["python"]
    Path("own").rename("first")
    made = demerit(*shlex.split(again["shell"][-1])[1:], "--workers", "1", "--json")
    assert made.status == 0, made.err
    assert made.told["about"]["digests"] == digests and made.told["effects"] == said.told["effects"]
    assert demerit("check", "own").status == 0
    again = demerit("assess", "mytown", *words)
    assert again.status == 2 and "exists already" in again.err


def test_what_is_told_on_the_terminal(found: Assessment, capsys: pytest.CaptureFixture[str]) -> None:
    _told(found, ["report.html"])
    shown = capsys.readouterr()
    assert "weeks in dissent" in shown.out and "not legal advice" in shown.out and "open_assessment" in shown.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("null",), "scores nobody"),
        (("zhima_2015", "--groups", ","), "names no kind of group"),
        (("zhima_2015", "--against", ""), "names no scheme"),
        (("zhima_2105",), "Did you mean 'zhima_2015'"),
    ],
)
def test_what_cannot_be_assessed(words: tuple[str, ...], said: str, demerit: Call, empty: Path) -> None:
    refused = demerit("assess", *words)
    assert refused.status == 2 and said in refused.err and not refused.out and not (empty / "runs").exists()


def test_ladder_and_frontier_are_told_as_data_and_in_a_table(
    demerit: Call, empty: Path, found: Assessment, capsys: pytest.CaptureFixture[str]
) -> None:
    for what in ("ladder", "frontier"):
        told = demerit("probe", what, "wechat_pay_2019", *TINY, "--json")
        assert told.status == 0, told.err
        held("probe", told.told)
    told_frontier(Frontier("wechat_pay_2019", "null", "refusals", 60, 4, 1, 1, found.frontier))
    shown = capsys.readouterr()
    assert "friends count half" in shown.out and "on the frontier" in shown.err
    assert found.ladders is not None
    told_ladder(found.ladders)
    assert "+ projected" in capsys.readouterr().out
    alone = demerit("probe", "ladder", "weibo_2024", *TINY)
    assert alone.status == 2 and "bear one grade of evidence (documented)" in alone.err
    assert "goes with demerit probe" in demerit("probe", "ladder", "wechat_pay_2019", "--against", "zhima_2015").err
