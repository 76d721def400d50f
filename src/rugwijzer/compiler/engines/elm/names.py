"""What the expression definitions of the library are called.

A definition, a contradiction and a decision keep their own name. What else follows from a name has
that name in it, so that a reader of the library finds it. Parameters have the name of their fact.

>>> state("worn_out")
'state of worn_out'
"""

from __future__ import annotations

DONT_KNOW = "dont_know"
"""The parameter that names the facts answered with don't know."""

CONTRADICTIONS = "contradictions"
OPEN_FACTS = "open facts"


def value(fact: str) -> str:
    """A fact's value in effect: the answer, or its `else`."""
    return f"value of {fact}"


def asked(fact: str) -> str:
    """Whether a fact is asked."""
    return f"{fact} is asked"


def behind(name: str) -> str:
    """Whether every fact that a name reads is asked, itself included."""
    return f"all behind {name} is asked"


def rule(name: str) -> str:
    """The condition of a rule."""
    return f"condition of {name}"


def state(name: str) -> str:
    """How a rule stands: holds, fails, open, unanswered."""
    return f"state of {name}"


def alternative(item: str, number: int) -> str:
    """The condition of one alternative of a score item."""
    return f"condition of {item}, alternative {number}"


def lowest(decision: str) -> str:
    """The lower end of a ladder (by position) or of a score."""
    return f"lowest {decision}"


def highest(decision: str) -> str:
    """The upper end of a ladder (by position) or of a score."""
    return f"highest {decision}"


def before_raising(bound: str) -> str:
    """The bound of a ladder as the rules leave it, before any raise."""
    return f"{bound} before raising"


def may_be(decision: str, option: str) -> str:
    """Whether an option of a choice is still possible."""
    return f"{decision} may be {option}"


def on_path(decision: str, option: str) -> str:
    """Whether an option stands on the path of a choice, before it is settled cautiously."""
    return f"{decision} comes past {option}"


def waiting(decision: str) -> str:
    """Whether a rule on the path of a choice is open."""
    return f"{decision} waits for an answer"


def possible(decision: str) -> str:
    """The options of a choice still possible."""
    return f"possible {decision}"


def has(decision: str, member: str) -> str:
    """Whether a set holds a member; unknown while it may yet."""
    return f"{decision} has {member}"


def perhaps(decision: str) -> str:
    """The members a set may yet hold."""
    return f"open {decision}"


def band(score: str) -> str:
    """The band of a score, once it lies in one."""
    return f"band of {score}"
