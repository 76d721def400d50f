"""The plan of one person on a day, from her visits.

>>> from rugwijzer.care.history import Visit
>>> from rugwijzer.compiler import build_engine, load
>>> from rugwijzer.paths import find
>>> guideline = load(find("guideline"))
>>> planner = Planner(guideline, build_engine(guideline, "compiled"))
>>> planner.plan_of([Visit(date(2026, 3, 2), {"pain_now": 4})], date(2026, 3, 2)).state
'waiting'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rugwijzer.care.assessment import CONTACT, GATE, Assessment
from rugwijzer.care.history import Past, Visit, by_day
from rugwijzer.care.plan.advancing import SAME_DAY, Advancing
from rugwijzer.care.plan.changes import changes, marked
from rugwijzer.care.plan.checking_in import ALARM, Due, due_after, plan_due
from rugwijzer.care.plan.filling import Filling
from rugwijzer.care.plan.parts import Moment, Plan, WorkStep
from rugwijzer.care.plan.reading import (
    AIDS,
    ITEMS,
    MOMENTS,
    NEXT_STEP,
    PAIN_RULE,
    WORK_STEP,
    about_her,
    number,
    rules_for,
    rules_of,
)
from rugwijzer.care.plan.rungs import rungs
from rugwijzer.care.plan.running import RETURN_SHARE, Running
from rugwijzer.care.required import require_plan
from rugwijzer.compiler import ChoiceDecision, Engine, Guideline, SetDecision

SILENT = 7
"""So many days after a check-in was due the plan is shown smaller, with one kind word."""
GONE = 14
"""So many days after it was due the plan waits for the check-in: what was told is too old."""
STAYED_AWAY = "waiting_for_you"
"""The note of a plan that waits for somebody who stayed away, with her check-in ready."""
SCREENS = ("your_body", "your_week")
"""The screens about somebody's body and days that only the plan is made with."""
NO_STEP = "none"
FRIDAY = 4
STILL_MET = ("gp_soon", "gp_appointment", "midwife", "hospital_team", "occupational_physician")
"""Whom somebody still meets when her plan is done or stopped: not for the plan, for herself."""
OFF_WORK_DAYS = "off_work_days"


class Planner:
    """The plans of a guideline, ready to be made for anyone."""

    def __init__(self, guideline: Guideline, engine: Engine) -> None:
        """`engine` is one of the same guideline.

        Raises GuidelineError if the guideline lacks a decision that a plan is made of.
        """
        require_plan(guideline)
        self.guideline = guideline
        self.engine = engine
        ladders = {name: rungs(item) for name, item in guideline.items.items()}
        self._about_the_plan = tuple(
            fact for screen in guideline.screens if screen.name in SCREENS for fact in screen.facts
        )
        self._filling = Filling(ladders)
        self._advancing = Advancing(ladders, self._filling)

    def assessment(self, past: Past, at: date) -> Assessment:
        """What follows from the visits, as of a day; a plan needs no *would change*."""
        record = past.record(at)
        return Assessment(self.guideline, at, record, self.engine.evaluate(record), ())

    def worth_asking(self, assessment: Assessment) -> tuple[str, ...]:
        """The facts not asked yet that would make the plan fit better."""
        not_asked = set(assessment.outcome.open_facts)
        return tuple(fact for fact in self._about_the_plan if fact in not_asked)

    def plan_of(self, visits: Sequence[Visit], at: date) -> Plan:
        """The plan on a day. Raises ValueError without a visit on or before that day."""
        days = by_day(visits, at)
        if not days:
            raise ValueError("a plan needs at least one visit on or before its day")
        return self.progress(days).plan(at)

    def progress(self, days: Sequence[Visit]) -> Progress:
        """How the plan stands after the last of these visits, which are joined by day."""
        progress = Progress(self)
        for visit in days:
            progress = progress.after(visit)
        return progress


