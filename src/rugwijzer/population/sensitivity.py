"""Which assumptions of the simulated population matter most to what the guideline costs.

Each assumption is set to the lowest and to the highest of its range while everything else stays the
same, and the same people are drawn again from the same streams of chance. So two populations differ
only in whom the assumption touches; whoever answers as before is advised as before, and is not
evaluated again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np

from rugwijzer.compiler import Guideline
from rugwijzer.population.advice import DOCTOR, TODAY, Adviser, Unfit, advice_in
from rugwijzer.population.conditions import Bools, Codes, Column
from rugwijzer.population.drawing import BLOCK, Drawer
from rugwijzer.population.evaluate import WITHOUT_ALARM
from rugwijzer.population.fitting import TRUTH, fit
from rugwijzer.population.intervals import Share
from rugwijzer.population.rates import (
    Assumption,
    Case,
    Chance,
    How,
    Normal,
    Options,
    Quantiles,
    Rates,
)
from rugwijzer.population.simulate import ask, plain_values


@dataclass(frozen=True)
class Costs:
    """Of people without alarm signs: who is sent to same_day or above, and to any doctor."""

    today: Share
    doctor: Share


@dataclass(frozen=True)
class Effect:
    """One assumption, and the costs with the lowest and with the highest of its range."""

    assumption: Assumption
    lowest: Costs
    highest: Costs

    def on_today(self, base: Costs) -> float:
        """How far the share at same_day or above moves at most."""
        return _reach(base.today, self.lowest.today, self.highest.today)

    def on_doctor(self, base: Costs) -> float:
        """How far the share sent to a doctor moves at most."""
        return _reach(base.doctor, self.lowest.doctor, self.highest.doctor)


def _reach(*shares: Share) -> float:
    values = [share.value or 0.0 for share in shares]
    return max(values) - min(values)


@dataclass(frozen=True)
class Sensitivity:
    """What was found: the costs as they are, and the effect of every assumption."""

    base: Costs
    effects: tuple[Effect, ...]
    elsewhere: int
    """So many assumptions are about other people only, and were not tried."""

    def most_on_today(self, number: int) -> list[Effect]:
        """The assumptions that move the share at same_day or above most, of those that do."""
        found = [each for each in self.effects if each.on_today(self.base)]
        return sorted(found, key=lambda each: -each.on_today(self.base))[:number]

    def most_on_doctor(self, number: int) -> list[Effect]:
        """The assumptions that move the share sent to a doctor most, of those that do."""
        found = [each for each in self.effects if each.on_doctor(self.base)]
        return sorted(found, key=lambda each: -each.on_doctor(self.base))[:number]

    @property
    def without_effect(self) -> int:
        """How many assumptions move neither."""
        return sum(
            not each.on_today(self.base) and not each.on_doctor(self.base) for each in self.effects
        )

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        return {
            "now": _plain(self.base),
            "not_tried": self.elsewhere,
            "assumptions": [
                {
                    "assumption": each.assumption.name,
                    "value": each.assumption.value,
                    "low": each.assumption.low,
                    "high": each.assumption.high,
                    "why": each.assumption.why,
                    "at_low": _plain(each.lowest),
                    "at_high": _plain(each.highest),
                    "moves_same_day_or_above": round(each.on_today(self.base), 5),
                    "moves_doctor_or_above": round(each.on_doctor(self.base), 5),
                }
                for each in self.effects
            ],
        }


def _plain(costs: Costs) -> dict[str, object]:
    return {
        "same_day_or_above": costs.today.as_json(),
        "doctor_or_above": costs.doctor.as_json(),
    }


def tried(rates: Rates, setting: str) -> tuple[Assumption, ...]:
    """The assumptions that can touch people without alarm signs in a setting.

    What is assumed only of people with something else, or of other settings, cannot.
    """

    def fits(case: Case) -> bool:
        return (not case.truths or WITHOUT_ALARM in case.truths) and (
            not case.settings or setting in case.settings
        )

    cases = [case for draw in rates.draws.values() for case in draw.cases]
    cases += [case for group in rates.dont_know for case in group.cases]
    used = {name for case in cases if fits(case) for name in _figures(case.how)}
    unused = {name for case in cases for name in _figures(case.how)} - used
    return tuple(each for each in rates.assumptions if each.name not in unused)


def _figures(how: How) -> tuple[str, ...]:
    match how:
        case Chance(rate):
            return (rate,)
        case Options(chances):
            return tuple(chances.values())
        case Normal(mean, sd):
            return (mean, sd)
        case Quantiles():
            return tuple(figure for _, figure in how.points)
        case _:
            return ()


@dataclass(frozen=True)
class _Answers:
    """What the people of a block answer, as columns, and who of them is without alarm signs."""

    asked: dict[str, Bools]
    columns: dict[str, Column]
    without_alarm: Bools

    def as_in(self, other: _Answers) -> Bools:
        """Who answers just as in another block."""
        same = np.ones(self.without_alarm.size, np.bool_)
        for name, asked in self.asked.items():
            one, two = self.columns[name], other.columns[name]
            here = one.codes == two.codes
            if one.known is not None and two.known is not None:
                here = (here | ~one.known) & (one.known == two.known)
            same &= (asked == other.asked[name]) & (here | ~asked)
        return same


class Trial:
    """A population that is drawn again and again with one rate changed."""

    def __init__(
        self, guideline: Guideline, rates: Rates, count: int, seed: int, setting: str
    ) -> None:
        """Raises Unfit if the guideline cannot be judged, or the rates have no such setting."""
        if setting not in rates.settings:
            raise Unfit(f'population/: there is no setting "{setting}". Declare it there.')
        self.adviser = Adviser(guideline)
        self.model = fit(guideline, rates)
        self.count, self.seed, self.setting = count, seed, setting
        self._base = [(block, self._evaluated(block)) for block in self._blocks(rates)]

    def _blocks(self, rates: Rates) -> Iterator[_Answers]:
        model = replace(self.model, rates=rates)
        drawer = Drawer(model, self.seed, self.setting)
        without_alarm = tuple(rates.truths).index(WITHOUT_ALARM)
        for number in range((self.count + BLOCK - 1) // BLOCK):
            block = drawer.block(number)
            asked, answered = ask(model, block)
            wanted = block.table.columns[TRUTH].codes == without_alarm
            wanted[self.count - number * BLOCK :] = False
            yield _Answers(asked, answered.columns, wanted)

    def _evaluated(self, block: _Answers, before: tuple[_Answers, Codes] | None = None) -> Codes:
        """The level of each person without alarm signs as a rank, and -1 for everyone else.

        Who answers as in the block before is not evaluated again.
        """
        ranks = np.full(block.without_alarm.size, -1)
        left = block.without_alarm
        if before is not None:
            known = left & before[0].without_alarm & block.as_in(before[0])
            ranks[known] = before[1][known]
            left = left & ~known
        people = np.flatnonzero(left)
        answers: list[dict[str, object]] = [{} for _ in people]
        for name, asked in block.asked.items():
            column = block.columns[name]
            values = plain_values(self.model.guideline.facts[name].type, column.codes[people])
            known_here = None if column.known is None else column.known[people]
            for person in np.flatnonzero(asked[people]).tolist():
                known_one = known_here is None or known_here[person]
                answers[person][name] = values[person] if known_one else None
        for person, each in zip(people.tolist(), answers, strict=True):
            outcome = self.adviser.outcome(each, f"Person {person + 1}")
            ranks[person] = self.adviser.ladder.rank(advice_in(outcome).level)
        return ranks

    def costs(self, rates: Rates) -> Costs:
        """The costs with these rates. Raises Unfit if nobody is without alarm signs."""
        ranks = np.concatenate(
            [
                np.empty(0, int),
                *(
                    self._evaluated(block, before)
                    for block, before in zip(self._blocks(rates), self._base, strict=True)
                ),
            ]
        )
        ranks = ranks[ranks >= 0]
        if not ranks.size:
            raise Unfit(
                "There is nobody without alarm signs in this population. Simulate more people."
            )
        ladder = self.adviser.ladder
        today, doctor = (
            Share(int((ranks >= ladder.rank(least)).sum()), int(ranks.size))
            for least in (TODAY, DOCTOR)
        )
        return Costs(today, doctor)

    def effect(self, assumption: Assumption) -> Effect:
        """The costs at both ends of a range."""
        rates = self.model.rates
        lowest, highest = (
            self.costs(rates.varied(assumption.name, end))
            for end in (assumption.low, assumption.high)
        )
        return Effect(assumption, lowest, highest)


_trial: list[Trial] = []
"""In a process of its own: the trial that it works on."""


def _begin(guideline: Guideline, rates: Rates, count: int, seed: int, setting: str) -> None:
    _trial[:] = [Trial(guideline, rates, count, seed, setting)]


def _effect(assumption: Assumption) -> Effect:
    return _trial[0].effect(assumption)


def sensitivity(
    guideline: Guideline,
    rates: Rates,
    count: int,
    seed: int,
    setting: str,
    processes: int | None = None,
    told: Callable[[int, int], None] = lambda done, all_: None,
) -> Sensitivity:
    """The effect of each assumption that can have one.

    It is worked out in several processes, as many as there are cores unless said otherwise. `told`
    hears how many assumptions are done, and of how many. Raises Unfit, GuidelineError or ValueError
    as simulating and judging do.
    """
    trial = Trial(guideline, rates, count, seed, setting)
    base = trial.costs(rates)
    assumptions = tried(rates, setting)
    processes = min(processes or os.cpu_count() or 1, len(assumptions) or 1)
    about = (guideline, rates, count, seed, setting)
    effects = []
    with ExitStack() as stack:
        if processes == 1:
            found: Iterator[Effect] = map(trial.effect, assumptions)
        else:
            pool = ProcessPoolExecutor(processes, initializer=_begin, initargs=about)
            found = stack.enter_context(pool).map(_effect, assumptions, chunksize=4)
        for effect in found:
            effects.append(effect)
            told(len(effects), len(assumptions))
    return Sensitivity(base, tuple(effects), len(rates.assumptions) - len(assumptions))
