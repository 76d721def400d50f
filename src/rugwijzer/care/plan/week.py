"""A week laid out: what comes on which day, so that no day asks too much.

Day 1 of the first week is the day the plan begins: at most three things, ten minutes. The rest of
that week: three things a day, fifteen minutes. After that a week may ask a little more than the one
before, up to what somebody has time for (intake, First days; PROPOSED).

What loads the body rests on the next day, and the seventh day stays light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rugwijzer.care.plan.parts import Part

FIRST_DAY = (3, 10)
FIRST_WEEK = (3, 15)
MORE_MINUTES = 5
"""How many minutes a day a week may ask more than the week before."""
MOST_THINGS = 6
USUAL_MINUTES = 40
"""As many minutes a day as a plan asks at most of somebody who named no number."""
WEEK = range(1, 8)
LOADS = ("exercises", "stamina")
"""Kinds that rest on the day after."""
DAYS = {
    1: (1, 4, 6, 2, 3, 5, 7),
    2: (2, 5, 3, 6, 4, 1, 7),
    3: (1, 3, 5, 2, 4, 6, 7),
    4: (1, 3, 4, 6, 2, 5, 7),
    5: (1, 2, 3, 5, 6, 4, 7),
    6: (1, 2, 3, 4, 5, 6, 7),
    7: (1, 2, 3, 4, 5, 6, 7),
}
"""For so many days a week: which days, the first ones first; the others where those are full."""
SESSION = (2, 4, 6)
"""The days on which exercises come that load the body, three times a week."""
SESSION_TOO = (1, 3, 5)
MOST_SESSIONS = (1, 3, 5, 7)
"""Four times a week: always with a day between."""


@dataclass(frozen=True)
class Limit:
    """The most that one day may ask: how many things, and how many minutes in all."""

    things: int
    minutes: int


@dataclass(frozen=True)
class Wanted:
    """A part that would fit the week, before it has its days.

    `days` is on how many; `least` is on how few it still makes sense. `only` names the days it is
    for, where it is for certain days.
    """

    part: Part
    days: int
    least: int = 1
    only: tuple[int, ...] = ()


def limits(week: int, minutes: int | None = None, most: int | None = None) -> tuple[Limit, ...]:
    """What each day of a week may ask, day 1 first.

    `minutes` is what somebody has time for a day; `most` caps it, as in a quiet week, which never
    asks more than the week before it.
    """
    room = minutes if minutes is not None else USUAL_MINUTES
    if most is not None:
        room = min(room, most)
    things, allowed = FIRST_WEEK
    things = min(things + week - 1, MOST_THINGS)
    day = Limit(things, min(allowed + MORE_MINUTES * (week - 1), room))
    if week > 1:
        return (day,) * 7
    return (Limit(FIRST_DAY[0], min(FIRST_DAY[1], room)), *(day,) * 6)


def lay_out(
    wanted: Iterable[Wanted], allowed: Sequence[Limit], in_all: int | None = None
) -> tuple[Part, ...]:
    """The parts with their days: those named first get their days first.

    `in_all` is how many minutes the whole week may ask.

    A part that finds room on fewer days than it wants comes on those; one that finds less than it
    needs waits for another week.
    """
    things = dict.fromkeys(WEEK, 0)
    minutes = dict.fromkeys(WEEK, 0)
    loaded: dict[str, tuple[int, ...]] = {}
    found: list[Part] = []
    for each in wanted:
        part = each.part
        days = [
            day
            for day in _preferred(each, loaded)
            if things[day] < allowed[day - 1].things
            and minutes[day] + part.minutes <= allowed[day - 1].minutes
        ][: each.days]
        if in_all is not None and part.minutes:
            days = days[: max(0, in_all - sum(minutes.values())) // part.minutes]
        if len(days) < each.least:
            continue
        if part.kind in LOADS and len(days) <= len(SESSION):
            loaded.setdefault(part.kind, tuple(days))
        for day in days:
            things[day] += 1
            minutes[day] += part.minutes
        amount = part.amount and replace(part.amount, days=len(days))
        found.append(replace(part, amount=amount, on=tuple(sorted(days))))
    return tuple(found)


def _preferred(wanted: Wanted, loaded: dict[str, tuple[int, ...]]) -> Sequence[int]:
    """The days to try, best first. All exercises come on the same days: a session."""
    if wanted.only:
        return wanted.only
    kind = wanted.part.kind
    if kind not in LOADS or wanted.days > len(MOST_SESSIONS):
        return DAYS[wanted.days]
    if wanted.days > len(SESSION):
        return MOST_SESSIONS
    if kind in loaded:
        return loaded[kind]
    others = {day for days in loaded.values() for day in days}
    return SESSION_TOO if others & set(SESSION) and not others & set(SESSION_TOO) else SESSION
