"""Expressions as ELM. Its *and*, *or* and *not* are Kleene's, so most nodes have their like.

Where they differ, ELM's own null is avoided: membership of an unknown list is false in CQL, and a
comparison with a decision is judged over an interval; both are written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    Guideline,
    Ladder,
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
)
from rugwijzer.compiler.language.types import Choice

from . import names
from .nodes import (
    Elm,
    both,
    calculated,
    choose,
    compared,
    contains,
    either,
    is_false,
    is_null,
    is_true,
    negated,
    nothing,
    parameter,
    reference,
    text,
    three_ways,
    total,
    truth,
    whole,
)

_MIRRORED: dict[Comparison, Comparison] = {
    "==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}  # fmt: skip


def expression(guideline: Guideline, node: Node) -> Elm:
    """A truth-valued expression: a Boolean, null where it is unknown."""
    match node:
        case Not(operand):
            return negated(expression(guideline, operand))
        case All(operands):
            return both([expression(guideline, operand) for operand in operands])
        case Any(operands):
            return either([expression(guideline, operand) for operand in operands])
        case Count(operands, op, number):
            return _count([expression(guideline, operand) for operand in operands], op, number)
        case TruthOf(ref):
            return answer(guideline, ref.name) if ref.kind is Kind.FACT else reference(ref.name)
        case Compare(left, op, right):
            return _compare(guideline, left, op, right)
        case Is(ref, op, option, position):
            if ref.kind is Kind.FACT and op in ("==", "!="):
                return compared(answer(guideline, ref.name), op, text(option))
            size = _size(guideline, ref)
            codes = [each for each in range(size) if holds(op, each, position)]
            return _among(guideline, ref, codes)
        case OneOf(ref, codes, negative):
            inside = _among(guideline, ref, codes)
        case Contains(ref, option, negative):
            inside = _contains(guideline, ref, option)
        case InBand(ref, low, high, negative):
            inside = _within(ends(ref.name), low, high)
    return negated(inside) if negative else inside


def answer(guideline: Guideline, name: str) -> Elm:
    """A fact's value in effect: the parameter itself, unless the fact may have an `else`."""
    fact = guideline.facts[name]
    plain = fact.supplied_by_person and fact.asked_if is None
    return parameter(name) if plain else reference(names.value(name))


def ends(decision: str) -> tuple[Elm, Elm]:
    """The lower and the upper end of a ladder or a score."""
    return reference(names.lowest(decision)), reference(names.highest(decision))


def _count(operands: list[Elm], op: Comparison, number: int) -> Elm:
    sure = total([choose(is_true(each), whole(1), whole(0)) for each in operands])
    most = total([choose(is_false(each), whole(0), whole(1)) for each in operands])
    return _interval((sure, most), op, number)


def _interval(interval: tuple[Elm, Elm], op: Comparison, number: int) -> Elm:
    """A whole number between two ends, compared with a known one."""
    match op:
        case "==":
            return _within(interval, number, number)
        case "!=":
            return negated(_within(interval, number, number))
        case ">=":
            return _within(interval, number, None)
        case ">":
            return _within(interval, number + 1, None)
        case "<=":
            return _within(interval, None, number)
        case "<":
            return _within(interval, None, number - 1)


def _within(interval: tuple[Elm, Elm], low: int | None, high: int | None) -> Elm:
    least, most = interval
    inside: list[Elm] = []
    outside: list[Elm] = []
    if low is not None:
        inside.append(compared(least, ">=", whole(low)))
        outside.append(compared(most, "<", whole(low)))
    if high is not None:
        inside.append(compared(most, "<=", whole(high)))
        outside.append(compared(least, ">", whole(high)))
    return three_ways(both(inside), either(outside))


def _compare(guideline: Guideline, left: Term, op: Comparison, right: Term) -> Elm:
    match left, right:
        case Quantity(ref), Constant(number) if ref.kind is Kind.DECISION:
            return _interval(ends(ref.name), op, number)
        case Constant(number), Quantity(ref) if ref.kind is Kind.DECISION:
            return _interval(ends(ref.name), _MIRRORED[op], number)
    return compared(_term(guideline, left), op, _term(guideline, right))


def _term(guideline: Guideline, term: Term) -> Elm:
    match term:
        case Constant(number):
            return whole(number)
        case Quantity(ref):
            return answer(guideline, ref.name)
        case Scaled(factor, operand):
            return calculated("Multiply", whole(factor), _term(guideline, operand))
        case Sum(left, right, sign):
            kind = "Add" if sign == 1 else "Subtract"
            return calculated(kind, _term(guideline, left), _term(guideline, right))


def _size(guideline: Guideline, ref: Ref) -> int:
    """How many positions a choice, fact or decision, or a ladder has."""
    if ref.kind is Kind.FACT:
        kind = guideline.facts[ref.name].type
        assert isinstance(kind, Choice)
        return len(kind.options)
    match guideline.decisions[ref.name]:
        case Ladder(levels=steps) | ChoiceDecision(options=steps):
            return len(steps)
        case _:
            raise TypeError(f"{ref.name} has no positions")


def _among(guideline: Guideline, ref: Ref, codes: Iterable[int]) -> Elm:
    """A choice, number or ladder is at one of these positions or numbers."""
    wanted = sorted(set(codes))
    if ref.kind is Kind.FACT:
        kind = guideline.facts[ref.name].type
        value = answer(guideline, ref.name)
        options = kind.options if isinstance(kind, Choice) else None
        if not wanted:
            return choose(is_null(value), nothing("Boolean"), truth(False))
        literals = [text(options[each]) if options else whole(each) for each in wanted]
        return either([compared(value, "==", literal) for literal in literals])
    decision = guideline.decisions[ref.name]
    if isinstance(decision, ChoiceDecision):
        here = [decision.options[each] for each in wanted]
        there = [option for option in decision.options if option not in here]
        return three_ways(_none_of(ref.name, there), _none_of(ref.name, here))
    return either([_within(ends(ref.name), low, high) for low, high in _runs(wanted)])


def _none_of(decision: str, options: Sequence[str]) -> Elm:
    return negated(either([reference(names.may_be(decision, option)) for option in options]))


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as stretches: 1, 2, 3, 7 is 1 to 3 and 7 to 7."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _contains(guideline: Guideline, ref: Ref, option: str) -> Elm:
    if ref.kind is Kind.DECISION:
        decision = guideline.decisions[ref.name]
        assert isinstance(decision, SetDecision)
        known = option in decision.names
        return reference(names.has(ref.name, option)) if known else truth(False)
    value = answer(guideline, ref.name)
    return choose(is_null(value), nothing("Boolean"), contains(value, text(option)))
