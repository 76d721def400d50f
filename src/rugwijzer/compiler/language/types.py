"""The types a fact can have, and the values that belong to each.

A value is a bool (yes_no), a scaled whole number (number: value divided by step), an option's name
(choice) or a frozenset of option names (set). `None` is *don't know*; *not asked* is no entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Value = bool | int | str | frozenset[str]
Answer = Value | None
Record = Mapping[str, Answer]
"""What is known about one person: fact name to answer; a fact not asked is absent."""


@dataclass(frozen=True)
class YesNo:
    """True or false."""


@dataclass(frozen=True)
class Number:
    """A whole number of steps of a unit, between two ends, all ends included.

    `low` and `high` are scaled: a range of 34.0 to 43.0 with step 0.1 is 340 to 430.
    """

    unit: str
    step: Fraction
    low: int
    high: int

    def scaled(self, quantity: Fraction) -> int | None:
        """The number of steps in `quantity`, or None if it is not a whole number of them."""
        steps = quantity / self.step
        return steps.numerator if steps.denominator == 1 else None

    def quantity(self, scaled: int) -> Fraction:
        """The quantity, in units, of a scaled number."""
        return scaled * self.step

    def plain(self, scaled: int) -> int | float:
        """The quantity as a JSON number: an int where it is whole."""
        exact = self.quantity(scaled)
        return exact.numerator if exact.denominator == 1 else float(exact)


@dataclass(frozen=True)
class Choice:
    """One of the options; if ordered, mildest first."""

    options: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True)
class SetOf:
    """Any number of the options, known as a whole; the empty set means none of them."""

    options: tuple[str, ...]


FactType = YesNo | Number | Choice | SetOf


def in_order(options: tuple[str, ...], chosen: frozenset[str]) -> tuple[str, ...]:
    """The chosen options in the order of declaration.

    >>> in_order(("bell", "lamp", "bag"), frozenset({"bag", "bell"}))
    ('bell', 'bag')
    """
    return tuple(option for option in options if option in chosen)
