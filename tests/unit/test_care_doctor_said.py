"""What a doctor said, as facts about exactly what the doctor looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.whole import engine, guideline

from rugwijzer.care.doctor_said import FACT, SAID, SEEN, concerns_of, doctor_said
from rugwijzer.care.history import Visit, record_of
from rugwijzer.compiler import (
    Choice,
    Ladder,
    LadderValue,
    Record,
    SetDecision,
)
from rugwijzer.library import load_library
from rugwijzer.paths import find

FIRST = date(2026, 3, 2)
NEXT = FIRST + timedelta(days=1)


def concerns() -> tuple[str, ...]:
    decision = guideline().decisions["concerns"]
    assert isinstance(decision, SetDecision)
    return decision.names


def rank(record: Record) -> tuple[int, str]:
    ladder = guideline().decisions["urgency"]
    value = engine().evaluate(record).decisions["urgency"]
    assert isinstance(ladder, Ladder)
    assert isinstance(value, LadderValue)
    return ladder.rank(value.lower), value.lower


@pytest.mark.parametrize("answer", SAID)
def test_every_concern_that_was_in_gets_what_was_said_and_no_other_does(answer: str) -> None:
    found = doctor_said(answer, ["motor", "severe_pain", "kidney_belly"])
    assert found.facts == {"seen_motor": SAID[answer], "seen_belly": SAID[answer]}
    assert found.unseen == ("severe_pain",)
    assert not found.lead_on


@pytest.mark.parametrize("answer", ["could_not_reach", None])
def test_whoever_reached_nobody_or_does_not_know_changes_nothing_and_is_led_on(
    answer: str | None,
) -> None:
    found = doctor_said(answer, concerns())
    assert found.facts == {}
    assert found.unseen == concerns()
    assert found.lead_on


def test_a_concern_without_such_a_fact_is_never_made_seen() -> None:
    without = [name for name in concerns() if name not in SEEN]
    assert {"aorta", "heart_lungs", "clot", "severe_pain", "despair"} <= set(without)
    for answer in SAID:
        assert doctor_said(answer, without).facts == {}


def test_every_fact_is_one_of_the_guideline_and_takes_what_is_said() -> None:
    assert set(SEEN) <= set(concerns())
    declared = {name for name in guideline().facts if name.startswith("seen_")} - {"seen_by"}
    assert set(SEEN.values()) == declared
    for name in SEEN.values():
        kind = guideline().facts[name].type
        assert isinstance(kind, Choice)
        assert set(SAID.values()) <= set(kind.options)


def test_every_answer_that_is_offered_is_known_and_has_words_in_both_languages() -> None:
    kind = guideline().facts[FACT].type
    assert isinstance(kind, Choice)
    assert set(kind.options) == {*SAID, "could_not_reach"}
    texts = load_library(find("content"))
    for language in ("nl", "en"):
        for answer in (*SAID, "unknown"):
            assert texts.text(f"doctor_said.{answer}.text", language)
        for number in (1, 2, 3, 4):
            assert texts.text(f"doctor_said.could_not_reach.others.{number}", language)


def test_numbness_that_was_examined_stays_within_days_and_what_else_was_urgent_stays() -> None:
    person = dict(guideline().people["ordinary"].record)
    told = {**person, "saddle": "new_or_worse"}
    urgent = engine().evaluate(told)
    assert concerns_of(urgent) == ("cauda_equina",)
    seen = doctor_said("not_urgent", concerns_of(urgent)).facts
    visits = [Visit(FIRST, told), Visit(NEXT, {**seen, "worse_since_seen": False})]
    assert rank(record_of(guideline(), visits, NEXT))[1] == "gp_days"
    worse = [Visit(FIRST, told), Visit(NEXT, {**seen, "worse_since_seen": True})]
    assert rank(record_of(guideline(), worse, NEXT))[1] == "call_now"


def test_who_could_not_reach_a_doctor_is_as_urgent_as_before() -> None:
    person = dict(guideline().people["ordinary"].record)
    told = {**person, "saddle": "new_or_worse"}
    said = doctor_said("could_not_reach", concerns_of(engine().evaluate(told))).facts
    visits = [Visit(FIRST, told), Visit(NEXT, dict(said))]
    assert rank(record_of(guideline(), visits, NEXT)) == rank(told)
