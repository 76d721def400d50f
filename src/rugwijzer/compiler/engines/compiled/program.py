"""A whole guideline as one Python function, and a second that only finds how high a ladder stands.

The function takes a record and works through facts, definitions, contradictions and decisions, each
after all that it reads. For a bicycle with one fact, one definition and one ladder it begins:

    def evaluate(record):
        get = record.get
        unasked = 0
        f0 = get("brakes")
        if f0 is None and "brakes" not in record: unasked |= 1
        if f0 == "both": d0 = False
        elif ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rugwijzer.compiler.language.guideline import (
    Fact,
    Guideline,
    Ladder,
    Score,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Kind, Node, Ref, refs
from rugwijzer.compiler.language.outcome import Outcome, RuleState
from rugwijzer.compiler.language.reads import names_read
from rugwijzer.compiler.language.truth import Truth

from .codes import Codes
from .decisions import Decisions, conditions
from .expressions import Names, rails
from .memory import Memory, picker
from .reasons import Reasons, values
from .source import Source

NOT_APPLICABLE = "not_applicable:"


def evaluator(guideline: Guideline, codes: Codes) -> Callable[..., object]:
    """The function from a record to its outcome."""
    names = Names(guideline)

    def write() -> Source:
        source = Source()
        with source.block("def evaluate(record):"):
            program = _Program(guideline, names, source, aloud=True)
            source.add(
                "definitions = DEFINITIONS.copy()",
                "states = STATES.copy()",
                "contradictions = []",
            )
            program.all_of(guideline.order)
            program.outcome()
        return source

    return codes.function("evaluate", write, _world(guideline, names, codes))


def lowest(guideline: Guideline, ladder: Ladder, codes: Codes) -> Callable[..., object]:
    """The function from a record and a floor to the ladder's lower end, or the floor if higher."""

    def write() -> Source:
        source = Source()
        with source.block("def lowest(record, floor):"):
            program = _Program(guideline, Names(guideline), source, aloud=False)
            program.all_of(names_read(guideline, ladder.name))
            program.decisions.lowest(ladder)
        return source

    return codes.function(f"lowest of {ladder.name}", write, _otherwise(guideline))


def inapplicable(guideline: Guideline, codes: Codes) -> Callable[..., object]:
    """The function from a record to the facts whose `asked_if` is false, answered or not."""

    def write() -> Source:
        source, names = Source(), Names(guideline)
        asked_if = {
            name: fact.asked_if.node for name, fact in guideline.facts.items() if fact.asked_if
        }
        with source.block("def inapplicable(record):"):
            program = _Program(guideline, names, source, aloud=False)
            program.all_of(ref.name for node in asked_if.values() for ref in refs(node))
            source.add("found = set()")
            for name, node in asked_if.items():
                source.add(f"if {rails(node, names).false}: found.add({name!r})")
            source.add("return found")
        return source

    return codes.function("inapplicable", write, _otherwise(guideline))


def _otherwise(guideline: Guideline) -> dict[str, object]:
    return {"ELSE": {name: fact.otherwise for name, fact in guideline.facts.items()}}


def _world(guideline: Guideline, names: Names, codes: Codes) -> dict[str, object]:
    facts = tuple(guideline.facts)
    found = (*guideline.contradictions, *(NOT_APPLICABLE + name for name in facts))
    decisions = guideline.decisions
    return {
        **_otherwise(guideline),
        "DEFINITIONS": dict.fromkeys(guideline.definitions, Truth.FALSE),
        "STATES": {
            rule.name: RuleState.FAILS
            for decision in decisions.values()
            if not isinstance(decision, Score)
            for rule in rules_of(decision)
        },
        "TRUE": Truth.TRUE,
        "UNKNOWN": Truth.UNKNOWN,
        "HOLDS": RuleState.HOLDS,
        "OPEN": RuleState.OPEN,
        "UNANSWERED": RuleState.UNANSWERED,
        "Outcome": Outcome,
        "contradicting": Memory(lambda *at: tuple(found[each] for each in sorted(at))),
        "facts_in": Memory(picker(facts)),
        **{
            f"value_{names.options(name)}": values(decision) for name, decision in decisions.items()
        },
        **{
            names.reasons(rule, at): Reasons(names, codes, decision, rule, at)
            for decision in decisions.values()
            for rule in rules_of(decision)
            for at in range(len(conditions(rule)))
        },
    }


