"""How many people still use their plan after a week, a month and half a year. Counts, no names.

Counted from days alone: nothing that anybody told is opened. A number below `FEWEST` is not said,
for a few people might be known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rugwijzer.service.records.models import Done, Episode, Visit

AT = (7, 30, 180)
WEEK = 7
FEWEST = 5


@dataclass(frozen=True)
class Use:
    """Of the plans that began so many days ago or more: how many were used in the week before."""

    day: int
    began: int
    used: int

    @property
    def share(self) -> int | None:
        """In a hundred, where enough people began."""
        return round(100 * self.used / self.began) if self.began >= FEWEST else None


def use_at(day: int, today: date) -> Use:
    """A plan is used in a week in which something was told or done, other than on its first day."""
    began = Episode.objects.filter(began__lte=today - timedelta(days=day))
    window = {"day__gt": max(day - WEEK, 0), "day__lte": day}
    ids = set(Visit.objects.filter(episode__in=began, **window).values_list("episode", flat=True))
    ids |= set(Done.objects.filter(episode__in=began, **window).values_list("episode", flat=True))
    return Use(day, began.count(), len(ids))


def said(number: int) -> str:
    """A number that points at nobody."""
    return str(number) if number == 0 or number >= FEWEST else f"fewer than {FEWEST}"
