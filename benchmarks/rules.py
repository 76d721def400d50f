"""What is given to everyone: the rules of one ladder, and what they read.

A peer gets each person with every fact in effect, what does not apply already replaced by its
`else`. That work is done for it beforehand, and our own engines do it themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rugwijzer.compiler import Engine, Guideline
from rugwijzer.compiler.language.guideline import Ladder
from rugwijzer.compiler.language.nodes import Kind, Node, Ref
from rugwijzer.compiler.language.reads import names_read
from rugwijzer.compiler.language.types import Answer, SetOf, in_order

from .people import MISPLACED, Record

Plain = dict[str, Any]
"""A person as a peer gets her: plain values, sets as lists, numbers in whole steps."""


@dataclass(frozen=True)
class Raise:
    """A rule that lifts the level by some steps, within its reach."""

    steps: int
    start: int
    top: int


@dataclass(frozen=True)
class Rules:
    """One ladder, and all that it takes to know its level."""

    guideline: Guideline
    ladder: Ladder

    @property
    def conditions(self) -> tuple[Node, ...]:
        """Of every rule, those that raise last."""
        plain = [rule.when.node for rule in self.ladder.rules]
        return (*plain, *(rule.when.node for rule in self.ladder.raises))

    @property
    def ranks(self) -> tuple[int, ...]:
        """The position each rule gives that does not raise."""
        return tuple(self.ladder.rank(rule.then) for rule in self.ladder.rules)

    @property
    def raises(self) -> tuple[Raise, ...]:
        """The rules that raise."""
        rank = self.ladder.rank
        return tuple(
            Raise(rule.steps, rank(rule.start), rank(rule.up_to)) for rule in self.ladder.raises
        )

    def by_level(self) -> list[tuple[int, list[Node]]]:
        """The conditions of the rules for each position, the highest first, without the mildest."""
        found: dict[int, list[Node]] = {}
        for rule, rank in zip(self.ladder.rules, self.ranks, strict=True):
            found.setdefault(rank, []).append(rule.when.node)
        return [(rank, found[rank]) for rank in sorted(found, reverse=True) if rank]

    @property
    def read(self) -> frozenset[str]:
        """Every name the rules read, however indirectly."""
        needed = {self.ladder.name}
        for name in reversed(self.guideline.order):
            if name in needed:
                needed |= {*names_read(self.guideline, name)}
        return frozenset(needed - {self.ladder.name})

    @property
    def facts(self) -> list[str]:
        """The facts the rules read."""
        return [name for name in self.guideline.facts if name in self.read]

    @property
    def definitions(self) -> list[str]:
        """The definitions and contradictions the rules read, each after those it reads itself."""
        named = {*self.guideline.definitions, *self.guideline.contradictions}
        return [name for name in self.guideline.order if name in self.read & named]

    def meaning(self, name: str) -> Node:
        """What a definition or a contradiction says."""
        named = self.guideline.definitions.get(name) or self.guideline.contradictions[name]
        return named.when.node

    def opened(self, ref: Ref) -> Node | None:
        """What stands behind a name; None for a fact."""
        if ref.kind is Kind.FACT:
            return None
        if ref.kind is Kind.DECISION:
            raise SystemExit(
                f"The rules of {self.ladder.name} read the decision {ref.name}; "
                "the benchmark can give its peers only facts and definitions."
            )
        return self.meaning(ref.name)


def in_effect(guideline: Guideline, engine: Engine, record: Record) -> dict[str, Answer]:
    """Every fact's value: the answer, or the `else` of what does not apply."""
    outcome = engine.evaluate(record)
    misplaced = any(name.startswith(MISPLACED) for name in outcome.contradictions)
    assert not outcome.open_facts, "a person with open questions"
    assert not misplaced, "a person with answers that do not apply"
    return {name: record.get(name, fact.otherwise) for name, fact in guideline.facts.items()}


def plain(guideline: Guideline, answers: dict[str, Answer], names: Iterable[str]) -> Plain:
    """The answers as a peer gets them."""
    found: Plain = {}
    for name in names:
        fact, answer = guideline.facts[name], answers[name]
        if isinstance(fact.type, SetOf) and isinstance(answer, frozenset):
            found[name] = list(in_order(fact.type.options, answer))
        else:
            found[name] = answer
    return found