class Progress:
    """A plan on its way through the visits: how it stands, and how it stood before the last."""

    def __init__(
        self,
        planner: Planner,
        past: Past | None = None,
        running: Running | None = None,
        before: Running | None = None,
        last: Assessment | None = None,
        noted: date | None = None,
    ) -> None:
        """At the start there is nothing yet.

        `noted` is the day on which only the alarm signs were told, if that was after the `last`.
        """
        self.planner = planner
        self.past = past or Past(planner.guideline, engine=planner.engine)
        self.running = running
        self.before = before
        self.last = last
        self.noted = noted

    def after(self, visit: Visit) -> Progress:
        """How it stands after one more visit, of a later day than all before it."""
        today, past = visit.at, self.past.after(visit)
        assessment = self.planner.assessment(past, today)
        settled = assessment.settled(GATE) is not None
        if self.running is not None and self.last is not None:
            due = plan_due(self.running.state, began_of(self.running), self.last.at)
            away = due is not None and (today - due.on).days >= SILENT
            open_ = assessment.settled(NEXT_STEP) is None
            if open_ and settled and (due is None or today < due.on):
                return self.noting(visit)
        else:
            away = False
        running = self.planner._advancing.after(self.running, assessment, today, away=away)
        return Progress(self.planner, past, running, self.running, assessment)

    def noting(self, visit: Visit) -> Progress:
        """The same plan, with one more visit that only told whether there are alarm signs."""
        past = self.past.after(visit)
        return Progress(self.planner, past, self.running, self.before, self.last, visit.at)

    def due(self) -> Due | None:
        """The next day to come back, after the last visit: also if that was only noted."""
        running, last = self.running, self.last
        assert running is not None
        assert last is not None
        return due_after(
            last,
            running.state,
            began_of(running),
            self.noted or last.at,
            paused=running.paused_since,
            resumed=running.resumed,
        )

    def only_alarm(self, at: date) -> bool:
        """Whether only the alarm signs are asked on a day: theirs has come, and not the plan's.

        Who comes on another day than was asked has a reason for it, and tells everything.
        """
        running, last = self.running, self.last
        assert running is not None
        assert last is not None
        began = began_of(running)
        due = self.due()
        plan = plan_due(running.state, began, last.at)
        alarm = due is not None and due.what_for == ALARM and due.on <= at
        return alarm and (plan is None or at < plan.on)

    def plan(self, at: date) -> Plan:
        """The plan as it is shown on a day on or after the last visit."""
        running, last = self.running, self.last
        assert running is not None
        assert last is not None
        filling = self.planner._filling
        now = last if last.at == at else self.planner.assessment(self.past, at)
        due = self.due()
        shown, notes = running, [*running.notes]
        late = (at - due.on).days if due is not None else 0
        if now.urgency.lower in SAME_DAY and running.state != "paused":
            shown = replace(running, state="paused")
        elif late >= SILENT and running.state != "graduated":
            notes.append("smaller_after_silence" if late < GONE else STAYED_AWAY)
            shown = replace(
                running,
                state="holding" if late < GONE else "waiting",
                step=None,
                share=min(running.share, RETURN_SHARE),
                lessons=(),
            )
        if shown.state == "paused":
            notes.append("ask_doctor_said")
        notes += about_her(now)
        day = (at - running.began).days + 1
        parts = running.parts
        seen = now if shown.state == "paused" else last
        if shown is not running or (day - 1) // 7 != (last.at - running.began).days // 7:
            parts = filling.week(shown, seen, (day - 1) // 7 + 1)
        earlier = self.before.parts if self.before is not None else ()
        rules = rules_of(last, NEXT_STEP) if shown.step is not None else ()
        known = frozenset(self.before.rungs) if self.before is not None else frozenset()
        parts = marked(earlier, parts, known)
        weekday = (day - 1) % 7 + 1
        told = now.urgency.settled or now.urgency.lower in SAME_DAY
        version = self.planner.guideline.version
        return Plan(
            at=at,
            guideline_version=version.number if version is not None else None,
            gate=seen.settled(GATE) or last.settled(GATE),
            state=shown.state,
            began=running.began,
            day=day,
            today=tuple(part for part in parts if weekday in part.on),
            parts=parts,
            at_hand=filling.at_hand(shown, seen),
            changes=(
                changes(earlier, parts, rules[0] if rules else None, known)
                if self.before is not None
                else ()
            ),
            next_step=shown.step,
            next_step_rules=rules,
            pain_rule=last.settled(PAIN_RULE),
            moments=_moments(last, running, at),
            work=_work(last, at),
            aids=seen.members(AIDS) if AIDS in seen.members(ITEMS) else (),
            notes=tuple(dict.fromkeys(notes)),
            check_in=max(due.on, at) if due is not None else None,
            check_in_for=due.what_for if due is not None else None,
            urgency=now.urgency.lower if told else None,
            contact=now.so_far(CONTACT),
            open=self.planner.worth_asking(last),
            pressing=now.pressing if told and now.urgency.lower in SAME_DAY else (),
        )


def began_of(running: Running) -> date:
    """From which day check-ins count: after recovery, from the day of it."""
    if running.state == "graduated" and running.since is not None:
        return running.since
    return running.began


def _moments(assessment: Assessment, running: Running, at: date) -> tuple[Moment, ...]:
    """The planned contacts, each with its days from the day that it came in."""
    decision = assessment.guideline.decisions.get(MOMENTS)
    if not isinstance(decision, SetDecision):
        return ()
    found: list[Moment] = []
    over = running.state in ("graduated", "stopped")
    for member in decision.members:
        if member.name not in running.met or (over and member.name not in STILL_MET):
            continue
        days = [_weekday(running.met[member.name] + timedelta(days=after)) for after in member.days]
        ahead = tuple(day for day in days if day >= at) or tuple(days[-1:])
        found.append(Moment(member.name, ahead, rules_for(assessment, MOMENTS, (member.name,))))
    return tuple(found)


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend: nobody makes an appointment on a Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > FRIDAY else 0)


def _work(assessment: Assessment, at: date) -> WorkStep | None:
    """The next step at work, with the day the law names for it."""
    step = assessment.settled(WORK_STEP)
    decision = assessment.guideline.decisions.get(WORK_STEP)
    if step is None or step == NO_STEP or not isinstance(decision, ChoiceDecision):
        return None
    off, days = number(assessment, OFF_WORK_DAYS), decision.days.get(step, ())
    due = None
    if off is not None and days:
        next_ = next((day for day in days if day >= off), days[-1])
        due = assessment.at + timedelta(days=next_ - off)
    return WorkStep(step, due, rules_of(assessment, WORK_STEP))
