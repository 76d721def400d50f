"""How a check ends: the result with what is for today, and for who wants it the whole week."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from rugwijzer.care.assessment import Assessment
from rugwijzer.care.plan.making import SCREENS, Planner
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.returning import has_week
from rugwijzer.cli.asking import Back, Quit
from rugwijzer.cli.check_in import CheckIn
from rugwijzer.cli.plan_page import plan_page
from rugwijzer.cli.result import result
from rugwijzer.cli.session import Session
from rugwijzer.library.catalogue import Catalogue
from rugwijzer.wording.outlook import Planned

STOPPING, STOPPED, GOES_ON = "stopping", "stopped", "going_on"
"""The screen, the question on it, and the answer that nothing changes."""


class Ending:
    """The end of one sitting."""

    def __init__(
        self,
        session: Session,
        planner: Planner,
        things: Catalogue,
        *,
        sources: bool,
        everything: bool,
    ) -> None:
        self.session = session
        self.planner = planner
        self.things = things
        self.sources = sources
        self.everything = everything
        self.texts, self.language = session.texts, session.language

    def show(self, *, offers: bool) -> None:
        """Show what follows. `offers`: there is somebody at a terminal who may want more."""
        assessment, plan = self.session.assessment(), self.plan()
        weekly = has_week(assessment, plan)
        returns = isinstance(self.session, CheckIn) and self.session.past is not None
        offers = offers and not self.session.interview.is_emergency(assessment.outcome)
        if returns and weekly and isinstance(self.session, CheckIn):
            if self.session.level_moved or self.everything:
                self.result(assessment, plan, everything=self.everything, planned=False)
            self.week(plan, everything=self.everything)
        else:
            self.result(assessment, plan, everything=self.everything, asked=offers)
            if self.everything and weekly:
                self.week(plan, everything=True)
        if offers:
            self.offer(plan, weekly, seen=returns and weekly)

    def plan(self) -> Plan:
        """The plan of today, from everything told so far."""
        if isinstance(self.session, CheckIn):
            return self.session.plan()
        return self.planner.plan_of(self.session.visits, self.session.today)

    # --- what is shown

    def result(
        self,
        assessment: Assessment,
        plan: Plan,
        *,
        everything: bool,
        asked: bool = False,
        planned: bool = True,
    ) -> None:
        """How soon, who, why, and what is for today."""
        self._print(
            result(
                assessment,
                self.texts,
                self.language,
                sources=self.sources,
                everything=everything,
                asked=asked,
                planned=Planned(plan, self.things) if planned else None,
            )
        )

    def week(self, plan: Plan, *, everything: bool) -> None:
        """The whole week."""
        self._print(
            plan_page(
                plan,
                self.session.guideline,
                self.texts,
                self.things,
                self.language,
                sources=self.sources,
                everything=everything,
            )
        )

    def _print(self, parts: Iterator[RenderableType]) -> None:
        for part in parts:
            self.session.out.print(part)

    # --- what is offered

    def offer(self, plan: Plan, weekly: bool, *, seen: bool) -> None:
        """Ask once whether she wants the week, a week that fits better, or everything."""
        keys = {
            key: self._text(f"check.go_on.{key}_key") for key in ("week", "fit", "more", "stop")
        }
        fits = weekly and bool(plan.open)
        said = [self._text("check.go_on.week")] if weekly and not seen else []
        said += [self._text("check.go_on.fit")] if fits else []
        stops = self.may_stop(plan)
        said += [self._text("check.go_on.stop")] if stops else []
        said.append(self._text("check.go_on.more"))
        self.session.out.print()
        self.session.out.print(Text(" ".join(said), style="dim"))
        try:
            typed = self.session.asker.read().lower()
        except Quit:
            return
        if typed == keys["fit"] and fits:
            self.fit()
        elif typed == keys["week"] and weekly:
            self.week(plan, everything=False)
        elif typed == keys["stop"] and stops:
            self.stop()
        elif typed == keys["more"]:
            self.result(self.session.assessment(), plan, everything=True)
            if weekly:
                self.week(plan, everything=True)

    def may_stop(self, plan: Plan) -> bool:
        """Whether there is a plan to stop with: of who was here before, and told how it goes."""
        session = self.session
        if not isinstance(session, CheckIn) or session.past is None or session.briefly:
            return False
        return STOPPED in session.guideline.facts and plan.state not in ("stopped", "waiting")

    def stop(self) -> None:
        """Ask whether she stops and why, and show what is left: when to phone, how to begin again.

        To go on is one of the answers, and changes nothing.
        """
        session = self.session
        try:
            answer = session.asker.fact(session.guideline.facts[STOPPED])
        except (Back, Quit):
            return
        if answer is None or answer == GOES_ON:
            return
        session.steps.append((STOPPING, {STOPPED: answer}))
        self.week(self.plan(), everything=False)

    def fit(self) -> None:
        """Ask about her body and her week, and show the week that follows."""
        self.session.open_screens(SCREENS)
        self.session.ask_rest()
        assessment, plan = self.session.assessment(), self.plan()
        if has_week(assessment, plan):
            self.week(plan, everything=False)
        else:
            self.result(assessment, plan, everything=False)

    def _text(self, key: str) -> str:
        return self.session.text(key)
