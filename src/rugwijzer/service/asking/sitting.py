"""One sitting in a browser: the answers given, step by step, so that each can be taken back.

A sitting is a plain value. It travels in the visitor's own cookie or, for who has an account, with
her draft; nothing here knows which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rugwijzer.compiler import Answer, Choice, Fact, Guideline, Number, SetOf, YesNo

Plain = bool | int | str | list[str] | None


@dataclass(frozen=True)
class Follow:
    """What is to be asked next because of an answer just given.

    `kind` is `simpler` (the same fact in plainer words), `inner` (which of a group of options),
    `rest` (whether no to all that was not ticked), `each` (one by one), `again` (an answer that
    does not fit another) or `clash` (which of two answers to change). `name` is the fact, or the
    contradiction; `facts` the facts it is about, `at` the group.
    """

    kind: str
    name: str = ""
    facts: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True)
class Step:
    """One page that was answered: its screen, the answers, and what they made necessary to ask."""

    screen: str
    answers: Mapping[str, Answer]
    follow: tuple[Follow, ...] = ()
    kept: str = ""
    """A contradiction whose answers the person keeps."""


@dataclass(frozen=True)
class Sitting:
    """The steps so far. `someone`: it is filled in for another person. `opened`: extra screens."""

    steps: tuple[Step, ...] = ()
    someone: bool = False
    opened: tuple[str, ...] = ()
    warned: str = ""
    """The level of which the person was told at once what to do."""
    changed: bool = False
    """It began at "something has changed"."""

    @property
    def record(self) -> dict[str, Answer]:
        """Everything answered; a later answer replaces an earlier one."""
        return {name: answer for step in self.steps for name, answer in step.answers.items()}

    @property
    def follow(self) -> tuple[Follow, ...]:
        """What the last answers made necessary to ask."""
        return self.steps[-1].follow if self.steps else ()

    @property
    def accepted(self) -> frozenset[str]:
        """The contradictions that the person has seen and let stand."""
        return frozenset(step.kept for step in self.steps if step.kept)

    def until(self, count: int) -> Sitting:
        """The sitting as it was after so many steps."""
        return replace(self, steps=self.steps[:count])

    def with_step(self, step: Step) -> Sitting:
        """The sitting with one step more."""
        return replace(self, steps=(*self.steps, step))


def as_plain(sitting: Sitting) -> dict[str, Any]:
    """The sitting as JSON may hold it."""
    return {
        "s": [
            [
                step.screen,
                {name: _plain(answer) for name, answer in step.answers.items()},
                [[each.kind, each.name, list(each.facts), each.at] for each in step.follow],
                step.kept,
            ]
            for step in sitting.steps
        ],
        "f": sitting.someone,
        "o": list(sitting.opened),
        "w": sitting.warned,
        "c": sitting.changed,
    }


def from_plain(guideline: Guideline, plain: Mapping[str, Any]) -> Sitting:
    """The sitting from what was kept. Raises ValueError if it is none of this guideline."""
    try:
        screens = {screen.name for screen in guideline.screens}
        steps = []
        for screen, answers, follow, kept in plain["s"]:
            if screen and screen not in screens:
                raise ValueError("screen")
            steps.append(
                Step(
                    screen,
                    {name: _typed(guideline.facts[name], each) for name, each in answers.items()},
                    tuple(Follow(kind, name, tuple(facts), at) for kind, name, facts, at in follow),
                    kept,
                )
            )
        for step in steps:
            for each in step.follow:
                known = guideline.contradictions if each.kind == "clash" else guideline.facts
                if each.name and each.name not in known:
                    raise ValueError("follow")
                if not set(each.facts) <= set(guideline.facts):
                    raise ValueError("follow")
        opened = tuple(name for name in plain["o"] if name in screens)
        return Sitting(tuple(steps), bool(plain["f"]), opened, str(plain["w"]), bool(plain["c"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a sitting") from error


def _plain(answer: Answer) -> Plain:
    return sorted(answer) if isinstance(answer, frozenset) else answer


def _typed(fact: Fact, given: Plain) -> Answer:
    if given is None:
        return None
    match fact.type:
        case YesNo():
            fits = isinstance(given, bool)
        case Choice(options=options):
            fits = isinstance(given, str) and given in options
        case SetOf(options=options):
            if isinstance(given, list) and set(given) <= set(options):
                return frozenset(given)
            fits = False
        case Number() as number:
            fits = (
                isinstance(given, int)
                and not isinstance(given, bool)
                and number.low <= given <= number.high
            )
    if not fits or isinstance(given, list):
        raise ValueError(fact.name)
    return given


def unknown(facts: Sequence[str]) -> dict[str, Answer]:
    """Don't know, for each of these."""
    return dict.fromkeys(facts)
