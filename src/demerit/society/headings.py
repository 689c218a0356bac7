"""What the columns of an edge list and of attributes are called: ends, ids, row numbers, times."""

from __future__ import annotations

import re

WORDS_FOR_MEMBERS = (
    "node|vertex|user|person|member|actor|agent|individual|people|friend|student|account|player|end|id|uid|n"
)
ROLES = (
    ("u", "v"), ("a", "b"), ("i", "j"), ("0", "1"), ("1", "2"), ("one", "two"), ("first", "second"), ("left", "right"),
    ("source", "target"), ("src", "dst"), ("src", "dest"), ("src", "tgt"), ("source", "destination"), ("from", "to"),
    ("origin", "destination"), ("sender", "receiver"), ("sender", "recipient"), ("giver", "receiver"),
    ("caller", "callee"), ("follower", "followee"), ("follower", "followed"), ("ego", "alter"), ("head", "tail"),
    ("user", "friend"), ("person", "friend"), ("member", "friend"), ("node", "neighbour"), ("node", "neighbor"),
    ("user", "follower"), ("user", "contact"),
)  # fmt: skip
"""What the two ends of a tie are called, alone or beside a word for members: ``source``, ``node_1``, ``fromId``."""
ENDS_TOLD = "u,v or source,target or from,to or src,dst or id1,id2 or follower,followee"
KEYS = frozenset(
    ("id", "node", "nodeid", "user", "userid", "member", "memberid", "person", "personid", "vertex", "vertexid")
)
"""What the column of ids is called beside attributes."""
_MEMBER = re.compile(f"^(?:{WORDS_FOR_MEMBERS})+")
_MEMBER_BEHIND = re.compile(f"(?:{WORDS_FOR_MEMBERS})+$")


def roles_of(name: str) -> set[tuple[str, str]]:
    """Give every (role, stem) that a name may be read as: ``node1`` is 1 of a node, ``fromid`` the from of an id."""
    found = {(name, "")}
    for pattern in (_MEMBER, _MEMBER_BEHIND):
        if (match := pattern.search(name)) and (rest := name[: match.start()] + name[match.end() :]):
            found.add((rest, match[0]))
    if name.endswith("id"):
        found.add((name[:-2], "id"))
    return found


def ends_of(names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Give every pair of columns that are called like two ends of a tie."""
    read = [roles_of(name) for name in names]
    return [
        (i, j)
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if any(
            stem == other and ((one, two) in ROLES or (two, one) in ROLES)
            for one, stem in read[i]
            for two, other in read[j]
        )
    ]
