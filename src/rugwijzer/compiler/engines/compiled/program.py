"""A whole guideline as one Python function, and a second that only finds how high a ladder stands.

The function takes a record and works through facts, definitions, contradictions and decisions, each
after all that it reads. For a bicycle with one fact, one definition and one ladder it begins:

    def evaluate(record):
        f0 = get("brakes", absent)
        if f0 is absent: f0 = None; unasked |= 1
        if f0 == "both": d0 = False
        elif ...

`facts` and `rest` say more about its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rugwijzer.compiler.language.guideline import (
    Guideline,
    Ladder,
    Score,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Kind, Node, Ref, refs
from rugwijzer.compiler.language.outcome import NOT_APPLICABLE, Outcome, RuleState
from rugwijzer.compiler.language.reads import names_read
from rugwijzer.compiler.language.truth import Truth

from .codes import Codes
from .decisions import Decisions, conditions
from .expressions import Names, rails
from .facts import Facts, sets
from .memory import Memory, picker
from .reasons import Reasons, values
from .rest import Guards
from .source import Source


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

    return codes.function(f"lowest of {ladder.name}", write, sets(guideline))


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

    return codes.function("inapplicable", write, sets(guideline))


def _world(guideline: Guideline, names: Names, codes: Codes) -> dict[str, object]:
    facts = tuple(guideline.facts)
    found = (*guideline.contradictions, *(NOT_APPLICABLE + name for name in facts))
    decisions = guideline.decisions
    return {
        **sets(guideline),
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
    facts: Facts = field(init=False)
    guards: Guards = field(init=False)
    decisions: Decisions = field(init=False)

    def __post_init__(self) -> None:
        self.facts = Facts(self.guideline, self.names, self.source, aloud=self.aloud)
        self.guards = Guards(self.guideline)
        self.decisions = Decisions(
            self.guideline, self.names, self.source, self.facts, self.guards, self.aloud
        )

    def all_of(self, names: Iterable[str]) -> None:
        """What these names come to, and all that they read, each after all that it reads."""
        self.facts.begin()
        for batch in in_batches(self.guideline, names):
            if batch[0] in self.guideline.facts:
                self.facts.write(batch)
            elif batch[0] in self.guideline.definitions:
                self._definitions(batch)
            elif batch[0] in self.guideline.contradictions:
                self._contradictions(batch)
            else:
                for name in batch:
                    self.decisions.write(name)

    def _definitions(self, names: Sequence[str]) -> None:
        """Definitions that do not read each other, those with like guards together."""
        nodes = {name: self.guideline.definitions[name].when.node for name in names}
        ordered = sorted(nodes.items(), key=lambda item: self.guards.position(item[1]))
        for stretch, guard in self.guards.stretches(ordered):
            with self.facts.stirred(guard):
                for name in stretch:
                    self._definition(name, nodes[name])
            if guard:
                variables = [self.names.truth(Ref(Kind.DEFINITION, name)) for name in stretch]
                self.source.add(f"else: {' = '.join([*variables, 'False'])}")

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

    def _contradictions(self, names: Sequence[str]) -> None:
        """Contradictions; nobody but a rule that reads one wants to know if it is unknown."""
        nodes = {name: self.guideline.contradictions[name].when.node for name in names}
        order = list(self.guideline.contradictions)
        read = [name for name in names if name in self.names.read]
        for name in read:
            self._three_ways(self.names.truth(Ref(Kind.CONTRADICTION, name)), nodes[name])
            if self.aloud:
                variable = self.names.truth(Ref(Kind.CONTRADICTION, name))
                self.source.add(f"if {variable}: contradictions.append({order.index(name)})")
        unread = sorted(
            ((name, nodes[name]) for name in names if name not in read),
            key=lambda item: self.guards.position(item[1]),
        )
        for stretch, guard in self.guards.stretches(unread):
            with self.facts.stirred(guard):
                for name in stretch:
                    holds = rails(nodes[name], self.names).true
                    self.source.add(f"if {holds}: contradictions.append({order.index(name)})")

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


def in_batches(guideline: Guideline, names: Iterable[str]) -> Iterator[list[str]]:
    """These names and all they read, in batches of one kind that can be worked out together."""
    needed = set(names)
    reads: dict[str, set[str]] = {}
    for name in reversed(guideline.order):
        if name in needed:
            reads[name] = set(names_read(guideline, name))
            needed |= reads[name]
    kinds = [
        [name for name in guideline.order if name in needed and name in named]
        for named in (
            guideline.facts,
            guideline.definitions,
            guideline.contradictions,
            guideline.decisions,
        )
    ]
    done: set[str] = set()
    while any(kinds):
        for at, waiting in enumerate(kinds):
            if ready := [name for name in waiting if reads[name] <= done]:
                yield ready
                done |= set(ready)
                kinds[at] = [name for name in waiting if name not in done]
                break