@dataclass
class _Program:
    """Writes the body of a function over one record."""

    guideline: Guideline
    names: Names
    source: Source
    aloud: bool
    decisions: Decisions = field(init=False)

    def __post_init__(self) -> None:
        self.decisions = Decisions(self.guideline, self.names, self.source, self.aloud)

    def all_of(self, names: Iterable[str]) -> None:
        """What these names come to, and all that they read, each after all that it reads."""
        self.source.add("get = record.get", "unasked = 0")
        needed = set(names)
        for name in reversed(self.guideline.order):
            if name in needed:
                needed |= set(names_read(self.guideline, name))
        for name in self.guideline.order:
            if name in needed:
                self._named(name)

    def _named(self, name: str) -> None:
        """What one fact, definition, contradiction or decision comes to."""
        if fact := self.guideline.facts.get(name):
            self._fact(fact)
        elif definition := self.guideline.definitions.get(name):
            self._definition(name, definition.when.node)
        elif contradiction := self.guideline.contradictions.get(name):
            self._contradiction(name, contradiction.when.node)
        else:
            self.decisions.write(name)

    def _fact(self, fact: Fact) -> None:
        """What a fact is worth and whether it is asked; where it does not apply: its `else`."""
        variable, at = self.names.fact(fact.name), list(self.guideline.facts).index(fact.name)
        if not fact.supplied_by_person:
            self.source.add(f"{variable} = get({fact.name!r}, {_literal(fact)})")
            return
        self.source.add(f"{variable} = get({fact.name!r})")
        absent = f"{variable} is None and {fact.name!r} not in record"
        if fact.asked_if is None:
            self.source.add(f"if {absent}: unasked |= {1 << at}")
            return
        away = rails(fact.asked_if.node, self.names).false
        with self.source.block(f"if {variable} is None:"):
            self.source.add(
                f"if {fact.name!r} in record: pass",
                f"elif {away}: {variable} = {_literal(fact)}",
                f"else: unasked |= {1 << at}",
            )
        if self.aloud:
            number = len(self.guideline.contradictions) + at
            self.source.add(f"elif {away}: contradictions.append({number})")

    def _definition(self, name: str, node: Node) -> None:
        variable, truth = self.names.truth(Ref(Kind.DEFINITION, name)), rails(node, self.names)
        if not self.aloud:
            self._three_ways(variable, node)
            return
        self.source.add(
            f"if {truth.false}: {variable} = False",
            f"elif {truth.true}: {variable} = True; definitions[{name!r}] = TRUE",
            f"else: {variable} = None; definitions[{name!r}] = UNKNOWN",
        )

    def _contradiction(self, name: str, node: Node) -> None:
        variable = self.names.truth(Ref(Kind.CONTRADICTION, name))
        self._three_ways(variable, node)
        if self.aloud:
            at = list(self.guideline.contradictions).index(name)
            self.source.add(f"if {variable}: contradictions.append({at})")

    def _three_ways(self, variable: str, node: Node) -> None:
        truth = rails(node, self.names)
        self.source.add(f"{variable} = False if {truth.false} else True if {truth.true} else None")

    def outcome(self) -> None:
        """All of it, put together."""
        pairs = []
        for name in self.guideline.decisions:
            variables = ", ".join(self.names.of(Ref(Kind.DECISION, name)))
            pairs.append(f"{name!r}: value_{self.names.options(name)}[{variables},]")
        self.source.add(
            "return Outcome(definitions, "
            "contradicting[tuple(contradictions)] if contradictions else (), "
            f"{{{', '.join(pairs)}}}, states, {self.decisions.reasons()}, "
            "facts_in[unasked,] if unasked else ())"
        )


def _literal(fact: Fact) -> str:
    """A fact's `else` as Python."""
    if isinstance(fact.otherwise, frozenset):
        return f"ELSE[{fact.name!r}]"
    return repr(fact.otherwise)
