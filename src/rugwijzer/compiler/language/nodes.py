"""The nodes of an expression, after its names and types have been settled.

Truth-valued: `TruthOf`, `Not`, `All`, `Any`, `Count`, `Compare`, `Is`, `OneOf`, `Contains`,
`InBand`; and in claims alone `Asked`, `DontKnow`, `Settled`, `Bound`, `Whole`. Numeric: `Quantity`,
`Constant`, `Sum`, `Scaled`. Constants are already scaled to the step
of what they are compared with, and options carry their position: no engine looks at a type again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]


class Kind(Enum):
    """What a name refers to."""

    FACT = "fact"
    DEFINITION = "definition"
    CONTRADICTION = "contradiction"
    DECISION = "decision"


@dataclass(frozen=True)
class Ref:
    """A name in an expression, and what it refers to."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class TruthOf:
    """A yes_no fact, a definition or a contradiction, standing alone."""

    ref: Ref


@dataclass(frozen=True)
class Not:
    """`not operand`"""

    operand: Node


@dataclass(frozen=True)
class All:
    """`a and b and c`"""

    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    """`a or b or c`"""

    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Count:
    """`count(a, b, c) >= 2`"""

    operands: tuple[Node, ...]
    op: Comparison
    number: int


@dataclass(frozen=True)
class Quantity:
    """A number fact or a score in arithmetic."""

    ref: Ref


@dataclass(frozen=True)
class Constant:
    """A literal number, scaled."""

    number: int


@dataclass(frozen=True)
class Sum:
    """`left + right`, or `left - right` with sign -1."""

    left: Term
    right: Term
    sign: Literal[1, -1]


@dataclass(frozen=True)
class Scaled:
    """`factor * operand`"""

    factor: int
    operand: Term


@dataclass(frozen=True)
class Compare:
    """Two terms compared; `>=` reads left to right."""

    left: Term
    op: Comparison
    right: Term


@dataclass(frozen=True)
class Is:
    """A choice or ladder compared with one of its options, by declared position."""

    ref: Ref
    op: Comparison
    option: str
    position: int


@dataclass(frozen=True)
class OneOf:
    """A choice, ladder or number `in` a literal list. `codes` are positions or scaled numbers."""

    ref: Ref
    codes: tuple[int, ...]
    negated: bool


@dataclass(frozen=True)
class Contains:
    """`"bell" in extras`: a set, fact or decision, holds an option."""

    ref: Ref
    option: str
    negated: bool


@dataclass(frozen=True)
class InBand:
    """A score lies in (`==`) or outside (`!=`) one of its named bands, `low` to `high`."""

    ref: Ref
    low: int
    high: int
    negated: bool


@dataclass(frozen=True)
class Asked:
    """`asked(x)`: nothing more is to be learned about the fact in this sitting. Claims only."""

    ref: Ref


@dataclass(frozen=True)
class DontKnow:
    """`dont_know(x)`: the fact was given as don't know. Claims only."""

    ref: Ref


@dataclass(frozen=True)
class Settled:
    """`settled(d)`: only one value of the decision is possible. Claims only."""

    ref: Ref


@dataclass(frozen=True)
class Bound:
    """`lower(d) >= level`: one end of a ladder or a score compared. Claims only.

    `number` is the position of a level, or a sum of points.
    """

    ref: Ref
    end: Literal["lower", "upper"]
    op: Comparison
    number: int


@dataclass(frozen=True)
class Whole:
    """`complete()`, `empty()`, `consistent()`: about the record as a whole. Claims only.

    complete: every fact is asked; empty: no fact is given; consistent: no contradiction holds, the
    built-in ones included.
    """

    what: Literal["complete", "empty", "consistent"]


Term = Quantity | Constant | Sum | Scaled
ClaimAtom = Asked | DontKnow | Settled | Bound | Whole
Atom = TruthOf | Compare | Is | OneOf | Contains | InBand | ClaimAtom
Node = Atom | Not | All | Any | Count


def refs(node: Node | Term) -> Iterator[Ref]:
    """Every name in the expression, left to right, repeats included."""
    match node:
        case TruthOf(ref) | Quantity(ref):
            yield ref
        case Is(ref=ref) | OneOf(ref=ref) | Contains(ref=ref) | InBand(ref=ref):
            yield ref
        case Asked(ref) | DontKnow(ref) | Settled(ref) | Bound(ref=ref):
            yield ref
        case Not(operand):
            yield from refs(operand)
        case All(operands) | Any(operands) | Count(operands=operands):
            for each in operands:
                yield from refs(each)
        case Compare(left, _, right) | Sum(left, right, _):
            yield from refs(left)
            yield from refs(right)
        case Scaled(_, term):
            yield from refs(term)
        case Constant() | Whole():
            return


def atoms(node: Node) -> Iterator[Atom]:
    """Every atom of the expression, left to right, definitions not expanded."""
    match node:
        case Not(operand):
            yield from atoms(operand)
        case All(operands) | Any(operands) | Count(operands=operands):
            for each in operands:
                yield from atoms(each)
        case _:
            yield node


def parts(node: Node) -> Iterator[Node]:
    """The expression itself, and every condition within it."""
    yield node
    match node:
        case Not(operand):
            yield from parts(operand)
        case All(operands) | Any(operands) | Count(operands=operands):
            for each in operands:
                yield from parts(each)
        case _:
            return


def holds(op: Comparison, left: int, right: int) -> bool:
    """A comparison of two known whole numbers."""
    match op:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
