"""A story: one person over a long time, as it might go, and what should then be advised.

A bicycle's example: it stood outside all winter, was cleaned in spring, and squeaked again in June;
on each of these days the story says what was told, and what should be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.language.types import Answer

if TYPE_CHECKING:
    from rugwijzer.compiler.language.guideline import Words


@dataclass(frozen=True)
class StoryMoment:
    """A day of a story: what happens, what is told, and what is expected.

    Without `answers` and `measures` nobody tells anything that day: it is only looked at.
    `advised` says in words what should be advised; `expect` is that as data, as it is written.
    """

    day: int
    says: Words | None
    answers: Mapping[str, Answer]
    measures: Mapping[str, int | None]
    advised: Words | None
    expect: Mapping[str, object]
    place: Place

    @property
    def told(self) -> bool:
        """Whether anything is told that day."""
        return bool(self.answers or self.measures)


@dataclass(frozen=True)
class Story:
    """A named course over time. `who` introduces the person; `moments` are in order of day."""

    name: str
    title: Words | None
    who: Words | None
    moments: tuple[StoryMoment, ...]
    evidence: tuple[str, ...]
    place: Place
