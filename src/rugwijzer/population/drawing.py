"""Drawing what is so: a block of people, column by column.

Every draw has its own stream of chance, named by seed, block and draw. So the same seed gives the
same people, more people only add to them, and another value of one figure changes only what hangs
on it: two populations can be compared person by person.

Tendencies are correlated bell-shaped numbers (a Gaussian copula). A draw that follows one takes its
chance from it: the higher the tendency, the worse the answer. A choice has its options mildest
first, a yes/no draw has true as the worse one.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rugwijzer.compiler import Choice, Number
from rugwijzer.population.conditions import Bools, Codes, Column, Table
from rugwijzer.population.fitting import SETTING, TRUTH, Model
from rugwijzer.population.rates import (
    Always,
    Case,
    Chance,
    Draw,
    Less,
    Normal,
    Options,
    Quantiles,
    Taps,
    Where,
)

BLOCK = 10_000
"""People are drawn this many at a time."""

Floats = NDArray[np.float64]

_GRID = np.linspace(-7, 7, 28_001)
_BELOW = np.array([NormalDist().cdf(float(z)) for z in _GRID])
_LEAST = 1e-12


def share_below(z: Floats) -> Floats:
    """The share of a bell-shaped number below z standard deviations."""
    found: Floats = np.interp(z, _GRID, _BELOW)
    return found


def deviations(share: Floats) -> Floats:
    """The other way round: where that share of a bell-shaped number ends."""
    return np.interp(share, _BELOW, _GRID)


@dataclass(frozen=True)
class Block:
    """What is so for some people, and who would answer don't know to what."""

    table: Table
    unknown: dict[str, Bools]


class Drawer:
    """A model at work: gives block after block."""

    def __init__(self, model: Model, seed: int, setting: str) -> None:
        """`seed` is not negative; `setting` is one of the rates."""
        self.model, self.rates = model, model.rates
        self.seed, self.setting = seed, setting
        self.names = tuple(self.rates.tendencies)
        self.root = _root(self._matrix())

    def block(self, number: int) -> Block:
        """The people of one block, counted from 0."""
        table = Table(BLOCK)
        settings = tuple(self.rates.settings)
        table.columns[SETTING] = Column(
            np.full(BLOCK, settings.index(self.setting), dtype=np.int64)
        )
        tendencies = self._tendencies(number)
        for draw in self.model.order:
            chance = self._chance(draw.name, draw.follows, number, tendencies)
            table.columns[draw.name] = Column(self._codes(draw, table, chance, number))
        unknown: dict[str, Bools] = {}
        for group in self.rates.dont_know:
            rate = self._rates(group.cases, table)
            shared = self._chance(f"dont_know {group.name}", group.follows, number, tendencies)
            for name in group.facts:
                own = self._chance(f"dont_know {name}", group.follows, number, tendencies)
                unknown[name] = (shared if group.together else own) >= 1 - rate
        return Block(table, unknown)

    def _stream(self, name: str, number: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, number, crc32(name.encode())])

    def _matrix(self) -> Floats:
        """The correlations of the bell-shaped numbers that give the rank correlations asked for."""
        matrix = np.eye(len(self.names))
        for each in self.rates.correlations:
            one, other = self.names.index(each.one), self.names.index(each.other)
            matrix[one, other] = matrix[other, one] = 2 * np.sin(
                np.pi / 6 * self.rates.value(each.rank)
            )
        return matrix

    def _tendencies(self, number: int) -> dict[str, Floats]:
        # A stream each, so that one more tendency leaves the others as they were.
        independent = np.empty((BLOCK, len(self.names)))
        for place, name in enumerate(self.names):
            independent[:, place] = self._stream(f"tendency {name}", number).standard_normal(BLOCK)
        joined = independent @ self.root.T
        return {name: joined[:, place] for place, name in enumerate(self.names)}

    def _chance(
        self, name: str, follows: str | None, number: int, tendencies: dict[str, Floats]
    ) -> Floats:
        """A number from 0 to 1 for each person; the higher, the worse."""
        stream = self._stream(name, number)
        if follows is None:
            return stream.random(BLOCK)
        figure = self.rates.tendencies[follows].loading
        loading = 1.0 if figure is None else self.rates.value(figure)
        own = stream.standard_normal(BLOCK)
        return share_below(loading * tendencies[follows] + np.sqrt(1 - loading * loading) * own)

    def _codes(self, draw: Draw, table: Table, chance: Floats, number: int) -> Codes:
        kind = self.model.types[draw.name]
        codes = np.zeros(table.size, np.int64)
        if draw.gathers:
            options = getattr(kind, "options", ())
            for option, member in draw.gathers.items():
                codes |= table.columns[member].codes << options.index(option)
            return codes
        left = np.ones(table.size, np.bool_)
        for case in draw.cases:
            here = left & self._fits(case, table)
            left &= ~here
            if here.any():
                mine = chance[here]
                if draw.follows is not None:
                    mine = spread(mine, self._stream(case.name, number))
                codes[here] = self._by_case(case, draw, mine, table, here)
        if isinstance(kind, Number):
            codes = np.clip(codes, kind.low, kind.high)
        if draw.taps is not None:
            taps = self._stream(f"taps {draw.name}", number).random(table.size)
            codes = np.where(
                taps < self.rates.value(draw.taps.share), tapped(codes, draw.taps), codes
            )
        return codes

    def _fits(self, case: Case, table: Table) -> Bools:
        found = np.ones(table.size, np.bool_)
        if case.truths:
            truths = list(self.rates.truths)
            wanted = [truths.index(name) for name in case.truths]
            found &= np.isin(table.columns[TRUTH].codes, wanted)
        if case.settings and self.setting not in case.settings:
            found[:] = False
        if case.when is not None:
            found &= self.model.drawing.condition(case.when).of(table).true
        return found

    def _by_case(self, case: Case, draw: Draw, chance: Floats, table: Table, here: Bools) -> Codes:
        """The values of the people in a case."""
        kind = self.model.types[draw.name]
        value = self.rates.value
        match case.how:
            case Chance(rate):
                return (chance >= 1 - value(rate)).astype(np.int64)
            case Always(bool(always)):
                return np.full(chance.size, int(always), np.int64)
            case Always(option) if isinstance(kind, Choice):
                return np.full(chance.size, kind.options.index(str(option)), np.int64)
            case Where(condition):
                return self.model.drawing.condition(condition).of(table).true[here].astype(np.int64)
            case Options(rates, rest) if isinstance(kind, Choice):
                chances = {option: value(rate) for option, rate in rates.items()}
                total = sum(chances.values())
                if total > 1:
                    chances = {option: each / total for option, each in chances.items()}
                elif rest is not None:
                    chances[rest] = 1 - total
                upto = np.cumsum([chances.get(option, 0.0) for option in kind.options])
                return np.minimum(
                    np.searchsorted(upto / upto[-1], chance, side="right"), len(upto) - 1
                ).astype(np.int64)
            case Normal(mean, sd, low, high):
                return rounded(bell(chance, value(mean), value(sd), low, high))
            case Quantiles(lowest, points, highest, log):
                percents = np.array([0.0, *(percent / 100 for percent, _ in points), 1.0])
                values = np.maximum.accumulate(
                    [lowest, *(value(figure) for _, figure in points), highest]
                )
                if log:
                    return rounded(np.exp(np.interp(chance, percents, np.log(values))))
                return rounded(np.interp(chance, percents, values))
            case Less(start, less, low):
                left = table.columns[start].codes[here]
                for name, per in less:
                    left = left - table.columns[name].codes[here] // per
                return np.maximum(left, low)
        raise AssertionError(f"{case.name} was not fitted")

    def _rates(self, cases: tuple[Case, ...], table: Table) -> Floats:
        """The chance of each person, by the first case that fits."""
        rate = np.zeros(table.size)
        left = np.ones(table.size, np.bool_)
        for case in cases:
            here = left & self._fits(case, table)
            left &= ~here
            match case.how:
                case Chance(figure):
                    rate[here] = self.rates.value(figure)
                case Always(always):
                    rate[here] = float(always is True)
        return rate


