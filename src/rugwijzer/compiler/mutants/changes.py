"""One change in one condition: negated, shifted by a step, with an operand less, `and` for `or`.

A change that could not be written down, because the comparison would come out the same for every
value, is left out; so is one that gives the same condition as another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rugwijzer.compiler.language.guideline import Guideline, Ladder
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
    holds,
)
from rugwijzer.compiler.language.types import Choice, Number

from .written import options_of, written

HowChanged = Literal["removed", "negated", "shifted", "dropped", "swapped", "lowered", "if_unknown"]
"""The kinds of change, also those of a rule as a whole."""


@dataclass(frozen=True)
class Change:
    """A condition with one change in it: how, what in words, and the part that was changed."""

    how: HowChanged
    what: str
    part: Node
    node: Node


def changes(guideline: Guideline, node: Node) -> Iterator[Change]:
    """Every way to change the condition once, each result once."""
    seen = {node}
    change = _negated(guideline, node)
    for each in (change, *_inside(guideline, node, lambda part: part)):
        if each.node not in seen:
            seen.add(each.node)
            yield each


def _became(guideline: Guideline, how: HowChanged, before: Node, after: Node) -> Change:
    what = f"`{written(guideline, before)}` became `{written(guideline, after)}`"
    return Change(how, what, before, after)


def _negated(guideline: Guideline, node: Node) -> Change:
    return _became(guideline, "negated", node, opposite_of(node))


_OPPOSITE: dict[Comparison, Comparison] = {
    "==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip


def opposite_of(node: Node) -> Node:
    """The negation of a condition, as someone would write it: `age < 75` for `age >= 75`."""
    match node:
        case Not(operand):
            return operand
        case Compare(_, op, _) | Is(_, op, _, _) | Count(_, op, _):
            return replace(node, op=_OPPOSITE[op])
        case OneOf() | Contains() | InBand():
            return replace(node, negated=not node.negated)
        case _:
            return Not(node)


def _inside(guideline: Guideline, node: Node, whole: Callable[[Node], Node]) -> Iterator[Change]:
    """The changes of a part. `whole` puts a part back into the condition it comes from."""
    for change in _here(guideline, node):
        yield Change(change.how, change.what, change.part, whole(change.node))
    match node:
        case Not(operand):
            # The negation of the operand is the negation of this very node, made already.
            yield from _inside(guideline, operand, lambda part: whole(Not(part)))
        case All(operands) | Any(operands) | Count(operands=operands):
            for index, operand in enumerate(operands):
                put = _Putting(node, index, whole)
                change = _negated(guideline, operand)
                yield Change(change.how, change.what, change.part, put(change.node))
                yield from _inside(guideline, operand, put)


@dataclass(frozen=True)
class _Putting:
    """Puts another operand at one place of `and`, `or` or `count`."""

    node: All | Any | Count
    index: int
    whole: Callable[[Node], Node]

    def __call__(self, part: Node) -> Node:
        operands = self.node.operands
        others = (*operands[: self.index], part, *operands[self.index + 1 :])
        return self.whole(_with(self.node, others))


def _with(node: All | Any | Count, operands: tuple[Node, ...]) -> Node:
    if isinstance(node, Count):
        return Count(operands, node.op, node.number)
    return type(node)(operands)


def _here(guideline: Guideline, node: Node) -> Iterator[Change]:
    """The changes at this very node."""
    match node:
        case All(operands) | Any(operands):
            other = Any(operands) if isinstance(node, All) else All(operands)
            yield _became(guideline, "swapped", node, other)
            yield from _dropped(guideline, node)
        case Count(operands, op, number):
            for shifted in (number - 1, number + 1):
                if tells_apart(op, shifted, 0, len(operands)):
                    yield _became(guideline, "shifted", node, Count(operands, op, shifted))
            if tells_apart(op, number, 0, len(operands) - 1):
                yield from _dropped(guideline, node)
        case Compare(left, op, right):
            for term in _shifted(left, _step(right)):
                yield from _comparison(guideline, node, Compare(term, op, right))
            for term in _shifted(right, _step(left)):
                yield from _comparison(guideline, node, Compare(left, op, term))
        case Is(ref, op, _, position) if _has_order(guideline, ref):
            options = options_of(guideline, ref)
            for shifted in (position - 1, position + 1):
                if 0 <= shifted < len(options) and tells_apart(op, shifted, 0, len(options) - 1):
                    further = Is(ref, op, options[shifted], shifted)
                    yield _became(guideline, "shifted", node, further)
        case OneOf(ref, codes, negated) if len(codes) > 1:
            for index in range(len(codes)):
                fewer = OneOf(ref, (*codes[:index], *codes[index + 1 :]), negated)
                yield _became(guideline, "shifted", node, fewer)
        case _:
            return


def _dropped(guideline: Guideline, node: All | Any | Count) -> Iterator[Change]:
    operands = node.operands
    for index, operand in enumerate(operands):
        others = (*operands[:index], *operands[index + 1 :])
        if not others:
            continue
        alone = len(others) == 1 and not isinstance(node, Count)
        what = f"`{written(guideline, operand)}` dropped from `{written(guideline, node)}`"
        yield Change("dropped", what, operand, others[0] if alone else _with(node, others))


def _has_order(guideline: Guideline, ref: Ref) -> bool:
    """Whether the next option of a name is one step further."""
    if ref.kind is Kind.DECISION:
        return isinstance(guideline.decisions[ref.name], Ladder)
    kind = guideline.facts[ref.name].type
    return isinstance(kind, Choice) and kind.ordered


def _step(beside: Term) -> int:
    """How far to shift a literal beside a term: beside twice a fact, by two."""
    return beside.factor if isinstance(beside, Scaled) and beside.factor > 0 else 1


def _shifted(term: Term, step: int = 1) -> Iterator[Term]:
    """The term with one literal in it one step lower or higher."""
    match term:
        case Constant(number):
            yield Constant(number - step)
            yield Constant(number + step)
        case Sum(left, right, sign):
            for each in _shifted(left):
                yield Sum(each, right, sign)
            for each in _shifted(right):
                yield Sum(left, each, sign)
        case Scaled(factor, operand):
            for other in (factor - 1, factor + 1):
                if other > 0:
                    yield Scaled(other, operand)
            for each in _shifted(operand):
                yield Scaled(factor, each)
        case Quantity():
            return


def _comparison(guideline: Guideline, before: Compare, after: Compare) -> Iterator[Change]:
    match after:
        case Compare(Quantity(ref), op, Constant(number)) | Compare(
            Constant(number), op, Quantity(ref)
        ) if ref.kind is Kind.FACT:
            kind = guideline.facts[ref.name].type
            assert isinstance(kind, Number)
            if isinstance(after.left, Constant):
                op = _TURNED.get(op, op)
            if not tells_apart(op, number, kind.low, kind.high):
                return
    yield _became(guideline, "shifted", before, after)


_TURNED: dict[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def tells_apart(op: Comparison, number: int, low: int, high: int) -> bool:
    """Whether a comparison with `number` is true for some and false for some from low to high."""
    if op in ("==", "!="):
        return low <= number <= high and low < high
    return holds(op, low, number) != holds(op, high, number)
