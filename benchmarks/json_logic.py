"""The rules as JSON Logic. It knows no definitions, so each is written out where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any as Anything

from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Compare,
    Comparison,
    Constant,
    Contains,
    Count,
    InBand,
    Is,
    Node,
    Not,
    OneOf,
    Quantity,
    Scaled,
    Sum,
    Term,
    TruthOf,
    holds,
)
from rugwijzer.compiler.language.types import Choice

from .infix import codes_in_words
from .rules import Rules

Logic = dict[str, Anything] | list[Anything] | int

_OPERATOR: dict[Comparison, str] = {"==": "===", "!=": "!=="}


@dataclass(frozen=True)
class Writer:
    """Writes expressions as JSON Logic."""

    rules: Rules

    def condition(self, node: Node) -> Logic:
        """A truth-valued expression."""
        match node:
            case Not(operand):
                return {"!": [self.condition(operand)]}
            case All(operands):
                return {"and": [self.condition(each) for each in operands]}
            case Any(operands):
                return {"or": [self.condition(each) for each in operands]}
            case Count(operands, op, number):
                counted = [{"if": [self.condition(each), 1, 0]} for each in operands]
                return {_OPERATOR.get(op, op): [{"+": counted}, number]}
            case TruthOf(ref):
                meaning = self.rules.opened(ref)
                return {"var": ref.name} if meaning is None else self.condition(meaning)
            case Compare(left, op, right):
                return {_OPERATOR.get(op, op): [self.term(left), self.term(right)]}
            case Is(ref, op, option, position):
                if op in ("==", "!="):
                    return {_OPERATOR[op]: [{"var": ref.name}, option]}
                kind = self.rules.guideline.facts[ref.name].type
                assert isinstance(kind, Choice)
                meant = [each for at, each in enumerate(kind.options) if holds(op, at, position)]
                return {"in": [{"var": ref.name}, meant]}
            case OneOf(ref, codes, negative):
                inside: Logic = {"in": [{"var": ref.name}, codes_in_words(self.rules, ref, codes)]}
            case Contains(ref, option, negative):
                inside = {"in": [option, {"var": ref.name}]}
            case InBand():
                raise SystemExit("The benchmark cannot give its peers the band of a score.")
        return {"!": [inside]} if negative else inside

    def term(self, term: Term) -> Logic:
        """A number."""
        match term:
            case Constant(number):
                return number
            case Quantity(ref):
                return {"var": ref.name}
            case Scaled(factor, operand):
                return {"*": [factor, self.term(operand)]}
            case Sum(left, right, sign):
                return {"+" if sign == 1 else "-": [self.term(left), self.term(right)]}

    def every_rule(self) -> Logic:
        """A list that says of every rule whether it holds."""
        return [self.condition(node) for node in self.rules.conditions]

    def level(self) -> Logic:
        """The highest level, looked for from the top; then, of each raise, whether it holds."""
        chain: list[Logic] = []
        for rank, nodes in self.rules.by_level():
            chain += [self.condition(Any(tuple(nodes))), rank]
        raises = self.rules.conditions[len(self.rules.ranks) :]
        return [{"if": [*chain, 0]}, *map(self.condition, raises)]
