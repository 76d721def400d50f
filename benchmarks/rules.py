"""What is given to everyone: the rules of one ladder, and what they read.

A peer gets each person with every fact in effect, what does not apply already replaced by its
`else`, and every score added up. That work is done for it beforehand, and our own engines do it
themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from rugwijzer.compiler import Engine, Guideline, ScoreValue
from rugwijzer.compiler.language.guideline import Fact, Ladder, Score
from rugwijzer.compiler.language.nodes import Kind, Node, Ref
from rugwijzer.compiler.language.reads import names_read
from rugwijzer.compiler.language.types import Answer, Number, SetOf, in_order

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

    @cached_property
    def given(self) -> Guideline:
        """The guideline as a peer gets it: its scores are facts."""
        return scores_as_facts(self.guideline)

    @property
    def conditions(self) -> tuple[Node, ...]:
        """Of every rule, those that raise last."""
        plain = [self.as_given(rule.when.node) for rule in self.ladder.rules]
        return (*plain, *(self.as_given(rule.when.node) for rule in self.ladder.raises))

    def as_given(self, node: Node) -> Node:
        """A condition that reads scores as facts."""
        scores = self.guideline.decisions.keys() - self.given.decisions.keys()
        found: Node = _reading_facts(node, frozenset(scores))
        return found

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
            found.setdefault(rank, []).append(self.as_given(rule.when.node))
        return [(rank, found[rank]) for rank in sorted(found, reverse=True) if rank]

    @property
    def read(self) -> frozenset[str]:
        """Every name the rules read, however indirectly."""
        needed = {self.ladder.name}
        for name in reversed(self.given.order):
            if name in needed:
                needed |= {*names_read(self.given, name)}
        return frozenset(needed - {self.ladder.name})

    @property
    def facts(self) -> list[str]:
        """The facts the rules read."""
        return [name for name in self.given.facts if name in self.read]

    @property
    def definitions(self) -> list[str]:
        """The definitions and contradictions the rules read, each after those it reads itself."""
        named = {*self.given.definitions, *self.given.contradictions}
        return [name for name in self.given.order if name in self.read & named]

    def meaning(self, name: str) -> Node:
        """What a definition or a contradiction says."""
        named = self.given.definitions.get(name) or self.given.contradictions[name]
        return named.when.node

    def opened(self, ref: Ref) -> Node | None:
        """What stands behind a name; None for a fact."""
        if ref.kind is Kind.FACT:
            return None
        if ref.kind is Kind.DECISION:
            raise SystemExit(
                f"The rules of {self.ladder.name} read the decision {ref.name}; "
                "the benchmark can give its peers only facts, definitions and scores."
            )
        return self.meaning(ref.name)


def scores_as_facts(guideline: Guideline) -> Guideline:
    """The guideline with a number to be given in the place of each score."""
    scores = {name: each for name, each in guideline.decisions.items() if isinstance(each, Score)}
    numbers = {
        name: Fact(name, Number("plain", Fraction(1), score.low, score.high), score.place)
        for name, score in scores.items()
    }
    kept = replace(
        guideline,
        decisions={name: each for name, each in guideline.decisions.items() if name not in scores},
    )
    found: Guideline = _reading_facts(kept, frozenset(scores))
    return replace(found, facts={**found.facts, **numbers})


def _reading_facts(part: Any, scores: frozenset[str]) -> Any:
    """A part of a guideline in which these decisions are read as facts."""
    match part:
        case Ref(name=name) if name in scores:
            return Ref(Kind.FACT, name)
        case tuple():
            return tuple(_reading_facts(each, scores) for each in part)
        case dict():
            return {key: _reading_facts(each, scores) for key, each in part.items()}
        case _ if is_dataclass(part) and not isinstance(part, type):
            inner = {
                each.name: _reading_facts(getattr(part, each.name), scores) for each in fields(part)
            }
            return replace(part, **inner)
        case _:
            return part


def in_effect(guideline: Guideline, engine: Engine, record: Record) -> dict[str, Answer]:
    """Every fact's value: the answer, or the `else` of what does not apply; and every score."""
    outcome = engine.evaluate(record)
    misplaced = any(name.startswith(MISPLACED) for name in outcome.contradictions)
    assert not outcome.open_facts, "a person with open questions"
    assert not misplaced, "a person with answers that do not apply"
    facts = {name: record.get(name, fact.otherwise) for name, fact in guideline.facts.items()}
    scores = {
        name: value.value
        for name, value in outcome.decisions.items()
        if isinstance(value, ScoreValue)
    }
    return {**facts, **scores}


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
