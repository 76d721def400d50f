"""What an engine says about one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from rugwijzer.compiler.language.truth import Truth
from rugwijzer.compiler.language.types import Answer, Value

NOT_APPLICABLE = "not_applicable:"
"""Begins the name of the contradiction in a fact that was answered although it does not apply."""


class RuleState(Enum):
    """How a rule stands for a record (spec/language.md, "The four states of a rule")."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class LadderValue:
    """The level is at least `lower` and at most `upper`."""

    lower: str
    upper: str

    @property
    def settled(self) -> bool:
        """Whether no further answer can change it."""
        return self.lower == self.upper

    @property
    def value(self) -> str | None:
        """The level, once settled."""
        return self.lower if self.settled else None


@dataclass(frozen=True)
class ChoiceValue:
    """The options still possible, in order of declaration."""

    possible: tuple[str, ...]

    @property
    def value(self) -> str | None:
        """The option, once only one is left."""
        return self.possible[0] if len(self.possible) == 1 else None


@dataclass(frozen=True)
class ScoreValue:
    """The sum lies between two whole numbers, both included."""

    low: int
    high: int

    @property
    def value(self) -> int | None:
        """The sum, once both ends meet."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True)
class SetValue:
    """The members that are in, and those that may yet be, in order of declaration."""

    inside: tuple[str, ...]
    open: tuple[str, ...]


DecisionValue = LadderValue | ChoiceValue | ScoreValue | SetValue

Supported = Answer | tuple[str, ...] | tuple[int, int] | SetValue
"""What a name contributed to a reason: an answer, or the value a decision had."""


@dataclass(frozen=True)
class Reason:
    """A rule that counted, and the answers that made it count."""

    decision: str
    rule: str
    because: tuple[tuple[str, Supported], ...]


@dataclass(frozen=True)
class Change:
    """Another answer to one fact that would raise the level, and to which level."""

    fact: str
    value: Value
    level: str


@dataclass(frozen=True)
class Outcome:
    """All that follows from one record."""

    definitions: Mapping[str, Truth]
    contradictions: tuple[str, ...]
    """Names of the contradictions that hold, then `not_applicable:FACT` for each fact answered
    although it does not apply."""
    decisions: Mapping[str, DecisionValue]
    states: Mapping[str, RuleState]
    """Of every rule; a score item has no state of its own and is left out."""
    reasons: tuple[Reason, ...]
    open_facts: tuple[str, ...]
    """Facts that apply, or may yet apply, and have not been asked of the person."""


def shown(value: DecisionValue) -> Supported:
    """A decision's value as a reason shows it: the value once settled, else what is possible.

    A set shows both its members and those that may yet be.
    """
    match value:
        case LadderValue(lower, upper):
            return lower if lower == upper else (lower, upper)
        case ChoiceValue(possible):
            return possible[0] if len(possible) == 1 else possible
        case ScoreValue(low, high):
            return low if low == high else (low, high)
        case SetValue():
            return value
