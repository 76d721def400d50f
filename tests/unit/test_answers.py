"""What somebody answers is read as it was meant, or refused with a reason, and never mended."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rugwijzer.compiler import AnswerError, AnswerProblem, load, plain_record, read_answers

BICYCLE = load(Path(__file__).parent.parent / "bicycle")


def refused(fact: str, value: object) -> AnswerProblem:
    """The one problem with one answer."""
    with pytest.raises(AnswerError) as error:
        read_answers(BICYCLE, {fact: value})
    (problem,) = error.value.problems
    return problem


# --- numbers


@pytest.mark.parametrize(
    "value",
    [3, 3.0, Decimal("3"), Decimal("3.00"), Decimal("0.3e1"), Fraction(3), Fraction(6, 2)],
    ids=repr,
)
def test_three_is_three_however_it_is_written(value: object) -> None:
    assert read_answers(BICYCLE, {"loose": value}) == {"loose": 3}


@pytest.mark.parametrize("value", [2.4, Decimal("2.4"), Decimal("2.40"), Fraction(12, 5)], ids=repr)
def test_a_number_is_kept_in_whole_steps(value: object) -> None:
    assert read_answers(BICYCLE, {"pressure": value}) == {"pressure": 24}


@pytest.mark.parametrize("value", [0, -0.0, Decimal("-0"), Decimal("0E-999999")], ids=repr)
def test_minus_nothing_is_nothing(value: object) -> None:
    assert read_answers(BICYCLE, {"loose": value}) == {"loose": 0}


@pytest.mark.parametrize("value", [-20, 120], ids=repr)
def test_both_ends_of_the_range_belong_to_it(value: int) -> None:
    assert read_answers(BICYCLE, {"heat": value}) == {"heat": value * 10}


@pytest.mark.parametrize(
    "value",
    [
        True, False, "3", "", [], [3], {}, {"value": 3}, b"3", 3 + 0j, ...,
        math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number_is_refused_as_a_number(value: object) -> None:
    problem = refused("loose", value)
    assert problem.code == "number"
    assert str(problem) == '"loose": it must be a number from 0 to 36. Write it without quotes.'


@pytest.mark.parametrize(
    "value", [2.55, 0.1 + 0.2, Decimal("2.401"), Fraction(1, 3), 5e-324], ids=repr
)
def test_a_number_between_two_steps_is_refused_and_not_rounded(value: object) -> None:
    problem = refused("pressure", value)
    assert problem.code == "step"
    assert problem.details == {"name": "pressure", "step": "0.1"}
    assert str(problem) == '"pressure": it must be a whole number of steps of 0.1. Round it.'


@pytest.mark.parametrize("value", [-0.1, 9.1, -1, 10, 1e308, 10**4000, Decimal("1e200")], ids=str)
def test_a_number_outside_the_range_is_refused(value: object) -> None:
    problem = refused("pressure", value)
    assert problem.code == "range"
    assert problem.details == {"name": "pressure", "low": "0", "high": "9"}


@pytest.mark.parametrize(
    "value", [10**100_000, Decimal("1e999999"), Decimal("1e-999999")], ids=type
)
def test_a_number_without_end_is_refused_at_once(value: object) -> None:
    assert refused("pressure", value).code in ("range", "number")


# --- yes or no


@pytest.mark.parametrize("value", [True, False, None])
def test_yes_no_is_true_or_false_or_dont_know(value: bool | None) -> None:
    assert read_answers(BICYCLE, {"dark": value}) == {"dark": value}


@pytest.mark.parametrize("value", [1, 0, 1.0, "yes", "true", "", [], [True], {}], ids=repr)
def test_nothing_else_stands_for_yes_or_no(value: object) -> None:
    problem = refused("dark", value)
    assert problem.code == "yes_no"
    assert str(problem) == '"dark": it must be true, false or null. Write true or false.'


# --- choices


def test_a_choice_is_one_of_its_options() -> None:
    assert read_answers(BICYCLE, {"chain": "worn"}) == {"chain": "worn"}


def test_a_misspelt_option_is_answered_with_the_nearest_one() -> None:
    problem = refused("chain", "wron")
    assert problem.code == "option"
    assert str(problem) == (
        '"chain": it must be one of: clean, dry, worn, broken. Did you mean "worn"?'
    )


@pytest.mark.parametrize(
    "value", ["Worn", " worn", "worn ", "", "?", 2, True, ["worn"], {"worn": True}], ids=repr
)
def test_an_option_counts_only_in_exactly_its_spelling(value: object) -> None:
    assert refused("chain", value).code == "option"


# --- sets


def test_a_null_set_is_dont_know_and_an_empty_one_is_none_of_these() -> None:
    assert read_answers(BICYCLE, {"extras": None}) == {"extras": None}
    assert read_answers(BICYCLE, {"extras": []}) == {"extras": frozenset()}


def test_the_order_of_a_set_does_not_matter() -> None:
    first = read_answers(BICYCLE, {"extras": ["bell", "bag"]})
    assert first == read_answers(BICYCLE, {"extras": ["bag", "bell"]})


def test_a_null_inside_a_set_is_refused() -> None:
    problem = refused("extras", ["bell", None])
    assert problem.code == "option"
    assert problem.mend == "Write null instead of the list for don't know."


def test_an_option_named_twice_in_a_set_is_refused() -> None:
    problem = refused("extras", ["bell", "lamp", "bell"])
    assert problem.code == "twice"
    assert str(problem) == '"extras": the list names something twice. Name each once.'


@pytest.mark.parametrize("value", ["bell", True, 1, {"bell": True}, ""], ids=repr)
def test_anything_but_a_list_is_refused_for_a_set(value: object) -> None:
    assert refused("extras", value).code == "set"


@pytest.mark.parametrize("item", ["bel", 1, True, ["bell"], {}, math.nan], ids=repr)
def test_a_set_holds_nothing_but_its_options(item: object) -> None:
    assert refused("extras", [item]).code == "option"


# --- names


def test_an_unknown_fact_is_answered_with_the_nearest_one() -> None:
    problem = refused("breaks", True)
    assert problem.code == "unknown_fact"
    assert problem.details == {"name": "breaks", "nearest": "brakes"}
    assert str(problem) == '"breaks": there is no such fact. Did you mean "brakes"?'


def test_an_unknown_fact_with_nothing_near_says_where_the_facts_are() -> None:
    problem = refused("zebra", True)
    assert problem.details == {"name": "zebra", "nearest": ""}
    assert problem.mend == "List the facts with `rugwijzer facts`."


@pytest.mark.parametrize("name", [3, None, ("brakes",), "x" * 10_000], ids=type)
def test_a_name_that_is_no_name_is_an_unknown_fact(name: Any) -> None:
    problem = refused(name, True)
    assert problem.code == "unknown_fact"
    assert len(problem.fact) <= 60


def test_a_decision_or_a_definition_cannot_be_answered() -> None:
    assert refused("verdict", "stop").code == "unknown_fact"
    assert refused("soft", True).code == "unknown_fact"


def test_every_wrong_answer_is_named_in_the_order_they_were_given() -> None:
    with pytest.raises(AnswerError) as error:
        read_answers(BICYCLE, {"loose": "3", "dark": True, "breaks": 1, "chain": 0})
    assert [problem.fact for problem in error.value.problems] == ["loose", "breaks", "chain"]
    assert len(str(error.value).splitlines()) == 3


def test_absent_stays_absent_and_null_stays_null() -> None:
    assert read_answers(BICYCLE, {}) == {}
    assert read_answers(BICYCLE, {"loose": None}) == {"loose": None}


def test_a_record_is_given_back_as_it_was_answered_in_order_of_declaration() -> None:
    answers = {
        "extras": ["bell", "bag"], "loose": 3, "heat": 38.5, "pressure": 2, "chain": "worn",
        "dark": None, "brakes": True,
    }  # fmt: skip
    back = plain_record(BICYCLE, read_answers(BICYCLE, answers))
    assert back == answers
    assert list(back) == ["brakes", "dark", "chain", "pressure", "heat", "loose", "extras"]
    assert isinstance(back["pressure"], int)
