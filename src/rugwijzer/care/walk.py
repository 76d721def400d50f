"""Walking through the interview as one person would, to count what it asks of her."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rugwijzer.care.history import Past, Visit, by_day, to_ask_after
from rugwijzer.care.interview import Interview
from rugwijzer.compiler import Answer, Record, TickPart


@dataclass(frozen=True)
class Walk:
    """What one interview took.

    `screens` counts each screen once, `answers` the choices the person makes (a list without ticks
    is one; with ticks one each, and one to say that the others do not apply), `items` the questions
    and list items she reads. `record` is what was asked.
    """

    screens: int
    answers: int
    items: int
    record: dict[str, Answer]


def walk(interview: Interview, truth: Record) -> Walk:
    """The interview of a person whose answers are `truth`; what it lacks, she doesn't know."""
    return _walk(interview, truth, lambda told: told)


def walk_check_in(interview: Interview, visits: Sequence[Visit], truth: Record, at: date) -> Walk:
    """The same at a check-in of somebody who was here before; `record` is that of the day."""
    days = by_day(visits, at)
    past = Past(interview.guideline).through(visit for visit in days if visit.at < at)
    said = next((visit for visit in days if visit.at == at), Visit(at, {}))
    return walk_on(interview, past, said, truth)


def walk_on(interview: Interview, past: Past, said: Visit, truth: Record) -> Walk:
    """The same, from the visits before today and what was said today before any question."""
    at = said.at

    def known(told: dict[str, Answer]) -> dict[str, Answer]:
        return to_ask_after(past, Visit(at, {**said.answers, **told}, said.measures))

    return _walk(interview, truth, known)


def _walk(
    interview: Interview,
    truth: Record,
    known: Callable[[dict[str, Answer]], dict[str, Answer]],
) -> Walk:
    told: dict[str, Answer] = {}
    screens: set[str] = set()
    answers = items = 0
    while (page := interview.next_screen(known(told))) is not None:
        screens.add(page.screen.name)
        part = page.parts[0]
        for fact in part.facts:
            told[fact] = truth.get(fact)
        items += len(part.facts)
        if isinstance(part, TickPart):
            ticked = sum(told[fact] is True for fact in part.facts)
            unsure = sum(told[fact] is None for fact in part.facts)
            answers += ticked + unsure + 1 if ticked or unsure else 1
        else:
            answers += 1
    return Walk(len(screens), answers, items, told)
