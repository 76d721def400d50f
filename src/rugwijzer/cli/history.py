"""`rugwijzer assess FILE --history`: one person's visits in, the assessment of a day out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.care.history import (
    CHECK_IN,
    DERIVED,
    ChangedAnswer,
    ask_again,
    by_day,
    changed_answers,
    record_of,
)
from rugwijzer.care.plan.reading import NEXT_STEP, rules_of
from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.visits import VisitsRead, read_visits
from rugwijzer.compiler import ChoiceDecision, Engine, Guideline, RuleState, plain_answer
from rugwijzer.library import Library

PROGRESS = "progress"
FIRST_TIME = "not_yet"
MOST_NAMED = 8
"""As many questions to be asked again are named to a person; the rest is counted."""


@dataclass(frozen=True)
class Past:
    """What is said of the visits beside the assessment that they lead to. Words for a person are
    made of it by `in_words`; `as_json` is its stable form."""

    assessment: Assessment
    read: VisitsRead
    days: tuple[date, ...]
    again: tuple[str, ...]
    changed: tuple[ChangedAnswer, ...]

    def as_json(self) -> dict[str, object]:
        """The past as plain values: `history` in `rugwijzer assess --history --json`."""
        record, facts = self.assessment.record, self.assessment.guideline.facts
        return {
            "visits": len(self.days),
            "first": self.days[0].isoformat(),
            "derived": {
                name: plain_answer(facts[name], record[name]) for name in DERIVED if name in record
            },
            "ask_again": list(self.again),
            "changed_answers": [
                {"fact": each.fact, "days": [each.earlier.isoformat(), each.later.isoformat()]}
                for each in self.changed
            ],
            "left_out": [
                {"at": each.at.isoformat(), "line": each.line} for each in self.read.left_out
            ],
        }

    def in_words(self, texts: Library, language: str) -> Iterator[str]:
        """The past in sentences; none if there is nothing to say of it."""
        from rugwijzer.wording.words import label, listed

        guideline = self.assessment.guideline
        if len(self.days) > 1:
            yield texts.text("history.since", language, first=self.days[0].isoformat())
        if (how := self.progress(language)) is not None:
            yield texts.text("history.progress", language, how=how)
        if (said := self.next_step(language)) is not None:
            yield texts.text("history.next_step", language, how=said[0])
            yield from said[1:]
        if self.again:
            labels = [label(guideline, name, language) for name in self.again]
            if len(labels) > MOST_NAMED:
                more = len(labels) - MOST_NAMED + 1
                labels = [
                    *labels[: MOST_NAMED - 1],
                    texts.text("history.more", language, number=more),
                ]
            yield texts.text("history.ask_again", language, labels=listed(labels, texts, language))
        for each in self.changed:
            yield texts.text(
                "history.changed",
                language,
                label=label(guideline, each.fact, language),
                earlier=each.earlier.isoformat(),
                later=each.later.isoformat(),
            )
        if self.read.left_out:
            yield texts.text("history.left_out", language, date=self.assessment.at.isoformat())

    def progress(self, language: str) -> str | None:
        """How it goes since the first day, if the answers say so and caution alone does not."""
        from rugwijzer.wording.words import say

        declared = self.assessment.guideline.decisions.get(PROGRESS)
        if not isinstance(declared, ChoiceDecision):
            return None
        option = declared.otherwise
        for rule in declared.rules:
            state = self.assessment.outcome.states[rule.name]
            if state is RuleState.HOLDS:
                option = rule.then
                break
            if state is not RuleState.FAILS:
                return None
        return None if option == FIRST_TIME else say(declared.option_words[option], language)

    def next_step(self, language: str) -> tuple[str, ...] | None:
        """What a check-in means for the plan, and why; None on a first visit, or if it is open."""
        from rugwijzer.wording.words import say

        step = self.assessment.settled(NEXT_STEP)
        declared = self.assessment.guideline.decisions.get(NEXT_STEP)
        if not self.assessment.record.get(CHECK_IN) or step is None:
            return None
        assert isinstance(declared, ChoiceDecision)
        rules = (
            self.assessment.guideline.rules[each] for each in rules_of(self.assessment, NEXT_STEP)
        )
        return (
            say(declared.option_words[step], language),
            *(say(rule.words, language) for rule in rules),
        )


def past_of(guideline: Guideline, engine: Engine, name: str, at: date) -> Past:
    """The visits in a file and the assessment they lead to. Raises FileProblem."""
    read = read_visits(guideline, name, at)
    record = record_of(guideline, read.visits, at)
    return Past(
        assess(guideline, engine, record, at),
        read,
        tuple(visit.at for visit in by_day(read.visits, at)),
        ask_again(guideline, record, read.visits, at),
        changed_answers(guideline, read.visits, at),
    )


def show(
    guideline: Guideline, engine: Engine, texts: Library, at: date, options: argparse.Namespace
) -> int:
    """Assess one person's visits, and print it. Raises FileProblem."""
    past = past_of(guideline, engine, options.file, at)
    if options.json:
        found = past.assessment.as_json()
        found["history"] = past.as_json()
        found["disclaimer"] = texts.text("disclaimer.long", options.lang)
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    from rich.text import Text

    from rugwijzer.cli.layout import console, indented
    from rugwijzer.cli.result import print_result

    print_result(past.assessment, texts, options.lang, sources=options.sources)
    said = list(past.in_words(texts, options.lang))
    if said:
        out = console()
        out.print(Text(f"\n{texts.text('history.heading', options.lang)}", style="bold"))
        for sentence in said:
            out.print(indented(sentence, 2))
    return 0
