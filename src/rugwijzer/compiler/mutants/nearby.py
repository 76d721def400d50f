"""People who differ from a case in one answer: most changes of a guideline show in one of them.

Such a person says more than any that a solver would make up: it is the case that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import or_

from rugwijzer.compiler.language.guideline import Case, Guideline, expressions_of
from rugwijzer.compiler.language.neighbours import boundaries, other_answers
from rugwijzer.compiler.language.nodes import Kind, Node, refs
from rugwijzer.compiler.language.reads import parts_of
from rugwijzer.compiler.language.types import Answer, Number

from .crowd import Variant, Who, crowd_of, lowest
from .making import Mutant, mutated
from .noticing import differing, fitting
from .standing import Standings
from .witness import Witness, effects


class Nearby:
    """Every case, and everyone who differs from one in an answer that its rule, or something its
    rule reads, looks at. Only for the rules and named things that some of the mutants change."""

    def __init__(self, guideline: Guideline, mutants: Iterable[Mutant]) -> None:
        self.guideline = guideline
        self.rules, self.named = set[str](), set[str]()
        for mutant in mutants:
            (self.rules if mutant.decision else self.named).add(mutant.owner)
        self._edges = boundaries(guideline)
        self._opened: dict[str, frozenset[str]] = {}
        variants = [tuple(self._variants(case)) for case in guideline.cases]
        self._people: list[tuple[Case, Variant | None]] = []
        for case, each in zip(guideline.cases, variants, strict=True):
            self._people.append((case, None))
            self._people += [(case, variant) for variant in each]
        self.standings = Standings(
            guideline, crowd_of([case.record for case in guideline.cases], variants)
        )
        self._fitting = fitting(self.standings)

    def __len__(self) -> int:
        return len(self._people)

    def witness(self, mutant: Mutant) -> Witness | None:
        """Someone for whom the mutant differs; rather one whose answers are complete and fit."""
        after = self.standings.changed(
            mutated(self.guideline, mutant), mutant.owner, mutant.decision
        )
        found = list(differing(self.standings, after))
        if not found:
            return None
        values = [each for each in found if each.what in self.guideline.decisions]
        chosen = self._best(reduce(or_, (each.who for each in values or found)))
        case, variant = self._people[chosen]
        record = dict(case.record)
        if variant is not None:
            record.pop(variant.fact, None)
            if variant.given:
                record[variant.fact] = variant.answer
        fits = bool(self._fitting >> chosen & 1)
        return Witness(record, effects(self.standings, after, chosen), fits, case)

    def _best(self, who: Who) -> int:
        for wanted in (self.standings.complete & self._fitting, self._fitting):
            if who & wanted:
                return lowest(who & wanted)
        return lowest(who)

    # --- which answers to vary

    def _variants(self, case: Case) -> Iterator[Variant]:
        for name in self._facts_to_vary(case):
            fact = self.guideline.facts[name]
            answer: Answer = case.record.get(name)
            # Of a number both sides of every limit, also the far side of the nearest.
            present = None if isinstance(fact.type, Number) else answer
            for other in other_answers(fact.type, present, self._edges.get(name, ())):
                if other != answer:
                    yield Variant(name, True, other)
            if name in case.record:
                yield Variant(name, False, None)
            if name not in case.record or answer is not None:
                yield Variant(name, True, None)

    def _facts_to_vary(self, case: Case) -> list[str]:
        """The facts behind the rule of a case, or behind those things it reads that matter.

        A case about a whole person stands in for what has no case of its own.
        """
        guideline = self.guideline
        if case.rule is None:
            found = set(self._without_case)
        else:
            read = self._read_in(case.rule)
            found = set(read) if case.rule in self.rules else set()
            for name in self.named & read:
                found |= {name} | self._behind(name)
        return [name for name in guideline.facts if name in found]

    @cached_property
    def _without_case(self) -> frozenset[str]:
        """What stands behind those rules and named things that matter and no case is about."""
        own = {case.rule for case in self.guideline.cases if case.rule is not None}
        read = {name for rule in own for name in self._read_in(rule)}
        found: set[str] = set()
        for rule in self.rules - own:
            found |= self._read_in(rule)
        for name in self.named - read:
            found |= {name} | self._behind(name)
        return frozenset(found)

    def _read_in(self, rule: str) -> frozenset[str]:
        """All that a rule reads, however indirectly, but not behind decisions."""
        return self._read_by(each.node for each in expressions_of(self.guideline.rules[rule]))

    def _behind(self, name: str) -> frozenset[str]:
        """All that a named thing reads, however indirectly, but not behind decisions."""
        if name not in self._opened:
            self._opened[name] = self._read_by(parts_of(self.guideline, name))
        return self._opened[name]

    def _read_by(self, nodes: Iterable[Node]) -> frozenset[str]:
        found: set[str] = set()
        for node in nodes:
            for ref in refs(node):
                if ref.kind is not Kind.DECISION:
                    found |= {ref.name} | self._behind(ref.name)
        return frozenset(found)
