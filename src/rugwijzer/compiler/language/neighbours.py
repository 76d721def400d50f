"""The other answers a person could have given to one fact (spec/language.md, "Would change").

They are what an engine tries, one at a time, to find out what would raise the level.
"""

from __future__ import annotations

from collections.abc import Mapping

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.nodes import (
    Compare,
    Constant,
    Node,
    OneOf,
    Quantity,
    atoms,
)
from rugwijzer.compiler.language.reads import parts_of
from rugwijzer.compiler.language.types import Answer, Choice, Number, SetOf, Value, YesNo


def boundaries(guideline: Guideline) -> Mapping[str, tuple[int, ...]]:
    """Per number fact the scaled numbers b such that some comparison tells b - 1 from b.

    Only comparisons of the fact itself with a constant count; arithmetic is left out.
    """
    found: dict[str, set[int]] = {
        name: set() for name, fact in guideline.facts.items() if isinstance(fact.type, Number)
    }
    for name in guideline.order:
        for node in parts_of(guideline, name):
            _collect(node, found)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


def _collect(node: Node, found: dict[str, set[int]]) -> None:
    for atom in atoms(node):
        match atom:
            case Compare(Quantity(ref), op, Constant(number)) if ref.name in found:
                found[ref.name] |= _edges(op, number)
            case Compare(Constant(number), op, Quantity(ref)) if ref.name in found:
                found[ref.name] |= _edges(_MIRRORED.get(op, op), number)
            case OneOf(ref, codes, _) if ref.name in found:
                for number in codes:
                    found[ref.name] |= _edges("==", number)
            case _:
                pass


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _edges(op: str, number: int) -> set[int]:
    match op:
        case "<" | ">=":
            return {number}
        case "<=" | ">":
            return {number + 1}
        case _:
            return {number, number + 1}


def other_answers(
    kind: YesNo | Number | Choice | SetOf, answer: Answer, edges: tuple[int, ...]
) -> tuple[Value, ...]:
    """The other values to try for a fact with this answer; `None` is unknown, however it came."""
    match kind:
        case YesNo():
            return tuple(value for value in (True, False) if value != answer)
        case Choice(options, _):
            return tuple(option for option in options if option != answer)
        case SetOf(options):
            if not isinstance(answer, frozenset):
                return tuple(frozenset({option}) for option in options)
            return tuple(answer ^ {option} for option in options)
        case Number(low=low, high=high):
            tried: list[int] = []
            for edge in edges:
                if answer is None or not isinstance(answer, int):
                    tried += [edge - 1, edge]
                else:
                    tried.append(edge if answer < edge else edge - 1)
            return tuple(
                dict.fromkeys(value for value in tried if low <= value <= high and value != answer)
            )
