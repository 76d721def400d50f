"""What decisions come to for many records at once, and how each rule stands.

Made for one change at a time: a guideline that differs from another in one thing is worked out from
that thing onwards, and only as far as something changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    Decision,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
    expressions_of,
    rules_of,
)
from rugwijzer.compiler.language.nodes import refs
from rugwijzer.compiler.language.reads import names_read

from .columns import Column, Conditions, FactColumn, Pair, fact_column
from .crowd import Crowd, Who


@dataclass(frozen=True)
class Standing:
    """Who stands where with a rule. Of a score item only `counts` is used."""

    holds: Who
    fails: Who
    open: Who
    unanswered: Who


NOWHERE = Standing(0, 0, 0, 0)


@dataclass(frozen=True)
class Decided:
    """A decision for everyone: its value, its rules, and for whom each counts as a reason."""

    column: Column
    standings: Mapping[str, Standing]
    counts: Mapping[str, Who]


class Standings:
    """A whole guideline for a whole crowd.

    `decided` and `facts` are by name; `columns` holds every named thing.
    """

    def __init__(self, guideline: Guideline, crowd: Crowd) -> None:
        self.guideline = guideline
        self.crowd = crowd
        self.columns: dict[str, Column] = {}
        self.facts: dict[str, FactColumn] = {}
        self.decided: dict[str, Decided] = {}
        self.conditions = Conditions(crowd, self.columns)
        self.reads = Reads.of(guideline)
        self.moved: set[str] = set()
        for name in guideline.order:
            self._work_out(name)

    def changed(self, guideline: Guideline, owner: str, decision: str) -> Standings:
        """The same for a guideline in which one thing is different: the rule `owner` of a decision,
        or the named thing `owner`, if `decision` is empty.

        `moved` of what comes out names the things whose column is another, and the decisions in
        which some rule stands otherwise.
        """
        other = Standings.__new__(Standings)
        other.guideline, other.crowd, other.reads = guideline, self.crowd, self.reads
        other.columns, other.facts = dict(self.columns), dict(self.facts)
        other.decided = dict(self.decided)
        other.conditions = Conditions(self.crowd, other.columns)
        other.moved = set()
        start = decision or owner
        for name in guideline.order[self.reads.positions[start] :]:
            if name == start:
                other._work_out(name, owner)
            elif not other.moved.isdisjoint(self.reads.things[name]):
                other._work_out(name)
        return other

    @property
    def complete(self) -> Who:
        """Who has been asked for every fact."""
        return reduce(and_, (fact.asked for fact in self.facts.values()), self.crowd.everyone)

    def _work_out(self, name: str, owner: str = "") -> None:
        """One thing, given all that it reads. `owner` is the rule that is another than before."""
        guideline = self.guideline
        before = self.columns.get(name)
        if name in guideline.facts:
            fact = fact_column(guideline, self.crowd, self.conditions, name)
            column = fact.column
            if fact != self.facts.get(name):
                self.facts[name] = fact
                self.moved.add(name)
        elif name in guideline.decisions:
            decided = self._decide(guideline.decisions[name], owner)
            column = decided.column
            if decided != self.decided.get(name):
                self.decided[name] = decided
                self.moved.add(name)
        else:
            named = guideline.definitions.get(name) or guideline.contradictions[name]
            node = named.when.node
            behind = self.conditions.asked_behind([node])
            column = Column(behind, truth=self.conditions.truth(node))
        if column != before:
            self.columns[name] = column
            self.moved.add(name)

    # --- decisions

    def _decide(self, decision: Decision, owner: str) -> Decided:
        before = self.decided.get(decision.name)
        rules = rules_of(decision)
        standings: dict[str, Standing] = {}
        behind = self.crowd.everyone
        for rule in rules:
            reads = self.reads.rules[rule.name]
            for name in reads:
                behind &= self.columns[name].asked_behind
            if before is None or rule.name == owner or not self.moved.isdisjoint(reads):
                standings[rule.name] = self._stands(rule)
            else:
                standings[rule.name] = before.standings[rule.name]
        match decision:
            case Ladder():
                return self._ladder(decision, standings, behind)
            case ChoiceDecision():
                return self._choice(decision, standings, behind)
            case Score():
                return self._score(decision, standings, behind)
            case SetDecision(collects=str(ladder)):
                return self._collected(decision, ladder)
            case SetDecision():
                return self._set(decision, standings, behind)

    def _stands(self, rule: AnyRule) -> Standing:
        if isinstance(rule, ScoreItem):
            return NOWHERE
        truth = self.conditions.truth(rule.when.node)
        if isinstance(rule, SetRule) and rule.unless is not None:
            truth = self.conditions.every([truth, ~self.conditions.truth(rule.unless.node)])
        unknown = self.crowd.everyone & ~(truth.true | truth.false)
        asked = self.conditions.asked_behind(each.node for each in expressions_of(rule))
        return Standing(truth.true, truth.false, unknown & ~asked, unknown & asked)

    def _ladder(self, ladder: Ladder, standings: Mapping[str, Standing], behind: Who) -> Decided:
        everyone = self.crowd.everyone
        lowers = [everyone] + [0] * len(ladder.levels)
        uppers = list(lowers)
        counts: dict[str, Who] = {}
        for rule in ladder.rules:
            stands = standings[rule.name]
            counts[rule.name] = counted(rule, stands)
            rank = ladder.rank(rule.then)
            lowers[rank] |= stands.holds
            uppers[rank] |= stands.open
            if rule.if_unknown is not None:
                lowers[ladder.rank(rule.if_unknown)] |= stands.unanswered
        for rank in range(len(ladder.levels) - 1, 0, -1):
            uppers[rank] |= lowers[rank]
            lowers[rank - 1] |= lowers[rank]
            uppers[rank - 1] |= uppers[rank]
        sure: list[tuple[RaiseRule, Who]] = []
        perhaps: list[tuple[RaiseRule, Who]] = []
        for each in ladder.raises:
            counts[each.name] = counted(each, standings[each.name])
            sure.append((each, counts[each.name]))
            perhaps.append((each, counts[each.name] | standings[each.name].open))
        lower = _raised(ladder, _exactly(lowers), sure)
        upper = _raised(ladder, _exactly(uppers), perhaps)
        possible = {
            tuple(range(low, high + 1)): who
            for low, those in lower.items()
            for high, these in upper.items()
            if (who := those & these)
        }
        return Decided(Column(behind, possible=possible), standings, counts)

    def _choice(
        self, choice: ChoiceDecision, standings: Mapping[str, Standing], behind: Who
    ) -> Decided:
        left = everyone = self.crowd.everyone
        options = dict.fromkeys(choice.options, 0)
        waiting = 0
        paths: list[tuple[str, str, Who]] = []
        for rule in choice.rules:
            stands = standings[rule.name]
            passed = left & ~stands.fails
            options[rule.then] |= passed
            waiting |= left & stands.open
            paths.append((rule.name, rule.then, left & (stands.holds | stands.unanswered)))
            left &= ~stands.holds
        options[choice.otherwise] |= left
        settled: dict[int, Who] = {}
        rest = everyone & ~waiting
        for option in choice.cautious_order:
            settled[choice.options.index(option)] = rest & options[option]
            rest &= ~options[option]
        several: dict[tuple[int, ...], Who] = {(): waiting}
        for index, option in enumerate(choice.options):
            parted: dict[tuple[int, ...], Who] = {}
            for positions, who in several.items():
                without, with_it = who & ~options[option], who & options[option]
                for part, these in ((positions, without), ((*positions, index), with_it)):
                    if these:
                        parted[part] = these
            several = parted
        possible = dict(several)
        for index, who in settled.items():
            if who:
                possible[(index,)] = possible.get((index,), 0) | who
        counts = {
            name: on_path & possible.get((choice.options.index(then),), 0)
            for name, then, on_path in paths
        }
        return Decided(Column(behind, possible=possible), standings, counts)

    def _score(self, score: Score, standings: Mapping[str, Standing], behind: Who) -> Decided:
        sums: dict[tuple[int, int], Who] = {(0, 0): self.crowd.everyone}
        counts: dict[str, Who] = {}
        for item in score.items:
            points, counts[item.name] = self._points(item)
            added: dict[tuple[int, int], Who] = {}
            for (low, high), those in sums.items():
                for (least, most), these in points.items():
                    if who := those & these:
                        ends = (low + least, high + most)
                        added[ends] = added.get(ends, 0) | who
            sums = added
        possible = {tuple(range(low, high + 1)): who for (low, high), who in sums.items()}
        return Decided(Column(behind, possible=possible), standings, counts)

    def _points(self, item: ScoreItem) -> tuple[dict[tuple[int, int], Who], Who]:
        """Per least and most points for whom, and for whom the item is a reason."""
        ranges: dict[tuple[int, ...], Who] = {(): self.crowd.everyone}
        done: dict[tuple[int, ...], Who] = {}
        first, counts = self.crowd.everyone, 0
        for alternative in item.alternatives:
            truth = self.conditions.truth(alternative.when.node)
            counts |= first & truth.true
            first &= truth.false
            rest: dict[tuple[int, ...], Who] = {}
            for points, who in ranges.items():
                more = (*points, alternative.points)
                for where, part, these in (
                    (done, more, who & truth.true),
                    (rest, points, who & truth.false),
                    (rest, more, who & ~(truth.true | truth.false)),
                ):
                    if these:
                        where[part] = where.get(part, 0) | these
            ranges = rest
        for points, who in ranges.items():
            done[(*points, 0)] = done.get((*points, 0), 0) | who
        ends: dict[tuple[int, int], Who] = {}
        for points, who in done.items():
            between = (min(points), max(points))
            ends[between] = ends.get(between, 0) | who
        return ends, counts

    def _set(
        self, decision: SetDecision, standings: Mapping[str, Standing], behind: Who
    ) -> Decided:
        sure = dict.fromkeys(decision.names, 0)
        perhaps = dict.fromkeys(decision.names, 0)
        for rule in decision.rules:
            stands = standings[rule.name]
            sure[rule.member] |= stands.holds
            perhaps[rule.member] |= stands.open | stands.unanswered
        counts = {name: stands.holds for name, stands in standings.items()}
        return Decided(self._members(behind, sure, perhaps), standings, counts)

    def _collected(self, decision: SetDecision, name: str) -> Decided:
        ladder, decided = self.guideline.decisions[name], self.decided[name]
        assert isinstance(ladder, Ladder)
        sure = dict.fromkeys(decision.names, 0)
        perhaps = dict.fromkeys(decision.names, 0)
        for rule in ladder.rules:
            if rule.concern in sure:
                sure[rule.concern] |= decided.counts[rule.name]
                perhaps[rule.concern] |= decided.standings[rule.name].open
        return Decided(self._members(decided.column.asked_behind, sure, perhaps), {}, {})

    def _members(self, behind: Who, sure: Mapping[str, Who], perhaps: Mapping[str, Who]) -> Column:
        everyone = self.crowd.everyone
        members = {
            name: Pair(inside, everyone & ~(inside | perhaps[name]))
            for name, inside in sure.items()
        }
        return Column(behind, members=members)


@dataclass(frozen=True)
class Reads:
    """Which names each thing and each rule reads, and where each thing stands in the order."""

    things: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, frozenset[str]]
    positions: Mapping[str, int]

    @classmethod
    def of(cls, guideline: Guideline) -> Reads:
        """Those of a guideline, and of every guideline that reads no more than it."""
        return cls(
            {name: names_read(guideline, name) for name in guideline.order},
            {
                rule.name: frozenset(
                    ref.name for each in expressions_of(rule) for ref in refs(each.node)
                )
                for rule in guideline.rules.values()
            },
            {name: position for position, name in enumerate(guideline.order)},
        )


def counted(rule: LadderRule | RaiseRule, stands: Standing) -> Who:
    """For whom a rule of a ladder counts."""
    silent = not rule.if_unknown_raises if isinstance(rule, RaiseRule) else rule.if_unknown is None
    return stands.holds if silent else stands.holds | stands.unanswered


def _exactly(at_least: list[Who]) -> dict[int, Who]:
    """Per rank who stands at it, from who stands at it or above."""
    return {rank: at_least[rank] & ~at_least[rank + 1] for rank in range(len(at_least) - 1)}


def _raised(
    ladder: Ladder, ranks: dict[int, Who], raises: Iterable[tuple[RaiseRule, Who]]
) -> dict[int, Who]:
    """Each rank after raising: of all that apply, the one that comes highest."""
    found: dict[int, Who] = {}
    for rank, who in ranks.items():
        tops: list[tuple[int, Who]] = []
        for rule, those in raises:
            top = ladder.rank(rule.up_to)
            if ladder.rank(rule.start) <= rank < top:
                tops.append((min(rank + rule.steps, top), those))
        for top, those in sorted(tops, reverse=True):
            found[top] = found.get(top, 0) | who & those
            who &= ~those
        found[rank] = found.get(rank, 0) | who
    return {rank: who for rank, who in found.items() if who}
