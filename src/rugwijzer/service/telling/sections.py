"""What a result and a plan say, put in sections for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rugwijzer.care.plan.parts import Part, Plan
from rugwijzer.wording.pieces import Piece
from rugwijzer.wording.plan_words import WEEK, PlanWords

LOOKS = {
    "self_care": "calm",
    "physio": "calm",
    "gp_routine": "soon",
    "gp_days": "soon",
    "same_day": "today",
    "too_early": "today",
    "call_now": "now",
    "call_112": "now",
}
"""How a level looks. The words say it as well."""
TODAY = ("today", "today_minutes", "today_heat")
DRAWN = ("exercises", "positions")
"""The rooms of the content whose things have a figure."""


@dataclass(frozen=True)
class Section:
    """Some pieces under one heading. What comes before the first heading has none."""

    key: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Shown:
    """One thing to do on a card: its words, and where its figure and its page are, if anywhere."""

    kind: str
    name: str
    amount: str
    how: str
    why: str
    tag: str
    room: str
    slug: str
    on: tuple[int, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether it has a figure."""
        return self.room in DRAWN

    @property
    def page(self) -> str:
        """The name of the address with its page, if it has one."""
        return {"exercises": "exercise", "lessons": "lesson"}.get(self.room, "")


@dataclass(frozen=True)
class Week:
    """The days of a week, and for each thing whether it is done on that day."""

    dates: str
    days: tuple[str, ...]
    today: int
    rows: tuple[tuple[Shown, tuple[bool, ...]], ...]
    minutes: tuple[int, ...]


def sections(pieces: Iterable[Piece]) -> tuple[Section, ...]:
    """The pieces, each under the heading before it. A heading within a section stays in it."""
    found: list[Section] = []
    key, title, inside = "", "", list[Piece]()
    for piece in pieces:
        if piece.kind == "heading" and not piece.columns:
            found.append(Section(key, title, tuple(inside)))
            key, title, inside = piece.key, piece.words, []
        else:
            inside.append(piece)
    found.append(Section(key, title, tuple(inside)))
    return tuple(each for each in found if each.title or _says_something(each.pieces))


def beginning(section: Section, most: int) -> tuple[Section, Section | None]:
    """The first so many bullets of a section with what belongs to each, and the rest, if any.

    One bullet is never left alone behind a tap.
    """
    begins = [at for at, piece in enumerate(section.pieces) if piece.kind == "bullet"]
    if len(begins) <= most + 1:
        return section, None
    at = begins[most]
    return (
        Section(section.key, section.title, section.pieces[:at]),
        Section(section.key, section.title, section.pieces[at:]),
    )


def _says_something(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.kind != "gap" for piece in pieces)


def shown(words: PlanWords, part: Part) -> Shown:
    """One part of a plan on a card."""
    told = words.told(part)
    return Shown(
        part.kind,
        told.name,
        told.amount,
        told.how,
        told.why,
        told.tag,
        told.room or "",
        part.slug or "",
        part.on,
    )


def today_of(words: PlanWords) -> tuple[Shown, ...]:
    """What is for today, in the order to do it."""
    return tuple(shown(words, part) for part in words.plan.today)


def week_of(words: PlanWords) -> Week | None:
    """The week, if there is one."""
    plan: Plan = words.plan
    if not plan.parts:
        return None
    days = range(1, WEEK + 1)
    return Week(
        words.dates(),
        words.dated_weekdays(),
        plan.weekday,
        tuple((shown(words, part), tuple(day in part.on for day in days)) for part in plan.parts),
        tuple(plan.minutes_on(day) for day in days),
    )
