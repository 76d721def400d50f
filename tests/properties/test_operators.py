"""Every operator, over every combination of true, false and unknown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Literal

import pytest

from rugwijzer.compiler import Guideline, build_engine
from rugwijzer.compiler.language.guideline import Definition, Fact
from rugwijzer.compiler.language.nodes import All, Any, Count, Kind, Node, Not, Ref, TruthOf
from rugwijzer.compiler.language.truth import AND, NOT, OR, Truth
from rugwijzer.compiler.language.types import YesNo

from .generated import COMPARISONS, HERE, expression

ENGINES: tuple[Literal["reference", "compiled"], ...] = ("reference", "compiled")
WORLDS = tuple(Truth)
ANSWERS = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
Table = dict[tuple[Truth, ...], Truth]


def operators(size: int) -> Iterator[tuple[str, Node]]:
    """Every operator that takes this many operands, over the facts `x0`, `x1`, …"""
    operands = tuple(TruthOf(Ref(Kind.FACT, f"x{at}")) for at in range(size))
    if size == 1:
        yield "not", Not(operands[0])
    yield "and", All(operands)
    yield "or", Any(operands)
    for op, number in product(COMPARISONS, range(size + 2)):
        yield f"count {op} {number}", Count(operands, op, number)


def tables(size: int, engine: Literal["reference", "compiled"]) -> dict[str, Table]:
    """What each operator comes to, for every combination of operands."""
    named = {f"definition {title}": node for title, node in operators(size)}
    facts = {f"x{at}": Fact(f"x{at}", YesNo(), HERE) for at in range(size)}
    guideline = Guideline(
        facts=facts,
        definitions={
            name: Definition(name, expression(node), None, (), HERE) for name, node in named.items()
        },
        order=(*facts, *named),
    )
    built = build_engine(guideline, engine)
    found: dict[str, Table] = {name: {} for name in named}
    for world in product(WORLDS, repeat=size):
        record = dict(zip(facts, (ANSWERS[truth] for truth in world), strict=True))
        for name, truth in built.evaluate(record).definitions.items():
            found[name][world] = truth
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_operator_is_monotone_in_information(
    size: int, engine: Literal["reference", "compiled"]
) -> None:
    for name, table in tables(size, engine).items():
        for world, truth in table.items():
            for at, known in product(range(size), (Truth.TRUE, Truth.FALSE)):
                if world[at] is Truth.UNKNOWN:
                    more = (*world[:at], known, *world[at + 1 :])
                    assert truth in (Truth.UNKNOWN, table[more]), f"{name} of {world}"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_order_of_operands_never_matters(
    size: int, engine: Literal["reference", "compiled"]
) -> None:
    for name, table in tables(size, engine).items():
        for world, truth in table.items():
            for other in permutations(world):
                assert table[other] is truth, f"{name} of {world}"


@pytest.mark.parametrize("engine", ENGINES)
def test_not_and_or_are_those_of_the_tables(engine: Literal["reference", "compiled"]) -> None:
    assert tables(2, engine)["definition and"] == AND
    assert tables(2, engine)["definition or"] == OR
    assert {x: y for (x,), y in tables(1, engine)["definition not"].items()} == NOT


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_count_is_known_exactly_when_every_way_to_fill_in_agrees(
    size: int, engine: Literal["reference", "compiled"]
) -> None:
    for name, table in tables(size, engine).items():
        for world, truth in table.items():
            choices = [
                (Truth.TRUE, Truth.FALSE) if each is Truth.UNKNOWN else (each,) for each in world
            ]
            possible = {table[filled] for filled in product(*choices)}
            assert truth is (possible.pop() if len(possible) == 1 else Truth.UNKNOWN), name
