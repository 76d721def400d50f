"""Somebody's answers to a typed record.

`read_answers` takes a mapping of plain values, as JSON or YAML gives them; numbers may be int,
float, Decimal or Fraction. Absent is *not asked*, `None` is *don't know*.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.places import nearest
from rugwijzer.compiler.language.types import Answer, Choice, Number, SetOf, Value, YesNo

_MOST_DIGITS = 400
"""More than any float has. A Decimal may have so many that working with it takes for ever."""


@dataclass(frozen=True)
class AnswerProblem:
    """One answer that cannot be read. The text never repeats the answer itself.

    `code` is stable; `details` fill the places of a translated message.
    """

    fact: str
    code: str
    what: str
    mend: str
    details: Mapping[str, str]

    def __str__(self) -> str:
        return f'"{self.fact}": {self.what} {self.mend}'.rstrip()


class AnswerError(Exception):
    """The answers cannot be read. `problems` names each."""

    def __init__(self, problems: list[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def read_answers(guideline: Guideline, answers: Mapping[str, object]) -> dict[str, Answer]:
    """The typed record. Raises AnswerError, naming every answer that cannot be read."""
    record: dict[str, Answer] = {}
    problems: list[AnswerProblem] = []
    for name, value in answers.items():
        fact = guideline.facts.get(name)
        if fact is None:
            near = nearest(str(name), guideline.facts)
            problems.append(
                AnswerProblem(
                    str(name)[:60],
                    "unknown_fact",
                    "there is no such fact.",
                    near or "List the facts with `rugwijzer facts`.",
                    {"name": str(name)[:60], "nearest": near.split('"')[1] if near else ""},
                )
            )
            continue
        answer = read_answer(fact, value)
        if isinstance(answer, AnswerProblem):
            problems.append(answer)
        else:
            record[name] = answer
    if problems:
        raise AnswerError(problems)
    return record


def read_answer(fact: Fact, value: object) -> Answer | AnswerProblem:
    """One typed answer, or what is wrong with it."""

    def wrong(code: str, what: str, mend: str, **details: str) -> AnswerProblem:
        return AnswerProblem(fact.name, code, what, mend, {"name": fact.name, **details})

    if value is None:
        return None
    match fact.type:
        case YesNo():
            if isinstance(value, bool):
                return value
            return wrong("yes_no", "it must be true, false or null.", "Write true or false.")
        case Number() as number:
            return _number(number, value, wrong)
        case Choice(options=options):
            if isinstance(value, str) and value in options:
                return value
            listed = ", ".join(options)
            mend = _nearest(value, options) or "Write it in exactly that spelling."
            return wrong("option", f"it must be one of: {listed}.", mend, options=listed)
        case SetOf(options=options):
            return _set(options, value, wrong)


def _nearest(value: object, options: tuple[str, ...]) -> str:
    return nearest(value, options) if isinstance(value, str) else ""


_Wrong = Callable[..., AnswerProblem]


def _number(number: Number, value: object, wrong: _Wrong) -> Answer | AnswerProblem:
    low, high = number.plain(number.low), number.plain(number.high)
    ends = {"low": str(low), "high": str(high)}
    quantity = _quantity(value)
    if quantity is None:
        what = f"it must be a number from {low} to {high}."
        return wrong("number", what, "Write it without quotes.", **ends)
    scaled = number.scaled(quantity)
    if scaled is None:
        step = str(number.plain(1))
        what = f"it must be a whole number of steps of {step}."
        return wrong("step", what, "Round it.", step=step)
    if not number.low <= scaled <= number.high:
        what = f"it must lie from {low} to {high}."
        return wrong("range", what, "Check the number and its unit.", **ends)
    return scaled


def _quantity(value: object) -> Fraction | None:
    """A number, exactly: a float by its shortest decimal text."""
    match value:
        case bool():
            return None
        case Fraction():
            return value
        case int():
            return Fraction(int(value))
        case float() if math.isfinite(value):
            return Fraction(float.__repr__(value))
        case Decimal() if value.is_finite():
            if not value:
                return Fraction(0)
            if abs(value.adjusted()) > _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
                return None
            return Fraction(value)
    return None


def _set(options: tuple[str, ...], value: object, wrong: _Wrong) -> Answer | AnswerProblem:
    listed = ", ".join(options)
    if not isinstance(value, list | tuple | set | frozenset):
        return wrong(
            "set", f"it must be a list of: {listed}.", "Write [] for none.", options=listed
        )
    items = list(value)
    for item in items:
        if not isinstance(item, str) or item not in options:
            mend = _nearest(item, options) or "Write null instead of the list for don't know."
            return wrong("option", f"the list may hold only: {listed}.", mend, options=listed)
    if len(set(items)) < len(items):
        return wrong("twice", "the list names something twice.", "Name each once.")
    return frozenset(items)


def plain_answer(fact: Fact, answer: Answer) -> object:
    """An answer as JSON has it: the other way round from `read_answer`."""
    match fact.type, answer:
        case Number() as number, int() if not isinstance(answer, bool):
            return number.plain(answer)
        case SetOf(options=options), frozenset():
            return [option for option in options if option in answer]
        case _:
            return answer


def plain_record(guideline: Guideline, record: Mapping[str, Answer]) -> dict[str, object]:
    """A record as JSON has it, in order of declaration."""
    return {
        name: plain_answer(fact, record[name])
        for name, fact in guideline.facts.items()
        if name in record
    }


def worst_value(fact: Fact) -> Value | None:
    """The worst answer to an alarm fact: true, or the last of its ordered options."""
    match fact.type:
        case YesNo():
            return True
        case Choice(options=options, ordered=True):
            return options[-1]
        case _:
            return None
