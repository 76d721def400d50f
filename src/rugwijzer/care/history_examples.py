"""The worked examples of a guideline's `history/`, put to `care.history`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rugwijzer.care.history import (
    DERIVED,
    Visit,
    ask_again,
    changed_answers,
    record_of,
    scores,
)
from rugwijzer.compiler import Guideline, HistoryExample, plain_answer, read_history_examples

DAY_0 = date(2026, 1, 1)
ABSENT = "absent"


@dataclass(frozen=True)
class Miss:
    """One thing an example expected that did not come out."""

    example: HistoryExample
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        return (
            f"{self.example.place}: {self.example.title}\n"
            f"  {self.what}: expected {_text(self.expected)}, found {_text(self.found)}"
        )


def read_examples(guideline: Guideline, files: Mapping[str, str]) -> tuple[HistoryExample, ...]:
    """The worked examples in a guideline's files. Raises GuidelineError with every mistake."""
    return read_history_examples(guideline, files, derived=DERIVED, measures=scores(guideline))


def run_examples(guideline: Guideline, examples: tuple[HistoryExample, ...]) -> Iterator[Miss]:
    """Every difference, over all examples."""
    for example in examples:
        yield from misses(guideline, example)


def misses(guideline: Guideline, example: HistoryExample) -> Iterator[Miss]:
    """Where the visits of one example do not come to what it says."""
    at = DAY_0 + timedelta(days=example.at)
    visits = [
        Visit(DAY_0 + timedelta(days=each.day), each.answers, each.measures)
        for each in example.visits
    ]
    record = record_of(guideline, visits, at)
    for name, answer in example.follows.items():
        fact = guideline.facts[name]
        expected: object = plain_answer(fact, answer)
        if name not in record:
            yield Miss(example, name, expected, ABSENT)
        elif record[name] != answer:
            yield Miss(example, name, expected, plain_answer(fact, record[name]))
    for name in example.absent:
        if name in record:
            yield Miss(example, name, ABSENT, plain_answer(guideline.facts[name], record[name]))
    if example.ask_again is not None:
        again = ask_again(guideline, record, visits, at)
        if set(again) != set(example.ask_again):
            yield Miss(example, "ask_again", list(example.ask_again), list(again))
    if example.changed_answers is not None:
        found = [
            (each.fact, (each.earlier - DAY_0).days, (each.later - DAY_0).days)
            for each in changed_answers(guideline, visits, at)
        ]
        if set(found) != set(example.changed_answers):
            yield Miss(example, "changed_answers", list(example.changed_answers), found)


def _text(value: object) -> str:
    match value:
        case None:
            return "don't know"
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return f"[{', '.join(map(_text, value))}]"
        case _:
            return str(value)
