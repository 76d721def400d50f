"""A measure, typed: an instrument that turns some answers into a figure, to be followed over time.

A bicycle's example: how noisy it is, from 0 to 10, asked at the start and after a month; two points
fewer is quieter. What the figures lead to is for the rules; here is only what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from rugwijzer.compiler.language.places import Place

if TYPE_CHECKING:
    from rugwijzer.compiler.language.guideline import Words

METHODS = ("sum", "mean", "percent", "single", "apart")
"""How answers become a score: added; averaged; added, as a percentage of the most that the answered
items can give; the answer to the only item; or each item a score by itself."""
ITEMS = ("shipped", "own", "slot")
"""Whose questions: the owner's, with leave to pass them on; ours; or none, and a place for them."""
BETTER = ("lower", "higher")
CHANGES = ("improved", "unchanged", "worse", "recovered")
"""What can have become of a score since an earlier one."""


@dataclass(frozen=True)
class ScaleOption:
    """An answer with its points and its words."""

    points: int
    words: Words


@dataclass(frozen=True)
class AnswerScale:
    """What each item may be answered: a whole number from `low` to `high`.

    Either its two ends have words, or each of its numbers; a slot has neither.
    """

    low: int
    high: int
    ends: tuple[Words, Words] | None
    options: tuple[ScaleOption, ...]


@dataclass(frozen=True)
class MeasureItem:
    """One question. Without words it is a place for a question that its owner keeps."""

    name: str
    words: Words | None
    place: Place


@dataclass(frozen=True)
class MeasurePart:
    """Some of the items that have a sum of their own, from `low` to `high`.

    From `notable` on, where that is known, the sum asks for attention.
    """

    name: str
    title: Words | None
    items: tuple[str, ...]
    low: int
    high: int
    notable: int | None
    place: Place


@dataclass(frozen=True)
class MeasureBand:
    """A named stretch of the score, both ends included; perhaps only with some sums of parts."""

    name: str
    low: int
    high: int
    parts: Mapping[str, tuple[int, int]]
    words: Words | None
    place: Place


@dataclass(frozen=True)
class Figure:
    """A number about a measure, with how sure it is and the rows of evidence it rests on."""

    value: Fraction
    mark: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class MinimalChange:
    """The smallest improvement that counts: so many points, or so many percent of the first score.

    Where both are given, either is enough.
    """

    points: Fraction | None
    percent: Fraction | None
    mark: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """When it is asked, in whole days since the start: on any day from `first` to `last`."""

    first: int
    last: int


@dataclass(frozen=True)
class Licence:
    """Whose the items are, in one sentence, and the row of evidence that says so."""

    row: str
    items: Literal["shipped", "own", "slot"]
    words: Words | None
    place: Place


@dataclass(frozen=True)
class MeasureCode:
    """What a measure is called in a system of codes. `of` says which part of it, if not all."""

    system: str
    code: str
    of: str | None
    mark: str


@dataclass(frozen=True)
class MeasureExample:
    """A worked example. It shows a score of some answers, or what a change from `then` to `now` is.

    `answers` holds points by item; a don't know is None. `of` is the part or item that is scored.
    """

    title: str
    answers: Mapping[str, int | None] | None
    of: str | None
    score: Fraction | None
    missing: tuple[str, ...]
    band: str | None
    then: Fraction | None
    now: Fraction | None
    change: str | None
    place: Place


@dataclass(frozen=True)
class Measure:
    """An instrument: what it asks, how it is scored, and which change counts.

    `low`, `high` and `step` are of the score; with method `apart`, of each item. Where at least
    `answered` items are answered, the others count as their mean; with fewer there is no score.
    `again_after` is the fewest days between two times. `places` says where each key stands.
    """

    name: str
    title: Words | None
    about: Words | None
    question: Words | None
    when: Words | None
    low: Fraction
    high: Fraction
    step: Fraction
    better: Literal["lower", "higher"]
    scale: AnswerScale
    items: tuple[MeasureItem, ...]
    method: Literal["sum", "mean", "percent", "single", "apart"]
    answered: int
    reversed: tuple[str, ...]
    parts: Mapping[str, MeasurePart]
    bands: tuple[MeasureBand, ...]
    minimal_change: MinimalChange | None
    worse: Figure | None
    error: Figure | None
    recovered: Figure | None
    schedule: tuple[Moment, ...]
    again_after: int | None
    licence: Licence
    codes: tuple[MeasureCode, ...]
    own_evidence: tuple[str, ...]
    examples: tuple[MeasureExample, ...]
    place: Place
    places: Mapping[str, Place]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Every row of evidence it rests on, its figures and its licence included, each once."""
        figures = (self.minimal_change, self.worse, self.error, self.recovered)
        rows = [*self.own_evidence]
        for figure in figures:
            rows += figure.evidence if figure is not None else ()
        rows += [self.licence.row] if self.licence.row else []
        return tuple(dict.fromkeys(rows))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its items, in order."""
        return tuple(item.name for item in self.items)

    def least(self, items: int) -> Fraction:
        """The lowest score that so many items can give."""
        return _reach(self.method, self.scale.low, items)

    def most(self, items: int) -> Fraction:
        """The highest score that so many items can give."""
        return _reach(self.method, self.scale.high, items)


def _reach(method: str, end: int, items: int) -> Fraction:
    match method:
        case "sum":
            return Fraction(end * items)
        case "percent":
            return Fraction(100 if end else 0)
        case _:
            return Fraction(end)
