"""The rules as text, for the two peers that read expressions: GoRules ZEN and CEL."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Compare,
    Constant,
    Contains,
    Count,
    InBand,
    Is,
    Node,
    Not,
    OneOf,
    Quantity,
    Ref,
    Scaled,
    Sum,
    Term,
    TruthOf,
    holds,
)
from rugwijzer.compiler.language.types import Choice

from .rules import Rules


@dataclass(frozen=True)
class Dialect:
    """How a language writes what differs. `named` says how a definition is called, if it can be;
    without it every definition is written out where it is used."""

    both: str
    either: str
    negation: str
    named: str | None = None


ZEN = Dialect(" and ", " or ", "not ")
ZEN_STAGED = Dialect(" and ", " or ", "not ", named="{}")
ZEN_WITHIN = Dialect(" and ", " or ", "not ", named="$.{}")
CEL = Dialect(" && ", " || ", "!")


@dataclass(frozen=True)
class Writer:
    """Writes expressions in one dialect."""

    rules: Rules
    dialect: Dialect

    def condition(self, node: Node) -> str:
        """A truth-valued expression."""
        match node:
            case Not(operand):
                return self.negated(self.condition(operand))
            case All(operands):
                return "(" + self.dialect.both.join(map(self.condition, operands)) + ")"
            case Any(operands):
                return "(" + self.dialect.either.join(map(self.condition, operands)) + ")"
            case Count(operands, op, number):
                counted = " + ".join(f"({self.condition(each)} ? 1 : 0)" for each in operands)
                return f"(({counted}) {op} {number})"
            case TruthOf(ref):
                return self.name(ref)
            case Compare(left, op, right):
                return f"({self.term(left)} {op} {self.term(right)})"
            case Is(ref, op, option, position):
                if op in ("==", "!="):
                    return f"({self.name(ref)} {op} {json.dumps(option)})"
                options = self.options(ref)
                meant = [each for at, each in enumerate(options) if holds(op, at, position)]
                return f"({self.name(ref)} in {json.dumps(meant)})"
            case OneOf(ref, codes, negative):
                inside = (
                    f"({self.name(ref)} in {json.dumps(codes_in_words(self.rules, ref, codes))})"
                )
            case Contains(ref, option, negative):
                inside = f"({json.dumps(option)} in {self.name(ref)})"
            case InBand():
                raise SystemExit("The benchmark cannot give its peers the band of a score.")
        return self.negated(inside) if negative else inside

    def negated(self, condition: str) -> str:
        """The opposite of a condition."""
        return f"({self.dialect.negation}{condition})"

    def name(self, ref: Ref) -> str:
        """A fact by its name; a definition by its name or by its meaning."""
        meaning = self.rules.opened(ref)
        if meaning is None:
            return ref.name
        if self.dialect.named is not None:
            return self.dialect.named.format(ref.name)
        return self.condition(meaning)

    def term(self, term: Term) -> str:
        """A number."""
        match term:
            case Constant(number):
                return str(number) if number >= 0 else f"({number})"
            case Quantity(ref):
                return self.name(ref)
            case Scaled(factor, operand):
                return f"({factor} * {self.term(operand)})"
            case Sum(left, right, sign):
                return f"({self.term(left)} {'+' if sign == 1 else '-'} {self.term(right)})"

    def options(self, ref: Ref) -> tuple[str, ...]:
        """The options of a choice."""
        kind = self.rules.guideline.facts[ref.name].type
        assert isinstance(kind, Choice)
        return kind.options

    def every_rule(self) -> str:
        """A list that says of every rule whether it holds."""
        return "[" + ", ".join(map(self.condition, self.rules.conditions)) + "]"

    def level(self) -> str:
        """The highest level, looked for from the top; then, of each raise, whether it holds."""
        chain = "0"
        for rank, nodes in reversed(self.rules.by_level()):
            some = self.condition(Any(tuple(nodes)))
            chain = f"({some} ? {rank} : {chain})"
        raises = self.rules.conditions[len(self.rules.ranks) :]
        return "[" + ", ".join([chain, *map(self.condition, raises)]) + "]"


def codes_in_words(rules: Rules, ref: Ref, codes: tuple[int, ...]) -> list[str | int]:
    """The options, or the numbers, that positions stand for."""
    kind = rules.guideline.facts[ref.name].type
    return [kind.options[each] if isinstance(kind, Choice) else each for each in codes]
