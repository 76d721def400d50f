"""What a guideline advises one simulated person, as few plain values to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rugwijzer.compiler import (
    Answer,
    AnswerError,
    AnswerProblem,
    ChoiceValue,
    Engine,
    Guideline,
    Ladder,
    LadderValue,
    Outcome,
    Record,
    SetValue,
    build_engine,
    nearest,
    read_answer,
    read_answers,
)
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Truth

URGENCY, CONCERNS, CONTACT, GATE = "urgency", "concerns", "contact", "gate"
DOCTOR, TODAY, NOW = "gp_routine", "same_day", "call_now"
"""The first level with a doctor, the first that cannot wait, and the first of an emergency."""


class Unfit(Exception):
    """A guideline cannot be judged. The message says how to mend it."""


class UnfitPeople(Unfit):
    """A guideline cannot be judged on these people. The message says how to mend that."""


@dataclass(frozen=True)
class Advice:
    """The advice in an outcome. `level` is at least that urgent, and just that once `settled`.

    `contact` and `gate` are the options still possible: one, unless something was not asked.
    """

    level: str
    settled: bool
    concerns: tuple[str, ...]
    contact: tuple[str, ...]
    gate: tuple[str, ...]


def advice_in(outcome: Outcome) -> Advice:
    """The advice in an outcome of a guideline that has the four decisions."""
    urgency = outcome.decisions[URGENCY]
    concerns = outcome.decisions[CONCERNS]
    contact, gate = outcome.decisions[CONTACT], outcome.decisions[GATE]
    assert isinstance(urgency, LadderValue)
    assert isinstance(concerns, SetValue)
    assert isinstance(contact, ChoiceValue)
    assert isinstance(gate, ChoiceValue)
    return Advice(urgency.lower, urgency.settled, concerns.inside, contact.possible, gate.possible)


def truth_of(person: SimulatedPerson, truths: Mapping[str, Truth]) -> Truth:
    """What is really the matter with someone. Raises UnfitPeople if nothing is known of that."""
    truth = truths.get(person.truth)
    if truth is None:
        near = nearest(person.truth, truths) or f"It is one of: {', '.join(truths)}."
        raise UnfitPeople(
            f"Person {person.number}: there is no such truth in guideline/population/. {near}"
        )
    return truth


class Adviser:
    """A guideline at work on many people."""

    def __init__(self, guideline: Guideline, engine: Engine | None = None) -> None:
        """`engine` is one of this guideline, if it was made already.

        Raises Unfit if the guideline does not decide what is judged here.
        """
        self.guideline = guideline
        self.engine = build_engine(guideline, "compiled") if engine is None else engine
        missing = [
            name for name in (URGENCY, CONCERNS, CONTACT, GATE) if name not in guideline.decisions
        ]
        if missing:
            raise Unfit(
                f"This guideline does not decide {' or '.join(missing)}."
                " Name one that does with --guideline."
            )
        urgency = guideline.decisions[URGENCY]
        levels = urgency.levels if isinstance(urgency, Ladder) else ()
        if not isinstance(urgency, Ladder) or not {DOCTOR, TODAY, NOW} <= set(levels):
            raise Unfit(
                f"In this guideline {URGENCY} is no ladder with the levels {DOCTOR}, {TODAY} and"
                f" {NOW}. Name one in which it is with --guideline."
            )
        self.ladder = urgency
        self._read: dict[object, Answer] = {}

    def outcome(self, answers: Mapping[str, object], where: str) -> Outcome:
        """What follows from plain answers. Raises UnfitPeople, naming `where` and the fact."""
        return self.engine.evaluate(self.record(answers, where))

    def record(self, answers: Mapping[str, object], where: str) -> Record:
        """The typed answers. The same answer to the same fact is read once for everyone.

        Raises UnfitPeople, naming `where` and the fact.
        """
        read = self._read
        try:
            return {name: read[_key(name, value)] for name, value in answers.items()}
        except (KeyError, TypeError):
            pass
        try:
            record = read_answers(self.guideline, answers)
        except AnswerError as error:
            raise UnfitPeople(
                "\n".join(f"{where}: {problem}" for problem in error.problems)
            ) from None
        read.update((_key(name, answers[name]), answer) for name, answer in record.items())
        return record

    def known(self, answers: Mapping[str, object]) -> tuple[Record, tuple[str, ...]]:
        """The record of the answers that this guideline can read, and the facts it cannot."""
        record = {}
        unread = []
        for name, value in answers.items():
            fact = self.guideline.facts.get(name)
            answer = read_answer(fact, value) if fact is not None else None
            if fact is None or isinstance(answer, AnswerProblem):
                unread.append(name)
            else:
                record[name] = answer
        return record, tuple(unread)


def _key(name: str, value: object) -> object:
    """An answer as a key. True and 1 are equal in Python, and here they are not."""
    return name, value.__class__, tuple(value) if isinstance(value, list) else value
