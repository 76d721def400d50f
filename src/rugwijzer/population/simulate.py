"""Simulated people: what is so is drawn, and then asked as the check would ask it.

The check asks what applies, and these people answer all of it: a fact whose `asked_if` is false for
what they answered is absent, the rest is there, some of it as don't know.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rugwijzer.compiler import Choice, Fact, Guideline, Number, SetOf, YesNo, nearest
from rugwijzer.population.conditions import Bools, Codes, Column, ColumnType, Table
from rugwijzer.population.drawing import BLOCK, Block, Drawer
from rugwijzer.population.fitting import SETTING, SEX, TRUTH, Model, fit
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Rates


def simulate(
    guideline: Guideline, rates: Rates, count: int, seed: int, setting: str
) -> Iterator[SimulatedPerson]:
    """People, numbered from 1. The same seed gives the same people; more people only add to them.

    Raises GuidelineError at once if the rates do not fit the guideline, and ValueError for a
    setting they do not have or a count or seed below 0.
    """
    return simulate_with(fit(guideline, rates), count, seed, setting)


def simulate_with(model: Model, count: int, seed: int, setting: str) -> Iterator[SimulatedPerson]:
    """The same for rates that were fitted before."""
    if setting not in model.rates.settings:
        near = nearest(setting, model.rates.settings)
        raise ValueError(
            f'there is no setting "{setting}". '
            + (near or f"There are: {', '.join(model.rates.settings)}.")
        )
    if count < 0 or seed < 0:
        raise ValueError("the number of people and the seed may not be below 0.")
    return _people(model, count, seed, setting)


def _people(model: Model, count: int, seed: int, setting: str) -> Iterator[SimulatedPerson]:
    drawer = Drawer(model, seed, setting)
    for number in range((count + BLOCK - 1) // BLOCK):
        before = number * BLOCK
        yield from _of_block(model, drawer.block(number), before, min(BLOCK, count - before))


def _of_block(model: Model, block: Block, before: int, count: int) -> Iterator[SimulatedPerson]:
    asked, answered = ask(model, block)
    answers: list[dict[str, object]] = [{} for _ in range(count)]
    for name, fact in model.guideline.facts.items():
        if name not in asked:
            continue
        column = answered.columns[name]
        values = plain_values(fact.type, block.table.columns[name].codes[:count])
        known = column.known[:count] if column.known is not None else np.ones(count, np.bool_)
        for person in np.flatnonzero(asked[name][:count]).tolist():
            answers[person][name] = values[person] if known[person] else None
    flags = {
        name: model.answering.condition(flag.when).of(answered).true[:count]
        for name, flag in model.rates.flags.items()
    }
    about = {
        name: plain_values(model.types[name], block.table.columns[name].codes[:count])
        for name in (SETTING, TRUTH, SEX)
    }
    for person in range(count):
        yield SimulatedPerson(
            number=before + person + 1,
            setting=str(about[SETTING][person]),
            truth=str(about[TRUTH][person]),
            answers=answers[person],
            sex=str(about[SEX][person]),
            flags=tuple(name for name, here in flags.items() if here[person]),
        )


def ask(model: Model, block: Block) -> tuple[dict[str, Bools], Table]:
    """Who is asked which fact, and what each fact is worth then, `else` where it does not apply."""
    drawn = block.table
    hidden = {
        name: each for name, each in drawn.columns.items() if name not in model.guideline.facts
    }
    table = Table(drawn.size, hidden)
    for name, fact in model.guideline.facts.items():
        if name not in model.rates.draws:
            table.columns[name] = Column(_otherwise(fact, drawn.size))
    asked: dict[str, Bools] = {}
    for fact in model.asking:
        name = fact.name
        applies = np.ones(drawn.size, np.bool_)
        if fact.asked_if is not None:
            applies = ~model.answering.condition(fact.asked_if.text).of(table).false
        codes, known = drawn.columns[name].codes, None
        if name in block.unknown:
            known = ~(block.unknown[name] & applies)
        if fact.otherwise is not None and not applies.all():
            codes = np.where(applies, codes, _otherwise(fact, drawn.size))
        table.columns[name] = Column(codes, known)
        asked[name] = applies
    return asked, table


def _otherwise(fact: Fact, size: int) -> Codes:
    """The value of a fact that does not apply, as a column. Without one it is never read."""
    value = fact.otherwise
    match fact.type, value:
        case Choice(options=options), str(option):
            code = options.index(option)
        case SetOf(options=options), frozenset():
            code = sum(1 << options.index(option) for option in value)
        case _, int():
            code = int(value)
        case _:
            code = 0
    return np.full(size, code, np.int64)


def plain_values(kind: ColumnType, codes: Codes) -> list[object]:
    """The values of a column as a file of answers has them."""
    match kind:
        case YesNo():
            return [code == 1 for code in codes.tolist()]
        case Choice(options=options):
            return [options[code] for code in codes.tolist()]
        case Number():
            numbers = {code: kind.plain(code) for code in np.unique(codes).tolist()}
            return [numbers[code] for code in codes.tolist()]
        case SetOf(options=options):
            lists = {
                code: [option for place, option in enumerate(options) if code >> place & 1]
                for code in np.unique(codes).tolist()
            }
            return [list(lists[code]) for code in codes.tolist()]
