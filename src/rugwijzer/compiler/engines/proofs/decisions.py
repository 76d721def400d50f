"""What is possible for each kind of decision, as terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import z3

from rugwijzer.compiler.engines.proofs.terms import (
    OFF,
    ON,
    Bit,
    either,
    every,
    opposite,
    same,
    some,
)
from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    ChoiceRule,
    Decision,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
)

if TYPE_CHECKING:
    from rugwijzer.compiler.engines.proofs.world import World


@dataclass(frozen=True)
class LadderTerms:
    """`lower[k]`: the level is surely at least the k-th; `upper[k]`: it may yet be."""

    lower: tuple[Bit, ...]
    upper: tuple[Bit, ...]

    @property
    def settled(self) -> Bit:
        """Both ends are one level."""
        return every(map(same, self.lower, self.upper))

    def exactly(self, end: str) -> tuple[Bit, ...]:
        """Per level, whether one end is exactly there."""
        reached = self.lower if end == "lower" else self.upper
        above = (*reached[1:], OFF)
        return tuple(
            every([here, opposite(next_)]) for here, next_ in zip(reached, above, strict=True)
        )

    def possible_positions(self) -> Mapping[int, Bit]:
        """Per level, whether it lies between the ends."""
        above = (*self.lower[1:], OFF)
        return {
            at: every([upper, opposite(next_)])
            for at, (upper, next_) in enumerate(zip(self.upper, above, strict=True))
        }

    def differences(self, other: DecisionTerms) -> Iterator[Bit]:
        """Bits that are on where the two differ."""
        assert isinstance(other, LadderTerms)
        for one, two in zip((*self.lower, *self.upper), (*other.lower, *other.upper), strict=True):
            yield opposite(same(one, two))

    def widened(self, other: DecisionTerms) -> Bit:
        """Whether `other`, of a record that knows more, leaves the bounds of this one."""
        assert isinstance(other, LadderTerms)
        return some(
            [
                *map(_lost, self.lower, other.lower),
                *map(_lost, other.upper, self.upper),
            ]
        )


@dataclass(frozen=True)
class ChoiceTerms:
    """Per option, in order of declaration, whether it is possible."""

    possible: Mapping[str, Bit]

    @property
    def settled(self) -> Bit:
        """Only one option is possible."""
        bits = list(self.possible.values())
        return every(
            opposite(every([one, two])) for at, one in enumerate(bits) for two in bits[at + 1 :]
        )

    def possible_positions(self) -> Mapping[int, Bit]:
        """Per position of the options, whether it is possible."""
        return dict(enumerate(self.possible.values()))

    def differences(self, other: DecisionTerms) -> Iterator[Bit]:
        """Bits that are on where the two differ."""
        assert isinstance(other, ChoiceTerms)
        yield from (
            opposite(same(each, other.possible[option])) for option, each in self.possible.items()
        )

    def widened(self, other: DecisionTerms) -> Bit:
        """Whether `other`, of a record that knows more, makes another option possible."""
        assert isinstance(other, ChoiceTerms)
        return some(_lost(other.possible[option], each) for option, each in self.possible.items())


@dataclass(frozen=True)
class ScoreTerms:
    """The least and the greatest sum still possible, as signed words."""

    low: Any
    high: Any

    @property
    def settled(self) -> Bit:
        """Both ends meet."""
        return self.low == self.high

    def possible_positions(self) -> Mapping[int, Bit]:
        """A score is compared by its ends and has no positions."""
        raise TypeError("a score has no positions")

    def differences(self, other: DecisionTerms) -> Iterator[Bit]:
        """Bits that are on where the two differ."""
        assert isinstance(other, ScoreTerms)
        yield self.low != other.low
        yield self.high != other.high

    def widened(self, other: DecisionTerms) -> Bit:
        """Whether `other`, of a record that knows more, leaves the interval of this one."""
        assert isinstance(other, ScoreTerms)
        return some([other.low < self.low, other.high > self.high])


@dataclass(frozen=True)
class SetTerms:
    """Per member whether it is in, and whether it may yet be."""

    inside: Mapping[str, Bit]
    open: Mapping[str, Bit]

    @property
    def settled(self) -> Bit:
        """No member is open."""
        return opposite(some(self.open.values()))

    def possible_positions(self) -> Mapping[int, Bit]:
        """A set is asked about one member at a time."""
        raise TypeError("a set has no positions")

    def differences(self, other: DecisionTerms) -> Iterator[Bit]:
        """Bits that are on where the two differ."""
        assert isinstance(other, SetTerms)
        for name in self.inside:
            yield opposite(same(self.inside[name], other.inside[name]))
            yield opposite(same(self.open[name], other.open[name]))

    def widened(self, other: DecisionTerms) -> Bit:
        """Whether in `other`, of a record that knows more, a member leaves or joins anew."""
        assert isinstance(other, SetTerms)
        return some(
            bit
            for name in self.inside
            for bit in (
                _lost(self.inside[name], other.inside[name]),
                _lost(
                    some([other.inside[name], other.open[name]]),
                    some([self.inside[name], self.open[name]]),
                ),
            )
        )


DecisionTerms = LadderTerms | ChoiceTerms | ScoreTerms | SetTerms


def _lost(before: Bit, after: Bit) -> Bit:
    return every([before, opposite(after)])


def decided(world: World, decision: Decision) -> DecisionTerms:
    """A decision in a world."""
    match decision:
        case Ladder():
            return _ladder(world, decision)
        case ChoiceDecision():
            return _choice(world, decision)
        case Score():
            return _score(world, decision)
        case SetDecision():
            return _set(world, decision)


def counts(world: World, decision: Decision, rule: AnyRule) -> Bit:
    """Whether a rule is among the reasons of its decision."""
    match rule:
        case LadderRule():
            state = world.state(rule)
            return some([state.holds, state.unanswered if rule.if_unknown is not None else OFF])
        case RaiseRule():
            state = world.state(rule)
            return some([state.holds, state.unanswered if rule.if_unknown_raises else OFF])
        case SetRule():
            return world.fires(rule).true
        case ChoiceRule():
            assert isinstance(decision, ChoiceDecision)
            state, terms = world.state(rule), world.value(decision.name)
            assert isinstance(terms, ChoiceTerms)
            earlier = decision.rules[: decision.rules.index(rule)]
            return every(
                [
                    terms.settled,
                    terms.possible[rule.then],
                    some([state.holds, state.unanswered]),
                    *(opposite(world.state(each).holds) for each in earlier),
                ]
            )
        case ScoreItem():
            truths = [world.truth(alternative.when.node) for alternative in rule.alternatives]
            return some(
                every([truth.true, *(each.false for each in truths[:at])])
                for at, truth in enumerate(truths)
            )


def _ladder(world: World, ladder: Ladder) -> LadderTerms:
    ranks = range(len(ladder.levels))
    lower: list[list[Bit]] = [[] for _ in ranks]
    upper: list[list[Bit]] = [[] for _ in ranks]
    for rule in ladder.rules:
        state = world.state(rule)
        then = ladder.rank(rule.then)
        unknown = -1 if rule.if_unknown is None else ladder.rank(rule.if_unknown)
        for rank in ranks:
            if rank <= then:
                lower[rank].append(state.holds)
                upper[rank].append(state.open)
            if rank <= unknown:
                lower[rank].append(state.unanswered)
    low = [ON, *(some(bits) for bits in lower[1:])]
    high = [ON, *(some([low[rank], *upper[rank]]) for rank in ranks[1:])]
    if not ladder.raises:
        return LadderTerms(tuple(low), tuple(high))
    sure = {rule.name: counts(world, ladder, rule) for rule in ladder.raises}
    perhaps = {rule.name: some([sure[rule.name], world.state(rule).open]) for rule in ladder.raises}
    return LadderTerms(_raised(ladder, low, sure), _raised(ladder, high, perhaps))


def _raised(ladder: Ladder, reached: list[Bit], force: Mapping[str, Bit]) -> tuple[Bit, ...]:
    """Per level, whether it is reached once the raises in force are applied to the bound."""
    exactly = LadderTerms(tuple(reached), tuple(reached)).exactly("lower")
    found = [[each] for each in reached]
    for rule in ladder.raises:
        top = ladder.rank(rule.up_to)
        for start in range(ladder.rank(rule.start), top):
            lifted = every([force[rule.name], exactly[start]])
            for rank in range(start + 1, min(start + rule.steps, top) + 1):
                found[rank].append(lifted)
    return tuple(some(bits) for bits in found)


def _choice(world: World, decision: ChoiceDecision) -> ChoiceTerms:
    possible: dict[str, list[Bit]] = {option: [] for option in decision.options}
    waiting: list[Bit] = []
    reached: Bit = ON
    for rule in decision.rules:
        state = world.state(rule)
        possible[rule.then].append(every([reached, opposite(state.fails)]))
        waiting.append(every([reached, state.open]))
        reached = every([reached, opposite(state.holds)])
    possible[decision.otherwise].append(reached)
    may = {option: some(bits) for option, bits in possible.items()}
    waits = some(waiting)
    found: dict[str, Bit] = {}
    for option in decision.options:
        before = decision.cautious_order[: decision.cautious_order.index(option)]
        first = every(opposite(may[each]) for each in before)
        found[option] = every([may[option], some([waits, first])])
    return ChoiceTerms(found)


def _score(world: World, decision: Score) -> ScoreTerms:
    size = (
        sum(max(abs(points) for points in item.points) for item in decision.items).bit_length() + 2
    )
    low: Any = z3.BitVecVal(0, size)
    high: Any = z3.BitVecVal(0, size)
    for item in decision.items:
        may: dict[int, list[Bit]] = {points: [] for points in item.points}
        reached: Bit = ON
        for alternative in item.alternatives:
            truth = world.truth(alternative.when.node)
            may[alternative.points].append(every([reached, opposite(truth.false)]))
            reached = every([reached, opposite(truth.true)])
        may[0].append(reached)
        low = low + _first_of(sorted(may), may, size)
        high = high + _first_of(sorted(may, reverse=True), may, size)
    return ScoreTerms(low, high)


def _first_of(order: list[int], may: Mapping[int, list[Bit]], size: int) -> Any:
    """The first of these points that is possible; one of them always is."""
    found: Any = z3.BitVecVal(order[-1], size)
    for points in reversed(order[:-1]):
        found = either(some(may[points]), z3.BitVecVal(points, size), found)
    return found


def _set(world: World, decision: SetDecision) -> SetTerms:
    sure: dict[str, list[Bit]] = {name: [] for name in decision.names}
    perhaps: dict[str, list[Bit]] = {name: [] for name in decision.names}
    if decision.collects is not None:
        ladder = world.guideline.decisions[decision.collects]
        assert isinstance(ladder, Ladder)
        for rule in ladder.rules:
            if rule.concern is not None:
                sure[rule.concern].append(counts(world, ladder, rule))
                perhaps[rule.concern].append(world.state(rule).open)
    else:
        for each in decision.rules:
            truth = world.fires(each)
            sure[each.member].append(truth.true)
            perhaps[each.member].append(truth.unknown)
    inside = {name: some(bits) for name, bits in sure.items()}
    open_ = {name: every([some(bits), opposite(inside[name])]) for name, bits in perhaps.items()}
    return SetTerms(inside, open_)
