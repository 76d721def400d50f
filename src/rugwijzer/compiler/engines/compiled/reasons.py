"""Why a rule counted: one small function per rule, made when that rule first counts.

It gets the variables the rule depends on, and gathers every answer that supports the outcome. For
`brakes == "none" or squeaks`:

    def why(f0, f1):
        because = {}
        if f0 == "none" or f1:
            if f0 == "none": because["brakes"] = f0
            if f1: because["squeaks"] = f1
        else:
            if not (f0 == "none" or f0 in {"front", "both"}): because["brakes"] = f0
            if not (f1 or f1 is False): because["squeaks"] = f1
        return tuple(because.items())
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    Decision,
    Guideline,
    Ladder,
    Score,
    SetDecision,
)
from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Comparison,
    Count,
    Kind,
    Node,
    Not,
    Ref,
    TruthOf,
    refs,
)
from rugwijzer.compiler.language.outcome import (
    ChoiceValue,
    DecisionValue,
    LadderValue,
    Reason,
    ScoreValue,
    SetValue,
    Supported,
    shown,
)
from rugwijzer.compiler.language.truth import Truth, opposite
from rugwijzer.compiler.language.types import Answer

from .decisions import inputs
from .expressions import Names, rails, unsettled
from .source import Memory, Source

Because = tuple[tuple[str, Supported], ...]


def reasons(names: Names, decision: Decision, rule: AnyRule, condition: Node) -> Memory[Reason]:
    """The reasons a rule gives by one of its conditions, by the variables that depends on."""
    made: list[Callable[..., object]] = []

    def reason(*variables: Answer) -> Reason:
        if not made:
            made.append(_Why(names.guideline, names, Source()).function(condition))
        return Reason(decision.name, rule.name, cast(Because, made[0](*variables)))

    return Memory(reason)


def values(decision: Decision) -> Memory[DecisionValue]:
    """The values of one decision, by the variables that hold it."""
    match decision:
        case Ladder(levels=levels):
            return Memory(lambda low, high: LadderValue(levels[low], levels[high]))
        case Score():
            return Memory(ScoreValue)
        case SetDecision():
            members = decision.names
            return Memory(
                lambda ins, opens: SetValue(_picked(members, ins), _picked(members, opens))
            )
        case _:
            options = decision.options
            return Memory(lambda mask: ChoiceValue(_picked(options, mask)))


def _picked(names: tuple[str, ...], mask: int) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(names) if mask >> at & 1)


@dataclass
class _Why:
    """Writes the function that finds the support for one condition."""

    guideline: Guideline
    names: Names
    source: Source

    def function(self, node: Node) -> Callable[..., object]:
        """From the variables of the condition to its `because`."""
        world: dict[str, object] = {}
        with self.source.block(f"def why({', '.join(inputs(self.guideline, node, self.names))}):"):
            for name in self._opened(node):
                self._define(name)
            self.source.add("because = {}")
            with self.source.block(f"if {rails(node, self.names).true}:"):
                self._support(node, Truth.TRUE, world)
            with self.source.block("else:"):
                self._support(node, Truth.UNKNOWN, world)
            self.source.add("return tuple(because.items())")
        return self.source.function("why", world)

    def _opened(self, node: Node) -> list[str]:
        """The definitions and contradictions an expression reads, each after those it reads."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for ref in refs(waiting.pop()):
                if ref.name not in found and (meaning := self._meaning(ref)) is not None:
                    found.add(ref.name)
                    waiting.append(meaning)
        return [name for name in self.guideline.order if name in found]

    def _meaning(self, ref: Ref) -> Node | None:
        match ref.kind:
            case Kind.DEFINITION:
                return self.guideline.definitions[ref.name].when.node
            case Kind.CONTRADICTION:
                return self.guideline.contradictions[ref.name].when.node
            case _:
                return None

    def _define(self, name: str) -> None:
        kind = Kind.DEFINITION if name in self.guideline.definitions else Kind.CONTRADICTION
        ref = Ref(kind, name)
        meaning = self._meaning(ref)
        assert meaning is not None
        truth = rails(meaning, self.names)
        variable = self.names.truth(ref)
        self.source.add(f"{variable} = True if {truth.true} else False if {truth.false} else None")

    def _support(self, node: Node, value: Truth, world: dict[str, object]) -> None:
        """The atoms that make an expression come to `value`, which it is known to do."""
        match node:
            case Not(operand):
                self._support(operand, opposite(value), world)
            case All(operands) | Any(operands):
                sure = value is (Truth.TRUE if isinstance(node, All) else Truth.FALSE)
                for operand in operands:
                    self._where(operand, value, world, sure=sure)
            case Count(operands, op, _):
                for operand in operands:
                    for each in _counted(op, value):
                        self._where(operand, each, world, sure=False)
            case TruthOf(ref) if (meaning := self._meaning(ref)) is not None:
                self._support(meaning, value, world)
            case _:
                for ref in refs(node):
                    line = f"because[{ref.name!r}] = {self._contribution(ref, world)}"
                    if value is Truth.UNKNOWN:
                        line = f"if {unsettled(ref, self.names)}: {line}"
                    self.source.add(line)

    def _where(self, node: Node, value: Truth, world: dict[str, object], *, sure: bool) -> None:
        """The support of an operand, if it does come to `value`."""
        if sure:
            self._support(node, value, world)
            return
        truth = rails(node, self.names)
        tests = {Truth.TRUE: truth.true, Truth.FALSE: truth.false, Truth.UNKNOWN: truth.unknown}
        with self.source.block(f"if {tests[value]}:"):
            self._support(node, value, world)

    def _contribution(self, ref: Ref, world: dict[str, object]) -> str:
        variables = self.names.of(ref)
        if ref.kind is Kind.FACT:
            return variables[0]
        value = values(self.guideline.decisions[ref.name])
        show = f"show_{self.names.options(ref.name)}"
        world[show] = lambda *key: shown(value[key])
        return f"{show}({', '.join(variables)})"


def _counted(op: Comparison, value: Truth) -> tuple[Truth, ...]:
    """Which operands of a count explain that it came to `value`."""
    if value is Truth.UNKNOWN:
        return (Truth.UNKNOWN,)
    if op in ("==", "!="):
        return (Truth.TRUE, Truth.FALSE)
    many = (op in (">=", ">")) is (value is Truth.TRUE)
    return (Truth.TRUE,) if many else (Truth.FALSE,)
