"""The utilities of every act once more, for one citizen, in plain ints; ``//`` rounds down everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace

ADULT, ONLINE, AWARE, ENROLLED, SCORED, IN_DEBT, SHOWS, WATCHES = (2**bit for bit in range(8))
FEMALE, MARRIED, PARENT, OFFENDED = (2**bit for bit in range(4))
NEVER = -(2**20)
Row = Mapping[str, int]


def has(bits: int, bit: int) -> int:
    """Say, 1 or 0, whether a bit is set."""
    return int(bits & bit != 0)


def speak(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """What is said: candour times conviction is what a lie costs; friends make it easier or harder."""
    truth = s["conviction"] * s["candour"]
    climate = k.climate_w * s["climate"] // 256
    press = k.press_w * s["pressure"]
    talk = s["talk"]
    careful = talk - truth // 2**15 + climate // 2 - press // 2
    return [
        0,
        k.chat + talk,
        k.praise + talk + truth // 2**14 - climate // 2 + press // 4,
        k.question + careful,
        k.dissent + talk - truth // 2**14 + climate - press,
        k.history + careful,
        k.market_info + talk - press // 4,
        k.unlicensed + talk + truth // 2**16 - press // 4,
    ]


def shop(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """What is bought: a pull for each good, moved by who one is."""
    fifth = s["traits"] // 16
    return [
        0,
        k.produce,
        k.work_clothes,
        k.family + k.small_child * has(s["traits"], PARENT),
        k.foreign + k.wealth * (fifth - 1),
        k.frivolous,
        k.games + k.male * (1 - has(s["traits"], FEMALE)) + k.young * max(-10, 35 - s["age"]),
    ]


def go(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Where one goes: to one's cause."""
    drawn = k.cause * s["conviction"] // 2**14
    return [0, k.museum, k.rally + drawn, k.hostile - drawn]


def pay(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Whether bills are paid: reliability keeps one from paying late; it stands in units of 2 notches."""
    return [0, k.late - k.reliable * s["reliability"] // 32]


def borrow(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """A loan for those without, its repayment for those with one."""
    poor = 5 - s["traits"] // 16
    if has(s["status"], IN_DEBT):
        return [NEVER, NEVER + k.need + k.poor * poor, 0, k.default - k.reliable * s["reliability"] // 32]
    return [0, k.need + k.poor * poor, NEVER, NEVER + k.default - k.reliable * s["reliability"] // 32]


def care(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Care: spouse and small children call for it; reliability in notches, halved, keeps from neglect."""
    near = has(s["traits"], MARRIED) + has(s["traits"], PARENT)
    return [0, k.attend + k.dependants * near, k.neglect - s["reliability"]]


def brag(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Showing off: the hundredth part is taken as 41/4096."""
    proud = k.pride * s["rank"] * 41 // 4096
    return [0, k.show + proud + k.company * s["n_shown"] // max(1, s["n_heard"])]


def look_up(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Looking: fear adds to it."""
    worry = k.worry * s["fear"] // 256
    return [0, k.self + worry, k.friends + worry]


def enrol(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Taking part: what opens, less privacy, with what friends and all others do."""
    worth = s["opens"] - 4 * s["privacy"] + k.norm * s["n_enrolled"] // max(1, s["n_heard"])
    worth += k.suspicion * w.share_enrolled // 256
    settled = 0 if w.choice else NEVER
    if has(s["status"], ENROLLED):
        return [0, NEVER + worth - k.join + settled, -worth - k.leave + settled]
    return [0, worth - k.join + settled, NEVER - worth - k.leave + settled]


ACTS: dict[str, Callable[[Row, SimpleNamespace, SimpleNamespace], list[int]]] = {
    act.__name__: act for act in (speak, shop, go, pay, borrow, care, brag, look_up, enrol)
}
"""Every act's utilities by its name; a test holds the names against the catalogue."""
