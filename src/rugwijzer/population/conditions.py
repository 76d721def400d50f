"""Conditions over many people at once: the guideline language on columns, in numpy.

A simulated population needs the language for three things: whether a question applies to someone,
which case of a rate someone falls in, and which classic flags someone has. What is read here is
what those conditions use: everything but decisions. `spec/language.md` says what it means; the
tests hold it to the reference engine.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from rugwijzer.compiler import Choice, Number, SetOf, YesNo, nearest

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]
ColumnType = YesNo | Number | Choice | SetOf

DAYS = {"days": 1, "weeks": 7, "months": 30, "years": 365}
_COMPARE: dict[type[ast.cmpop], Callable[[Codes, Codes], Bools]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}

_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}


class Refused(Exception):
    """A condition cannot be read: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


@dataclass(frozen=True)
class Column:
    """What one name is for each person.

    yes_no is 0 or 1, a choice its position, a number its steps, a set a bit per option. A value
    that is not `known` counts as unknown; None means that all are known.
    """

    codes: Codes
    known: Bools | None = None


@dataclass(frozen=True)
class Truths:
    """A condition for each person: true, false, or neither, which is unknown."""

    true: Bools
    false: Bools


@dataclass
class Table:
    """Columns of equal length by name. A column is added once and does not change."""

    size: int
    columns: dict[str, Column] = field(default_factory=dict)
    definitions: dict[str, Truths] = field(default_factory=dict)
    """Worked out so far, so that each is worked out once."""


Evaluate = Callable[[Table], Truths]


@dataclass(frozen=True)
class Condition:
    """A condition that was read, and the columns it needs, those of definitions included."""

    text: str
    reads: frozenset[str]
    of: Evaluate


