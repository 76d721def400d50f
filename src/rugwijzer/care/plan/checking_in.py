"""When somebody comes back for her plan, and when only for the alarm signs.

A plan is looked at every week for twelve weeks, and then every four (KEY-12, OUT-21, OUT-23); after
recovery once a month for a year (PRV-14). The alarm signs have days of their own, by the calendar
of the guideline (`follow_up`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rugwijzer.care.assessment import Assessment
from rugwijzer.care.follow_up import FOLLOW_UP, MONTH, YEAR, first_day, next_check_in

WEEKLY = range(7, 85, 7)
FOUR_WEEKS = 28
COUNTS = 3
"""Who came and told everything at most so many days before has done the check of that day. In a
quiet week she is asked all the same: that is over in a few days."""
DAILY = 3
"""On so many days after a pause the alarm signs are asked: what passed may come back (2.15)."""
PLAN, ALARM = "plan", "alarm"
AFTER_DOCTOR = "after_doctor"


@dataclass(frozen=True)
class Due:
    """A day to come back, and what for: the `plan`, or only the `alarm` signs."""

    on: date
    what_for: str


def due_after(
    assessment: Assessment,
    state: str,
    began: date,
    last: date,
    *,
    paused: date | None,
    resumed: date | None,
) -> Due | None:
    """The next day to come back after the last visit; None if there is none any more.

    `paused` is the day from which a doctor had to look: the days of that calendar count from it.
    `resumed` is the day a pause was over: on the three days after it the alarm signs are asked.
    """
    plan = plan_due(state, began, last)
    if state in ("stopped", "waiting", "graduated"):
        return plan
    first = min(first_day(assessment), last)
    if paused is not None and assessment.settled(FOLLOW_UP) == AFTER_DOCTOR:
        first = paused
    alarm = next_check_in(assessment, first, last)
    if alarm is not None and (alarm.on - first).days > WEEKLY[-1]:
        alarm = None  # from then on the plan asks the alarm signs often enough
    found = [plan, Due(alarm.on, ALARM) if alarm is not None else None]
    if resumed is not None and (last - resumed).days < DAILY:
        found.append(Due(last + timedelta(days=1), ALARM))
    return min(
        (due for due in found if due is not None),
        key=lambda due: (due.on, due.what_for == ALARM),
        default=None,
    )


def plan_due(state: str, began: date, last: date) -> Due | None:
    """The next day on which the plan itself is looked at; None if there is none any more."""
    if state == "stopped":
        return None
    if state == "waiting":
        return Due(last, PLAN)
    told = last if state == "quiet_week" or last == began else last + timedelta(days=COUNTS)
    if state == "graduated":
        days = (*range(MONTH, YEAR + 1, MONTH),)
    else:
        past = (told - began).days
        later = WEEKLY[-1] + FOUR_WEEKS * (max(0, past - WEEKLY[-1]) // FOUR_WEEKS + 1)
        days = (*WEEKLY, later)
    found = (began + timedelta(days=day) for day in days)
    return next((Due(day, PLAN) for day in found if day > told), None)
