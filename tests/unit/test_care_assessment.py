"""What an assessment says of one person, and how it is written down."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.whole import engine, guideline

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.compiler import (
    Answer,
    Choice,
    Ladder,
    LadderValue,
    Record,
    YesNo,
    read_answers,
)

TODAY = date(2026, 3, 31)
many = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


@cache
def ladder() -> Ladder:
    found = guideline().decisions["urgency"]
    assert isinstance(found, Ladder)
    return found


def assessed(record: Record) -> Assessment:
    return assess(guideline(), engine(), record, TODAY)


def as_json(**answers: object) -> dict[str, Any]:
    """The assessment of someone with these answers, through JSON and back."""
    record = read_answers(guideline(), answers)
    found: dict[str, Any] = json.loads(json.dumps(assessed(record).as_json()))
    return found


def ordinary(**changes: Answer) -> dict[str, Any]:
    found = {
        name: sorted(answer) if isinstance(answer, frozenset) else answer
        for name, answer in guideline().people["ordinary"].record.items()
    }
    return {**found, **changes}


@st.composite
def people(draw: Any) -> Record:
    """One of the people in the cases, with some answers changed, unknown or missing."""
    cases = guideline().cases
    record = dict(cases[draw(st.integers(0, len(cases) - 1))].record)
    for name in draw(st.lists(st.sampled_from(list(guideline().facts)), max_size=6)):
        fact = guideline().facts[name]
        match fact.type:
            case YesNo():
                record[name] = draw(st.sampled_from((True, False, None)))
            case Choice(options=options):
                record[name] = draw(st.sampled_from((*options, None)))
            case _:
                record.pop(name, None)
    return record


# --- as JSON


def test_the_json_has_the_keys_that_scripts_rely_on() -> None:
    found = as_json(**ordinary())
    assert set(found) == {
        "guideline_version",
        "at",
        "urgency",
        "contact",
        "gate",
        "concerns",
        "phase",
        "kind",
        "stenosis_score",
        "factors",
        "profile",
        "care_step",
        "progress",
        "escalation",
        "imaging",
        "follow_up",
        "items",
        "aids",
        "movements",
        "leanings",
        "lessons",
        "moments",
        "work_step",
        "medicines",
        "medicine_notes",
        "paracetamol_limit",
        "next_step",
        "pace",
        "pain_rule",
        "usual_course",
        "next_check_in",
        "reasons",
        "would_change",
        "contradictions",
        "open",
    }
    assert set(found["urgency"]) == {"level", "at_least", "at_most", "settled"}
    for choice in ("contact", "gate"):
        assert set(found[choice]) == {"value", "possible"}
    assert found["at"] == "2026-03-31"
    version = guideline().version
    assert version is not None
    assert found["guideline_version"] == version.number


def test_the_profile_in_the_json_names_its_factors_with_their_groups() -> None:
    found = as_json(**ordinary(mood_down=True))["profile"]
    assert set(found) == {"value", "possible", "factors"}
    assert {"id": "low_mood", "group": "psychological"} in found["factors"]


def test_the_json_says_when_to_come_back_and_nothing_while_that_is_open() -> None:
    found = as_json(**ordinary())["next_check_in"]
    assert found == {"on": "2026-04-03", "calendar": "standard"}
    assert as_json(age=40)["next_check_in"] is None
    assert as_json(saddle="new_or_worse")["next_check_in"]["calendar"] == "after_doctor"


def test_a_reason_names_its_decision_its_rule_the_answers_behind_it_and_its_sources() -> None:
    reasons = as_json(**ordinary(saddle="new_or_worse"))["reasons"]
    assert reasons
    for reason in reasons:
        assert set(reason) == {"decision", "rule", "because", "evidence", "sources"}
        assert all(set(atom) == {"fact", "value"} for atom in reason["because"])
        rows = [guideline().evidence[row] for row in reason["evidence"]]
        assert rows
        assert reason["sources"] or all("proposed" in row.marks for row in rows)
        assert reason["because"]
    top = next(reason for reason in reasons if reason["decision"] == "urgency")
    assert {"fact": "saddle", "value": "new_or_worse"} in top["because"]


def test_what_would_change_it_names_a_fact_an_answer_and_the_level_it_would_give() -> None:
    found = as_json(**ordinary())["would_change"]
    assert {"fact": "saddle", "value": "new_or_worse", "level": "call_now"} in found
    assert all(set(each) == {"fact", "value", "level"} for each in found)


def test_a_concern_is_in_or_open_and_never_both() -> None:
    found = as_json(saddle="new_or_worse")["concerns"]
    assert {"id": "cauda_equina", "status": "in"} in found
    assert {each["status"] for each in found} == {"in", "open"}
    assert len({each["id"] for each in found}) == len(found)


def test_a_contradiction_is_named_with_the_facts_to_ask_back() -> None:
    found = as_json(**ordinary(age=34, pain_days=100 * 365))["contradictions"]
    for each in found:
        assert set(each) == {"id", "facts"}
        assert each["facts"]
    assert as_json(**ordinary())["contradictions"] == []


def test_an_answer_to_a_question_that_does_not_apply_is_asked_back_and_still_counts() -> None:
    found = as_json(**ordinary(suicidal="plan_now"))
    assert {"id": "not_applicable:suicidal", "facts": ["suicidal"]} in found["contradictions"]
    assert found["urgency"]["at_least"] in ("call_now", "call_112")


def test_open_names_what_was_not_asked_yet() -> None:
    assert "saddle" in as_json()["open"]
    # What only an opened screen asks stays open, until somebody opens it.
    assert set(as_json(**ordinary())["open"]) <= guideline().opened_facts
    assert "fever" not in as_json(fever=None)["open"]


@many
@given(people())
def test_whoever_it_is_the_assessment_can_be_written_as_json_with_finite_numbers(
    record: Record,
) -> None:
    json.dumps(assessed(record).as_json(), allow_nan=False)


# --- someone who has answered nothing


def test_nothing_reassuring_follows_from_knowing_nothing() -> None:
    found = as_json()
    assert found["urgency"] == {
        "level": None,
        "at_least": "self_care",
        "at_most": "call_112",
        "settled": False,
    }
    assert all(each["status"] == "open" for each in found["concerns"])
    assert found["contact"]["value"] is None
    assert found["gate"]["value"] is None
    assert found["kind"]["value"] is None
    assert found["profile"]["value"] is None
    # That it is a first time is known without an answer; it says nothing of her back.
    rules = [each["rule"] for each in found["reasons"]]
    assert rules == ["next_step_start", "progress_not_yet"]
    for decision in ("items", "movements", "medicines"):
        assert all(each["status"] == "open" for each in found[decision])
    assert found["contradictions"] == []
    assert assessed({}).so_far("contact") is None
    assert assessed({}).so_far("gate") is None


# --- what would change it


@many
@given(people())
def test_what_would_change_the_advice_really_does_when_it_is_answered_so(record: Record) -> None:
    found = assessed(record)
    now = ladder().rank(found.urgency.lower)
    for change in found.would_change:
        then = engine().evaluate({**record, change.fact: change.value}).decisions["urgency"]
        assert isinstance(then, LadderValue)
        assert then.lower == change.level
        assert ladder().rank(then.lower) > now


@many
@given(people())
def test_age_sex_and_history_are_never_listed_as_what_would_change_it(record: Record) -> None:
    for change in assessed(record).would_change:
        assert not guideline().facts[change.fact].fixed


def test_nothing_makes_calling_112_more_urgent() -> None:
    assert as_json(collapse=True)["would_change"] == []


# --- reasons


def test_the_reason_that_gave_the_level_comes_first() -> None:
    found = assessed(
        read_answers(guideline(), ordinary(saddle="new_or_worse", fever=True, worried=True))
    )
    ranks = [found.rank_of(reason) for reason in found.reasons("urgency")]
    assert len(ranks) > 1
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] == ladder().rank("call_now")


@many
@given(people())
def test_every_level_above_the_mildest_has_a_reason(record: Record) -> None:
    found = assessed(record)
    if found.urgency.lower == ladder().levels[0]:
        return
    reasons = found.reasons("urgency")
    assert reasons
    assert all(reason.because for reason in reasons)


@many
@given(people())
def test_a_concern_that_is_in_is_the_concern_of_a_rule_that_counts(record: Record) -> None:
    found = assessed(record)
    named = {
        getattr(guideline().rules[reason.rule], "concern", None)
        for reason in found.reasons("urgency")
    }
    assert set(found.concerns.inside) <= named


@many
@given(people())
def test_choices_so_far_are_never_something_that_is_no_longer_possible(record: Record) -> None:
    found = assessed(record).as_json()
    for decision in ("contact", "gate"):
        so_far = assessed(record).so_far(decision)
        value = found[decision]
        assert isinstance(value, dict)
        assert so_far is None or so_far in value["possible"]