class Scope:
    """The names that conditions may use: columns with their types, and definitions as text."""

    def __init__(
        self, columns: Mapping[str, ColumnType], definitions: Mapping[str, str] | None = None
    ) -> None:
        self.columns = columns
        self.definitions = definitions or {}
        self._read: dict[str, Condition] = {}
        self._reading: list[str] = []

    def condition(self, text: str) -> Condition:
        """The condition in a text. Raises Refused."""
        if text not in self._read:
            try:
                tree = ast.parse(" ".join(text.split()), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                raise Refused(
                    f"`{text}` is no condition.", "Check the brackets, quotes and operators."
                ) from None
            reads: set[str] = set()
            of = _Reader(self, reads).truth(tree)
            self._read[text] = Condition(text, frozenset(reads), of)
        return self._read[text]

    def definition(self, name: str) -> Condition:
        """A definition as a condition. Raises Refused."""
        if name in self._reading:
            raise Refused(f'"{name}" reads itself.', "Take it out of its own condition.")
        self._reading.append(name)
        try:
            inner = self.condition(self.definitions[name])
        finally:
            self._reading.pop()

        def once(table: Table) -> Truths:
            if name not in table.definitions:
                table.definitions[name] = inner.of(table)
            return table.definitions[name]

        return Condition(name, inner.reads, once)


@dataclass(frozen=True)
class _Term:
    """A number for each person: of a fact or a sum of facts (with their step), or a literal."""

    of: Callable[[Table], Column] | None
    unit: str
    step: Fraction | None = None
    literal: Fraction = Fraction(0)


class _Reader:
    """Reads one condition."""

    def __init__(self, scope: Scope, reads: set[str]) -> None:
        self.scope = scope
        self.reads = reads

    def truth(self, node: ast.expr) -> Evaluate:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return _both([self.truth(each) for each in values])
            case ast.BoolOp(values=values):
                return _either([self.truth(each) for each in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _opposite(self.truth(operand))
            case ast.Compare(left=left, ops=ops, comparators=others):
                sides = [left, *others]
                links = [
                    self.link(one, op, other)
                    for one, op, other in zip(sides, ops, sides[1:], strict=False)
                ]
                return links[0] if len(links) == 1 else _both(links)
            case ast.Name(id=name) if name in self.scope.definitions:
                definition = self.scope.definition(name)
                self.reads |= definition.reads
                return definition.of
            case ast.Name(id=name):
                if not isinstance(self.type_of(name), YesNo):
                    raise Refused(f'"{name}" is no truth by itself.', "Compare it with something.")
                return lambda table: _known_where(table.columns[name], _is_one)
        raise Refused(f"`{ast.unparse(node)}` is no truth.", "Write a condition.")

    def type_of(self, name: str) -> ColumnType:
        """The type of a column, noted as read."""
        if name not in self.scope.columns:
            raise Refused(
                f'nothing here is called "{name}".',
                nearest(name, [*self.scope.columns, *self.scope.definitions]),
            )
        self.reads.add(name)
        return self.scope.columns[name]

    def link(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Evaluate:
        """One comparison or membership."""
        if isinstance(left, ast.Constant) and type(op) in _MIRRORED:
            left, op, right = right, _MIRRORED[type(op)](), left
        match left, op, right:
            case _, ast.NotIn(), _:
                return _opposite(self.link(left, ast.In(), right))
            case ast.Constant(value=str(option)), ast.In(), ast.Name(id=name):
                return self.contains(name, option)
            case ast.Name(id=name), ast.In(), ast.List(elts=listed):
                return _either([self.link(left, ast.Eq(), each) for each in listed])
            case ast.Call(func=ast.Name(id="count"), args=operands), _, ast.Constant(value=int(n)):
                return _counted([self.truth(each) for each in operands], op, n)
            case ast.Name(id=name), _, ast.Constant(value=str(option)):
                return self.choice(name, op, option)
        if type(op) not in _COMPARE:
            raise Refused(f"`{ast.unparse(left)}` is compared in a way unknown here.")
        return self.numbers(self.term(left), _COMPARE[type(op)], self.term(right))

    def contains(self, name: str, option: str) -> Evaluate:
        kind = self.type_of(name)
        if not isinstance(kind, SetOf):
            raise Refused(f'"{name}" holds no options.', "Use `==`.")
        bit = _position(option, kind.options, name)
        return lambda table: _known_where(table.columns[name], lambda codes: (codes >> bit) & 1 > 0)

    def choice(self, name: str, op: ast.cmpop, option: str) -> Evaluate:
        kind = self.type_of(name)
        if not isinstance(kind, Choice):
            raise Refused(f'"{name}" has no options to compare with.')
        place = np.int64(_position(option, kind.options, name))
        if not kind.ordered and not isinstance(op, ast.Eq | ast.NotEq):
            raise Refused(f'the options of "{name}" have no order.', "Use == or !=.")
        compare = _COMPARE[type(op)]
        return lambda table: _known_where(
            table.columns[name], lambda codes: compare(codes, np.full_like(codes, place))
        )

    def numbers(
        self, left: _Term, compare: Callable[[Codes, Codes], Bools], right: _Term
    ) -> Evaluate:
        step = left.step or right.step
        if step is None:
            raise Refused("a comparison here reads no fact.", "Compare a fact with a number.")
        if left.unit != right.unit:
            raise Refused(f"{left.unit} and {right.unit} are compared.", "Use one unit.")
        one, other = _placed(left, step), _placed(right, step)

        def found(table: Table) -> Truths:
            mine, yours = one(table), other(table)
            true = compare(mine.codes, yours.codes)
            return _truths(true, _all_known(mine.known, yours.known))

        return found

    def term(self, node: ast.expr) -> _Term:
        """A number fact, a literal, or arithmetic on these."""
        match node:
            case ast.Name(id=name):
                kind = self.type_of(name)
                if not isinstance(kind, Number):
                    raise Refused(f'"{name}" is no number.')
                return _Term(lambda table: table.columns[name], kind.unit, kind.step)
            case ast.Constant(value=bool()):
                raise Refused("true and false are not compared.", "Name the fact by itself.")
            case ast.Constant(value=int() | float() as number):
                return _Term(None, "plain", literal=Fraction(repr(number)))
            case ast.Call(func=ast.Name(id=unit), args=[ast.Constant(value=int() | float() as n)]):
                if unit in DAYS:
                    return _Term(None, "days", literal=Fraction(repr(n)) * DAYS[unit])
                if unit == "celsius":
                    return _Term(None, "celsius", literal=Fraction(repr(n)))
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                return _sum(self.term(left), self.term(right), 1 if isinstance(op, ast.Add) else -1)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return _product(self.term(left), self.term(right))
        raise Refused(f"`{ast.unparse(node)}` is no number here.")


def _position(option: str, options: tuple[str, ...], name: str) -> int:
    if option not in options:
        raise Refused(
            f'"{option}" is no option of "{name}".',
            nearest(option, options) or f"It is one of: {', '.join(options)}.",
        )
    return options.index(option)


def _is_one(codes: Codes) -> Bools:
    ones: Bools = codes == 1
    return ones


def _truths(true: Bools, known: Bools | None) -> Truths:
    if known is None:
        return Truths(true, ~true)
    return Truths(true & known, ~true & known)


def _known_where(column: Column, test: Callable[[Codes], Bools]) -> Truths:
    return _truths(test(column.codes), column.known)


def _all_known(one: Bools | None, other: Bools | None) -> Bools | None:
    if one is None or other is None:
        return one if other is None else other
    return one & other


def _opposite(inner: Evaluate) -> Evaluate:
    def found(table: Table) -> Truths:
        truths = inner(table)
        return Truths(truths.false, truths.true)

    return found


def _both(parts: list[Evaluate]) -> Evaluate:
    def found(table: Table) -> Truths:
        truths = [part(table) for part in parts]
        return Truths(
            reduce(np.logical_and, (each.true for each in truths)),
            reduce(np.logical_or, (each.false for each in truths)),
        )

    return found


def _either(parts: list[Evaluate]) -> Evaluate:
    return _opposite(_both([_opposite(part) for part in parts]))


def _counted(parts: list[Evaluate], op: ast.cmpop, number: int) -> Evaluate:
    """`count(...)` compared: an interval from those that are true to those that are not false."""
    if type(op) not in _COMPARE:
        raise Refused("a count is compared with a whole number.", "Write count(...) >= 2.")

    def found(table: Table) -> Truths:
        truths = [part(table) for part in parts]
        least = np.zeros(table.size, np.int64)
        most = np.full(table.size, len(parts), np.int64)
        for each in truths:
            least += each.true
            most -= each.false
        match op:
            case ast.GtE():
                return Truths(least >= number, most < number)
            case ast.Gt():
                return Truths(least > number, most <= number)
            case ast.LtE():
                return Truths(most <= number, least > number)
            case ast.Lt():
                return Truths(most < number, least >= number)
        equal = (least == number) & (most == number)
        apart = (number < least) | (number > most)
        return Truths(equal, apart) if isinstance(op, ast.Eq) else Truths(apart, equal)

    return found


def _placed(term: _Term, step: Fraction) -> Callable[[Table], Column]:
    """The term in whole steps."""
    if term.of is not None:
        if term.step != step:
            raise Refused("facts with different steps are compared.")
        return term.of
    steps = term.literal / step
    if steps.denominator != 1:
        raise Refused(f"{float(term.literal)} is no whole number of steps of {float(step)}.")
    return lambda table: Column(np.full(table.size, steps.numerator, dtype=np.int64))


def _sum(left: _Term, right: _Term, sign: int) -> _Term:
    step = left.step or right.step
    if step is None or left.unit != right.unit:
        raise Refused("a sum here adds no facts of one unit.")
    one, other = _placed(left, step), _placed(right, step)

    def found(table: Table) -> Column:
        mine, yours = one(table), other(table)
        return Column(mine.codes + sign * yours.codes, _all_known(mine.known, yours.known))

    return _Term(found, left.unit, step)


def _product(left: _Term, right: _Term) -> _Term:
    if left.of is None:
        left, right = right, left
    if left.of is None or right.of is not None or right.literal.denominator != 1:
        raise Refused("only a whole number times a fact is read.")
    inner, factor = left.of, right.literal.numerator

    def found(table: Table) -> Column:
        column = inner(table)
        return Column(factor * column.codes, column.known)

    return _Term(found, left.unit, left.step)
