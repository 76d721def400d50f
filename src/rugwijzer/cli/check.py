"""`rugwijzer check`: the questions in the terminal, one screen at a time, and then the result."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.care.history import still_applying
from rugwijzer.care.interview import Interview, Page
from rugwijzer.care.kept import Kept, record_at
from rugwijzer.cli.answer_files import FileProblem, read_person
from rugwijzer.cli.asking import Asker, Back, Option, Quit
from rugwijzer.cli.layout import console
from rugwijzer.cli.loading import load_texts, load_to_apply
from rugwijzer.cli.result import emergency, result
from rugwijzer.cli.wording import answer_in_words, say
from rugwijzer.compiler import (
    Answer,
    AnswerProblem,
    AskPart,
    Engine,
    Guideline,
    plain_answer,
    read_answer,
)
from rugwijzer.library import Library


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")
    parser.add_argument("--answers", metavar="FILE", help="take these answers; ask the rest")
    parser.add_argument("--resume", action="store_true", help="go on with the answers kept earlier")
    parser.add_argument("--sources", action="store_true", help="with the sources of each reason")
    parser.add_argument("--all", action="store_true", help="everything there is to read")


def run(options: argparse.Namespace) -> int:
    """Ask, and show what follows."""
    guideline, engine = load_to_apply(options.guideline)
    texts = load_texts()
    today = date.today()
    given: dict[str, Answer] = {}
    earlier: dict[str, Kept] = {}
    out = console()
    notes: list[str] = []
    try:
        if options.answers:
            given = read_person(guideline, options.answers)
        resumed = options.resume or (
            not options.answers and wants_to_resume(texts, options.lang, kept_file(), out)
        )
        if resumed:
            kept, notes = take_up(guideline, texts, options.lang, kept_file())
            counting = record_at(guideline, kept, today)
            counting = still_applying(guideline, counting, kept, today)
            earlier = {name: kept[name] for name in counting if name not in given}
            given = {**counting, **given}
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    for note in notes:
        out.print(Text(note, style="italic"))
    session = Session(guideline, texts, options.lang, given, today, out, earlier, engine)
    asks = sys.stdin.isatty() or not options.answers
    try:
        finished = session.ask_all() if asks else True
    except KeyboardInterrupt:
        session.leave()
        raise
    if not finished:
        session.leave()
        if not session.record:
            out.print(Text(texts.text("check.leaving.nothing_known", options.lang)))
            out.print(Text(texts.text("check.leaving.in_doubt", options.lang)))
            return 0
    assessment = session.assessment()
    out.print()
    urgent = session.interview.is_emergency(assessment.outcome)
    offers = asks and finished and sys.stdin.isatty() and not options.all and not urgent
    for part in result(
        assessment,
        texts,
        options.lang,
        sources=options.sources,
        everything=options.all,
        asked=offers,
    ):
        out.print(part)
    if asks and finished and resumed:
        kept_file().unlink(missing_ok=True)
    if offers and session.wants_more():
        for part in result(
            assessment, texts, options.lang, sources=options.sources, everything=True
        ):
            out.print(part)
    return 0


def wants_to_resume(texts: Library, language: str, path: Path, out: Console) -> bool:
    """Whether someone who kept answers earlier goes on with them. Asked only in a terminal."""
    if not path.exists() or not sys.stdin.isatty():
        return False
    out.print(Text(texts.text("check.resume.found", language, path=path)))
    yes, no = (texts.text(f"check.answer.{key}", language) for key in ("true", "false"))
    out.print(Text(f"{texts.text('check.resume.question', language)} ({yes} / {no})", style="bold"))
    try:
        answer = out.input("  > ").strip().lower()
    except EOFError:
        return False
    if answer in (yes.lower(), yes[:1].lower(), "1"):
        return True
    out.print(Text(texts.text("check.resume.fresh", language)))
    return False


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

    def assessment(self) -> Assessment:
        """What follows from the answers so far."""
        return assess(self.guideline, self.interview.engine, self.record, self.today)

    def ask_all(self) -> bool:
        """Ask until nothing can change any more. False if the person stopped before."""
        self.welcome()
        try:
            self.warn()
            while (page := self.interview.next_screen(self.record)) is not None:
                self.ask_page(page)
                self.warn()
                self.ask_back()
        except Quit:
            return False
        return True

    def welcome(self) -> None:
        """Who is asking, what becomes of the answers, and how to answer."""
        self.out.print(Rule(self.text("check.welcome.title"), characters="─"))
        for key in (
            "welcome.emergency_first",
            "welcome.text",
            "welcome.time",
            "privacy.nothing_kept",
        ):
            self.out.print(Text(self.text(f"check.{key}")))
        keys = {f"{key}": value for key, value in self.asker.keys.items()}
        self.out.print(Text(self.text("check.how_to.choose")))
        self.out.print(Text(self.text("check.how_to.keys", **keys), style="dim"))

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
        outcome = self.interview.engine.evaluate(self.record)
        if not self.interview.is_emergency(outcome):
            return
        assessment = Assessment(self.guideline, self.today, self.record, outcome, ())
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
        self.out.print(Text(self.text("check.go_on.enter"), style="dim"))
        self.shown_screen = None
        try:
            typed = self.asker.read().lower()
        except Quit:
            if settled:
                return
            raise
        if typed == self.asker.keys["back"]:
            self.back()
        elif typed == self.asker.keys["quit"] and not settled:
            raise Quit

    def ask_back(self) -> None:
        """Ask kindly about answers that do not go together. They count as given meanwhile."""
        outcome = self.interview.engine.evaluate(self.record)
        for name in outcome.contradictions:
            if name in self.accepted or name not in self.guideline.contradictions:
                continue
            contradiction = self.guideline.contradictions[name]
            record = self.record
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

    def wants_more(self) -> bool:
        """Whether the person wants to read everything, after the result that is short."""
        self.out.print()
        self.out.print(Text(self.text("check.go_on.more"), style="dim"))
        try:
            return self.asker.read().lower() == self.text("check.go_on.more_key")
        except Quit:
            return False

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


# --- answers kept on this computer


def kept_file() -> Path:
    """Where answers are kept when someone stops: one file, only for this user."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "rugwijzer" / "check.json"


