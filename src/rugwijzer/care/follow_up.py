"""When someone comes back: the next day on the calendar that fits.

A calendar is an option of the decision `follow_up` with its days, counted from the first visit.
After its last day one short question a month is enough, until a year has passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rugwijzer.compiler import ChoiceDecision

if TYPE_CHECKING:
    from rugwijzer.care.assessment import Assessment

FOLLOW_UP = "follow_up"
DAYS_IN_CARE = "days_in_care"
MONTH, YEAR = 30, 365
"""In days, as everywhere in the guideline."""


@dataclass(frozen=True)
class CheckIn:
    """A day to come back on, and the calendar it stands on."""

    on: date
    calendar: str


def first_day(assessment: Assessment) -> date:
    """The day of the first visit, from how many days someone has been in care."""
    days = assessment.record.get(DAYS_IN_CARE)
    if isinstance(days, bool) or not isinstance(days, int):
        return assessment.at
    try:
        return assessment.at - timedelta(days=days)
    except OverflowError:
        return assessment.at


def next_check_in(assessment: Assessment, first: date, last: date) -> CheckIn | None:
    """The first day to come back on after `last`, for someone whose first visit was on `first`.

    None while it is not settled which calendar fits, and after a year. Raises ValueError if the
    last visit lies before the first.
    """
    if last < first:
        raise ValueError(f"the last visit ({last}) lies before the first ({first})")
    return next((each for each in check_ins(assessment, first) if each.on > last), None)


def check_ins(assessment: Assessment, first: date) -> Iterator[CheckIn]:
    """All days to come back on, in order. Nothing while no calendar is settled."""
    calendar = assessment.settled(FOLLOW_UP)
    if calendar is None:
        return
    decision = assessment.guideline.decisions[FOLLOW_UP]
    assert isinstance(decision, ChoiceDecision)
    days = decision.days.get(calendar, ())
    for day in days:
        yield CheckIn(first + timedelta(days=day), calendar)
    monthly = range((days[-1] if days else 0) + MONTH, YEAR + 1, MONTH)
    for day in monthly:
        yield CheckIn(first + timedelta(days=day), calendar)
