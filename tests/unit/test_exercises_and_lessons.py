"""The exercises and lessons in words: whole, in both languages, and joined to the guideline."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rugwijzer.compiler import SetDecision, load
from rugwijzer.library.checking import check_content
from rugwijzer.library.entries import ContentProblem
from rugwijzer.library.exercises import Exercise, load_exercises
from rugwijzer.library.lessons import FACTORS, Lesson, load_lessons
from rugwijzer.paths import find

CONTENT = find("content")


@cache
def exercises() -> tuple[Exercise, ...]:
    return load_exercises(CONTENT)


@cache
def lessons() -> tuple[Lesson, ...]:
    return load_lessons(CONTENT)


def test_every_exercise_of_the_evidence_is_there_the_five_basic_ones_first() -> None:
    assert [each.id for each in exercises()] == [f"EX-{number:02}" for number in range(1, 45)]


def test_there_are_ten_lessons_on_how_pain_works_and_fourteen_on_what_to_do_at_least() -> None:
    kinds = [lesson.kind for lesson in lessons()]
    assert kinds.count("how_pain_works") >= 10
    assert kinds.count("doing") >= 14


def test_the_factors_a_lesson_serves_are_those_of_the_guideline() -> None:
    factors = load(find("guideline")).decisions["factors"]
    assert isinstance(factors, SetDecision)
    assert set(FACTORS) == set(factors.names)


def test_every_thought_or_feeling_that_may_slow_recovery_has_a_lesson() -> None:
    factors = load(find("guideline")).decisions["factors"]
    assert isinstance(factors, SetDecision)
    served = {name for lesson in lessons() for name in lesson.serves}
    wanted = {member.name for member in factors.members if member.group == "psychological"}
    assert wanted <= served


def test_whoever_answers_otherwise_is_answered_as_kindly() -> None:
    for lesson in lessons():
        for option in lesson.options:
            for language in ("nl", "en"):
                first = option.answer[language].split()[0].strip(".,!").lower()
                assert first not in ("fout", "nee", "wrong", "no", "helaas", "incorrect"), (
                    lesson.slug
                )


def test_no_exercise_says_how_much_or_how_often_that_is_for_the_plan() -> None:
    for each in exercises():
        for text in (*each.steps, each.start, each.easier, each.harder):
            for language, word in (("nl", "herhaal"), ("en", "repetitions")):
                assert word not in text[language].lower(), each.slug


# --- files that are not in order

GOOD: dict[str, Any] = yaml.safe_load(
    (CONTENT / "exercises" / "knee-to-chest" / "words.yaml").read_text(encoding="utf-8")
)


def laid(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    words = yaml.safe_load(yaml.safe_dump(GOOD))
    change(words)
    folder = tmp_path / "exercises" / "one"
    folder.mkdir(parents=True)
    text = yaml.safe_dump(words, allow_unicode=True)
    (folder / "words.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda words: words.pop(key)


def having(key: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda words: words.update({key: value})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("start"), "exercises/one/words.yaml: start is missing. Add it, in nl and en."),
        (
            having("start", {"nl": "Ga liggen."}),
            "exercises/one/words.yaml: start must have a text in nl and in en. "
            "Write {nl: ..., en: ...}.",
        ),
        (
            having("song", "x"),
            "exercises/one/words.yaml: song is no field of this. Fields: breathing, easier, "
            "feel, for, harder, id, mistakes, name, sources, start, steps.",
        ),
        (
            having("steps", []),
            "exercises/one/words.yaml: steps must be a list of 2 to 7. Add to it, or shorten it.",
        ),
        (
            having("id", "first"),
            "exercises/one/words.yaml: id must be an id. Write it as EX-01.",
        ),
    ],
)
def test_a_file_that_is_not_in_order_is_refused_with_what_to_do(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(ContentProblem) as refused:
        load_exercises(laid(tmp_path, change))
    assert refused.value.problems == (said,)


def test_a_field_that_stands_there_twice_is_named_with_its_line(tmp_path: Path) -> None:
    folder = laid(tmp_path, having("id", "EX-01"))
    file = folder / "exercises" / "one" / "words.yaml"
    text = "id: EX-02\n" + file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentProblem, match=r"words.yaml:\d+: id stands there twice\."):
        load_exercises(folder)


def test_an_exercise_may_not_have_the_number_of_another(tmp_path: Path) -> None:
    folder = laid(tmp_path, having("id", "EX-01"))
    (folder / "exercises" / "two").mkdir()
    text = (folder / "exercises" / "one" / "words.yaml").read_text(encoding="utf-8")
    (folder / "exercises" / "two" / "words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentProblem, match=r"EX-01 is one too\. Use an id once\."):
        load_exercises(folder)


def test_a_sentence_that_is_too_long_to_hear_is_named(tmp_path: Path) -> None:
    long = " ".join(["woord"] * 21) + "."
    folder = laid(tmp_path, having("start", {"nl": long, "en": "Lie down."}))
    assert list(check_content(folder).problems) == [
        "exercises/one/words.yaml: start: a sentence of over 20 words (nl). Make two of it."
    ]


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "lessons" / "one"
    folder.mkdir(parents=True)
    (folder / "lesson.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(
        ContentProblem, match=r"lessons/one/lesson.yaml:\d+: this is not valid YAML"
    ):
        load_lessons(tmp_path)
