"""The result in words, for everybody in the cases: whole sentences, and nothing of the inside."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from rich.console import Console
from tests.whole import engine, guideline, texts

from rugwijzer.care.assessment import Assessment, assess
from rugwijzer.cli.guideline import whole_people
from rugwijzer.cli.result import emergency, result
from rugwijzer.compiler import (
    Case,
    read_answers,
)

TODAY = date(2026, 3, 31)
LANGUAGES = ("nl", "en")


def shown(parts: Any) -> str:
    """What a terminal of 80 columns shows."""
    out = Console(width=80, record=True, file=io.StringIO())
    for part in parts:
        out.print(part)
    return out.export_text()


def result_of(record: Any, language: str, **options: Any) -> str:
    return shown(result(assessed(record), texts(), language, **options))


def assessed(record: Any) -> Assessment:
    return assess(guideline(), engine(), record, TODAY)


def answers(**given: object) -> Any:
    return read_answers(guideline(), given)


def some_cases() -> list[Case]:
    """All whole people, and one case in which each rule fires."""
    firing = {case.rule: case for case in guideline().cases if case.shows == "fires"}
    return [*whole_people(guideline())[::6], *list(firing.values())[::6]]


def title(found: Assessment, language: str) -> str:
    """What is said first: how soon, but for whoever is to call 113 before anything else."""
    key = f"urgency.{found.urgency.lower}.title"
    if not found.urgency.settled:
        key = f"urgency.{found.urgency.lower}.at_least"
    elif found.so_far("contact") == "line_113":
        key = "contact.line_113.title"
    return words(texts().text(key, language))


def words(text: str) -> str:
    """The text without frames and line ends."""
    return " ".join(re.sub(r"[│╭╮╰╯─┌┐└┘]", " ", text).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_reads_half_a_sentence_or_a_name_from_the_inside(language: str) -> None:
    ids = {*guideline().facts, *guideline().rules, *guideline().definitions}
    ids = {name for name in ids if "_" in name}
    for number, case in enumerate(some_cases()):
        text = result_of(case.record, language, everything=number % 2 == 0)
        flat = words(text)
        assert not re.search(r": *\.|\( *\)|: *;|; *\.|,\s*\.|\{|\}|None|\.\.", flat), case.title
        assert not ids & set(re.findall(r"\w+", flat)), case.title
        assert all(len(line.rstrip()) <= 80 for line in text.splitlines()), case.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_how_soon_and_that_this_is_no_diagnosis(language: str) -> None:
    disclaimer = texts().text("disclaimer.short", language)
    for case in some_cases():
        found = assessed(case.record)
        flat = words(result_of(case.record, language))
        assert words(disclaimer) in flat
        assert title(found, language) in flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_someone_who_answered_nothing_is_not_reassured(language: str) -> None:
    flat = words(result_of({}, language))
    assert words(texts().text("urgency.self_care.at_least", language)) in flat
    assert words(texts().text("urgency.self_care.title", language)) not in flat
    assert words(texts().text("check.leaving.in_doubt", language)) in flat
    assert words(texts().text("gate.full.title", language)) not in flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_is_shown_in_one_screen_with_what_to_do_and_what_to_say(
    language: str,
) -> None:
    for record in (answers(collapse=True), answers(saddle="new_or_worse")):
        found = assessed(record)
        text = shown(emergency(found, texts(), language))
        level = found.urgency.lower
        for line in texts().numbered(f"urgency.{level}.do", language):
            assert words(line) in words(text)
        assert words(texts().text(f"urgency.{level}.title", language)) in words(text)
        assert len(text.splitlines()) <= 40


def test_what_to_say_on_the_phone_is_in_dutch_with_english_beside_it() -> None:
    flat = words(result_of(answers(saddle="new_or_worse"), "en"))
    assert "Ik wil dat een arts nakijkt of ik een cauda-equinasyndroom heb." in flat
    assert "I want a doctor to check whether I have cauda equina syndrome." in flat
    dutch = words(result_of(answers(saddle="new_or_worse"), "nl"))
    assert "I want a doctor" not in dutch


def test_a_call_for_112_has_no_homework_and_no_list_of_what_else_might_be() -> None:
    flat = words(result_of(answers(collapse=True), "en"))
    assert words(texts().text("gate.full.title", "en")) not in flat
    assert words(texts().text("result.heading.would_change", "en")) not in flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_looks_after_it_alone_reads_when_to_phone_after_all(language: str) -> None:
    flat = words(result_of(guideline().people["ordinary"].record, language))
    for line in texts().numbered("safety_net.now", language):
        assert words(line) in flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_sources_every_reason_shows_its_rows_of_evidence(language: str) -> None:
    record = answers(saddle="new_or_worse")
    assert "RF-CES-01" in result_of(record, language, sources=True)
    assert "RF-CES-01" not in result_of(record, language, sources=False)


def test_the_level_in_words_is_never_milder_than_the_assessment() -> None:
    for case in some_cases():
        found = assessed(case.record)
        if found.urgency.lower in ("call_112", "call_now", "same_day") and found.urgency.settled:
            assert title(found, "en") in words(result_of(case.record, "en"))


def test_who_has_to_phone_now_does_not_read_within_a_few_days_for_the_same_concern() -> None:
    said = result_of(answers(saddle="new_or_worse"), "en")
    now, later = (
        " ".join((guideline().rules[rule].words or {})["en"].split())
        for rule in ("saddle_new", "cauda_equina_unexplained")
    )
    words = " ".join(said.split())
    assert now in words
    assert later not in words


def test_a_milder_reason_of_another_concern_is_still_told() -> None:
    said = result_of(answers(saddle="new_or_worse", rash=True), "en")
    assert "shingles" in said
