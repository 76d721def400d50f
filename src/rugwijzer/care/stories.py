"""The stories of a guideline, put to the planner: does the plan say what the story expects?

A story is a course over a year: who it is, what happens on which day, and what the plan should then
say, in words and as data. Clinicians read the words; a test runs the data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rugwijzer.care.history import DERIVED, Past, Visit, scores
from rugwijzer.care.interview import Interview
from rugwijzer.care.plan.making import Planner, Progress
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.walk import walk_on
from rugwijzer.compiler import Answer, Engine, Guideline, Story, StoryMoment, read_stories

DAY_0 = date(2026, 1, 5)
"""A Monday. Stories count days from here."""
OPENED = ("your_body", "your_week")
"""The screens that somebody in a story has opened: what a plan is made with."""


@dataclass(frozen=True)
class Tried:
    """A moment of a story, with the plan of that day and what is not as expected."""

    moment: StoryMoment
    plan: Plan
    misses: tuple[str, ...]


def load_stories(guideline: Guideline, files: Mapping[str, str]) -> tuple[Story, ...]:
    """The stories in a guideline's files. Raises GuidelineError with every mistake."""
    return read_stories(guideline, files, derived=DERIVED, measures=scores(guideline))


def visits_of(guideline: Guideline, engine: Engine, story: Story) -> tuple[Visit, ...]:
    """What is told in a story, day by day.

    The first day she tells all that the story begins with. Later she is asked what a check-in asks
    (`history.to_ask`); a moment of the story says what is new, and the rest she answers as before.
    What the story never said she doesn't know.
    """
    interview = Interview(guideline, engine, opened=OPENED)
    truth: dict[str, Answer] = {}
    visits: list[Visit] = []
    past = Past(guideline, engine=engine)
    for moment in story.moments:
        if not moment.told:
            continue
        at = day_of(moment)
        truth |= moment.answers
        said = Visit(at, moment.answers, moment.measures)
        asked = walk_on(interview, past, said, truth).record if visits else {}
        visits.append(Visit(at, {**asked, **moment.answers}, moment.measures))
        past = past.after(visits[-1])
    return tuple(visits)


def day_of(moment: StoryMoment) -> date:
    """The day of a moment."""
    return DAY_0 + timedelta(days=moment.day)


def run(planner: Planner, story: Story) -> Iterator[Tried]:
    """Every moment of a story with its plan."""
    visits = visits_of(planner.guideline, planner.engine, story)
    progress, told = Progress(planner), iter(visits)
    for moment in story.moments:
        if moment.told:
            progress = progress.after(next(told))
        plan = progress.plan(day_of(moment))
        yield Tried(moment, plan, tuple(_misses(plan, moment.expect)))


def _misses(plan: Plan, expect: Mapping[str, object]) -> Iterator[str]:
    """What is not as expected, each as a sentence."""
    for key, expected in expect.items():
        found = FOUND.get(key)
        if found is None:
            yield f"{key} is not something to expect. It is one of: {', '.join(FOUND)}."
            continue
        found_now, holds = found(plan, expected)
        if not holds:
            yield f"{key}: expected {_text(expected)}, found {_text(found_now)}"


Look = Callable[[Plan, object], tuple[object, bool]]
"""What a plan has, and whether that is as expected."""


def _same(read: Callable[[Plan], object]) -> Look:
    def look(plan: Plan, expected: object) -> tuple[object, bool]:
        found = read(plan)
        return found, found == expected

    return look


def _holds(read: Callable[[Plan], tuple[str, ...]]) -> Look:
    def look(plan: Plan, expected: object) -> tuple[object, bool]:
        found = read(plan)
        return found, isinstance(expected, list) and set(expected) <= set(found)

    return look


def _lacks(read: Callable[[Plan], tuple[str, ...]]) -> Look:
    def look(plan: Plan, expected: object) -> tuple[object, bool]:
        found = read(plan)
        return found, isinstance(expected, list) and not set(expected) & set(found)

    return look


def _at_most(read: Callable[[Plan], int]) -> Look:
    def look(plan: Plan, expected: object) -> tuple[object, bool]:
        found = read(plan)
        return found, isinstance(expected, int) and found <= expected

    return look


def _kinds(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.kind for part in (*plan.parts, *plan.at_hand)))


def _slugs(plan: Plan) -> tuple[str, ...]:
    return tuple(part.slug for part in (*plan.parts, *plan.at_hand) if part.slug is not None)


def _minutes(kind: str) -> Callable[[Plan], object]:
    def read(plan: Plan) -> object:
        amounts = [part.amount for part in plan.parts if part.kind == kind]
        return amounts[0].minutes if amounts and amounts[0] is not None else None

    return read


FOUND: Mapping[str, Look] = {
    "state": _same(lambda plan: plan.state),
    "gate": _same(lambda plan: plan.gate),
    "urgency": _same(lambda plan: plan.urgency),
    "contact": _same(lambda plan: plan.contact),
    "next_step": _same(lambda plan: plan.next_step),
    "pain_rule": _same(lambda plan: plan.pain_rule),
    "work": _same(lambda plan: plan.work.name if plan.work is not None else None),
    "work_due": _same(
        lambda plan: (plan.work.due - DAY_0).days if plan.work and plan.work.due else None
    ),
    "check_in": _same(lambda plan: (plan.check_in - DAY_0).days if plan.check_in else None),
    "check_in_for": _same(lambda plan: plan.check_in_for),
    "week": _same(lambda plan: plan.week),
    "walking": _same(_minutes("walking")),
    "goal": _same(_minutes("goal")),
    "has": _holds(_kinds),
    "has_not": _lacks(_kinds),
    "includes": _holds(_slugs),
    "includes_not": _lacks(_slugs),
    "today_has": _holds(lambda plan: tuple(part.kind for part in plan.today)),
    "today": _same(lambda plan: [part.kind for part in plan.today]),
    "lessons": _same(lambda plan: [part.slug for part in plan.parts if part.kind == "lessons"]),
    "moments": _holds(lambda plan: tuple(moment.name for moment in plan.moments)),
    "moments_not": _lacks(lambda plan: tuple(moment.name for moment in plan.moments)),
    "notes": _holds(lambda plan: plan.notes),
    "aids": _holds(lambda plan: plan.aids),
    "moves": _holds(lambda plan: tuple(change.move for change in plan.changes)),
    "things_today": _at_most(lambda plan: len(plan.today)),
    "minutes_today": _at_most(lambda plan: plan.minutes_on(plan.weekday)),
    "minutes_a_day": _at_most(lambda plan: max(plan.minutes_on(day) for day in range(1, 8))),
}
"""What a story may expect of a plan. `things_today` and the minutes are at most that many; `has`,
`includes` and the like are at least these."""


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    return "nothing" if value is None else str(value)
