"""Mutants that no case and nobody nearby notices: is there anyone at all? A solver says.

Either it finds a person for whom something comes out otherwise, or there is none: then nothing
depends on what the mutant changed, and the part it changed may go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import z3

from rugwijzer.compiler.engines.proofs import World, solver
from rugwijzer.compiler.engines.proofs.decisions import ScoreTerms, counts
from rugwijzer.compiler.engines.proofs.terms import Bit, every, opposite, same, some
from rugwijzer.compiler.language.guideline import Guideline, Score, rules_of

from .making import Mutant, mutated
from .trying import Verdict
from .witness import Witness, facts_apart, like

Refutes = Callable[[Mutant], str | None]
"""The name of a claim that does not hold of a mutant, or None if all of them hold."""


class Judge:
    """The guideline for every possible person, to compare mutants with."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.world = World(guideline)

    def verdict(self, mutant: Mutant) -> Verdict:
        """Someone who tells the mutant from the original, if there is anyone."""
        other = World(mutated(self.guideline, mutant), like=self.world)
        values = some(self._values(other))
        found = solver()
        found.add(*self.world.wellformed, some([values, *self._reasons(other)]))
        match found.check():
            case z3.unsat:
                return "equivalent"
            case z3.sat:
                return self._witness(mutant, values, found)
            case _:
                return "undecided"

    def _values(self, other: World) -> Iterator[Bit]:
        """Where the value or a bound of some decision is another."""
        for name in self.guideline.decisions:
            mine, theirs = self.world.value(name), other.value(name)
            if isinstance(mine, ScoreTerms) and isinstance(theirs, ScoreTerms):
                # Other points may make for wider words.
                size = max(mine.low.size(), theirs.low.size())
                mine, theirs = (
                    ScoreTerms(
                        *(z3.SignExt(size - end.size(), end) for end in (each.low, each.high))
                    )
                    for each in (mine, theirs)
                )
            yield from mine.differences(theirs)

    def _reasons(self, other: World) -> Iterator[Bit]:
        """Where a rule counts that did not, or no longer; or a contradiction holds."""
        for name, decision in self.guideline.decisions.items():
            if isinstance(decision, Score):
                continue
            theirs = other.guideline.decisions[name]
            kept = {rule.name: rule for rule in rules_of(theirs)}
            for rule in rules_of(decision):
                counted = counts(self.world, decision, rule)
                if rule.name in kept:
                    counted = opposite(same(counted, counts(other, theirs, kept[rule.name])))
                yield counted
        for name, bit in self.world.contradictions.items():
            yield opposite(same(bit, other.contradictions[name]))

    def _fitting(self) -> Bit:
        """The answers fit together: see `noticing.fitting`."""
        idle = (
            every([self.world.answer(name).given, self.world.applies(name).false])
            for name, fact in self.guideline.facts.items()
            if fact.supplied_by_person
        )
        return every([self.world.consistent, *map(opposite, idle)])

    def _witness(self, mutant: Mutant, values: Bit, found: Any) -> Witness:
        """The person the solver thinks of, made as much like some case as can be.

        Rather one for whom a decision comes out otherwise, with complete answers that fit together.
        """
        record = self.world.record(found.model())
        complete = every(self.world.asked(name) for name in self.guideline.facts)
        for wish in (self._fitting(), values, complete):
            found.push()
            found.add(wish)
            if found.check() == z3.sat:
                record = self.world.record(found.model())
            else:
                found.pop()
        cases = [case for case in self.guideline.cases if case.rule == mutant.owner]
        case = min(
            cases or self.guideline.cases,
            key=lambda each: len(facts_apart(record, each.record)),
            default=None,
        )
        return like(self.guideline, mutant, record, case)


# --- several at once

_judge: Judge | None = None
_refutes: Refutes | None = None


def judged(
    guideline: Guideline, mutants: Sequence[Mutant], processes: int = 2
) -> Iterator[Verdict]:
    """A verdict on each, in order, worked out in several processes."""
    return _shared(guideline, mutants, processes, None, _verdict)


def refuted(
    guideline: Guideline,
    mutants: Sequence[Mutant],
    claims: Callable[[Guideline], Refutes],
    processes: int = 2,
) -> Iterator[str | None]:
    """For each the claim that does not hold of it, if any, in order.

    `claims` is called with the guideline once in each process; it must be a function of a module.
    """
    return _shared(guideline, mutants, processes, claims, _refutation)


def _shared(
    guideline: Guideline,
    mutants: Sequence[Mutant],
    processes: int,
    claims: Callable[[Guideline], Refutes] | None,
    task: Callable[[Mutant], Any],
) -> Iterator[Any]:
    if not mutants:
        return
    if processes < 2 or len(mutants) < processes:
        _begin(guideline, claims)
        yield from map(task, mutants)
        return
    with ProcessPoolExecutor(processes, None, _begin, (guideline, claims)) as pool:
        yield from pool.map(task, mutants)


def _begin(guideline: Guideline, claims: Callable[[Guideline], Refutes] | None) -> None:
    global _judge, _refutes
    if claims is None:
        _judge = Judge(guideline)
    else:
        _refutes = claims(guideline)


def _verdict(mutant: Mutant) -> Verdict:
    assert _judge is not None
    return _judge.verdict(mutant)


def _refutation(mutant: Mutant) -> str | None:
    assert _refutes is not None
    return _refutes(mutant)
