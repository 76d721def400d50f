"""Checks that a wrong guideline cannot show: what is allowed, and what is not said twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from rugwijzer.compiler import GuidelineError, citations, load_files, read_files

BICYCLE = read_files(Path(__file__).parent.parent / "bicycle")
MOOD = """\
kind: ladder
title: {nl: Humeur, en: Mood}
levels:
  fine: {nl: goed, en: fine}
  check: {nl: nakijken, en: check}
"""


def problems(files: dict[str, str]) -> list[str]:
    """The problems of the bicycle with some files added or replaced."""
    try:
        load_files({**BICYCLE, **files})
    except GuidelineError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_two_ladders_may_share_the_name_of_a_level() -> None:
    assert problems({"decisions/mood/decision.yaml": MOOD}) == []


def test_two_rules_of_a_set_may_name_one_member() -> None:
    rules = BICYCLE["decisions/packing/rules.yaml"]
    again = rules.replace("take_lamp", "take_lamp_too").replace("take_pump", "take_pump_too")
    cases = BICYCLE["decisions/packing/cases.yaml"]
    more = cases.replace("take_lamp", "take_lamp_too").replace("take_pump", "take_pump_too")
    assert (
        problems(
            {
                "decisions/packing/again/rules.yaml": again,
                "decisions/packing/again/cases.yaml": more.replace("- case: ", "- case: Again. "),
            }
        )
        == []
    )


def test_a_rule_of_a_mild_level_need_not_say_what_no_answer_means() -> None:
    rules = BICYCLE["decisions/verdict/road/rules.yaml"]
    assert "then: check\n  evidence" in rules
    assert problems({}) == []


def test_a_guideline_without_screens_need_not_place_its_facts() -> None:
    files = {name: text for name, text in BICYCLE.items() if not name.startswith("screens/")}
    assert load_files(files).screens == ()


def test_a_circle_is_the_only_problem_told() -> None:
    told = problems(
        {"definitions/all.yaml": "blind_ride: {when: soft}\nsoft: {when: blind_ride}\n"}
    )
    assert told == [
        'definitions/all.yaml:1: "blind_ride" reads itself: blind_ride -> soft -> blind_ride. '
        "Break the circle: one of these must do without the next."
    ]


def test_a_file_that_cannot_be_read_is_the_only_problem_told() -> None:
    told = problems({"facts/safety.yaml": "brakes: [\n"})
    assert len(told) == 1
    assert told[0].startswith("facts/safety.yaml:")


def test_a_fact_without_a_readable_type_does_not_spoil_every_condition_that_reads_it() -> None:
    wear = BICYCLE["facts/wear.yaml"].replace("chain:\n  type: choice", "chain:\n  type: choise")
    assert problems({"facts/wear.yaml": wear}) == [
        'facts/wear.yaml:2: "type" of fact "chain" cannot be "choise". Did you mean "choice"?'
    ]


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    told = problems(
        {
            "facts/new.yaml": "b: {type: no}\na: {type: no}\n",
            "decisions/route/decision.yaml": "kind: none\n",
        }
    )
    assert [problem.split(": ")[0] for problem in told] == [
        "decisions/route/decision.yaml:1", "facts/new.yaml:1", "facts/new.yaml:2",
    ]  # fmt: skip


def test_every_row_knows_what_cites_it() -> None:
    cited = citations(load_files(BICYCLE))
    assert cited["LAMP-1"] == ("take_lamp", "no_lights", "lights", "blind_ride")
    assert "PAINT-1" not in cited


@pytest.mark.parametrize("name", sorted(BICYCLE))
def test_no_file_of_the_bicycle_can_become_a_list_of_lists_unnoticed(name: str) -> None:
    assert problems({name: "- [a, b]\n- [c]\n"}) != []


@pytest.mark.parametrize("name", sorted(BICYCLE))
def test_no_file_of_the_bicycle_can_become_one_word_unnoticed(name: str) -> None:
    assert problems({name: "bicycle\n"}) != []
