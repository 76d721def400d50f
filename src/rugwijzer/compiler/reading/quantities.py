"""Numbers with their unit, on their step: which go together, and what they can be compared with."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fractions import Fraction

from rugwijzer.compiler.language import nodes
from rugwijzer.compiler.language.nodes import Comparison, Term
from rugwijzer.compiler.language.units import LITERALS, PLAIN
from rugwijzer.compiler.reading.documents import describe
from rugwijzer.compiler.reading.syntax import Refused, unparsed


@dataclass(frozen=True)
class LiteralNumber:
    """A number with its unit, not yet scaled."""

    quantity: Fraction
    unit: str


@dataclass(frozen=True)
class Measured:
    """A term with its unit and step, and the range it can take where that is known."""

    term: Term
    unit: str
    step: Fraction
    ends: tuple[int, int] | None


def scaled(literal: LiteralNumber, unit: str, step: Fraction, beside: str) -> int:
    """The whole number of steps a literal comes to beside something. Raises Refused."""
    if literal.unit != unit:
        words = [word for word, (of, _) in LITERALS.items() if of == unit]
        raise Refused(
            f'"{beside}" {_in_unit(unit)}, the number beside it {_in_unit(literal.unit)}.',
            f"Write the number as {' or '.join(f'{word}(...)' for word in words)}."
            if words
            else "Write the number without a unit.",
        )
    steps = literal.quantity / step
    if steps.denominator != 1:
        steps_of = "" if step == 1 else f" of steps of {describe(step)}"
        raise Refused(
            f'{describe(literal.quantity)} is not a whole number{steps_of}, as "{beside}" is.',
            "Round it.",
        )
    return steps.numerator


def _in_unit(unit: str) -> str:
    return "has no unit" if unit == PLAIN else f"is in {unit}"


def reach(measured: Measured) -> str:
    """The range of a fact, to mend a comparison that lies outside it."""
    low, high = measured.ends or (0, 0)
    return f"It goes from {describe(low * measured.step)} to {describe(high * measured.step)}."


def refuse_mixed(first: Measured, second: Measured, left: ast.expr, right: ast.expr) -> None:
    """Refuse two numbers that differ in unit or step."""
    if (first.unit, first.step) != (second.unit, second.step):
        raise Refused(
            f"`{unparsed(left)}` and `{unparsed(right)}` differ in unit or step.",
            "Only numbers of the same unit and step go together.",
        )


def refuse_constant(op: Comparison, number: int, low: int, high: int, text: str, mend: str) -> None:
    """Refuse a comparison that comes out the same for every value from low to high."""
    at_low, at_high = nodes.holds(op, low, number), nodes.holds(op, high, number)
    inside = low <= number <= high
    if op in ("==", "!="):
        if not inside:
            raise always(text, "false" if op == "==" else "true", mend)
    elif at_low and at_high:
        raise always(text, "true", mend)
    elif not at_low and not at_high:
        raise always(text, "false", mend)


def always(text: str, value: str, mend: str) -> Refused:
    """Refuse a comparison that comes out the same for everybody."""
    return Refused(f"`{text}` is always {value}.", mend)
