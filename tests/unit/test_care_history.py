"""What one person told over time: which answers count, and what changed since the beginning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugwijzer.care.history import (
    DERIVED,
    ChangedAnswer,
    Visit,
    ask_again,
    by_day,
    changed_answers,
    derived,
    record_of,
    still_applying,
)
from rugwijzer.care.history_examples import misses, read_examples, run_examples
from rugwijzer.care.kept import Kept, expired, is_mildest, record_at
from rugwijzer.compiler import (
    Answer,
    Choice,
    Fact,
    Guideline,
    GuidelineError,
    HistoryExample,
    Number,
    SetOf,
    YesNo,
    build_engine,
    digest,
    load,
    load_files,
    read_files,
)
from rugwijzer.paths import find

MONDAY = date(2026, 3, 30)
BICYCLE = Path(__file__).parent.parent / "bicycle"
quick = settings(deadline=None, max_examples=60, derandomize=True)


@cache
def files() -> dict[str, str]:
    return read_files(find("guideline"))


@cache
def guideline() -> Guideline:
    return load_files(files(), checked=False)


@cache
def examples() -> tuple[HistoryExample, ...]:
    return read_examples(guideline(), files())


def on(day: int, **answers: Answer) -> Visit:
    return Visit(MONDAY + timedelta(days=day), answers)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


# --- the worked examples


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_a_worked_example_comes_out_as_it_says(example: HistoryExample) -> None:
    assert [str(miss) for miss in misses(guideline(), example)] == []


@pytest.mark.parametrize("name", DERIVED)
def test_every_fact_worked_out_from_visits_has_six_examples_one_without_and_one_with(
    name: str,
) -> None:
    own = [example for example in examples() if example.place.file == f"history/{name}.yaml"]
    assert len(own) >= 6
    assert any(name in example.absent for example in own)
    assert any(example.follows.get(name) is not None for example in own)
    unknown = any(name in each.follows and each.follows[name] is None for each in own)
    never_unknown = (
        "check_in",
        "days_in_care",
        "flare_ups_4_weeks",
        "missed_in_a_row",
        "silent_days",
    )
    assert unknown or name in never_unknown


def test_an_example_that_expects_something_else_is_noticed() -> None:
    example = next(each for each in examples() if each.follows.get("pain_change") == -3)
    wrong = [
        replace(example, follows={"pain_change": -2}),
        replace(example, follows={"pain_change": None}),
        replace(example, follows={"saddle": "none"}),
        replace(example, follows={}, absent=("pain_change",)),
        replace(example, ask_again=("age",)),
        replace(example, changed_answers=(("age", 0, 7),)),
    ]
    found = [str(next(misses(guideline(), each))).split("\n  ")[1] for each in wrong]
    assert found == [
        "pain_change: expected -2, found -3",
        "pain_change: expected don't know, found -3",
        "saddle: expected none, found absent",
        "pain_change: expected absent, found -3",
        "ask_again: expected [age], found []",
        "changed_answers: expected [[age, 0, 7]], found []",
    ]
    assert len(list(run_examples(guideline(), tuple(wrong)))) == len(wrong)


def test_a_new_example_asks_for_no_new_version_of_the_guideline() -> None:
    assert digest(files()) == digest({**files(), "history/new.yaml": "- {}"})


GOOD = "- title: A\n  visits:\n    - {day: 0, answers: {pain_now: 3}}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "history/new.yaml: this file is empty. Fill it or remove it."),
        ("a: b", "history/new.yaml:1: history/new.yaml must be a list, not a mapping. Begin each"
                 " entry with a dash."),
        ("- [", "history/new.yaml:2: this is not valid YAML: did not find expected node content."
                " Check the indentation, the colons and the quotes here and just above."),
        ("- visits: []\n  follows: {age: 3}",
         'history/new.yaml:1: an example has no "title". Write a sentence that somebody could'
         " disagree with."),
        ("- title: A\n  follows: {age: 3}",
         'history/new.yaml:1: an example has no "visits". Write one `- {day: 0, answers: {...}}`'
         " per visit."),
        (GOOD, "history/new.yaml:1: an example says nothing about what follows. Write"
               " `follows: {fact: value}`, or `ask_again: [...]`."),
        (GOOD + "  folows: {age: 3}\n  ask_again: []",
         'history/new.yaml:4: unknown key "folows" in an example. Did you mean "follows"?'),
        (GOOD + "  follows: {pain_nw: 3}\n  ask_again: []",
         'history/new.yaml:4: there is no fact "pain_nw". Did you mean "pain_now"?'),
        (GOOD + "  follows: {pain_now: 30}\n  ask_again: []",
         'history/new.yaml:4: "pain_now": it must lie from 0 to 10. Check the number and its'
         " unit."),
        (GOOD + "  follows: 3\n  ask_again: []",
         'history/new.yaml:4: "follows" of an example must be a mapping. Write {name: value}.'),
        (GOOD + "  ask_again: [agee]",
         'history/new.yaml:4: there is no fact "agee". Did you mean "age"?'),
        (GOOD + "  ask_again: []\n  at: -1",
         'history/new.yaml:5: "at" of an example must be a whole number of days from 0 to 100000.'
         " Count from day 0."),
        (GOOD + "  changed_answers: [[age, 0]]",
         "history/new.yaml:4: a changed answer is a fact and two days. Write `[fact, earlier day,"
         " later day]`."),
        (GOOD.replace("day: 0", "day: x") + "  ask_again: []",
         'history/new.yaml:3: "day" of a visit must be a whole number of days from 0 to 100000.'
         " Count from day 0."),
        (GOOD.replace("day: 0, ", "") + "  ask_again: []",
         'history/new.yaml:3: a visit has no "day". Count the days from day 0.'),
        (GOOD.replace("pain_now", "pain_change") + "  ask_again: []",
         'history/new.yaml:3: "pain_change" follows from the visits themselves and cannot be told.'
         " Put it under `follows:`."),
        (GOOD.replace("answers: {pain_now: 3}", "measures: {everday: 3}") + "  ask_again: []",
         'history/new.yaml:3: there is no measure "everday". Did you mean "everyday"?'),
        (GOOD.replace("answers: {pain_now: 3}", "measures: {everyday: 41}") + "  ask_again: []",
         'history/new.yaml:3: "everyday": it must be a whole number from 0 to 40. Write null for'
         " don't know."),
        (GOOD + "  ask_again: []\n" + GOOD + "  ask_again: []",
         "history/new.yaml:5: this example has the title of the one at history/new.yaml:1. Give"
         " each its own title."),
    ],
)  # fmt: skip
def test_a_wrong_example_is_refused_in_exactly_these_words(text: str, says: str) -> None:
    with pytest.raises(GuidelineError) as refused:
        read_examples(guideline(), {"history/new.yaml": text})
    assert [str(problem) for problem in refused.value.problems] == [says]


def test_a_file_called_after_a_fact_is_about_that_fact() -> None:
    with pytest.raises(GuidelineError) as refused:
        read_examples(guideline(), {"history/pain_change.yaml": GOOD + "  ask_again: []"})
    assert [str(problem) for problem in refused.value.problems] == [
        'history/pain_change.yaml:1: this example does not say what follows for "pain_change". '
        "Say it under `follows:`, or move it to a file that is not called pain_change.yaml."
    ]


# --- answers


def test_an_older_answer_that_no_longer_applies_is_no_contradiction() -> None:
    visits = [on(0, pain_days=80, onset="strain"), on(10, pain_now=4)]
    record = record_of(guideline(), visits, day(10))
    assert "onset" not in record
    assert build_engine(guideline(), "compiled").evaluate(record).contradictions == ()
    assert ask_again(guideline(), record, visits, day(10)) == ()


def test_an_answer_of_today_that_does_not_apply_is_asked_back() -> None:
    record = record_of(guideline(), [on(0, pain_days=80), on(10, onset="strain")], day(10))
    found = build_engine(guideline(), "compiled").evaluate(record).contradictions
    assert found == ("not_applicable:onset",)


def test_an_alarm_sign_that_is_no_longer_asked_about_counts_and_is_asked_again() -> None:
    visits = [on(0, pain_days=10, course="worsening"), on(20, seen_by="doctor")]
    visits.append(on(20, pain_days=30, worse_since_seen=False))
    record = record_of(guideline(), visits, day(20))
    assert record["course"] == "worsening"
    assert ask_again(guideline(), record, visits, day(20)) == ("course",)


def test_nobody_is_asked_again_what_only_a_professional_or_the_history_tells() -> None:
    visits = [on(0, professional_worry=True, seen_cancer="ordinary", temperature=390)]
    record = record_of(guideline(), visits, day(400))
    assert record["professional_worry"] is True
    assert "seen_cancer" not in record
    assert ask_again(guideline(), record, visits, day(400)) == ()


def test_of_two_answers_of_one_day_the_one_told_last_counts() -> None:
    one, other = on(0, pain_now=4, age=40), on(0, pain_now=6)
    assert by_day([one, other], day(0)) == (on(0, pain_now=6, age=40),)
    assert by_day([other, one], day(0)) == (on(0, pain_now=4, age=40),)


def test_without_visits_nothing_is_known() -> None:
    assert record_of(guideline(), [], day(0)) == {}
    assert ask_again(guideline(), {}, [], day(0)) == ()
    assert changed_answers(guideline(), [], day(0)) == ()


def test_answers_that_cannot_both_be_true_are_named_with_their_days_in_order() -> None:
    visits = [on(9, age=45), on(0, age=50, psoriasis=True), on(4, age=48, psoriasis=False)]
    assert changed_answers(guideline(), visits, day(9)) == (
        ChangedAnswer("psoriasis", day(0), day(4)),
        ChangedAnswer("age", day(0), day(4)),
        ChangedAnswer("age", day(4), day(9)),
    )
    assert changed_answers(guideline(), visits, day(3)) == ()


def test_what_may_well_change_is_no_changed_answer() -> None:
    visits = [on(0, fever=True, pain_now=8), on(4, fever=False, pain_now=2)]
    assert changed_answers(guideline(), visits, day(9)) == ()


def test_whoever_no_longer_despairs_is_not_asked_which_answer_was_right() -> None:
    visits = [
        on(0, despair=True, suicidal="thoughts", steroids=True, first_episode=True),
        on(9, despair=False, suicidal="none", steroids=False, first_episode=False),
    ]
    assert changed_answers(guideline(), visits, day(9)) == ()


def test_days_before_the_calendar_and_beyond_the_range_are_no_error() -> None:
    visits = [
        Visit(date(1, 1, 1), {"pain_days": 36500, "pain_now": 3}),
        Visit(date(9999, 12, 31), {"pain_days": 36500, "pain_now": 3}),
    ]
    record = record_of(guideline(), visits[:1], date(9999, 12, 31))
    kind = guideline().facts["days_in_care"].type
    assert isinstance(kind, Number)
    assert record["days_in_care"] == kind.high
    assert "days_in_care" not in record_of(guideline(), visits, date(9999, 12, 31))


def test_a_guideline_that_does_not_declare_a_fact_goes_without_it() -> None:
    bicycle = load(BICYCLE)
    visits = [Visit(day(0), {"brakes": False}, {"everyday": 3}), Visit(day(400), {"dark": True})]
    assert derived(bicycle, visits, day(400)) == {}
    assert record_of(bicycle, visits, day(400))["dark"] is True


def test_how_old_a_change_may_be_is_said_by_the_guideline() -> None:
    visits = [on(0, pain_now=8), on(7, pain_now=3)]
    own = guideline().facts["pain_change"].valid_for
    pain = guideline().facts["pain_now"].valid_for
    assert own is not None
    assert pain is not None
    assert derived(guideline(), visits, day(7 + own))["pain_change"] == -5
    assert derived(guideline(), visits, day(8 + own))["pain_change"] is None
    unsaid = replace(guideline().facts["pain_change"], valid_for=None)
    without = replace(guideline(), facts={**guideline().facts, "pain_change": unsaid})
    assert derived(without, visits, day(7 + pain))["pain_change"] == -5
    assert derived(without, visits, day(8 + pain))["pain_change"] is None


# --- whoever it is


def answers_to(fact: Fact) -> st.SearchStrategy[Answer]:
    match fact.type:
        case YesNo():
            known: st.SearchStrategy[Answer] = st.booleans()
        case Choice(options=options):
            known = st.sampled_from(options)
        case SetOf(options=options):
            known = st.frozensets(st.sampled_from(options))
        case Number(low=low, high=high):
            known = st.integers(low, min(high, low + 120))
    return st.one_of(st.none(), known)


@st.composite
def histories(draw: st.DrawFn) -> list[Visit]:
    """A few visits, each on a day of its own."""
    facts = [fact for name, fact in guideline().facts.items() if name not in DERIVED]
    often = [guideline().facts[name] for name in ("pain_now", "pain_days", "age", "fever")]
    found = []
    for number in draw(st.lists(st.integers(0, 200), unique=True, max_size=5)):
        told = draw(st.lists(st.sampled_from([*facts, *often * 10]), max_size=8))
        answers = {fact.name: draw(answers_to(fact)) for fact in told}
        scores = st.dictionaries(st.just("everyday"), st.none() | st.integers(0, 40))
        found.append(Visit(day(number), answers, draw(scores)))
    return found


moments = st.integers(0, 260).map(day)


@quick
@given(histories(), moments, st.randoms(use_true_random=False))
def test_the_order_in_which_visits_are_told_does_not_matter(
    visits: list[Visit], at: date, random: object
) -> None:
    other = list(visits)
    random.shuffle(other)  # type: ignore[attr-defined]
    record = record_of(guideline(), visits, at)
    assert record_of(guideline(), other, at) == record
    assert ask_again(guideline(), record, other, at) == ask_again(guideline(), record, visits, at)
    assert changed_answers(guideline(), other, at) == changed_answers(guideline(), visits, at)


@quick
@given(histories(), moments, st.integers(0, 260).map(day))
def test_a_visit_without_answers_only_makes_it_a_check_in_and_longer(
    visits: list[Visit], at: date, empty: date
) -> None:
    def told(visits: list[Visit]) -> dict[str, Answer]:
        record = record_of(guideline(), visits, at)
        only_asked_then = {
            name
            for name, fact in guideline().facts.items()
            if fact.asked_if is not None and "check_in" in fact.asked_if.text
        }
        return {
            name: answer
            for name, answer in record.items()
            if name not in ("check_in", "days_in_care", *only_asked_then)
        }

    assert told([*visits, Visit(empty, {})]) == told(visits)


@quick
@given(histories(), moments)
def test_what_counts_was_told_and_is_not_too_old_unless_it_is_an_alarm_sign(
    visits: list[Visit], at: date
) -> None:
    latest = {name: visit for visit in by_day(visits, at) for name in visit.answers}
    for name, answer in record_of(guideline(), visits, at).items():
        if name in DERIVED:
            continue
        fact = guideline().facts[name]
        old = expired(fact, (at - latest[name].at).days)
        assert not old or (fact.alarm and not is_mildest(fact, answer))


@quick
@given(histories(), moments)
def test_an_alarm_answer_counts_until_it_is_answered_anew(visits: list[Visit], at: date) -> None:
    record = record_of(guideline(), visits, at)
    latest = {
        name: answer for visit in by_day(visits, at) for name, answer in visit.answers.items()
    }
    for name, answer in latest.items():
        fact = guideline().facts[name]
        if fact.alarm and not is_mildest(fact, answer):
            assert name in record
            assert not is_mildest(fact, record[name])


@quick
@given(histories(), moments)
def test_change_is_never_said_to_be_none_where_an_end_is_missing(
    visits: list[Visit], at: date
) -> None:
    told = [visit.answers.get("pain_now") for visit in by_day(visits, at)]
    if sum(answer is not None for answer in told) < 2:
        assert record_of(guideline(), visits, at).get("pain_change") is None


@quick
@given(histories(), moments)
def test_whatever_is_told_the_engines_can_judge_it(visits: list[Visit], at: date) -> None:
    record = record_of(guideline(), visits, at)
    assert build_engine(guideline(), "reference").evaluate(record).decisions
    for name in DERIVED:
        kind = guideline().facts[name].type
        answer = record.get(name)
        if isinstance(kind, Number) and answer is not None:
            assert isinstance(answer, int)
            assert kind.low <= answer <= kind.high


def test_an_answer_of_a_check_broken_off_earlier_is_left_out_once_it_no_longer_applies() -> None:
    began = date(2026, 3, 2)
    kept = {"pain_days": Kept(80, began), "onset": Kept("strain", began)}
    counting = record_at(guideline(), kept, began + timedelta(days=10))
    assert counting == {"pain_days": 90, "onset": "strain"}
    left = still_applying(guideline(), counting, kept, began + timedelta(days=10))
    assert left == {"pain_days": 90}
