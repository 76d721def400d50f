"""Two records side by side: one person with another answer, or the same person asked further."""

from __future__ import annotations

from functools import cached_property

from rugwijzer.compiler.engines.proofs.answers import Given, chosen, equal, free, wellformed
from rugwijzer.compiler.engines.proofs.terms import (
    Bit,
    Pair,
    either,
    every,
    implies,
    opposite,
    same,
    some,
)
from rugwijzer.compiler.engines.proofs.world import Effective, RuleWithState, States, World
from rugwijzer.compiler.language.guideline import Fact, expressions_of
from rugwijzer.compiler.language.nodes import Node
from rugwijzer.compiler.language.reads import facts_behind


class Changed(World):
    """A world equal to `first` but for one fact, whose answer is free.

    A fact that does not apply in the first record, but may in this one, is given here with any
    answer: it would have been asked. What the fact cannot reach is shared with the first world,
    term for term, so that the solver sees only the difference.
    """

    def __init__(self, first: World, changed: str) -> None:
        super().__init__(first.guideline)
        self.first = first
        self.changed = changed
        self._reached: dict[int, bool] = {}
        facts = first.guideline.facts.values()
        self.own = {fact.name: free(fact, "second:") for fact in facts if self.reaches_fact(fact)}

    def reaches(self, node: Node) -> bool:
        """Whether the changed fact is among those behind an expression."""
        if id(node) not in self._reached:
            self._reached[id(node)] = self.changed in facts_behind(self.guideline, node)
        return self._reached[id(node)]

    def reaches_fact(self, fact: Fact) -> bool:
        """Whether the changed fact is this one, or decides whether this one applies."""
        return fact.name == self.changed or (
            fact.asked_if is not None and self.reaches(fact.asked_if.node)
        )

    def answer_to(self, fact: Fact) -> Given:
        """The first record's answer, unless the fact is the changed one or newly applies."""
        mine, own = self.first.answer(fact.name), self.own.get(fact.name)
        if own is None or (fact.name != self.changed and not fact.supplied_by_person):
            return mine
        if fact.name == self.changed:
            return own
        newly = every(
            [
                opposite(mine.given),
                self.first.applies(fact.name).false,
                opposite(self.applies(fact.name).false),
            ]
        )
        return Given(
            some([mine.given, newly]),
            either(newly, own.known, mine.known),
            chosen(newly, own.code, mine.code),
        )

    def truth(self, node: Node) -> Pair:
        """What an expression comes to."""
        return super().truth(node) if self.reaches(node) else self.first.truth(node)

    def asked(self, name: str) -> Bit:
        """Whether nothing more is to be learned about a fact in this sitting."""
        return super().asked(name) if name in self.own else self.first.asked(name)

    def effective(self, name: str) -> Effective:
        """The value of a fact in effect."""
        return super().effective(name) if name in self.own else self.first.effective(name)

    def state(self, rule: RuleWithState) -> States:
        """How a rule stands."""
        reached = any(self.reaches(expression.node) for expression in expressions_of(rule))
        return super().state(rule) if reached else self.first.state(rule)

    @cached_property
    def wellformed(self) -> list[Bit]:
        """Values within their ranges."""
        facts = self.guideline.facts
        return [wellformed(facts[name], own) for name, own in self.own.items()]

    def same_effect(self, name: str) -> Bit:
        """A fact has the same value in effect in both records."""
        one, two = self.first.effective(name), self.effective(name)
        return every([same(one.known, two.known), implies(one.known, equal(one.code, two.code))])


class Extended(World):
    """A world that answers, with a value or don't know, some facts not yet asked in `first`."""

    def __init__(self, first: World) -> None:
        super().__init__(first.guideline)
        self.first = first
        self.own = {name: free(fact, "later:") for name, fact in first.guideline.facts.items()}

    def answer_to(self, fact: Fact) -> Given:
        """The first record's answer where it has one."""
        mine, own = self.first.answer(fact.name), self.own[fact.name]
        if not fact.supplied_by_person:
            return mine
        may_be_asked = opposite(self.first.applies(fact.name).false)
        added = every([opposite(mine.given), own.given, may_be_asked])
        return Given(
            some([mine.given, added]),
            either(mine.given, mine.known, every([added, own.known])),
            chosen(mine.given, mine.code, own.code),
        )

    @cached_property
    def wellformed(self) -> list[Bit]:
        """Values within their ranges."""
        facts = self.guideline.facts.values()
        return [wellformed(fact, self.own[fact.name]) for fact in facts]
