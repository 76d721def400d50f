"""Conditions over many people: they mean what the reference engine says they mean."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugwijzer.compiler import (
    Answer,
    Choice,
    Guideline,
    Number,
    Record,
    Reference,
    SetOf,
    YesNo,
    load_files,
    read_files,
)
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.population.conditions import Column, ColumnType, Refused, Scope, Table

BICYCLE = Path(__file__).parent.parent / "bicycle"

EXPRESSIONS = (
    "brakes",
    "not brakes and dark",
    "brakes or dark or smoke",
    'chain >= "worn"',
    'chain == "dry" or chain != "clean"',
    '"worn" <= chain',
    'tyre in ["road", "winter"]',
    'tyre not in ["gravel"]',
    "loose in [1, 2, 36]",
    "loose not in [0]",
    '"bell" in extras',
    '"bag" not in extras',
    "pressure < 2.5",
    "2.5 >= pressure",
    "0.5 < pressure <= 4.0",
    "heat >= celsius(60)",
    "serviced > weeks(6) and serviced <= years(1)",
    "serviced == months(3)",
    "pressure + 0.1 == 2.5",
    "2 * loose > 7",
    "loose - 3 * loose < 0",
    "count(brakes, dark, smoke) >= 2",
    "count(brakes, dark, smoke) == 1",
    "count(brakes, dark, brakes) != 2",
    "2 > count(brakes, dark)",
    "count(brakes, dark, smoke) < 3",
    "count(brakes, dark, smoke) <= 1",
    "count(brakes, dark, loose > 3) > 0",
    'fine and (not (chain == "worn") or "lamp" in extras)',
)


@cache
def bicycle() -> Guideline:
    """The bicycle, with the expressions as definitions of their own."""
    made = "fine: {when: 'brakes and loose < 5', meaning: {nl: a, en: a}}\n" + "".join(
        f"made_{number}: {{when: '{text}', meaning: {{nl: a, en: a}}}}\n"
        for number, text in enumerate(EXPRESSIONS)
    )
    return load_files({**read_files(BICYCLE), "definitions/made.yaml": made}, checked=False)


@cache
def scope() -> Scope:
    facts: dict[str, ColumnType] = {name: each.type for name, each in bicycle().facts.items()}
    return Scope(facts, {"fine": "brakes and loose < 5"})


def code(kind: ColumnType, value: Answer) -> int:
    match kind, value:
        case Choice(options=options), str():
            return options.index(value)
        case SetOf(options=options), frozenset():
            return sum(1 << options.index(option) for option in value)
        case _, int():
            return int(value)
    return 0


@st.composite
def records(draw: st.DrawFn) -> Record:
    """All facts, each with a value near the ones compared, or don't know."""
    found: dict[str, Answer] = {}
    for name, fact in bicycle().facts.items():
        match fact.type:
            case YesNo():
                value: st.SearchStrategy[Answer] = st.booleans()
            case Choice(options=options):
                value = st.sampled_from(options)
            case SetOf(options=options):
                value = st.frozensets(st.sampled_from(options))
            case Number(low=low, high=high):
                near = [each for each in (0, 3, 24, 25, 36, 42, 43, 90, 365) if low <= each <= high]
                value = st.one_of(st.integers(low, high), st.sampled_from(near))
        found[name] = draw(st.one_of(value, value, value, st.none()))
    return found


@settings(deadline=None, max_examples=60)
@given(st.lists(records(), min_size=1, max_size=5))
def test_over_columns_a_condition_is_what_the_reference_engine_says(people: list[Record]) -> None:
    table = Table(len(people))
    for name, fact in bicycle().facts.items():
        answers = [person[name] for person in people]
        table.columns[name] = Column(
            np.array([code(fact.type, answer) for answer in answers], np.int64),
            np.array([answer is not None for answer in answers]),
        )
    expected = [Reference(bicycle()).evaluate(person).definitions for person in people]
    for number, text in enumerate(EXPRESSIONS):
        truths = scope().condition(text).of(table)
        for person, definitions in enumerate(expected):
            said = definitions[f"made_{number}"]
            assert truths.true[person] == (said is Truth.TRUE), text
            assert truths.false[person] == (said is Truth.FALSE), text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("brakes and", "is no condition"),
        ("braks", 'called "braks"'),
        ("loose", "is no truth"),
        ('chain == "rusty"', 'no option of "chain"'),
        ('tyre >= "road"', "have no order"),
        ("loose > weeks(2)", "plain and days are compared"),
        ("pressure > 2.55", "no whole number of steps"),
        ('"horn" in extras', 'no option of "extras"'),
        ('"bell" in chain', "holds no options"),
        ("3 > 2", "reads no fact"),
        ("loose > True", "true and false are not compared"),
        ("loose + pressure > 3", "different steps"),
        ('loose == "three"', "no options to compare"),
        ("verdict >= repair", 'called "verdict"'),
        ("__import__('os')", "is no truth"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        scope().condition(text)


def test_a_definition_that_reads_itself_is_refused() -> None:
    circle = Scope({"brakes": YesNo()}, {"one": "brakes and other", "other": "not one"})
    with pytest.raises(Refused, match="reads itself"):
        circle.condition("one")


def test_a_condition_names_every_column_it_reads_through_definitions_too() -> None:
    plain = Number("plain", Fraction(1), 0, 9)
    found = Scope({"brakes": YesNo(), "loose": plain, "dark": YesNo()}, {"sure": "loose < 3"})
    assert found.condition("sure and brakes").reads == {"loose", "brakes"}
