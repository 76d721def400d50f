"""A check-in: what somebody who was here before is asked today, and what follows from it.

First what the doctor said, if the advice of last time was to see one; then what may have changed.
On a day that is only for the alarm signs nothing more is asked, unless one of them may be new.

Nothing here remembers what was asked already: everything follows from the visits before and from
what was told so far in this sitting. So a terminal, a page and a phone ask the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rugwijzer.care.assessment import GATE, Assessment, assess
from rugwijzer.care.doctor_said import FACT, DoctorSaid, concerns_of, doctor_said
from rugwijzer.care.history import (
    BETTER,
    GOING_ON,
    STOPPED,
    Past,
    Visit,
    by_day,
    record_of,
    to_ask,
)
from rugwijzer.care.interview import CLOSED, TRIAGE, Interview, Page
from rugwijzer.care.plan.checking_in import plan_due
from rugwijzer.care.plan.making import Planner
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.plan.reading import NEXT_STEP
from rugwijzer.compiler import Answer, Guideline, Ladder, Screen

SAME_DAY = "same_day"
Purpose = Literal["check_in", "quiet_week"]
"""Why somebody comes: to tell how it goes, or because it is much worse and she wants it quieter."""


@dataclass(frozen=True)
class Interviews:
    """The interviews of a guideline that a check-in may be: all, or a part of it."""

    whole: Interview
    alarm: Interview
    quiet: Interview

    @classmethod
    def of(cls, planner: Planner) -> Interviews:
        """Those of the guideline of a planner."""
        guideline, engine = planner.guideline, planner.engine
        return cls(
            Interview(guideline, engine),
            Interview(guideline, engine, TRIAGE),
            Interview(guideline, engine, (*TRIAGE, NEXT_STEP)),
        )


class Returning:
    """One check-in of somebody whose earlier visits are known. `told` is what was told so far."""

    def __init__(
        self,
        planner: Planner,
        visits: Sequence[Visit],
        today: date,
        *,
        interviews: Interviews | None = None,
        purpose: Purpose = "check_in",
        first: Collection[str] = (),
        anew: bool = False,
    ) -> None:
        """`visits` are those before this sitting; those after today are left out.

        `first` names screens that are asked before all else, whatever is known. `anew`: the alarm
        signs are asked again, also if they were asked earlier today.
        """
        self.planner = planner
        self.guideline = planner.guideline
        self.interviews = interviews or Interviews.of(planner)
        self.today = today
        self.before = tuple(visit for visit in visits if visit.at <= today)
        self.purpose = purpose
        self.first = frozenset(first)
        self.anew = anew
        days = by_day(self.before, today)
        self.earlier_days = tuple(day for day in days if day.at < today)
        self.earlier_today: Mapping[str, Answer] = next(
            (day.answers for day in days if day.at == today), {}
        )
        self.past: Assessment | None = None
        self.only_alarm = False
        if self.earlier_days:
            earlier = Past(self.guideline, engine=planner.engine).through(self.earlier_days)
            self.past = planner.assessment(earlier, self.earlier_days[-1].at)
            self.only_alarm = not self.after_urgent and planner.progress(
                self.earlier_days
            ).only_alarm(today)
        self._known: tuple[dict[str, Answer], dict[str, Answer]] | None = None

    # --- what is known

    @property
    def after_urgent(self) -> bool:
        """Whether the advice of last time was to see a doctor first."""
        past = self.past
        if past is None or screen_of_doctor(self.guideline) is None:
            return False
        ladder = self.guideline.decisions["urgency"]
        assert isinstance(ladder, Ladder)
        urgent = ladder.rank(past.urgency.lower) >= ladder.rank(SAME_DAY)
        return urgent or (past.settled(GATE) == CLOSED and bool(past.concerns.inside))

    def record(self, told: Mapping[str, Answer]) -> dict[str, Answer]:
        """What was told in this sitting, with what follows from what the doctor said."""
        if self.past is not None and FACT in told:
            return {**self.said(told[FACT]).facts, **told}
        return dict(told)

    def visits(self, told: Mapping[str, Answer]) -> tuple[Visit, ...]:
        """All visits, with this sitting."""
        record = self.record(told)
        return (*self.before, Visit(self.today, record)) if record else self.before

    def known(self, told: Mapping[str, Answer]) -> dict[str, Answer]:
        """What the questions go on from: without what is to be asked anew."""
        record = self.record(told)
        if self._known is None or self._known[0] != record:
            visits = [*self.before, Visit(self.today, record)]
            known = to_ask(self.guideline, visits, self.today)
            if self.anew:
                again = self._alarm_of_today() - record.keys()
                known = {name: answer for name, answer in known.items() if name not in again}
            self._known = (record, known)
        return self._known[1]

    def _alarm_of_today(self) -> frozenset[str]:
        facts = self.guideline.facts
        return frozenset(
            name for name in self.earlier_today if facts[name].alarm or facts[name].renews
        )

    def assessment(self, told: Mapping[str, Answer]) -> Assessment:
        """What follows from all visits: what was not asked anew still counts."""
        visits = [*self.before, Visit(self.today, self.record(told))]
        record = record_of(self.guideline, visits, self.today)
        return assess(self.guideline, self.planner.engine, record, self.today)

    def plan(self, told: Mapping[str, Answer]) -> Plan:
        """The plan of today. Where only the alarm signs were asked, it goes on as it was."""
        return self.planner.plan_of(self.visits(told), self.today)

    # --- what is asked

    def is_new(self, told: Mapping[str, Answer]) -> bool:
        """Whether something was ticked as new, or may be."""
        record = self.record(told)
        return any(
            fact.renews and record.get(name, False) is not False
            for name, fact in self.guideline.facts.items()
        )

    def interview(self, told: Mapping[str, Answer]) -> Interview:
        """The interview of this moment: on a day for the alarm signs, those; more if one is new."""
        if self.purpose == "quiet_week":
            return self.interviews.quiet
        alarm = self.interviews.alarm
        if self.only_alarm and not (
            self.is_new(told) and alarm.next_screen(self.known(told)) is None
        ):
            return alarm
        return self.interviews.whole

    def asks_doctor(self, told: Mapping[str, Answer]) -> bool:
        """Whether what the doctor said is still to be asked, before anything else is."""
        return self.after_urgent and FACT not in told

    def ahead(self, told: Mapping[str, Answer]) -> tuple[Page | None, int]:
        """The page to show now, if any; and how many screens may still come, at most."""
        for screen in self.guideline.screens:
            parts = tuple(part for part in screen.parts if not set(part.facts) <= set(told))
            if screen.name in self.first and parts:
                return Page(screen, parts), len(self.first)
        doctor = screen_of_doctor(self.guideline)
        if self.asks_doctor(told) and doctor is not None:
            return Page(doctor, doctor.parts), 1
        return self.interview(told).ahead(self.known(told))

    # --- what is said of it

    def said(self, answer: Answer) -> DoctorSaid:
        """What follows from what the doctor said."""
        assert self.past is not None
        return doctor_said(answer, concerns_of(self.past.outcome))

    def level_moved(self, told: Mapping[str, Answer]) -> bool:
        """Whether how soon to get help is another than last time."""
        now = self.assessment(told).urgency
        return self.past is None or not now.settled or now.lower != self.past.urgency.lower


def screen_of_doctor(guideline: Guideline) -> Screen | None:
    """The screen that asks what the doctor said, if the guideline has one."""
    return next((screen for screen in guideline.screens if FACT in screen.facts), None)


def has_week(assessment: Assessment, plan: Plan) -> bool:
    """Whether there is a week to show: not before somebody has looked, nor on open questions.

    Who was here before keeps the week she had.
    """
    ladder = assessment.guideline.decisions["urgency"]
    assert isinstance(ladder, Ladder)
    if plan.gate in (None, CLOSED) or not assessment.urgency.settled:
        return False
    urgent = ladder.rank(assessment.urgency.lower) >= ladder.rank(SAME_DAY)
    return not urgent and plan.state != "waiting"


def as_stopped(plan: Plan, told: Sequence[Visit]) -> Plan:
    """The plan of somebody who stopped in a word, without a check-in; else the plan as it is.

    Nobody is asked anything for stopping, so that what the guideline decides of it stays open. What
    cannot wait comes first: then the plan is as it was. Who is better goes on with prevention.
    """
    said = [(day.at, day.answers[STOPPED]) for day in told if STOPPED in day.answers]
    over = plan.state in ("stopped", "graduated", "paused") or plan.gate == CLOSED
    if not said or said[-1][1] in (GOING_ON, None) or over:
        return plan
    on, reason = said[-1]
    state = "graduated" if reason == BETTER else "stopped"
    due = plan_due(state, on, on)
    return replace(
        plan,
        state=state,
        today=(),
        parts=(),
        changes=(),
        next_step=None,
        next_step_rules=(),
        notes=(),
        check_in=max(due.on, plan.at) if due is not None else None,
        check_in_for=due.what_for if due is not None else None,
    )
