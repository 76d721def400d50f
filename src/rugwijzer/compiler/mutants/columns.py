"""What conditions come to for many records at once.

A truth value is a pair of masks: for whom it is true, for whom it is false; for the rest it is
unknown. `reference` says what everything must come to, record by record; the tests hold this to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rugwijzer.compiler.language.guideline import Guideline
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
    Ref,
    Scaled,
    Sum,
    Term,
    TruthOf,
    holds,
    refs,
)
from rugwijzer.compiler.language.types import Choice, SetOf, YesNo

from .crowd import NOBODY, Crowd, Who


@dataclass(frozen=True)
class Pair:
    """For whom something is true, and for whom it is false."""

    true: Who
    false: Who

    def __invert__(self) -> Pair:
        return Pair(self.false, self.true)


Positions = Mapping[tuple[int, ...], Who]
"""Per list of possible positions (or scaled numbers) for whom exactly these are possible; the empty
list is an unknown fact."""


@dataclass(frozen=True)
class Column:
    """One named thing for everyone: the part that belongs to its type, and who has been asked for
    every fact behind it."""

    asked_behind: Who
    truth: Pair = field(default_factory=lambda: Pair(0, 0))
    possible: Positions = field(default_factory=dict)
    members: Mapping[str, Pair] = field(default_factory=dict)


class Conditions:
    """Works out conditions over columns that are there already.

    `columns` may be filled while it is in use: each thing after all that it reads.
    """

    def __init__(self, crowd: Crowd, columns: Mapping[str, Column]) -> None:
        self.everyone = crowd.everyone
        self.columns = columns

    def asked_behind(self, nodes: Iterable[Node]) -> Who:
        """Who has been asked for every fact behind these conditions."""
        asked = self.everyone
        for node in nodes:
            for ref in refs(node):
                asked &= self.columns[ref.name].asked_behind
        return asked

    def truth(self, node: Node) -> Pair:
        """For whom the condition is true, and for whom false."""
        match node:
            case TruthOf(ref):
                return self.columns[ref.name].truth
            case Not(operand):
                return ~self.truth(operand)
            case All(operands):
                return self.every(self.truth(operand) for operand in operands)
            case Any(operands):
                return ~self.every(~self.truth(operand) for operand in operands)
            case Count(operands, op, number):
                return self.counted([self.truth(operand) for operand in operands], op, number)
            case Compare(left, op, right):
                return self.compared(left, op, right)
            case Is(ref, op, _, position):
                return self.agreed(ref, lambda each: holds(op, each, position))
            case OneOf(ref, codes, negated):
                inside = self.agreed(ref, lambda each: each in codes)
                return ~inside if negated else inside
            case InBand(ref, low, high, negated):
                inside = self.agreed(ref, lambda each: low <= each <= high)
                return ~inside if negated else inside
            case Contains(ref, option, negated):
                inside = self.columns[ref.name].members[option]
                return ~inside if negated else inside
            case _:
                raise TypeError("only claims may say this")

    def every(self, pairs: Iterable[Pair]) -> Pair:
        """Kleene *and*."""
        true, false = self.everyone, 0
        for pair in pairs:
            true &= pair.true
            false |= pair.false
        return Pair(true, false)

    def counted(self, pairs: list[Pair], op: Comparison, number: int) -> Pair:
        """A count compared with a number."""
        match op:
            case ">=":
                return self.at_least(pairs, number)
            case ">":
                return self.at_least(pairs, number + 1)
            case "<":
                return ~self.at_least(pairs, number)
            case "<=":
                return ~self.at_least(pairs, number + 1)
            case _:
                enough, more = self.at_least(pairs, number), self.at_least(pairs, number + 1)
                exactly = self.every([enough, ~more])
                return exactly if op == "==" else ~exactly

    def at_least(self, pairs: list[Pair], number: int) -> Pair:
        """For whom at least so many are true, and for whom too many are false for that."""
        return Pair(
            self.reached([pair.true for pair in pairs], number),
            self.reached([pair.false for pair in pairs], len(pairs) - number + 1),
        )

    def reached(self, masks: list[Who], number: int) -> Who:
        """Who is in at least so many of the masks."""
        if number <= 0:
            return self.everyone
        if number > len(masks):
            return 0
        # counts[k]: who is in at least k of the masks seen so far.
        counts = [self.everyone] + [0] * number
        for mask in masks:
            for k in range(number, 0, -1):
                counts[k] |= counts[k - 1] & mask
        return counts[number]

    def agreed(self, ref: Ref, test: Callable[[int], bool]) -> Pair:
        """True where every possible position passes, false where none does."""
        true = false = 0
        for possible, who in self.columns[ref.name].possible.items():
            passed = {test(each) for each in possible}
            if passed == {True}:
                true |= who
            elif passed == {False}:
                false |= who
        return Pair(true, false)

    def compared(self, left: Term, op: Comparison, right: Term) -> Pair:
        """Two terms compared. A score beside a constant is compared over its whole interval."""
        match left, right:
            case Quantity(ref), Constant(number):
                return self.agreed(ref, lambda each: holds(op, each, number))
            case Constant(number), Quantity(ref):
                return self.agreed(ref, lambda each: holds(op, number, each))
        true = false = 0
        seconds = self.numbers(right)
        for first, those in self.numbers(left).items():
            for second, these in seconds.items():
                if holds(op, first, second):
                    true |= those & these
                else:
                    false |= those & these
        return Pair(true, false)

    def numbers(self, term: Term) -> dict[int, Who]:
        """Per number for whom the term comes to it; for the rest it is unknown."""
        match term:
            case Constant(number):
                return {number: self.everyone}
            case Quantity(ref):
                known = self.columns[ref.name].possible
                return {each[0]: who for each, who in known.items() if len(each) == 1}
            case Scaled(factor, operand):
                found: dict[int, Who] = {}
                for number, who in self.numbers(operand).items():
                    found[factor * number] = found.get(factor * number, 0) | who
                return found
            case Sum(left, right, sign):
                found = {}
                seconds = self.numbers(right)
                for first, those in self.numbers(left).items():
                    for second, these in seconds.items():
                        total = first + sign * second
                        found[total] = found.get(total, 0) | those & these
                return {number: who for number, who in found.items() if who}


@dataclass(frozen=True)
class FactColumn:
    """A fact for everyone: its column, to whom it applies, and whom it has been asked of."""

    column: Column
    applies: Pair
    asked: Who


def fact_column(
    guideline: Guideline, crowd: Crowd, conditions: Conditions, name: str
) -> FactColumn:
    """The values of a fact in effect, `else` included."""
    fact = guideline.facts[name]
    told = crowd.told.get(name, NOBODY)
    everyone = crowd.everyone
    applies, behind = Pair(everyone, 0), everyone
    if fact.asked_if is not None:
        applies = conditions.truth(fact.asked_if.node)
        behind = conditions.asked_behind([fact.asked_if.node])
    settled = applies.false if fact.supplied_by_person else everyone
    asked = told.given | settled
    values = dict(told.values)
    if fact.otherwise is not None and (absent := settled & ~told.given):
        values[fact.otherwise] = values.get(fact.otherwise, 0) | absent
    behind &= asked
    match fact.type:
        case YesNo():
            column = Column(behind, truth=Pair(values.get(True, 0), values.get(False, 0)))
        case SetOf(options):
            known = 0
            for who in values.values():
                known |= who
            inside = dict.fromkeys(options, 0)
            for value, who in values.items():
                assert isinstance(value, frozenset)
                for option in value:
                    inside[option] |= who
            members = {option: Pair(who, known & ~who) for option, who in inside.items()}
            column = Column(behind, members=members)
        case kind:
            possible: dict[tuple[int, ...], Who] = {}
            for value, who in values.items():
                code = kind.options.index(str(value)) if isinstance(kind, Choice) else int(value)  # type: ignore[arg-type]
                possible[(code,)] = who
            column = Column(behind, possible=possible)
    return FactColumn(column, applies, asked)