def bell(chance: Floats, mean: float, sd: float, low: float, high: float) -> Floats:
    """Bell-shaped numbers between two ends, half a step beyond each, by their chances.

    >>> bell(np.array([0.0, 0.5, 1.0]), 5.0, 2.0, 0.0, 10.0).round(2).tolist()
    [-0.5, 5.0, 10.5]
    """
    ends = share_below(np.array([(low - 0.5 - mean) / sd, (high + 0.5 - mean) / sd]))
    within = ends[0] + chance * (ends[1] - ends[0])
    return np.clip(
        mean + sd * deviations(np.clip(within, _LEAST, 1 - _LEAST)), low - 0.5, high + 0.5
    )


def spread(chance: Floats, stream: np.random.Generator) -> Floats:
    """Chances of some people spread evenly from 0 to 1, their order kept.

    People in a case were picked by something that may go along with the same tendency: severe pain
    with disability. Without this, a rate that is meant for them would be counted twice.
    """
    order = np.empty(chance.size)
    order[np.argsort(chance)] = np.arange(chance.size)
    return (order + stream.random(chance.size)) / chance.size


def rounded(numbers: Floats) -> Codes:
    """The nearest whole numbers."""
    return np.floor(numbers + 0.5).astype(np.int64)


def tapped(codes: Codes, taps: Taps) -> Codes:
    """The numbers people tap for these: those of the first step that reaches so far.

    >>> tapped(np.array([1, 6, 900]), Taps("share", ((2, 1), (10, 4), (99, 30)))).tolist()
    [1, 4, 30]
    """
    ends = np.array([to for to, _ in taps.steps])
    offered = np.array([tap for _, tap in taps.steps], dtype=np.int64)
    return offered[np.minimum(np.searchsorted(ends, codes, side="left"), len(ends) - 1)]


def _root(matrix: Floats) -> Floats:
    """A matrix whose square is the correlations, or the nearest ones that can go together.

    Where they can, each tendency hangs on those before it only: so that changing one correlation
    leaves the others as they were, person by person.
    """
    try:
        return np.linalg.cholesky(matrix).astype(np.float64)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(matrix)
        root: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
        scaled: Floats = root / np.sqrt((root * root).sum(axis=1, keepdims=True))
        return scaled
