"""`rugwijzer painkillers [FILE]`: which painkiller may be tried, how much, and why no other.

In a terminal the missing questions are asked first: those that say whether a doctor has to look,
and those of the screen that is shown only to whoever opens it. Nothing is kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from rugwijzer.care.assessment import GATE, URGENCY, Assessment, assess
from rugwijzer.care.history import record_of
from rugwijzer.care.interview import CLOSED, Interview
from rugwijzer.care.left_out import LeftOut, left_out
from rugwijzer.care.required import require
from rugwijzer.cli.answer_files import FileProblem, only_ascii, read_person
from rugwijzer.cli.asking import Quit
from rugwijzer.cli.assess import day
from rugwijzer.cli.layout import bullet, console, indented, led
from rugwijzer.cli.result import emergency
from rugwijzer.cli.session import Session
from rugwijzer.cli.visits import read_visits
from rugwijzer.compiler import (
    Answer,
    ChoiceDecision,
    ChoiceValue,
    Engine,
    Guideline,
    GuidelineError,
    Ladder,
    Place,
    Problem,
    RuleState,
    SetDecision,
    SetValue,
    plain_answer,
)
from rugwijzer.library import Library
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.wording.until_seen import how_to_reach, may_it_wait
from rugwijzer.wording.words import label, listed, say

SCREEN = "painkillers"
MEDICINES = "medicines"
LIMIT = "paracetamol_limit"
NOTES = "medicine_notes"
FIRST = "paracetamol"
"""Tried before the others, which are a choice between one another."""
STOP = "stop_signs"
TOO_MUCH = "too_much"
ASK_FIRST = "ask_first"
LONG_PAIN = "long_pain"
OLD = 70
"""Over this age a pill such as ibuprofen is for a doctor or pharmacist to give (MED-30, MED-41)."""
MOST_NAMED = 6
"""As many missing answers are named at once; the rest is counted."""
KINDS = {MEDICINES: SetDecision, LIMIT: ChoiceDecision, NOTES: SetDecision}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="take these answers; in a terminal, ask the rest"
    )
    parser.add_argument("--json", action="store_true", help="as JSON; asks nothing")
    parser.add_argument(
        "--history",
        action="store_true",
        help="FILE holds one person's visits: one per line of a .jsonl, or a list in a .yaml",
    )
    parser.add_argument("--at", metavar="DATE", type=day, help="as of this day (default: today)")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Ask what is missing, and say which painkiller may be tried."""
    if options.file is None and (options.json or options.history):
        print("Name the FILE with the answers: --json and --history read one.", file=sys.stderr)
        return 2
    guideline, engine = load_to_apply(options.guideline)
    _require(guideline)
    texts = load_texts()
    at = options.at or date.today()
    record: dict[str, Answer] = {}
    try:
        if options.history:
            record = record_of(guideline, read_visits(guideline, options.file, at).visits, at)
        elif options.file is not None:
            record = read_person(guideline, options.file)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    out = console()
    if not options.json and (options.file is None or sys.stdin.isatty()):
        sitting = Sitting(guideline, texts, options.lang, record, at, out, engine=engine)
        sitting.ask_all()
        record = sitting.record
    advice = Advice(assess(guideline, engine, record, at))
    if options.json:
        found = advice.as_json()
        found["disclaimer"] = texts.text("disclaimer.long", options.lang)
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    for part in _Writer(advice, texts, options.lang).parts():
        out.print(part)
    return 0


def _require(guideline: Guideline) -> None:
    """Raise GuidelineError if the guideline decides nothing about painkillers."""
    require(guideline)
    problems = [
        Problem(
            Place(f"decisions/{name}", 0),
            f"to advise on painkillers a guideline needs the decision {name}.",
            "Declare it, or name another guideline with --guideline.",
        )
        for name, kind in KINDS.items()
        if not isinstance(guideline.decisions.get(name), kind)
    ]
    if problems:
        raise GuidelineError(problems)


