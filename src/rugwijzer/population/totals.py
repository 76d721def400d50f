"""What simulated people come to, beside the totals that are published.

A total lies `within` if it is inside the published interval. If it is outside, but the 95 %
interval around what was simulated still reaches the published one, there are `too_few` people to
say; otherwise it is `outside`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from rugwijzer.compiler import (
    Answer,
    AnswerError,
    AnswerProblem,
    Choice,
    Fact,
    Number,
    SetOf,
    read_answer,
)
from rugwijzer.population.conditions import Bools, Column, Table
from rugwijzer.population.fitting import FLAG_COUNT, FLAGS, SETTING, SEX, SEXES, TRUTH, Model
from rugwijzer.population.intervals import Share, Verdict, Z
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Total

QUANTILES = {"median": 0.5, "lower_quartile": 0.25, "upper_quartile": 0.75}
FEWEST = 30
"""Below this many people a median or a mean says nothing."""


@dataclass(frozen=True)
class Found:
    """A published total, and what the people come to: `value`, between `low` and `high`.

    `people` is how many it is counted on; `value` is None if there is nobody.
    """

    total: Total
    people: int
    value: float | None
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """Whether it lies within the published interval."""
        inside = self.value is not None and self.total.low <= self.value <= self.total.high
        if self.value is None or (self.total.kind != "share" and self.people < FEWEST):
            return "too_few"
        if inside:
            return "within"
        reaches = self.low <= self.total.high and self.high >= self.total.low
        return "too_few" if reaches else "outside"


def totals(model: Model, people: Iterable[SimulatedPerson]) -> tuple[Found, ...]:
    """Every total that is published for the settings of these people, in the order of the files.

    Raises AnswerError for an answer the guideline cannot read.
    """
    everyone = list(people)
    table = _table(model, everyone)
    here = {person.setting for person in everyone}
    return tuple(
        _found(model, total, table)
        for total in model.rates.totals
        if not total.settings or here & set(total.settings)
    )


def _found(model: Model, total: Total, table: Table) -> Found:
    among = np.ones(table.size, np.bool_)
    if total.settings:
        places = [list(model.rates.settings).index(name) for name in total.settings]
        among &= np.isin(table.columns[SETTING].codes, places)
    if total.among is not None:
        among &= model.counting.condition(total.among).of(table).true
    if total.asked is not None:
        among &= _was_asked(table, total.asked)
    if total.kind == "share":
        holds = model.counting.condition(total.of).of(table)
        share = Share(int((holds.true & among).sum()), int(among.sum()))
        return Found(total, share.total, share.value, share.low, share.high)
    column = table.columns[total.of]
    if column.known is not None:
        among &= column.known
    numbers = column.codes[among].astype(np.float64)
    kind = model.counting.columns[total.of]
    if isinstance(kind, Number):
        numbers = numbers * float(kind.step)
    if not numbers.size:
        return Found(total, 0, None, 0.0, 0.0)
    if total.kind == "mean":
        value = float(numbers.mean())
        around = Z * float(numbers.std()) / sqrt(numbers.size)
        return Found(total, numbers.size, value, value - around, value + around)
    return Found(total, numbers.size, *_quantile(np.sort(numbers), QUANTILES[total.kind]))


def _quantile(numbers: NDArray[np.float64], share: float) -> tuple[float, float, float]:
    """A quantile of sorted numbers and its interval: the numbers whose place it may well have."""
    around = Z * sqrt(numbers.size * share * (1 - share))
    last = numbers.size - 1
    low = min(last, max(0, floor(numbers.size * share - around)))
    high = max(0, min(last, ceil(numbers.size * share + around)))
    return float(np.quantile(numbers, share)), float(numbers[low]), float(numbers[high])


_ASKED = "asked "


def _was_asked(table: Table, fact: str) -> Bools:
    was_asked: Bools = table.columns[_ASKED + fact].codes == 1
    return was_asked


def counted_facts(model: Model) -> frozenset[str]:
    """The facts that the totals look at."""
    wanted = set[str]()
    for total in model.rates.totals:
        for text in (total.of if total.kind == "share" else None, total.among):
            if text is not None:
                wanted |= model.counting.condition(text).reads
        wanted |= {total.of, total.asked or ""}
    return frozenset(wanted & set(model.guideline.facts))


def slim(person: SimulatedPerson, facts: frozenset[str]) -> SimulatedPerson:
    """Someone with only the answers that the totals look at, to hold very many of."""
    return replace(
        person, answers={name: each for name, each in person.answers.items() if name in facts}
    )


def _table(model: Model, people: list[SimulatedPerson]) -> Table:
    """The columns that the totals read."""
    table = Table(len(people))
    truths, settings = list(model.rates.truths), list(model.rates.settings)
    flags = {name: 1 << place for place, name in enumerate(model.rates.flags)}
    about = {
        TRUTH: [truths.index(p.truth) if p.truth in truths else -1 for p in people],
        SETTING: [settings.index(p.setting) if p.setting in settings else -1 for p in people],
        SEX: [SEXES.index(p.sex) if p.sex in SEXES else -1 for p in people],
        FLAGS: [sum(flags.get(name, 0) for name in p.flags) for p in people],
        FLAG_COUNT: [len(p.flags) for p in people],
    }
    for name, codes in about.items():
        table.columns[name] = Column(np.array(codes, np.int64))
    for name in counted_facts(model):
        fact = model.guideline.facts[name]
        _add(table, fact, [person.answers.get(name, _ABSENT) for person in people])
    return table


_ABSENT = object()
"""Stands for "not asked" in a list of answers, where None is "don't know"."""


def _add(table: Table, fact: Fact, answers: list[object]) -> None:
    """A fact as a column: its value, `else` if it was not asked, and who was asked and knew."""
    otherwise = _code(fact, fact.otherwise) if fact.otherwise is not None else 0
    codes: dict[object, int] = {_ABSENT: otherwise, None: 0}

    def code(answer: object) -> int:
        key = tuple(answer) if isinstance(answer, list) else answer
        if key not in codes:
            value = read_answer(fact, answer)
            if isinstance(value, AnswerProblem):
                raise AnswerError([value])
            codes[key] = _code(fact, value)
        return codes[key]

    known = [answer is not _ABSENT and answer is not None for answer in answers]
    unknown = [
        answer is None or (answer is _ABSENT and fact.otherwise is None) for answer in answers
    ]
    table.columns[fact.name] = Column(
        np.array([code(answer) for answer in answers], np.int64), ~np.array(unknown, np.bool_)
    )
    table.columns[_ASKED + fact.name] = Column(np.array(known, np.int64))


def _code(fact: Fact, value: Answer) -> int:
    """A value as it stands in a column."""
    match fact.type, value:
        case Choice(options=options), str():
            return options.index(value)
        case SetOf(options=options), frozenset():
            return sum(1 << options.index(option) for option in value)
        case _, int():
            return int(value)
    return 0
