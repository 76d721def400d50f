"""The guideline itself, under people nobody would think of."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.whole import guideline

from rugwijzer.compiler import Engine, GuidelineError, build_engine
from rugwijzer.compiler.language.guideline import Fact
from rugwijzer.compiler.language.neighbours import boundaries
from rugwijzer.compiler.language.types import Answer, Number, Record

from .generated import examples, ladders_of, mildest, values
from .test_bounds import assert_narrower
from .test_engines_agree import assert_equal

MICROSECONDS = 250
"""More than any machine needs for one assessment, and far less than a plain interpreter does."""


@cache
def engines() -> tuple[Engine, Engine]:
    """The fast engine and the reference."""
    return build_engine(guideline(), "compiled"), build_engine(guideline(), "reference")


@st.composite
def people(draw: Callable[..., Any]) -> Record:
    """Somebody mostly well, with a few answers that are anything, some unknown, some not asked."""
    facts = tuple(guideline().facts.values())
    missing = draw(st.sampled_from((0, 0, 1, 3, 10)))
    odd = draw(st.sampled_from((1, 2, 5)))
    record: dict[str, Answer] = {}
    for fact in facts:
        lot = draw(st.integers(0, 9))
        if lot < missing:
            continue
        if fact.supplied_by_person or lot < odd:
            record[fact.name] = draw(_answer(fact)) if lot < missing + odd else mildest(fact)
    return record


def _answer(fact: Fact) -> st.SearchStrategy[Answer]:
    """Anything: near a threshold as often as elsewhere, and don't know."""
    edges = boundaries(guideline()).get(fact.name, ())
    if isinstance(fact.type, Number) and edges:
        low, high = fact.type.low, fact.type.high
        near = [min(max(edge + step, low), high) for edge in edges for step in (-1, 0)]
        return st.one_of(st.sampled_from(near), values(fact.type), st.none())
    return st.one_of(values(fact.type), values(fact.type), st.none())


def test_the_guideline_loads() -> None:
    try:
        guideline()
    except GuidelineError as error:
        pytest.fail(str(error))


@examples(40)
@given(people())
def test_reference_and_compiled_agree_about_anybody(record: Record) -> None:
    compiled, reference = engines()
    assert_equal(compiled.evaluate(record), reference.evaluate(record))


@examples(2)
@given(people())
def test_reference_and_compiled_agree_on_what_would_change_it(record: Record) -> None:
    compiled, reference = engines()
    for ladder in ladders_of(guideline()):
        expected = reference.would_change(record, ladder.name)
        assert compiled.would_change(record, ladder.name) == expected


@examples(15)
@given(people(), st.data())
def test_every_answer_of_anybody_only_narrows_what_was_possible(
    record: Record, data: st.DataObject
) -> None:
    engine, _ = engines()
    outcome = engine.evaluate(record)
    while outcome.open_facts:
        fact = data.draw(st.sampled_from(outcome.open_facts))
        record = {**record, fact: data.draw(_answer(guideline().facts[fact]))}
        before, outcome = outcome, engine.evaluate(record)
        assert_narrower(guideline(), before, outcome)


def test_one_assessment_takes_microseconds(record_property: Callable[[str, object], None]) -> None:
    engine, _ = engines()
    well = {
        name: mildest(fact) for name, fact in guideline().facts.items() if fact.supplied_by_person
    }
    taken = min(_microseconds(engine, well) for _ in range(20))
    record_property("microseconds", round(taken, 1))
    print(f"one assessment: {taken:.1f} microseconds")
    assert taken < MICROSECONDS


def _microseconds(engine: Engine, record: Record, times: int = 200) -> float:
    start = time.perf_counter()
    for _ in range(times):
        engine.evaluate(record)
    return (time.perf_counter() - start) / times * 1e6
