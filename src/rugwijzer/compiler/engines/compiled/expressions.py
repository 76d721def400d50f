"""Expressions as Python source: one text for *is true*, one for *is false*.

A record leaves three things to say of an expression, and Python has only two. So each expression
becomes two plain conditions over local variables; where neither holds, it is unknown. For
`brakes == "none" or squeaks`, with the brakes in `f0` and the squeaking in `f1`:

    is true     (f0 == "none" or f1)
    is false    (f0 in {"front", "both"} and f1 is False)

A yes_no fact, a definition or a contradiction is a variable holding True, False or None. Nothing a
guideline says becomes Python itself: names are numbered here, options and numbers are literals.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    Guideline,
    Ladder,
    Score,
    SetDecision,
)
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
    Kind,
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
    refs,
)
from rugwijzer.compiler.language.reads import names_read
from rugwijzer.compiler.language.types import Choice, YesNo

OPPOSITE: dict[Comparison, Comparison] = {
    "==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip
MIRRORED: dict[Comparison, Comparison] = {
    "==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}  # fmt: skip


class Rails(NamedTuple):
    """The two conditions an expression becomes. Both may fail; never do both hold."""

    true: str
    false: str

    @property
    def unknown(self) -> str:
        """The condition that it is neither."""
        return f"not ({self.true} or {self.false})"

    @property
    def negated(self) -> Rails:
        """The same for `not` the expression."""
        return Rails(self.false, self.true)


class Names:
    """The local variables that stand for what a guideline names.

    A fact is one variable. A ladder or score is two, its lower and upper end (levels by position);
    a choice is one, a bit mask of its possible options; a set is two bit masks of its members:
    those that are in, and those that are not out.
    """

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self._one = {
            (kind, name): f"{letter}{number}"
            for kind, letter, named in (
                (Kind.FACT, "f", guideline.facts),
                (Kind.DEFINITION, "d", guideline.definitions),
                (Kind.CONTRADICTION, "c", guideline.contradictions),
                (Kind.DECISION, "v", guideline.decisions),
            )
            for number, name in enumerate(named)
        }
        self._rules = {name: number for number, name in enumerate(guideline.rules)}

    @cached_property
    def read(self) -> frozenset[str]:
        """Every name that is read by another."""
        return frozenset(
            read for name in self.guideline.order for read in names_read(self.guideline, name)
        )

    def fact(self, name: str) -> str:
        """The variable of a fact."""
        return self._one[Kind.FACT, name]

    def truth(self, ref: Ref) -> str:
        """The variable of a yes_no fact, a definition or a contradiction."""
        return self._one[ref.kind, ref.name]

    def options(self, name: str) -> str:
        """The variable of a choice."""
        return self._one[Kind.DECISION, name]

    def ends(self, name: str) -> tuple[str, str]:
        """The two variables of a ladder or a score."""
        return f"{self.options(name)}_low", f"{self.options(name)}_high"

    def members(self, name: str) -> tuple[str, str]:
        """The two variables of a set decision."""
        return f"{self.options(name)}_in", f"{self.options(name)}_not_out"

    def reasons(self, rule: AnyRule, at: int) -> str:
        """The variable that gives the reasons of a rule by one of its conditions."""
        return f"why{self._rules[rule.name]}_{at}"

    def meaning(self, ref: Ref) -> Node | None:
        """What a definition or contradiction stands for."""
        match ref.kind:
            case Kind.DEFINITION:
                return self.guideline.definitions[ref.name].when.node
            case Kind.CONTRADICTION:
                return self.guideline.contradictions[ref.name].when.node
            case _:
                return None

    def of(self, ref: Ref) -> tuple[str, ...]:
        """All variables of a fact or a decision."""
        if ref.kind is Kind.FACT:
            return (self.fact(ref.name),)
        match self.guideline.decisions[ref.name]:
            case Ladder() | Score():
                return self.ends(ref.name)
            case ChoiceDecision():
                return (self.options(ref.name),)
            case SetDecision():
                return self.members(ref.name)


def few(ref: Ref, names: Names) -> bool:
    """Whether a fact or decision has so few values that they come back again and again."""
    if ref.kind is Kind.FACT:
        return isinstance(names.guideline.facts[ref.name].type, YesNo | Choice)
    return isinstance(names.guideline.decisions[ref.name], Ladder | ChoiceDecision)


def rails(node: Node, names: Names) -> Rails:
    """The two conditions of an expression."""
    match node:
        case Not(operand):
            return rails(operand, names).negated
        case All(operands):
            return _all([rails(operand, names) for operand in operands])
        case Any(operands):
            return _all([rails(operand, names).negated for operand in operands]).negated
        case Count(operands, op, number):
            return _count([rails(operand, names) for operand in operands], op, number)
        case TruthOf(ref):
            name = names.truth(ref)
            return Rails(name, f"({name} is False)")
        case Compare(left, op, right):
            return _compare(left, op, right, names)
        case Is(ref, op, _, position):
            size = _size(ref, names)
            return _among(ref, [each for each in range(size) if holds(op, each, position)], names)
        case OneOf(ref, codes, negated):
            inside = _among(ref, codes, names)
        case Contains(ref, option, negated):
            inside = _contains(ref, option, names)
        case InBand(ref, low, high, negated):
            inside = _within(names.ends(ref.name), low, high)
    return inside.negated if negated else inside


def unsettled(ref: Ref, names: Names) -> str:
    """The condition that a fact has no value, or a decision more than one."""
    variables = names.of(ref)
    if ref.kind is Kind.FACT:
        return f"{variables[0]} is None"
    match names.guideline.decisions[ref.name]:
        case Ladder() | Score():
            return f"{variables[0]} != {variables[1]}"
        case ChoiceDecision():
            return several(variables[0])
        case SetDecision():
            return "True"


def several(mask: str) -> str:
    """The condition that a bit mask holds more than one bit."""
    return f"{mask} & ({mask} - 1)"


def _all(operands: list[Rails]) -> Rails:
    if len(operands) == 1:
        return operands[0]
    return Rails(
        _joined(" and ", [each.true for each in operands], "True"),
        _joined(" or ", [each.false for each in operands], "False"),
    )


def _count(operands: list[Rails], op: Comparison, number: int) -> Rails:
    least = _total(each.true for each in operands)
    most = f"({len(operands)} - {_total(each.false for each in operands)})"
    return _interval(least, most, op, number)


def _total(conditions: Iterable[str]) -> str:
    return "(" + " + ".join(["0", *(f"(1 if {each} else 0)" for each in conditions)]) + ")"


def _interval(least: str, most: str, op: Comparison, number: int) -> Rails:
    """A whole number between two ends, compared with a known one."""
    ends = (least, most)
    match op:
        case "==":
            return _within(ends, number, number)
        case "!=":
            return _within(ends, number, number).negated
        case ">=":
            return _within(ends, number, None)
        case ">":
            return _within(ends, number + 1, None)
        case "<=":
            return _within(ends, None, number)
        case "<":
            return _within(ends, None, number - 1)


def _within(ends: tuple[str, str], low: int | None, high: int | None) -> Rails:
    least, most = ends
    inside, outside = [], []
    if low is not None:
        inside.append(f"{least} >= {low}")
        outside.append(f"{most} < {low}")
    if high is not None:
        inside.append(f"{most} <= {high}")
        outside.append(f"{least} > {high}")
    return Rails(_joined(" and ", inside, "True"), _joined(" or ", outside, "False"))


def _joined(word: str, conditions: list[str], of_none: str) -> str:
    if len(conditions) > 1:
        return f"({word.join(conditions)})"
    return f"({conditions[0]})" if conditions else of_none


def _compare(left: Term, op: Comparison, right: Term, names: Names) -> Rails:
    match left, right:
        case Quantity(ref), Constant(number) if ref.kind is Kind.DECISION:
            return _interval(*names.ends(ref.name), op, number)
        case Constant(number), Quantity(ref) if ref.kind is Kind.DECISION:
            return _interval(*names.ends(ref.name), MIRRORED[op], number)
    known = dict.fromkeys(_known(ref, names) for ref in refs(Compare(left, op, right)))
    first, second = _term(left, names), _term(right, names)
    return Rails(
        "(" + " and ".join([*known, f"{first} {op} {second}"]) + ")",
        "(" + " and ".join([*known, f"{first} {OPPOSITE[op]} {second}"]) + ")",
    )


def _known(ref: Ref, names: Names) -> str:
    variables = names.of(ref)
    if ref.kind is Kind.FACT:
        return f"{variables[0]} is not None"
    return f"{variables[0]} == {variables[1]}"


def _term(term: Term, names: Names) -> str:
    match term:
        case Constant(number):
            return repr(number)
        case Quantity(ref):
            return names.of(ref)[0]
        case Scaled(factor, operand):
            return f"({factor!r} * {_term(operand, names)})"
        case Sum(left, right, sign):
            return f"({_term(left, names)} {'+' if sign == 1 else '-'} {_term(right, names)})"


def _size(ref: Ref, names: Names) -> int:
    """How many positions a choice, fact or decision, or a ladder has."""
    if ref.kind is Kind.FACT:
        kind = names.guideline.facts[ref.name].type
        assert isinstance(kind, Choice)
        return len(kind.options)
    match names.guideline.decisions[ref.name]:
        case Ladder(levels=steps) | ChoiceDecision(options=steps):
            return len(steps)
        case _:
            raise TypeError(f"{ref.name} has no positions")


def _among(ref: Ref, codes: Iterable[int], names: Names) -> Rails:
    """A choice, number, ladder or score is at one of these positions or numbers."""
    wanted = sorted(set(codes))
    if ref.kind is Kind.FACT:
        return _answered_with(ref.name, wanted, names)
    decision = names.guideline.decisions[ref.name]
    if isinstance(decision, ChoiceDecision):
        mask = sum(1 << position for position in wanted if position < len(decision.options))
        others = (1 << len(decision.options)) - 1 - mask
        variable = names.options(ref.name)
        return Rails(f"(not {variable} & {others})", f"(not {variable} & {mask})")
    top = len(decision.levels) - 1 if isinstance(decision, Ladder) else None
    return _all(
        [
            _within(
                names.ends(ref.name),
                None if low == 0 and top is not None else low,
                None if high == top else high,
            ).negated
            for low, high in _runs(wanted)
        ]
    ).negated


def _answered_with(name: str, codes: list[int], names: Names) -> Rails:
    variable = names.fact(name)
    kind = names.guideline.facts[name].type
    if not isinstance(kind, Choice):
        inside = _one_of(variable, codes)
        return Rails(inside, f"({variable} is not None and not {inside})")
    wanted = [option for position, option in enumerate(kind.options) if position in codes]
    others = [option for position, option in enumerate(kind.options) if position not in codes]
    return Rails(_one_of(variable, wanted), _one_of(variable, others))


def _one_of(variable: str, values: list[str] | list[int]) -> str:
    match values:
        case []:
            return "False"
        case [value]:
            return f"({variable} == {value!r})"
        case _:
            return f"({variable} in {{{', '.join(map(repr, values))}}})"


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as stretches: 1, 2, 3, 7 is 1 to 3 and 7 to 7."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _contains(ref: Ref, option: str, names: Names) -> Rails:
    if ref.kind is Kind.FACT:
        variable = names.fact(ref.name)
        return Rails(
            f"({variable} is not None and {option!r} in {variable})",
            f"({variable} is not None and {option!r} not in {variable})",
        )
    decision = names.guideline.decisions[ref.name]
    assert isinstance(decision, SetDecision)
    inside, not_out = names.members(ref.name)
    bit = 1 << decision.names.index(option) if option in decision.names else 0
    return Rails(f"({inside} & {bit})", f"(not {not_out} & {bit})")
