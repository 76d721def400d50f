"""A person who tells a mutant from the original, and in what she does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import and_

from rugwijzer.compiler.language.guideline import (
    Case,
    ChoiceDecision,
    Decision,
    Guideline,
    Ladder,
    Score,
    SetDecision,
)
from rugwijzer.compiler.language.reads import facts_behind
from rugwijzer.compiler.language.types import Record

from .columns import Column
from .crowd import Who, crowd_of
from .making import Mutant, mutated
from .noticing import differing, fitting
from .standing import Standings

MOST_PAIRED = 20
"""Of how many facts at most every two are tried together."""


@dataclass(frozen=True)
class Effect:
    """One thing that comes out otherwise for someone: as the guideline has it, and the mutant.

    `what` is a decision, a rule that counts or not, or a contradiction that is reported or not.
    """

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before} (mutant: {self.after})"


@dataclass(frozen=True)
class Witness:
    """A person for whom a mutant gives another outcome.

    `fits`: her answers fit together. If they do not, nobody was found whose answers do. `case` is
    the one she is most like.
    """

    record: Record
    effects: tuple[Effect, ...]
    fits: bool
    case: Case | None = None


def like(guideline: Guideline, mutant: Mutant, record: Record, case: Case | None) -> Witness:
    """A person who tells the mutant apart, with as many of the answers of a case as can be.

    Without a case she stays as she is. If her answers fit together, or make a decision come out
    otherwise, they still do so afterwards.
    """
    bench = _Bench(guideline, mutant, record)
    while case is not None and (apart := facts_apart(record, case.record)):
        singles = [[name] for name in apart]
        # Some answers only go together: one fact applies because of another.
        groups = [[name, *_because_of(guideline, name, apart)] for name in apart]
        pairs = [list(pair) for pair in combinations(apart[:MOST_PAIRED], 2)]
        for tries in (singles, groups, pairs):
            serving = bench.serving([_taken(record, case, names) for names in tries])
            if harmless := [names for at, names in enumerate(tries) if serving >> at & 1]:
                break
        else:
            break
        # As many together as still serve; the first alone always does.
        several = [
            _taken(record, case, [name for names in harmless[: at + 1] for name in names])
            for at in range(len(harmless))
        ]
        record = several[bench.serving(several).bit_length() - 1]
    before, after = bench.compared([record])
    return Witness(record, effects(before, after, 0), bool(fitting(before)), case)


def _because_of(guideline: Guideline, name: str, among: list[str]) -> list[str]:
    """Those of the facts that apply or not because of one fact."""
    return [
        other
        for other in among
        if (asked_if := guideline.facts[other].asked_if) is not None
        and name in facts_behind(guideline, asked_if.node)
    ]


class _Bench:
    """Tells which people are as good a witness as the first one."""

    def __init__(self, guideline: Guideline, mutant: Mutant, record: Record) -> None:
        self.original, self.mutated = guideline, mutated(guideline, mutant)
        self.owner, self.decision = mutant.owner, mutant.decision
        self.wanted = [at for at, who in enumerate(self._virtues([record])) if who]

    def compared(self, records: list[Record]) -> tuple[Standings, Standings]:
        """What the original and the mutant say of these people."""
        before = Standings(self.original, crowd_of(records))
        return before, before.changed(self.mutated, self.owner, self.decision)

    def serving(self, records: list[Record]) -> Who:
        """Which of these people have every virtue of the first one."""
        virtues = self._virtues(records)
        return reduce(and_, (virtues[at] for at in self.wanted), (1 << len(records)) - 1)

    def _virtues(self, records: list[Record]) -> tuple[Who, Who, Who]:
        """Who tells the mutant apart; by a decision; with answers that fit together."""
        before, after = self.compared(records)
        anything = by_value = 0
        for each in differing(before, after):
            anything |= each.who
            if each.what in self.original.decisions:
                by_value |= each.who
        return anything, by_value, fitting(before)


def facts_apart(record: Record, other: Record) -> list[str]:
    """The facts about which two records do not say the same."""
    return [
        name
        for name in dict.fromkeys((*record, *other))
        if (name in record) != (name in other) or record.get(name) != other.get(name)
    ]


def _taken(record: Record, case: Case, names: list[str]) -> Record:
    """The record with the answers of a case to some facts."""
    found = {name: answer for name, answer in record.items() if name not in names}
    return found | {name: case.record[name] for name in names if name in case.record}


def effects(before: Standings, after: Standings, number: int) -> tuple[Effect, ...]:
    """All that comes out otherwise for one of a crowd: decisions first, in order."""
    found = {each.what for each in differing(before, after) if each.who >> number & 1}
    guideline = before.guideline
    told = [
        Effect(name, *_values(guideline, name, before.columns[name], after.columns[name], number))
        for name in guideline.decisions
        if name in found
    ]
    for decision in guideline.decisions:
        was, now = before.decided[decision].counts, after.decided[decision].counts
        for rule, who in was.items():
            if (who ^ now.get(rule, 0)) >> number & 1:
                yes_no = ("a reason", "no reason")
                told.append(Effect(rule, *(yes_no if who >> number & 1 else yes_no[::-1])))
    for name in sorted(found - set(guideline.decisions) - set(guideline.rules)):
        holds = name in guideline.contradictions and before.columns[name].truth.true >> number & 1
        yes_no = ("reported", "not reported")
        told.append(Effect(name, *(yes_no if holds else yes_no[::-1])))
    return tuple(told)


def _values(
    guideline: Guideline, name: str, before: Column, after: Column, number: int
) -> tuple[str, str]:
    """A decision's two values as a case would have them; of a set only the members that differ."""
    decision = guideline.decisions[name]
    if isinstance(decision, SetDecision):
        states = [
            (member, _membership(before, member, number), _membership(after, member, number))
            for member in decision.names
        ]
        differ = [each for each in states if each[1] != each[2]]
        was = ", ".join(f"{word}{member}" for member, word, _ in differ)
        return was, ", ".join(f"{word}{member}" for member, _, word in differ)
    return _value(decision, before, number), _value(decision, after, number)


def _membership(column: Column, member: str, number: int) -> str:
    """What goes before the name of a member of a set."""
    pair = column.members[member]
    if pair.true >> number & 1:
        return ""
    return "no " if pair.false >> number & 1 else "perhaps "


def _value(decision: Decision, column: Column, number: int) -> str:
    possible = next(each for each, who in column.possible.items() if who >> number & 1)
    match decision:
        case Ladder(levels=words) | ChoiceDecision(options=words):
            named = [words[each] for each in possible]
        case _:
            named = [str(each) for each in possible]
    if len(named) == 1:
        return named[0]
    ends = isinstance(decision, Ladder | Score)
    return f"{named[0]} to {named[-1]}" if ends else " or ".join(named)
