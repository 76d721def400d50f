"""Worked examples of what follows from answers given over time.

A guideline says what some facts come to when answers have a past: what still counts, and what
changed. These examples fix it. Days are counted from an arbitrary day 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.language.types import Answer


@dataclass(frozen=True)
class ExampleVisit:
    """A day, the answers given then, and the scores of instruments; None is *don't know*."""

    day: int
    answers: Mapping[str, Answer]
    measures: Mapping[str, int | None]


@dataclass(frozen=True)
class HistoryExample:
    """What was answered on which days, and what follows at one moment.

    `follows` holds facts with their answer, `absent` facts that must not be given; `ask_again` and
    `changed_answers` (fact, earlier day, later day) are compared only where they are stated.
    """

    title: str
    place: Place
    visits: tuple[ExampleVisit, ...]
    at: int
    follows: Mapping[str, Answer]
    absent: tuple[str, ...]
    ask_again: tuple[str, ...] | None
    changed_answers: tuple[tuple[str, int, int], ...] | None
