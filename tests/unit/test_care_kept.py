"""How long an answer counts, and how one grows older."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.whole import guideline

from rugwijzer.care.kept import Kept, record_at
from rugwijzer.compiler import Answer, Choice, Number, YesNo

MONDAY = date(2026, 3, 30)


def after(days: int, **answers: Answer) -> dict[str, Answer]:
    """What still counts, some days after these answers were given."""
    kept = {name: Kept(answer, MONDAY) for name, answer in answers.items()}
    return record_at(guideline(), kept, MONDAY + timedelta(days=days))


def validity(name: str) -> int:
    found = guideline().facts[name].valid_for
    assert found is not None
    return found


def test_an_answer_counts_on_the_day_it_was_given_and_until_its_last_day() -> None:
    assert after(0, pain_now=4) == {"pain_now": 4}
    assert after(validity("pain_now"), pain_now=4) == {"pain_now": 4}


def test_an_expired_answer_is_not_asked_so_that_it_will_be_asked_anew() -> None:
    assert after(validity("pain_now") + 1, pain_now=4) == {}


def test_a_dont_know_that_is_no_alarm_sign_expires_as_well() -> None:
    assert after(validity("pain_now") + 1, pain_now=None) == {}


def test_no_alarm_sign_expires_as_no_so_that_old_reassurance_does_not_last() -> None:
    assert after(validity("saddle") + 1, saddle="none") == {}
    assert after(validity("fever") + 1, fever=False) == {}


def test_an_alarm_sign_counts_until_it_is_answered_anew_however_long_ago() -> None:
    assert after(1000, saddle="new_or_worse") == {"saddle": "new_or_worse"}
    assert after(1000, saddle="explained") == {"saddle": "explained"}
    assert after(1000, fever=True) == {"fever": True}


def test_a_dont_know_about_an_alarm_sign_counts_until_it_is_answered_anew() -> None:
    assert after(1000, saddle=None, fever=None) == {"saddle": None, "fever": None}


def test_of_every_alarm_question_any_answer_but_the_mildest_outlives_its_days() -> None:
    for fact in guideline().facts.values():
        if not fact.alarm:
            continue
        match fact.type:
            case YesNo():
                lasting: tuple[Answer, ...] = (True, None)
                mildest: Answer = False
            case Choice(options=options):
                lasting, mildest = (*options[1:], None), options[0]
            case _:
                continue
        for answer in lasting:
            assert after(4000, **{fact.name: answer}) == {fact.name: answer}
        assert fact.valid_for is not None, f"{fact.name} would reassure for ever"
        assert after(fact.valid_for + 1, **{fact.name: mildest}) == {}


def test_an_answer_without_a_last_day_counts_always() -> None:
    assert guideline().facts["pain_days"].valid_for is None
    assert after(5000, pain_days=3)["pain_days"] is not None


def test_pain_that_began_three_days_ago_has_lasted_ten_days_a_week_later() -> None:
    assert after(7, pain_days=3) == {"pain_days": 10}


def test_a_duration_never_grows_past_what_may_be_answered() -> None:
    kind = guideline().facts["pain_days"].type
    assert isinstance(kind, Number)
    assert after(400, pain_days=kind.high - 1) == {"pain_days": kind.high}


def test_not_knowing_how_long_does_not_become_a_duration() -> None:
    assert after(30, pain_days=None) == {"pain_days": None}


def test_a_number_that_is_no_duration_does_not_grow() -> None:
    assert after(2, pain_now=4) == {"pain_now": 4}


def test_answers_of_a_later_day_are_left_out() -> None:
    assert after(-1, saddle="new_or_worse", pain_now=3, pain_days=2) == {}


def test_an_answer_of_today_stands_beside_an_older_one() -> None:
    kept = {
        "saddle": Kept("none", MONDAY),
        "bladder": Kept("none", MONDAY + timedelta(days=9)),
    }
    found = record_at(guideline(), kept, MONDAY + timedelta(days=10))
    assert found == {"bladder": "none"}


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 36500))
def test_looking_twice_gives_what_looking_once_gives(one: int, more: int, days: int) -> None:
    early = after(one, pain_days=days)["pain_days"]
    kept = {"pain_days": Kept(early, MONDAY + timedelta(days=one))}
    late = record_at(guideline(), kept, MONDAY + timedelta(days=one + more))
    assert late == after(one + more, pain_days=days)
