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
    talk = 4 * (s["talk"] + s["interest"]) - s["hindrance"]
    careful = talk - truth // 2**15 + climate // 2 - press // 2
    u = [
        0,
        k.chat + 4 * s["talk"] - s["hindrance"],
        k.praise + talk + truth // 2**14 - climate // 2 + press // 4,
        k.question + careful,
        k.dissent + talk - truth // 2**14 + climate - press,
        k.history + careful - s["forgotten"],
        k.market_info + talk - press // 4,
        k.unlicensed + talk + truth // 2**16 - press // 4,
    ]
    for topic in range(5):
        shut = has(s["shut"], 2**topic) if s["venue"] == 0 else 0
        u[3 + topic] += (k.unscored if s["venue"] == 2 else 0) - k.blocked * shut
    if s["licence"]:
        u[7] = NEVER
    return u


def shop(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """What is bought: a pull for each good, moved by who one is."""
    fifth = s["traits"] // 32
    return [
        0,
        k.produce,
        k.work_clothes,
        k.family + k.small_child * has(s["traits"], PARENT),
        k.foreign + k.wealth * (fifth - 1),
        k.frivolous - s["scolded"],
        k.games + k.male * (1 - has(s["traits"], FEMALE)) + k.young * max(-10, 35 - s["age"]) - s["scolded"],
    ]


def go(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Where one goes: to one's cause, and where a map says."""
    drawn = k.cause * s["conviction"] // 2**14
    shown = {name: s.get(name, 0) for name in ("shown_museum", "shown_rally", "warned")}
    return [
        0, k.museum + shown["shown_museum"], k.rally + drawn + shown["shown_rally"], k.hostile - drawn - shown["warned"]
    ]


def pay(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Whether bills are paid: who falls short cannot; reliability, in units of 2 notches, keeps from late."""
    return [NEVER if s["short"] == 2 else 0, k.late - k.reliable * s["reliability"] // 32]


def borrow(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """A loan for those without, its repayment for those with one."""
    poor = 5 - s["traits"] // 32
    if has(s["status"], IN_DEBT):
        able = NEVER if s["short"] else 0
        return [NEVER, NEVER + k.need + k.poor * poor, able, k.default - k.reliable * s["reliability"] // 32]
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
    """Looking: fear adds to it, and pleasure."""
    worry = k.worry * s["fear"] // 256 + s["eager"]
    return [0, k.self + worry, k.friends + worry]


def enrol(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Taking part: what opens, less privacy, with what friends and all others do."""
    worth = s["opens"] - 4 * s["privacy"] + k.norm * s["n_enrolled"] // max(1, s["n_heard"])
    worth += k.suspicion * w.share_enrolled // 256
    settled = 0 if w.choice else NEVER
    if has(s["status"], ENROLLED):
        return [0, NEVER + worth - k.join + settled, -worth - k.leave + settled]
    return [0, worth - k.join + settled, NEVER - worth - k.leave + settled]


def move(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Moving house: those from elsewhere, the young and those in production (3) or services (4) move more."""
    pull = k.move + k.young * max(0, 35 - s["age"]) - s["rooted"]
    pull += k.migrant if s["origin"] else 0
    pull += k.mobile if s["occupation"] in (3, 4) else 0
    return [0, pull]


def route(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """A detour: fear and the map speak for it."""
    return [0, k.around + k.worry * s["fear"] // 256 + k.heed * 255 * s["marked"] // 256]


def visit(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Whom to see: the sociable see more; low company is shunned."""
    warm = k.warm * s["sociability"] // 16
    return [0, k.friend + warm, k.acquaintance + warm - k.heed * s["low_company"] // 256]


def denounce(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Reporting: out of conviction and for what was heard; accusing falsely: out of spite."""
    drawn = k.loyal * s["conviction"] // 2**14
    return [0, k.report + drawn + k.witness * min(4, s["n_dissent"]), k.accuse + k.spite * s["grudge"] // 256]


def use(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Whom one deals with: habit binds to a side; who minds being seen keeps from the two."""
    habit, seen = k.habit * s["platform_habit"] // 64, k.guard * s["privacy"] // 16
    return [k.neither + seen, 0, k.affiliated + habit, k.rival - habit + seen]


def criticise(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Criticism of the scheme: out of conviction, and of dislike where opinion is followed."""
    felt = k.dislike * (128 - s["approval"]) // 128 if s["approval"] > 0 else 0
    lock = k.blocked if s["venue"] == 0 and has(s["shut"], 32) else 0
    own = s["conviction"] * s["candour"] // 2**15
    return [0, k.criticise + 4 * (s["talk"] + s["interest"]) - own + felt - k.press_w * s["pressure"] - lock]


def venue(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Where to write: with friends, away from the censor, and from the score."""
    near = [s["near_microblog"], s["near_imitation"], s["near_messenger"]]
    here, worry = s["venue"], k.worry * s["fear"] // 256
    push = [k.shut * s["shut"].bit_count(), 0, -worry][here]
    u = [pull + k.near * (n - near[here]) // 256 + push
         for pull, n in zip((k.microblog, k.imitation, k.messenger), near, strict=True)]
    u[2] += worry
    u[here] = NEVER
    return [0, *u]


def game_it(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Tricks: what the next 20 points would open, for some months, less the trouble."""
    worth = k.months * s["step"] - k.cost + k.wealth * (s["traits"] // 32 - 1)
    return [0, worth, worth - k.basket, worth - k.plastic]


def card(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """A further card: neither for the bankrupt nor a ninth."""
    pull = k.open + k.wealth * (s["traits"] // 32 - 1) - k.enough * min(8, s["cards"])
    return [0, pull + (NEVER if s["bankrupt"] or s["cards"] >= 8 else 0)]


def serve(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Help and gifts: out of warmth; the rich give more."""
    return [0, k.help + s["warmth"], k.give + s["warmth"] + k.wealth * (s["traits"] // 32 - 1)]


def phone(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """A new number: the young and those from elsewhere change more."""
    return [0, k.change + k.young * max(0, 35 - s["age"]) - s["held"] + (k.migrant if s["origin"] else 0)]


def carry(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """The telephone stays at home with the private, the watched and those against; a lesson is remembered."""
    pull = k.leave + 4 * k.guard * s["privacy"] // 64 + k.wary * s["low_company"] // 256
    pull += k.against * max(0, -s["conviction"]) // 2**14 + (k.ground if s["ground"] else 0)
    return [0, pull - k.heed * s["phone_lesson"]]


def pastime(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Spare hours: men and the young play; students and those without work all day."""
    male = k.male * (1 - has(s["traits"], FEMALE))
    keen = male + k.young * max(-10, 35 - s["age"])
    free = k.idle * (s["occupation"] in (1, 10))
    return [0, k.search, k.music, k.films, k.basketball + male, k.little + keen, k.much + keen, k.all_day + keen + free]


def treat(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """The lowest is pressed or cut the more, the lower; kin are pressed sooner and cut later."""
    if not s["low_short"]:
        return [0, NEVER, NEVER]
    press, cut = k.press + k.press_short * s["low_short"], k.cut + k.cut_short * s["low_short"]
    kin = s["low_kin"]
    return [0, press + k.kin_press * kin, cut - k.bond * s["low_bond"] // 64 - k.kin_cut * kin]


def scold(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Scolding: for what fell on one; women and the older do it more."""
    years = min(40, max(0, s["age"] - 35))
    return [0, k.scold + k.irk * min(4, s["vexed"]) + k.older * years + k.keeper * has(s["traits"], FEMALE)]


def apply(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Applying, without work: hope sinks for two years."""
    return [0, k.seek - k.tired * min(24, s["idle"]) + (0 if s["job"] == 5 else NEVER)]


def bribe(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Paying, when asked: papers, means and fear speak for it."""
    worth = k.pay + k.paper * max(0, s["asked"] - 1) + k.means * (s["traits"] // 32 - 3) + k.worry * s["fear"] // 256
    return [NEVER, 0, worth] if s["asked"] else [0, NEVER, NEVER + worth]


def come(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """A journey that is due: fear, an employer who had rather not, and one's own posts keep from it."""
    if s["travels_soon"] != 1:
        return [0, NEVER]
    posts = min(8, s["past_posts"]) if has(s["status"], AWARE) else 0
    return [0, k.come - k.worry * s["fear"] // 256 - k.sent * s["called_off"] // 256 - k.posted * posts]


def tour(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """What one on a visit asks for."""
    here = 0 if s["stay"] else NEVER
    return [0, here + k.car, here + k.hotel, here + k.shop, here + k.office]


def travel(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Journeys: the well-off make more of them; full papers are a bother."""
    rich = NEVER if s["origin"] == 2 else k.wealth * (s["traits"] // 32 - 1)
    pulls = [k.singapore, k.europe, k.japan, k.korea, k.britain]
    return [0, *(p + rich - k.bother * (s["papers"] >> q & 1) for q, p in enumerate(pulls)), k.elsewhere + rich]


def obey(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Offences: the young and the unreliable do them more, men those of the road."""
    drawn = k.young * max(0, 35 - s["age"]) - k.careful * s["reliability"] // 32
    road = drawn + k.male * (1 - has(s["traits"], FEMALE))
    return [0, k.traffic + road, k.drunk + road, *(p + drawn for p in (k.fare, k.goods, k.damage, k.tamper, k.steal))]


def deal(s: Row, k: SimpleNamespace, w: SimpleNamespace) -> list[int]:
    """Breaches: the honest keep from all, the poor pay contracts, banks and friends later."""
    kept = k.honest * s["reliability"] // 32
    short = k.poor * (5 - s["traits"] // 32)
    late = [p + short - kept for p in (k.contract, k.arrears, k.friends)]
    return [0, *late, *(p - kept for p in (k.guarantee, k.counterfeit, k.fraud, k.funds))]


ACTS: dict[str, Callable[[Row, SimpleNamespace, SimpleNamespace], list[int]]] = {
    act.__name__: act for act in (
        apply, bribe, speak, shop, go, pay, borrow, care, brag, look_up, enrol, move, route, visit, denounce,
        use, criticise, venue, game_it, card, serve, phone, carry, pastime, treat, scold, come, tour, travel, obey,
        deal,
    )
}
"""Every act's utilities by its name; a test holds the names against the catalogue."""
