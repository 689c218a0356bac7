"""Measures of what is shut, where it is said, who may say it and what is still known, on tables made by hand."""

from __future__ import annotations

import pytest

from tests.measures.test_the_masses import absent, counted, run, value


def deeds(week: int = 3, **what: int) -> list[tuple[int, str, str, str, int | None, int]]:
    """Give how often citizens said something: ``dissent=3``."""
    return [(week, "deed", f"speak.{deed}", "all", None, n) for deed, n in what.items()]


@pytest.mark.parametrize("name", ["venue_choice", "licensed_speech", "knowledge", "folk_belief"])
def test_without_the_institution_there_is_nothing(name: str) -> None:
    assert absent(name, run())


def test_what_a_censor_shuts_and_takes_down() -> None:
    told = run(*counted("censor", readers=10, shut=18, turned=5, removed=2, exposed=1), *deeds(dissent=6, question=4))
    assert value("censorship.said", told) == pytest.approx(1000 * 10 / 80)
    assert value("censorship.shut", told) == pytest.approx(0.3)
    assert value("censorship.turned", told) == 0.5
    assert value("censorship.removed", told) == 0.2
    assert value("censorship.exposed", told) == 0.1
    assert value("censorship.said.change", told, run(*deeds(dissent=20))) == -0.5


def test_where_people_write() -> None:
    told = run(
        *counted("venues", 3, on_microblog=6, on_imitation=2, on_messenger=2, spoke_microblog=1, left_microblog=3),
        *counted("venues", 7, on_microblog=3, on_imitation=2, on_messenger=5, spoke_messenger=3, unseen=64),
    )
    assert value("venue_choice.messenger", told) == 0.5
    assert value("venue_choice.messenger.moved", told) == pytest.approx(0.3)
    assert value("venue_choice.messenger.outspoken", told) == 0.75
    assert value("venue_choice.left", told) == pytest.approx(1000 * 3 / 9)
    assert value("venue_choice.unscored", told) == 0.25


def test_who_may_agree() -> None:
    told = run(*counted("licences", holders=2, others=8, agreed=1, agreed_without=2, praised_without=4))
    assert value("licensed_speech.with_licence", told) == 500
    assert value("licensed_speech.without_licence", told) == 750
    assert value("licensed_speech.without_licence.unlicensed", told) == 250
    assert value("licensed_speech.holders", told) == pytest.approx(0.2)


def test_what_is_still_known() -> None:
    """Ten adults who know 3/4 first; then a quarter in one run, and 3/4 in the other. The price leaves its worth."""
    first = counted("press", 3, recalled=952, knowing=8, told=2, market=49152, worth=100, price=100)
    told, twin = (
        run(*first, *counted("press", 7, recalled=n, knowing=2, told=0, market=49152, worth=500, price=price))
        for n, price in ((318, 1500), (952, 500))
    )
    assert value("knowledge.history", told) == pytest.approx(0.5, abs=0.001)
    assert value("knowledge.history.end", told) == pytest.approx(0.25, abs=0.001)
    assert value("knowledge.history.lost", told) == pytest.approx(0.5, abs=0.001)
    assert value("knowledge.history.half_life", told) == 7
    assert value("knowledge.knowing", told) == 0.2
    assert value("knowledge.told", told) == 0.1
    assert value("knowledge.history.against_twin", told, twin) == pytest.approx(-0.25, abs=0.001)
    assert value("knowledge.market.lost", told) == 0
    assert value("knowledge.mispriced", told) == 0.05
    assert value("knowledge.mispriced.against_twin", told, twin) == 0.05


def test_what_goes_unsaid_of_the_scheme() -> None:
    aware = (3, "aware", "", "all", None, 10)
    told, free = (run(aware, (3, "deed", "criticise.criticise", "all", None, n),
                      *counted("press", asked=4, refused=2, afraid=1)) for n in (1, 4))  # fmt: skip
    assert value("criticism.rate", told) == 100
    assert value("criticism.suppressed", told, free) == 0.75
    assert value("criticism.refused", told) == 0.5
    assert value("criticism.afraid", told) == 0.25


def test_beliefs_against_rules() -> None:
    told = run(*counted("tipsters", held=1280, off=640, rules_off=256, false=1, blind=1, wrong_way=1, right=2, ruled=4,
                        unruled=2))  # fmt: skip
    assert value("folk_belief.held", told) == pytest.approx(10 / 6)
    assert value("folk_belief.off", told) == pytest.approx(5 / 6)
    assert value("folk_belief.off.ruled", told) == 0.5
    assert value("folk_belief.right", told) == 0.5
    assert value("folk_belief.false", told) == 0.5


def test_what_is_known_in_the_end_is_that_of_the_last_month_in_which_it_was_counted() -> None:
    """The press closes after the first month, and adults are counted for another."""
    told = run((3, "institution", "press:recalled", "all", None, 5 * 127),
               (3, "institution", "press:knowing", "all", None, 3))  # fmt: skip
    assert value("knowledge.knowing", told) == 0.3
    assert value("knowledge.history", told) == 0.5
