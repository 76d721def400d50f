"""Small terms for the solver: and, or, not with constants folded, and pairs of bits for a truth.

A truth value is two bits that are never both on: *known to be true*, *known to be false*. Unknown
is neither. The tables of `and`, `or` and `not` then come down to plain logic on each bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import z3

Bit = Any
"""A solver's truth-valued term; `ON` and `OFF` are the constants."""
Word = Any
"""A solver's bit-vector term."""

ON = z3.BoolVal(True)
OFF = z3.BoolVal(False)


_negated: dict[int, Bit] = {}

_ON = ON.as_ast().value
_OFF = OFF.as_ast().value


def is_on(bit: Bit) -> bool:
    """Whether a bit is the constant `ON`. Equal terms are one term, so one look is enough."""
    return bool(bit.as_ast().value == _ON)


def is_off(bit: Bit) -> bool:
    """Whether a bit is the constant `OFF`."""
    return bool(bit.as_ast().value == _OFF)


def bit(value: bool) -> Bit:
    """A constant."""
    return ON if value else OFF


def every(bits: Iterable[Bit]) -> Bit:
    """All on."""
    kept = [each for each in bits if not is_on(each)]
    if any(is_off(each) for each in kept):
        return OFF
    return _joined(z3.Z3_mk_and, kept) if len(kept) > 1 else kept[0] if kept else ON


def some(bits: Iterable[Bit]) -> Bit:
    """At least one on."""
    kept = [each for each in bits if not is_off(each)]
    if any(is_on(each) for each in kept):
        return ON
    return _joined(z3.Z3_mk_or, kept) if len(kept) > 1 else kept[0] if kept else OFF


def _joined(make: Any, bits: list[Bit]) -> Bit:
    """`And` or `Or` without the coercions of z3's own, which would take most of the time."""
    terms = (z3.Ast * len(bits))(*(each.as_ast() for each in bits))
    return z3.BoolRef(make(bits[0].ctx_ref(), len(bits), terms), bits[0].ctx)


def opposite(each: Bit) -> Bit:
    """Off where it is on."""
    if is_on(each):
        return OFF
    if is_off(each):
        return ON
    found = _negated.get(each.as_ast().value)
    if found is None:
        found = z3.Not(each)
        # Both are kept, so that neither address is ever that of another term.
        _negated[each.as_ast().value] = found
        _negated[found.as_ast().value] = each
    return found


def implies(left: Bit, right: Bit) -> Bit:
    """On unless `left` is on and `right` off."""
    return some([opposite(left), right])


def same(left: Bit, right: Bit) -> Bit:
    """Both on or both off."""
    if is_on(left) or is_off(left):
        left, right = right, left
    if is_on(right):
        return left
    if is_off(right):
        return opposite(left)
    return ON if left.eq(right) else left == right


def either(when: Bit, then: Any, otherwise: Any) -> Any:
    """`then` where `when` is on, else `otherwise`; bits and words alike."""
    if is_on(when) or then.eq(otherwise):
        return then
    return otherwise if is_off(when) else z3.If(when, then, otherwise)


@dataclass(frozen=True)
class Pair:
    """A truth value: two bits, never both on."""

    true: Bit
    false: Bit

    @property
    def unknown(self) -> Bit:
        """Neither known to be true nor known to be false."""
        return every([opposite(self.true), opposite(self.false)])

    def negated(self) -> Pair:
        """Kleene *not*."""
        return Pair(self.false, self.true)


def known(holds: Bit, when: Bit = ON) -> Pair:
    """True or false as `holds` says, where `when` is on; else unknown."""
    return Pair(every([when, holds]), every([when, opposite(holds)]))


def all_of(pairs: Iterable[Pair]) -> Pair:
    """Kleene *and*."""
    pairs = list(pairs)
    return Pair(every(pair.true for pair in pairs), some(pair.false for pair in pairs))


def any_of(pairs: Iterable[Pair]) -> Pair:
    """Kleene *or*."""
    pairs = list(pairs)
    return Pair(some(pair.true for pair in pairs), every(pair.false for pair in pairs))


def at_least(bits: list[Bit], number: int) -> Bit:
    """At least so many of the bits are on."""
    if number <= 0:
        return ON
    if number > len(bits):
        return OFF
    # reached[k]: at least k of the bits seen so far are on.
    reached: list[Bit] = [ON] + [OFF] * number
    for each in bits:
        reached = [ON] + [
            some([reached[k], every([reached[k - 1], each])]) for k in range(1, number + 1)
        ]
    return reached[number]