def keep(guideline: Guideline, kept: Mapping[str, Kept], path: Path) -> None:
    """Write the answers, readable by this user alone; the old file stays until the new is whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    version = guideline.version
    content = {
        "guideline_version": version.number if version is not None else None,
        "answers": {
            name: {
                "value": plain_answer(guideline.facts[name], each.answer),
                "at": each.at.isoformat(),
            }
            for name, each in kept.items()
        },
    }
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
    new.replace(path)


def take_up(
    guideline: Guideline, texts: Library, language: str, path: Path
) -> tuple[dict[str, Kept], list[str]]:
    """The answers kept earlier, and what the person should know about them. Raises FileProblem.

    An answer that this guideline cannot read any more is left out, so that it is asked again.
    """
    if not path.exists():
        raise FileProblem(texts.text("error.file.not_found", language, path=path))
    unreadable = FileProblem(texts.text("error.file.not_yaml", language, path=path, line=1))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        answers = {
            str(name): (each["value"], date.fromisoformat(each["at"]))
            for name, each in content["answers"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise unreadable from None
    notes = [
        texts.text("check.resume.found", language, path=path),
        texts.text("check.resume.welcome_back", language),
    ]
    ours = guideline.version.number if guideline.version is not None else None
    theirs = content.get("guideline_version")
    if theirs != ours:
        notes.append(texts.text("error.version.other", language, theirs=theirs, ours=ours))
    kept: dict[str, Kept] = {}
    for name, (value, at) in answers.items():
        if at > date.today():
            raise FileProblem(texts.text("error.moment.in_future", language, date=at.isoformat()))
        fact = guideline.facts.get(name)
        answer = read_answer(fact, value) if fact is not None else None
        if fact is not None and not isinstance(answer, AnswerProblem):
            kept[name] = Kept(answer, at)
    return kept, notes
