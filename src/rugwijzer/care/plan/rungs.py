"""The rungs of an exercise: from its first level to its last, one thing more at a time.

A level of the guideline gives ranges: eight to ten times, three to five seconds. Somebody enters it
with the first numbers; each rung brings one number to its last (DOS-10), and then comes the next
level.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rugwijzer.care.plan.parts import Amount
from rugwijzer.compiler import Dose, Item, Range

GROWS = ("times", "breaths", "minutes", "metres", "hold", "sets", "kg", "an_hour", "a_week")
"""What grows within a level, in this order. How often a day stays as the level begins."""
WEEK = 7
HOLDS, LONG = "holds", "long_holds"
LONGEST = 10
"""In seconds: a hold that everybody may do who may hold at all (C-HTN)."""


@dataclass(frozen=True)
class Rung:
    """One step of an exercise: how much, and how many minutes a day that takes, rounded up."""

    amount: Amount
    minutes: int

    @property
    def level(self) -> int:
        """The level it belongs to."""
        assert self.amount.level is not None
        return self.amount.level


def rungs(item: Item) -> tuple[Rung, ...]:
    """Every rung of an item, easiest first."""
    found: list[Rung] = []
    for number, level in enumerate(item.levels, start=1):
        dose = _first(level.dose)
        found.append(_rung(dose, number))
        for name in GROWS:
            range_ = getattr(level.dose, name)
            if range_ is not None and not range_.single:
                last: dict[str, Any] = {name: Range(range_.last, range_.last)}
                dose = replace(dose, **last)
                found.append(_rung(dose, number))
    return tuple(found)


def within(item: Item, ladder: Sequence[Rung], at: int, movements: Collection[str]) -> int:
    """The highest rung up to this one that somebody may do: no long hold where that is not sure.

    Holding tight raises the blood pressure for as long as it lasts (DOS-14, C-HTN).
    """
    if HOLDS not in item.tags or LONG in movements:
        return at
    return max(
        (number for number in range(at + 1) if (ladder[number].amount.hold or 0) <= LONGEST),
        default=0,
    )


def level_down(ladder: Sequence[Rung], at: int) -> int:
    """The first rung of the level below, as after a setback (EX-LEVELS); of level 1, the first."""
    lower = max(1, ladder[at].level - 1)
    return next(number for number, rung in enumerate(ladder) if rung.level == lower)


def _first(dose: Dose) -> Dose:
    """A dose at its beginning: every range at its first number."""
    ranges: dict[str, Any] = {
        name: Range(value.first, value.first)
        for name in (*GROWS, "a_day")
        if (value := getattr(dose, name)) is not None
    }
    return replace(dose, **ranges)


def _rung(dose: Dose, level: int) -> Rung:
    def number(range_: Range | None) -> int | None:
        return range_.first if range_ is not None else None

    in_minutes = dose.minutes is not None
    amount = Amount(
        a_day=dose.a_day.first,
        days=dose.a_week.first if dose.a_week is not None else WEEK,
        sets=None if in_minutes or dose.each_set else dose.sets.first,
        times=None if in_minutes else number(dose.times),
        each_set=dose.each_set,
        hold=number(dose.hold),
        breaths=number(dose.breaths),
        per_side=dose.per_side,
        minutes=number(dose.minutes),
        metres=number(dose.metres),
        kg=number(dose.kg),
        an_hour=number(dose.an_hour),
        level=level,
        how=dose.how,
    )
    return Rung(amount, math.ceil(dose.seconds.first / 60))
