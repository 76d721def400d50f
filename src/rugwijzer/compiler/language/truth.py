"""The three truth values and the tables of *and*, *or*, *not* (spec/language.md, "Truth").

>>> both(Truth.TRUE, Truth.UNKNOWN)
<Truth.UNKNOWN: 'unknown'>
>>> both(Truth.FALSE, Truth.UNKNOWN)
<Truth.FALSE: 'false'>
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """True, false, or unknown. It has no Python truthiness: `if truth:` is refused."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare it with Truth.TRUE, FALSE or UNKNOWN")


T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

AND = {
    (T, T): T, (T, F): F, (T, U): U,
    (F, T): F, (F, F): F, (F, U): F,
    (U, T): U, (U, F): F, (U, U): U,
}  # fmt: skip

OR = {
    (T, T): T, (T, F): T, (T, U): T,
    (F, T): T, (F, F): F, (F, U): U,
    (U, T): T, (U, F): U, (U, U): U,
}  # fmt: skip

NOT = {T: F, F: T, U: U}


def both(left: Truth, right: Truth) -> Truth:
    """Kleene *and*."""
    return AND[left, right]


def either(left: Truth, right: Truth) -> Truth:
    """Kleene *or*."""
    return OR[left, right]


def opposite(value: Truth) -> Truth:
    """Kleene *not*."""
    return NOT[value]


def every(values: Iterable[Truth]) -> Truth:
    """*and* over any number of values; of none at all: true."""
    result = T
    for value in values:
        result = AND[result, value]
    return result


def some(values: Iterable[Truth]) -> Truth:
    """*or* over any number of values; of none at all: false."""
    result = F
    for value in values:
        result = OR[result, value]
    return result


def from_bool(value: bool) -> Truth:
    """The truth value of a Python bool."""
    return T if value else F


def agreed(values: Iterable[Truth]) -> Truth:
    """True if all are true, false if all are false, else unknown: what several possible worlds say.

    Of no worlds at all: unknown.
    """
    seen = set(values)
    return seen.pop() if len(seen) == 1 else U
