"""A sitting of somebody who was here before: what is new, how it goes, what the doctor said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from rugwijzer.care.assessment import GATE, Assessment, assess
from rugwijzer.care.doctor_said import FACT, DoctorSaid, concerns_of, doctor_said
from rugwijzer.care.history import Past, Visit, by_day, record_of, to_ask
from rugwijzer.care.interview import CLOSED, TRIAGE, Interview, Page
from rugwijzer.care.plan.making import Planner
from rugwijzer.care.plan.parts import Plan
from rugwijzer.cli.layout import bullet
from rugwijzer.cli.session import Session
from rugwijzer.compiler import Answer, Ladder, Screen
from rugwijzer.library import Library

SAME_DAY = "same_day"


class CheckIn(Session):
    """The check of somebody whose earlier visits are known."""

    def __init__(
        self,
        planner: Planner,
        texts: Library,
        language: str,
        given: Mapping[str, Answer],
        visits: Sequence[Visit],
        today: date,
        out: Console,
        kept_in: Path | None = None,
    ) -> None:
        """`visits` are those up to today; `kept_in` is the file to which this one is added."""
        guideline = planner.guideline
        super().__init__(guideline, texts, language, given, today, out, engine=planner.engine)
        self.planner = planner
        self.before = tuple(visits)
        self.earlier_days = tuple(day for day in by_day(visits, today) if day.at < today)
        self.kept_in = kept_in
        self.past: Assessment | None = None
        self.briefly = False
        if self.earlier_days:
            earlier = Past(guideline).through(self.earlier_days)
            self.past = planner.assessment(earlier, self.earlier_days[-1].at)
            self.briefly = not self.after_urgent and planner.progress(self.earlier_days).only_alarm(
                today
            )
        if self.briefly:
            self.interview = Interview(guideline, planner.engine, TRIAGE)
        self.shown_said = False
        self._known: tuple[dict[str, Answer], dict[str, Answer]] | None = None

    # --- what is known

    @property
    def after_urgent(self) -> bool:
        """Whether the advice of last time was to see a doctor first."""
        past = self.past
        if past is None or self._screen_of_doctor() is None:
            return False
        ladder = self.guideline.decisions["urgency"]
        assert isinstance(ladder, Ladder)
        urgent = ladder.rank(past.urgency.lower) >= ladder.rank(SAME_DAY)
        return urgent or (past.settled(GATE) == CLOSED and bool(past.concerns.inside))

    @property
    def record(self) -> dict[str, Answer]:
        """What was told today, with what follows from what the doctor said."""
        told = super().record
        if self.past is not None and FACT in told:
            return {**self.said(told[FACT]).facts, **told}
        return told

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All visits, with that of today."""
        told = self.record
        return (*self.before, Visit(self.today, told)) if told else self.before

    @property
    def known(self) -> dict[str, Answer]:
        """What the questions go on from: without what is to be asked anew today."""
        told = self.record
        if self._known is None or self._known[0] != told:
            visits = [*self.before, Visit(self.today, told)]
            self._known = (told, to_ask(self.guideline, visits, self.today))
        return self._known[1]

    def assessment(self) -> Assessment:
        """What follows from all visits: what was not asked anew still counts."""
        visits = [*self.before, Visit(self.today, self.record)]
        record = record_of(self.guideline, visits, self.today)
        return assess(self.guideline, self.interview.engine, record, self.today)

    def plan(self) -> Plan:
        """The plan of today. Where only the alarm signs were asked, it goes on as it was."""
        return self.planner.plan_of(by_day(self.visits, self.today), self.today)

    @property
    def level_moved(self) -> bool:
        """Whether how soon to get help is another than last time."""
        now = self.assessment().urgency
        return self.past is None or not now.settled or now.lower != self.past.urgency.lower

    # --- asking

    def greeting(self) -> Iterator[str]:
        """What is said before the first question."""
        if not self.earlier_days:
            yield from list(super().greeting())[:-1]
        else:
            yield self.text("check.welcome.emergency_first")
            yield self.text("check.resume.welcome_back")
        if self.kept_in is not None:
            yield self.text("check.visits.will_keep", path=self.kept_in)
        else:
            yield self.text("check.visits.will_not_keep")

    def next_page(self) -> Page | None:
        """First what the doctor said, if it was urgent; then what may have changed."""
        if self.after_urgent:
            told = self.record
            screen = self._screen_of_doctor()
            if FACT not in told and screen is not None:
                self.shown_said = False
                return Page(screen, screen.parts)
            if not self.shown_said:
                self.shown_said = True
                self.show_said(told[FACT])
                # It may have been taken back.
                return self.next_page()
        page = super().next_page()
        if page is None and self.briefly and self.is_new():
            self.briefly = False
            self.interview = Interview(self.guideline, self.interview.engine)
            page = super().next_page()
        return page

    def warn(self) -> None:
        """What cannot wait; but first what the doctor said of it."""
        if not self.after_urgent or FACT in self.record:
            super().warn()

    def is_new(self) -> bool:
        """Whether something was ticked as new, or may be."""
        told = self.record
        return any(
            fact.renews and told.get(name, False) is not False
            for name, fact in self.guideline.facts.items()
        )

    def said(self, answer: Answer) -> DoctorSaid:
        """What follows from what the doctor said."""
        assert self.past is not None
        return doctor_said(answer, concerns_of(self.past.outcome))

    def show_said(self, answer: Answer) -> None:
        """What it means; and who else can be phoned, if nobody was reached."""
        self.out.print()
        if answer is None:
            self.out.print(Text(self.text("doctor_said.unknown.text")))
        elif self.said(answer).lead_on:
            self.out.print(Text(self.text(f"doctor_said.{answer}.title"), style="bold red"))
            self.out.print(Text(self.text(f"doctor_said.{answer}.stays")))
            for line in self.texts.numbered(f"doctor_said.{answer}.others", self.language):
                self.out.print(bullet(line))
        else:
            self.out.print(Text(self.text(f"doctor_said.{answer}.text")))
        self.pause()

    def leave(self) -> None:
        """Say that the result is not whole. What becomes of the answers is said at the end."""
        self.out.print()
        self.out.print(Text(self.text("check.leaving.before_result"), style="bold"))

    def _screen_of_doctor(self) -> Screen | None:
        return next((screen for screen in self.guideline.screens if FACT in screen.facts), None)
