"""Whether a GP in the Netherlands is open: by day on working days, not at night or on holidays."""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays

Moment = Literal["office", "evening", "night", "weekend", "holiday"]

HERE = ZoneInfo("Europe/Amsterdam")
OPENS, CLOSES, LATE = time(8), time(17), time(23)
"""Practices open and close at these hours; after `LATE` it is night."""
SATURDAY = 5


def moment(at: datetime) -> Moment:
    """What kind of hour it is in the Netherlands. `at` needs a time zone."""
    here = at.astimezone(HERE)
    if here.time() >= LATE or here.time() < OPENS:
        return "night"
    if here.date() in _holidays(here.year):
        return "holiday"
    if here.weekday() >= SATURDAY:
        return "weekend"
    return "office" if here.time() < CLOSES else "evening"


@cache
def _holidays(year: int) -> frozenset[object]:
    """The public holidays on which practices are shut."""
    return frozenset(holidays.country_holidays("NL", years=year))
