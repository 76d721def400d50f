"""The parts ELM is built from: each function writes one JSON node.

>>> reference("rides")
{'type': 'ExpressionRef', 'name': 'rides'}
>>> both([reference("lit"), reference("braked")])["type"]
'And'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from rugwijzer.compiler.language.nodes import Comparison
from rugwijzer.compiler.language.types import Value

Elm = dict[str, Any]
"""One node: its type and its parts, as JSON has them."""

SYSTEM = "urn:hl7-org:elm-types:r1"

CONTEXT = "Patient"
"""ELM's word for results about one person; outside it some engines follow no references."""


def named_type(name: str) -> str:
    """A type of ELM's own: `Boolean`, `Integer`, `String`.

    >>> named_type("Boolean")
    '{urn:hl7-org:elm-types:r1}Boolean'
    """
    return f"{{{SYSTEM}}}{name}"


def specifier(name: str, *, listed: bool = False) -> Elm:
    """A type, or a list of that type, where a parameter declares its own."""
    plain = {"type": "NamedTypeSpecifier", "name": named_type(name)}
    return {"type": "ListTypeSpecifier", "elementType": plain} if listed else plain


def truth(value: bool) -> Elm:
    """True or false."""
    return _literal("Boolean", "true" if value else "false")


def whole(number: int) -> Elm:
    """A whole number; a negative one is a negated literal, as CQL has no other."""
    if number < 0:
        return {"type": "Negate", "operand": _literal("Integer", str(-number))}
    return _literal("Integer", str(number))


def text(value: str) -> Elm:
    """A name: an option, a level, a member."""
    return _literal("String", value)


def _literal(kind: str, value: str) -> Elm:
    return {"type": "Literal", "valueType": named_type(kind), "value": value}


def nothing(kind: str) -> Elm:
    """The null of a type: unknown, if the type is Boolean."""
    return {"type": "As", "asType": named_type(kind), "operand": {"type": "Null"}}


def value_of(value: Value | None) -> Elm:
    """An answer as a literal; a set as a list, in alphabetical order."""
    match value:
        case bool():
            return truth(value)
        case int():
            return whole(value)
        case str():
            return text(value)
        case frozenset():
            return listed(text(option) for option in sorted(value))
        case None:
            return {"type": "Null"}


def listed(elements: Iterable[Elm]) -> Elm:
    """A list."""
    return {"type": "List", "element": [*elements]}


def reference(name: str) -> Elm:
    """What an expression definition of this library comes to."""
    return {"type": "ExpressionRef", "name": name}


def parameter(name: str) -> Elm:
    """What the caller passed in."""
    return {"type": "ParameterRef", "name": name}


def negated(operand: Elm) -> Elm:
    """Kleene *not*."""
    return {"type": "Not", "operand": operand}


def both(operands: Sequence[Elm]) -> Elm:
    """Kleene *and* over any number of operands; of none: true."""
    return _joined("And", operands, truth(True))


def either(operands: Sequence[Elm]) -> Elm:
    """Kleene *or* over any number of operands; of none: false."""
    return _joined("Or", operands, truth(False))


def _joined(kind: str, operands: Sequence[Elm], empty: Elm) -> Elm:
    """ELM joins two at a time."""
    if not operands:
        return empty
    return reduce(lambda left, right: {"type": kind, "operand": [left, right]}, operands)


def is_true(operand: Elm) -> Elm:
    """Whether it is true; unknown is not."""
    return {"type": "IsTrue", "operand": operand}


def is_false(operand: Elm) -> Elm:
    """Whether it is false; unknown is not."""
    return {"type": "IsFalse", "operand": operand}


def is_null(operand: Elm) -> Elm:
    """Whether there is no value."""
    return {"type": "IsNull", "operand": operand}


_COMPARED = {
    "==": "Equal", "!=": "NotEqual", "<": "Less", "<=": "LessOrEqual",
    ">": "Greater", ">=": "GreaterOrEqual",
}  # fmt: skip


def compared(left: Elm, op: Comparison, right: Elm) -> Elm:
    """A comparison; null if either side is."""
    return {"type": _COMPARED[op], "operand": [left, right]}


def contains(container: Elm, element: Elm) -> Elm:
    """Whether a list holds an element."""
    return {"type": "Contains", "operand": [container, element]}


def calculated(kind: str, left: Elm, right: Elm) -> Elm:
    """`Add`, `Subtract` or `Multiply`; null if either side is."""
    return {"type": kind, "operand": [left, right]}


def choose(condition: Elm, then: Elm, otherwise: Elm) -> Elm:
    """One of two, by a condition that is never unknown."""
    return {"type": "If", "condition": condition, "then": then, "else": otherwise}


def first_of(items: Iterable[tuple[Elm, Elm]], otherwise: Elm) -> Elm:
    """The value beside the first condition that is true."""
    cases = [{"when": condition, "then": value} for condition, value in items]
    return {"type": "Case", "caseItem": cases, "else": otherwise} if cases else otherwise


def three_ways(true: Elm, false: Elm) -> Elm:
    """True, false, or where neither condition holds unknown."""
    return first_of([(true, truth(True)), (false, truth(False))], nothing("Boolean"))


def greatest(numbers: Sequence[Elm]) -> Elm:
    """The greatest of some numbers; nulls among them are passed over."""
    return {"type": "Max", "source": listed(numbers)}


def least(numbers: Sequence[Elm]) -> Elm:
    """The least of some numbers; nulls among them are passed over."""
    return {"type": "Min", "source": listed(numbers)}


def total(numbers: Sequence[Elm]) -> Elm:
    """The sum of some numbers; of none: 0."""
    return {"type": "Sum", "source": listed(numbers)} if numbers else whole(0)


def picked(items: Iterable[tuple[Elm, str]]) -> Elm:
    """The names whose condition is true, in this order."""
    names = [choose(condition, listed([text(name)]), listed([])) for condition, name in items]
    return {"type": "Flatten", "operand": listed(names)}
