"""One sitting at the terminal: screen after screen, back, and what cannot wait shown at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.care.history import Visit
from rugwijzer.care.interview import Interview, Page
from rugwijzer.care.kept import Kept
from rugwijzer.cli.asking import Asker, Back, Option, Quit
from rugwijzer.cli.kept_answers import keep, kept_file
from rugwijzer.cli.result import emergency
from rugwijzer.compiler import Answer, AskPart, Engine, Guideline
from rugwijzer.library import Library
from rugwijzer.wording.words import answer_in_words, say


class Session:
    """One sitting: the answers so far, and the steps that can be taken back."""

    def __init__(
        self,
        guideline: Guideline,
        texts: Library,
        language: str,
        given: Mapping[str, Answer],
        today: date,
        out: Console,
        earlier: Mapping[str, Kept] | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.guideline = guideline
        self.earlier = dict(earlier or {})
        self.texts = texts
        self.language = language
        self.given = dict(given)
        self.today = today
        self.out = out
        self.steps: list[tuple[str, dict[str, Answer]]] = []
        self.interview = Interview(guideline, engine)
        self.asker = Asker(guideline, texts, language, out)
        self.shown_level: str | None = None
        self.shown_screen: str | None = None
        self.accepted: set[str] = set()

    @property
    def record(self) -> dict[str, Answer]:
        """Everything answered so far; a later answer replaces an earlier one."""
        record = dict(self.given)
        for _, answers in self.steps:
            record.update(answers)
        return record

    @property
    def dated(self) -> dict[str, Kept]:
        """Everything answered so far, each with the day on which it was."""
        answered = {name for _, answers in self.steps for name in answers}
        return {
            name: self.earlier[name]
            if name in self.earlier and name not in answered
            else Kept(answer, self.today)
            for name, answer in self.record.items()
        }

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    @property
    def known(self) -> dict[str, Answer]:
        """What the questions go on from."""
        return self.record

    @property
    def visits(self) -> tuple[Visit, ...]:
        """What a plan is made from: everything that was told, by day."""
        return (Visit(self.today, self.record),)

    def assessment(self) -> Assessment:
        """What follows from the answers so far."""
        return assess(self.guideline, self.interview.engine, self.record, self.today)

    def ask_all(self) -> bool:
        """Ask until nothing can change any more. False if the person stopped before."""
        self.welcome()
        return self.ask_rest()

    def ask_rest(self) -> bool:
        """Ask what is still open. False if the person stopped before."""
        try:
            self.warn()
            while (page := self.next_page()) is not None:
                self.ask_page(page)
                self.warn()
                self.ask_back()
        except Quit:
            return False
        return True

    def next_page(self) -> Page | None:
        """What to ask now, if anything."""
        return self.interview.next_screen(self.known)

    def open_screens(self, names: Collection[str]) -> None:
        """Let these screens be asked as well."""
        self.interview = Interview(self.guideline, self.interview.engine, opened=names)

    def welcome(self) -> None:
        """Who is asking, what becomes of the answers, and how to answer."""
        self.out.print(Rule(self.text("check.welcome.title"), characters="─"))
        for line in self.greeting():
            self.out.print(Text(line))
        keys = {f"{key}": value for key, value in self.asker.keys.items()}
        self.out.print(Text(self.text("check.how_to.choose")))
        self.out.print(Text(self.text("check.how_to.keys", **keys), style="dim"))

    def greeting(self) -> Iterator[str]:
        """What is said before the first question."""
        for key in (
            "welcome.emergency_first",
            "welcome.text",
            "welcome.time",
            "privacy.nothing_kept",
        ):
            yield self.text(f"check.{key}")

    def ask_page(self, page: Page) -> None:
        """Ask the parts of one page, as long as they still need an answer."""
        if page.screen.name != self.shown_screen:
            self.shown_screen = page.screen.name
            title = say(page.screen.title, self.language)
            screens = {screen for screen, _ in self.steps if screen} | {page.screen.name}
            number = self.text("check.progress.screen", number=len(screens))
            if self.out.is_terminal:
                self.out.clear()
            self.out.print()
            self.out.print(Rule(f"{number}: {title}", align="left", characters="─"))
            if intro := say(page.screen.intro, self.language):
                self.out.print(Text(intro))
        try:
            self.steps.append((page.screen.name, self.asker.part(page.parts[0])))
        except Back:
            self.back()

    def back(self) -> None:
        """Take back the last step."""
        if not self.steps:
            self.asker.say(self.text("check.go_on.back_at_start"))
            return
        self.steps.pop()
        self.shown_screen = None
        self.shown_level = None

    def warn(self) -> None:
        """Show at once what to do, when the answers have become an emergency or a graver one."""
        known = self.known
        outcome = self.interview.engine.evaluate(known)
        if not self.interview.is_emergency(outcome):
            return
        assessment = Assessment(self.guideline, self.today, known, outcome, ())
        level = assessment.urgency.lower
        if level == self.shown_level:
            return
        self.shown_level = level
        self.out.print()
        for part in emergency(assessment, self.texts, self.language):
            self.out.print(part)
        settled = assessment.urgency.settled
        if not settled:
            self.out.print(Text(self.text("check.emergency_now.more_questions")))
        self.shown_screen = None
        try:
            self.pause()
        except Quit:
            if not settled:
                raise

    def pause(self) -> None:
        """Let what was said be read before the next question. Raises Quit."""
        self.out.print(Text(self.text("check.go_on.enter"), style="dim"))
        typed = self.asker.read().lower()
        if typed == self.asker.keys["back"]:
            self.back()
        elif typed == self.asker.keys["quit"]:
            raise Quit

    def ask_back(self) -> None:
        """Ask kindly about answers that do not go together. They count as given meanwhile."""
        record = self.known
        outcome = self.interview.engine.evaluate(record)
        for name in outcome.contradictions:
            if name in self.accepted or name not in self.guideline.contradictions:
                continue
            contradiction = self.guideline.contradictions[name]
            facts = [
                self.guideline.facts[fact]
                for fact in contradiction.facts
                if self.guideline.facts[fact].supplied_by_person and fact in record
            ]
            if not facts:
                self.accepted.add(name)
                continue
            self.out.print()
            self.out.print(Text(say(contradiction.message, self.language), style="yellow"))
            options = [Option(self.text("check.again.keep"), None)]
            for fact in facts:
                answer = answer_in_words(fact, record[fact.name], self.texts, self.language)
                options.append(Option(f"{say(fact.label, self.language)}: {answer}", fact.name))
            try:
                chosen = self.asker.choose(
                    self.text("check.again.which"), options, "", dont_know=False
                )
                if chosen is None:
                    self.accepted.add(name)
                else:
                    again = self.asker.part(_ask(self.guideline, str(chosen)))
                    self.steps.append((self.shown_screen or "", again))
            except Back:
                self.back()
            return

    def leave(self) -> None:
        """Keep the answers, and say where they are."""
        if not self.record:
            return
        path = kept_file()
        try:
            keep(self.guideline, self.dated, path)
        except OSError:
            self.out.print(Text(self.text("error.file.cannot_write", path=path)))
            return
        command = "rugwijzer check --resume" + ("" if self.language == "nl" else " --lang en")
        self.out.print()
        self.out.print(Text(self.text("check.leaving.saved_at", path=path, command=command)))
        self.out.print(Text(self.text("check.privacy.kept_at", path=path)))
        self.out.print(
            Padding(Text(self.text("check.leaving.before_result"), style="bold"), (1, 0))
        )


def _ask(guideline: Guideline, fact: str) -> AskPart:
    return AskPart(fact, guideline.facts[fact].place)
