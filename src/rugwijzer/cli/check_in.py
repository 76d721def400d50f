"""A sitting of somebody who was here before: what is new, how it goes, what the doctor said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from rugwijzer.care.assessment import Assessment
from rugwijzer.care.doctor_said import FACT, DoctorSaid
from rugwijzer.care.history import Visit
from rugwijzer.care.interview import Page
from rugwijzer.care.plan.making import Planner
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.returning import Returning
from rugwijzer.cli.layout import bullet
from rugwijzer.cli.session import Session
from rugwijzer.compiler import Answer
from rugwijzer.library import Library


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
        self.returning = Returning(planner, visits, today)
        self.before = self.returning.before
        self.kept_in = kept_in
        self.opened = False
        self.interview = self.returning.interview({})
        self.shown_said = False

    # --- what is known

    @property
    def told(self) -> dict[str, Answer]:
        """What was told today, as it was told."""
        return super().record

    @property
    def past(self) -> Assessment | None:
        """What followed from the visits before, if there were any."""
        return self.returning.past

    @property
    def earlier_days(self) -> tuple[Visit, ...]:
        """The visits before today."""
        return self.returning.earlier_days

    @property
    def briefly(self) -> bool:
        """Whether only the alarm signs are asked."""
        return self.returning.only_alarm and not self.is_new()

    @property
    def after_urgent(self) -> bool:
        """Whether the advice of last time was to see a doctor first."""
        return self.returning.after_urgent

    @property
    def record(self) -> dict[str, Answer]:
        """What was told today, with what follows from what the doctor said."""
        return self.returning.record(self.told)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All visits, with that of today."""
        return self.returning.visits(self.told)

    @property
    def known(self) -> dict[str, Answer]:
        """What the questions go on from: without what is to be asked anew today."""
        return self.returning.known(self.told)

    def assessment(self) -> Assessment:
        """What follows from all visits: what was not asked anew still counts."""
        return self.returning.assessment(self.told)

    def plan(self) -> Plan:
        """The plan of today. Where only the alarm signs were asked, it goes on as it was."""
        return self.returning.plan(self.told)

    @property
    def level_moved(self) -> bool:
        """Whether how soon to get help is another than last time."""
        return self.returning.level_moved(self.told)

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
        if self.after_urgent and FACT in self.told and not self.shown_said:
            self.shown_said = True
            self.show_said(self.told[FACT])
        if self.opened:
            return super().next_page()
        if self.returning.asks_doctor(self.told):
            self.shown_said = False
        self.interview = self.returning.interview(self.told)
        return self.returning.ahead(self.told)[0]

    def open_screens(self, names: Collection[str]) -> None:
        """Let these screens be asked as well."""
        super().open_screens(names)
        self.opened = True

    def warn(self) -> None:
        """What cannot wait; but first what the doctor said of it."""
        if not self.returning.asks_doctor(self.told):
            super().warn()

    def is_new(self) -> bool:
        """Whether something was ticked as new, or may be."""
        return self.returning.is_new(self.told)

    def said(self, answer: Answer) -> DoctorSaid:
        """What follows from what the doctor said."""
        return self.returning.said(answer)

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