class Sitting(Session):
    """Asking only what the painkillers need, the signs for a doctor first."""

    def __init__(
        self,
        guideline: Guideline,
        texts: Library,
        language: str,
        given: Mapping[str, Answer],
        today: date,
        out: Console,
        *,
        engine: Engine,
    ) -> None:
        super().__init__(guideline, texts, language, given, today, out, engine=engine)
        self.interview = Interview(
            guideline, engine, decisions=(MEDICINES, LIMIT, NOTES), opened=(SCREEN,)
        )

    def welcome(self) -> None:
        """What is asked and why, and how to answer."""
        if self.interview.next_screen(self.record) is None:
            return
        self.out.print(Rule(self.text("painkillers.title"), characters="─"))
        self.out.print(Text(self.text("check.welcome.emergency_first")))
        self.out.print(Text(self.text("painkillers.welcome")))
        self.out.print(Text(self.text("check.how_to.choose")))
        self.out.print(Text(self.text("check.how_to.keys", **self.asker.keys), style="dim"))

    def ask_all(self) -> bool:
        """Ask until nothing can change any more. False if the person stopped before."""
        try:
            return super().ask_all()
        except Quit:
            return False


class Advice:
    """What may be tried, and why the rest is left out. `as_json` is its stable form."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.guideline = assessment.guideline
        self.left_out = left_out(self.guideline, assessment.record, assessment.outcome, MEDICINES)

    @property
    def medicines(self) -> SetValue:
        """The medicines that may be tried."""
        value = self.assessment.outcome.decisions[MEDICINES]
        assert isinstance(value, SetValue)
        return value

    @property
    def limit(self) -> ChoiceValue:
        """The one maximum of paracetamol in a day."""
        value = self.assessment.outcome.decisions[LIMIT]
        assert isinstance(value, ChoiceValue)
        return value

    @property
    def gate(self) -> ChoiceValue:
        """How much of a plan fits."""
        value = self.assessment.outcome.decisions[GATE]
        assert isinstance(value, ChoiceValue)
        return value

    @property
    def declared_notes(self) -> SetDecision:
        """The decision on the warnings."""
        declared = self.guideline.decisions[NOTES]
        assert isinstance(declared, SetDecision)
        return declared

    @property
    def surely(self) -> tuple[str, ...]:
        """The warnings that are surely needed."""
        value = self.assessment.outcome.decisions[NOTES]
        assert isinstance(value, SetValue)
        return value.inside

    @property
    def notes(self) -> tuple[str, ...]:
        """The warnings, in their order: those that are surely needed, and those that may be."""
        value = self.assessment.outcome.decisions[NOTES]
        assert isinstance(value, SetValue)
        return tuple(
            name for name in self.declared_notes.names if name in value.inside + value.open
        )

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        version = self.guideline.version
        return {
            "guideline_version": version.number if version is not None else None,
            "at": self.assessment.at.isoformat(),
            "urgency": {
                "at_least": self.assessment.urgency.lower,
                "at_most": self.assessment.urgency.upper,
            },
            "gate": {"value": self.gate.value, "possible": list(self.gate.possible)},
            "medicines": {"in": list(self.medicines.inside), "open": list(self.medicines.open)},
            "paracetamol_limit": {
                "value": self.limit.value,
                "possible": list(self.limit.possible),
            },
            "notes": {
                "in": list(self.surely),
                "open": [name for name in self.notes if name not in self.surely],
            },
            "left_out": [self._left_out(each) for each in self.left_out],
        }

    def _left_out(self, each: LeftOut) -> dict[str, object]:
        because = []
        for name, value in each.because:
            fact = self.guideline.facts.get(name)
            shown = value if fact is None else plain_answer(fact, value)  # type: ignore[arg-type]
            because.append({"name": name, "value": shown})
        return {
            "medicine": each.member,
            "because": because,
            "rules": list(each.rules),
            "not_asked": list(each.not_asked),
            "dont_know": list(each.dont_know),
        }


class _Writer:
    """The advice in words."""

    def __init__(self, advice: Advice, texts: Library, language: str) -> None:
        self.advice = advice
        self.guideline = advice.guideline
        self.texts = texts
        self.language = language

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    def heading(self, key: str) -> Text:
        """A heading between two parts."""
        return Text(f"\n{self.text(key)}", style="bold")

    def names(self, members: Iterator[str] | tuple[str, ...], joint: str = "and") -> str:
        """Medicines in a sentence."""
        words = [self.text(f"medicine.{medicine}.name") for medicine in members]
        return listed(
            [word[:1].lower() + word[1:] for word in words], self.texts, self.language, joint
        )

    def parts(self) -> Iterator[RenderableType]:
        """Everything, most needed first."""
        yield Rule(self.text("painkillers.title"), characters="─")
        if self.closed:
            yield from self.phone_first()
        else:
            yield from self.how_soon()
            if self.too_much:
                yield indented(self.text("medicine.note.too_much"), 2, "bold")
            yield from self.what()
            yield from self.limit()
            yield from self.mind()
            yield from self.left_out()
            yield from self.stop()
        yield Text()
        for key in ("medicine.leaflet", "medicine.ask_pharmacist"):
            yield indented(self.text(key), 2)
        yield indented(self.text("disclaimer.short"), 2, "dim")

    @property
    def closed(self) -> bool:
        """Whether somebody has to be phoned before any painkiller is named."""
        return self.advice.assessment.settled(GATE) == CLOSED

    @property
    def too_much(self) -> bool:
        """Whether too much paracetamol was taken, or somebody has lost count."""
        return TOO_MUCH in self.advice.surely or any(
            rule.member == TOO_MUCH
            and self.advice.assessment.outcome.states[rule.name] is RuleState.UNANSWERED
            for rule in self.advice.declared_notes.rules
        )

    def how_soon(self) -> Iterator[RenderableType]:
        """That a doctor has to look, where that is so: a painkiller does not come instead."""
        ladder = self.guideline.decisions[URGENCY]
        level = self.advice.assessment.urgency.lower
        assert isinstance(ladder, Ladder)
        if ladder.rank(level) >= ladder.rank("gp_routine"):
            yield indented(self.text(f"urgency.{level}.title"), 2, "bold")

    def phone_first(self) -> Iterator[RenderableType]:
        """Whom to phone, when somebody has to look before any painkiller is named."""
        assessment = self.advice.assessment
        level = assessment.urgency.lower
        if level in ("call_now", "call_112"):
            yield from emergency(assessment, self.texts, self.language)
        else:
            yield Text(self.text(f"urgency.{level}.title"), style="bold")
            contact = assessment.so_far("contact")
            if contact is not None:
                yield indented(how_to_reach(contact, level, self.texts, self.language), 2)
            for line in may_it_wait(level, assessment.pressing, self.texts, self.language):
                yield indented(line, 2, "italic")
        yield Text()
        yield indented(self.text("painkillers.phone_first"), 2)
        if self.too_much:
            yield indented(self.text("medicine.note.too_much"), 2)

    def what(self) -> Iterator[RenderableType]:
        """The medicines that may be tried, each with how much, how and how long."""
        inside, still_open = self.advice.medicines.inside, self.advice.medicines.open
        if not inside:
            key = "may_not_yet" if still_open else "none"
            yield indented(self.text(f"painkillers.{key}"), 2)
            return
        yield indented(self.text("medicine.intro"), 2)
        yield self.heading("painkillers.may")
        others = tuple(name for name in inside if name != FIRST)
        for name in inside:
            if name == (others or ("",))[0] and len(others) > 1:
                yield Text()
                names = self.names(others, "or")
                yield indented(self.text("painkillers.one_of", names=names), 2)
            yield from self.one(name)
        yield Text()
        lasting = LONG_PAIN in self.advice.surely
        yield indented(self.text(f"medicine.honest{'_long' if lasting else ''}"), 2)

    def one(self, name: str) -> Iterator[RenderableType]:
        """One medicine."""
        yield Text()
        place = self.text(f"medicine.{name}.place")
        yield led(f"{self.text(f'medicine.{name}.name')}.", place, 2, "")
        if name != FIRST and ASK_FIRST in self.advice.notes:
            yield indented(self.ask_first(), 4, "bold")
        for part, lead in (("dose", "how_much"), ("longest", "how_long"), ("how", "how")):
            own = f"medicine.{name}.{part}_of.{self.advice.limit.value}"
            key = own if own in self.texts else f"medicine.{name}.{part}"
            yield led(self.text(f"painkillers.{lead}"), self.text(key))

    def ask_first(self) -> str:
        """That the pharmacist is asked before this medicine is taken."""
        age = self.age
        if age is None:
            return self.text("medicine.note.ask_first")
        return self.text("painkillers.ask_first", age=age)

    @property
    def age(self) -> int | None:
        """The age, if it is known."""
        found = self.advice.assessment.record.get("age")
        return None if isinstance(found, bool) or not isinstance(found, int) else found

    def limit(self) -> Iterator[RenderableType]:
        """The one maximum of paracetamol, also for whoever has it at home."""
        yield self.heading("painkillers.limit")
        value = self.advice.limit.value
        key = "painkillers.limit_open" if value is None else f"medicine.limit.{value}"
        yield indented(self.text(key), 2)

    def mind(self) -> Iterator[RenderableType]:
        """The warnings."""
        elsewhere = (STOP, TOO_MUCH, ASK_FIRST)
        notes = [name for name in self.advice.notes if name not in elsewhere]
        if notes and self.advice.medicines.inside:
            yield self.heading("painkillers.mind")
            for name in notes:
                yield bullet(self.text(f"medicine.note.{name}"))

    def stop(self) -> Iterator[RenderableType]:
        """When to stop and phone, with any medicine."""
        if self.advice.medicines.inside:
            yield self.heading("medicine.stop_and_call.title")
            for key in ("call_112", "now", "today"):
                yield bullet(self.text(f"medicine.stop_and_call.{key}"))

    def left_out(self) -> Iterator[RenderableType]:
        """What is left out, the medicines with the same reasons together."""
        found = self.advice.left_out
        if not found:
            return
        yield self.heading("painkillers.left_out")
        for _, same in groupby(found, key=lambda each: each.reasons):
            together = tuple(same)
            yield from self.known(together)
            if self.advice.gate.value is not None:
                yield from self.missing(together)
        if self.advice.gate.value is None:
            yield from self.missing(found)

    def known(self, together: tuple[LeftOut, ...]) -> Iterator[RenderableType]:
        """What keeps these medicines out, and what the person was not sure about."""
        each = together[0]
        lines = list(dict.fromkeys(self.because(each)))
        for name in each.dont_know:
            said = label(self.guideline, name, self.language)
            lines.append(self.text("painkillers.not_sure", label=said))
        if not lines:
            return
        yield self.about("left_out_of", together)
        for line in lines:
            yield bullet(line)
        if each.dont_know:
            yield indented(self.text("medicine.dont_know"), 4)

    def missing(self, together: tuple[LeftOut, ...]) -> Iterator[RenderableType]:
        """The questions that these medicines wait for."""
        names = list(dict.fromkeys(name for each in together for name in each.not_asked))
        if not names:
            return
        yield self.about("missing_of", together)
        # One more would take the line that says so.
        shown = names if len(names) <= MOST_NAMED + 1 else names[:MOST_NAMED]
        for name in shown:
            yield bullet(say(self.guideline.facts[name].question, self.language))
        if len(shown) < len(names):
            more = len(names) - len(shown)
            yield bullet(self.text("painkillers.more_questions", number=more))

    def about(self, key: str, together: tuple[LeftOut, ...]) -> RenderableType:
        """A line that names medicines, and begins with a capital."""
        names = self.names(tuple(each.member for each in together))
        line = self.text(f"painkillers.{key}", names=names)
        return indented(line[:1].upper() + line[1:], 2)

    def because(self, each: LeftOut) -> Iterator[str]:
        """What is known to keep it out, in sentences: what it could do to her comes first, and
        that her plan is gentle only where that is all there is to say.
        """
        reasons = list(self.risks(each))
        yield from reasons
        if reasons and each.member != FIRST:
            return
        for rule in each.rules:
            yield say(self.guideline.rules[rule].words, self.language)
        if any(name == GATE for name, _ in each.because):
            yield self.text("medicine.why.gate")

    def risks(self, each: LeftOut) -> Iterator[str]:
        """What this medicine could do to her."""
        if each.member != FIRST:
            pregnancy = self.advice.assessment.record.get("pregnancy")
            if pregnancy in ("pregnant", "possibly"):
                yield self.text("medicine.why.pregnant")
            elif pregnancy == "gave_birth":
                yield self.text("medicine.why.gave_birth")
            if self.age is not None and self.age > OLD:
                yield self.text("medicine.why.age_over_70")
        for name, _ in each.because:
            if name == GATE or (name == "age" and self.age is not None and self.age > OLD):
                continue
            if f"medicine.why.{name}" in self.texts:
                yield self.text(f"medicine.why.{name}")
            elif name in self.guideline.facts:
                yield label(self.guideline, name, self.language)
