"""What every guideline owes, whatever it claims: that each rule and each fact is there for someone.

```
never_fires      no consistent person for whom the rule holds
never_decisive   somebody meets the rule, but the outcome is always the same without it
changes_nothing  no answer to the fact ever changes a decision
inside           whoever meets the one rule also meets the other
```

A rule that is meant to be a second voice says so with `echo`; a fact asked for its own sake is a
`preference`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import z3

from rugwijzer.compiler.claims.pairs import Changed
from rugwijzer.compiler.claims.witnesses import Witnesses
from rugwijzer.compiler.engines.proofs import World, solver
from rugwijzer.compiler.engines.proofs.decisions import ChoiceTerms, LadderTerms, counts
from rugwijzer.compiler.engines.proofs.terms import (
    OFF,
    Bit,
    every,
    implies,
    is_off,
    opposite,
    some,
)
from rugwijzer.compiler.engines.proofs.world import RuleWithState
from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    ChoiceRule,
    Decision,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    ScoreItem,
    SetDecision,
    SetRule,
    expressions_of,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Kind, Node, Ref, refs
from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.language.reads import facts_behind


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to mark. `other` is the rule that `name` lies inside."""

    kind: str
    name: str
    place: Place
    other: str | None = None


class Searcher:
    """One guideline and one solver over all its records."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.world = World(guideline)
        self.solver = solver()
        self.solver.add(*self.world.wellformed)
        self.witnesses = Witnesses(guideline)

    def findings(self) -> Iterator[Finding]:
        """All of them, rules first."""
        idle = set()
        for decision in self.guideline.decisions.values():
            for rule in rules_of(decision):
                if isinstance(rule, ScoreItem):
                    continue
                if not self.fires(rule):
                    idle.add(rule.name)
                    yield Finding("never_fires", rule.name, rule.place)
                elif not getattr(rule, "echo", None) and not self.decides(decision, rule):
                    yield Finding("never_decisive", rule.name, rule.place)
        yield from self.inside(idle)
        for fact in self.guideline.facts.values():
            if not fact.preference and not self.matters(fact.name):
                yield Finding("changes_nothing", fact.name, fact.place)

    def possible(self, bits: list[Bit]) -> bool:
        """Whether some record has all these bits on."""
        wanted = every(bits)
        if is_off(wanted):
            return False
        asked = z3.FreshBool("question")
        self.solver.add(z3.Implies(asked, wanted))
        found = self.solver.check(asked)
        if found == z3.unknown:
            raise RuntimeError("the solver gave up on a question it should be able to answer")
        return bool(found == z3.sat)

    def people(self, rule: RuleWithState) -> list[Bit]:
        """Whom to look among: people whose answers fit, unless the rule is about those whose
        answers do not."""
        nodes = (expression.node for expression in expressions_of(rule))
        names = (ref for node in nodes for ref in _named(self.guideline, node))
        about = any(ref.kind is Kind.CONTRADICTION for ref in names)
        return [] if about else [self.world.consistent]

    def fires(self, rule: RuleWithState) -> bool:
        """Whether somebody meets the rule."""
        return self.witnesses.fires(rule.name) or self.possible(
            [*self.people(rule), self.world.fires(rule).true]
        )

    def decides(self, decision: Decision, rule: RuleWithState) -> bool:
        """Whether for some consistent person the outcome would be another without the rule."""
        if self.witnesses.decides(decision, rule):
            return True
        mine = counts(self.world, decision, rule)
        if isinstance(decision, Ladder) and isinstance(rule, LadderRule):
            others = [each for each in decision.rules if each is not rule]
            alone = self._alone(decision, rule, others)
        elif isinstance(decision, Ladder):
            assert isinstance(rule, RaiseRule)
            alone = self._lifts(decision, rule)
        elif isinstance(decision, ChoiceDecision):
            assert isinstance(rule, ChoiceRule)
            alone = self._chooses(decision, rule)
        else:
            assert isinstance(decision, SetDecision)
            assert isinstance(rule, SetRule)
            alone = opposite(
                some(
                    self.world.fires(each).true
                    for each in decision.rules
                    if each is not rule and each.member == rule.member
                )
            )
        return self.possible([*self.people(rule), mine, alone])

    def _alone(self, ladder: Ladder, rule: LadderRule, others: list[LadderRule]) -> Bit:
        """No other rule gives a level as high, or none gives the concern."""
        state = self.world.state(rule)
        found: list[Bit] = []
        for bit, level in ((state.holds, rule.then), (state.unanswered, rule.if_unknown)):
            if level is not None and ladder.rank(level) > 0:
                rivals = (self._gives(ladder, each, ladder.rank(level)) for each in others)
                found.append(every([bit, opposite(some(rivals))]))
        if rule.concern is not None:
            rivals = (
                counts(self.world, ladder, each) for each in others if each.concern == rule.concern
            )
            found.append(opposite(some(rivals)))
        return some(found)

    def _gives(self, ladder: Ladder, rule: LadderRule, rank: int) -> Bit:
        state = self.world.state(rule)
        unknown = rule.if_unknown is not None and ladder.rank(rule.if_unknown) >= rank
        return some(
            [
                state.holds if ladder.rank(rule.then) >= rank else OFF,
                state.unanswered if unknown else OFF,
            ]
        )

    def _lifts(self, ladder: Ladder, rule: RaiseRule) -> Bit:
        """The level without any raise is one that this one lifts; other raises are left aside."""
        start, top = ladder.rank(rule.start), ladder.rank(rule.up_to)
        reached = [
            some(self._gives(ladder, each, rank) for each in ladder.rules)
            for rank in range(len(ladder.levels))
        ]
        low = reached[start] if start else z3.BoolVal(True)
        return every([low, opposite(reached[top])])

    def _chooses(self, decision: ChoiceDecision, rule: ChoiceRule) -> Bit:
        """It is the first that holds, and what follows without it is something else."""
        at = decision.rules.index(rule)
        before, behind = decision.rules[:at], decision.rules[at + 1 :]
        first = [opposite(self.world.state(each).holds) for each in before]
        same: list[Bit] = []
        reached: Bit = z3.BoolVal(True)
        for each in behind:
            holds = self.world.state(each).holds
            if each.then == rule.then:
                same.append(every([reached, holds]))
            reached = every([reached, opposite(holds)])
        if decision.otherwise == rule.then:
            same.append(reached)
        terms = self.world.value(decision.name)
        assert isinstance(terms, ChoiceTerms)
        return every([*first, self.world.state(rule).holds, terms.settled, opposite(some(same))])

    def inside(self, idle: set[str]) -> Iterator[Finding]:
        """Rules of the same level and concern, of which one holds only where the other does."""
        for decision in self.guideline.decisions.values():
            if not isinstance(decision, Ladder):
                continue
            rules = [rule for rule in decision.rules if rule.name not in idle]
            for one in rules:
                for two in rules:
                    if one is two or one.echo or not _as_much(decision, one, two):
                        continue
                    if self.witnesses.apart(one.name, two.name):
                        continue
                    shared = facts_behind(self.guideline, one.when.node) & facts_behind(
                        self.guideline, two.when.node
                    )
                    if shared and not self.possible(
                        [self.world.fires(one).true, opposite(self.world.fires(two).true)]
                    ):
                        yield Finding("inside", one.name, one.place, two.name)

    def matters(self, name: str) -> bool:
        """Whether some answer to a fact changes some decision."""
        if self.witnesses.matters(self.guideline.facts[name]):
            return True
        second = Changed(self.world, name)
        differing: list[Bit] = []
        for decision in self.guideline.decisions.values():
            before, after = self.world.value(decision.name), second.value(decision.name)
            if isinstance(before, LadderTerms) and isinstance(after, LadderTerms):
                differing += [
                    opposite(every([implies(one, two), implies(two, one)]))
                    for one, two in zip(before.lower, after.lower, strict=True)
                ]
            else:
                differing += before.differences(after)
        self.solver.add(*second.wellformed)
        fact = self.world.answer(name)
        return self.possible([fact.known, second.answer(name).known, some(differing)])


def _as_much(ladder: Ladder, one: LadderRule, two: LadderRule) -> bool:
    """Whether the second rule gives all that the first gives, unanswered ones included."""
    unknown = [
        -1 if rule.if_unknown is None else ladder.rank(rule.if_unknown) for rule in (one, two)
    ]
    return (one.then, one.concern) == (two.then, two.concern) and unknown[0] <= unknown[1]


def _named(guideline: Guideline, node: Node) -> Iterator[Ref]:
    """The names an expression uses, with definitions opened."""
    for ref in refs(node):
        yield ref
        if ref.kind is Kind.DEFINITION:
            yield from _named(guideline, guideline.definitions[ref.name].when.node)


def findings(guideline: Guideline) -> tuple[Finding, ...]:
    """Everything found in a guideline. Raises RuntimeError if the solver gives up."""
    return tuple(Searcher(guideline).findings())
