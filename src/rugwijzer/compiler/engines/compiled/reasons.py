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
        return Reason("verdict", "no_brakes", tuple(because.items()))
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import cast

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    Decision,
    Guideline,
    Ladder,
    Score,
    SetDecision,
    rules_of,
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

from .codes import Codes
from .decisions import conditions, inputs
from .expressions import Names, rails, unsettled
from .memory import Memory, picker
from .source import Source


class Reasons(Memory[Reason]):
    """The reasons a rule gives by one of its conditions, from the variables that decide them.

    Looked up, a reason is remembered; called for, it is worked out anew.
    """

    __slots__ = ()

    def __init__(
        self, names: Names, codes: Codes, decision: Decision, rule: AnyRule, at: int
    ) -> None:
        def first(*variables: Hashable) -> Reason:
            self._work = _why(names, codes, decision, rule, at)
            return self._work(*variables)

        super().__init__(first)


def write_reasons(guideline: Guideline, codes: Codes) -> None:
    """The code of every reason, also of rules that have not counted yet."""
    names = Names(guideline)
    for decision in guideline.decisions.values():
        for rule in rules_of(decision):
            for at in range(len(conditions(rule))):
                _why(names, codes, decision, rule, at)


def _why(
    names: Names, codes: Codes, decision: Decision, rule: AnyRule, at: int
) -> Callable[..., Reason]:
    def write() -> Source:
        return _Why(names, Source()).written(decision, rule, conditions(rule)[at])

    world = {"Reason": Reason, **_shown(names)}
    return cast(Callable[..., Reason], codes.function(f"why {rule.name} {at}", write, world))


def _shown(names: Names) -> dict[str, object]:
    """Per decision the function from its variables to what a reason shows of it."""
    decisions = names.guideline.decisions.items()
    return {_show(names, name): _showing(values(decision)) for name, decision in decisions}


def _show(names: Names, decision: str) -> str:
    return f"show_{names.options(decision)}"


def _showing(value: Memory[DecisionValue]) -> Memory[Supported]:
    return Memory(lambda *variables: shown(value[variables]))


def values(decision: Decision) -> Memory[DecisionValue]:
    """The values of one decision, by the variables that hold it."""
    match decision:
        case Ladder(levels=levels):
            return Memory(lambda low, high: LadderValue(levels[low], levels[high]))
        case Score():
            return Memory(ScoreValue)
        case SetDecision():
            members = picker(decision.names)
            return Memory(
                lambda inside, not_out: SetValue(members(inside), members(not_out & ~inside))
            )
        case ChoiceDecision():
            options = picker(decision.options)
            return Memory(lambda mask: ChoiceValue(options(mask)))


@dataclass
class _Why:
    """Writes the function that finds the support for one condition."""

    names: Names
    source: Source

    def written(self, decision: Decision, rule: AnyRule, node: Node) -> Source:
        """From the variables that decide a condition to the reason."""
        with self.source.block(f"def why({', '.join(inputs(node, self.names))}):"):
            self.source.add("because = {}")
            with self.source.block(f"if {rails(node, self.names).true}:"):
                self._support(node, Truth.TRUE)
            with self.source.block("else:"):
                self._support(node, Truth.UNKNOWN)
            names = f"{decision.name!r}, {rule.name!r}"
            self.source.add(f"return Reason({names}, tuple(because.items()))")
        return self.source

    def _support(self, node: Node, value: Truth) -> None:
        """The atoms that make an expression come to `value`, which it is known to do."""
        match node:
            case Not(operand):
                self._support(operand, opposite(value))
            case All(operands) | Any(operands):
                sure = value is (Truth.TRUE if isinstance(node, All) else Truth.FALSE)
                for operand in operands:
                    self._where(operand, value, sure=sure)
            case Count(operands, op, _):
                for operand in operands:
                    for each in _counted(op, value):
                        self._where(operand, each, sure=False)
            case TruthOf(ref) if (meaning := self.names.meaning(ref)) is not None:
                self._support(meaning, value)
            case _:
                for ref in refs(node):
                    line = f"because[{ref.name!r}] = {self._contribution(ref)}"
                    if value is Truth.UNKNOWN:
                        line = f"if {unsettled(ref, self.names)}: {line}"
                    self.source.add(line)

    def _where(self, node: Node, value: Truth, *, sure: bool) -> None:
        """The support of an operand, if it does come to `value`."""
        if sure:
            self._support(node, value)
            return
        truth = rails(node, self.names)
        tests = {Truth.TRUE: truth.true, Truth.FALSE: truth.false, Truth.UNKNOWN: truth.unknown}
        with self.source.block(f"if {tests[value]}:"):
            self._support(node, value)

    def _contribution(self, ref: Ref) -> str:
        variables = self.names.of(ref)
        if ref.kind is Kind.FACT:
            return variables[0]
        return f"{_show(self.names, ref.name)}[{', '.join(variables)},]"


def _counted(op: Comparison, value: Truth) -> tuple[Truth, ...]:
    """Which operands of a count explain that it came to `value`."""
    if value is Truth.UNKNOWN:
        return (Truth.UNKNOWN,)
    if op in ("==", "!="):
        return (Truth.TRUE, Truth.FALSE)
    many = (op in (">=", ">")) is (value is Truth.TRUE)
    return (Truth.TRUE,) if many else (Truth.FALSE,)
