"""`rugwijzer exercises` and `rugwijzer exercise`: all of them in words, and one of them whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from rugwijzer.cli import exercises, main
from rugwijzer.compiler import Guideline
from rugwijzer.library.exercises import EQUIPMENT, GOALS, GROUPS, POSITIONS, TAGS
from rugwijzer.loading import load_guideline, load_texts
from rugwijzer.paths import find

BICYCLE = find("guideline").parent / "tests" / "bicycle"
Run = Callable[..., tuple[int, str, str]]


@cache
def read(given: Path | None) -> Guideline:
    return load_guideline(given)


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercises, "load_to_apply", lambda given: (read(given), None))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def slugs() -> list[str]:
    return sorted(path.name for path in (find("content") / "exercises").iterdir())


def test_all_names_have_words() -> None:
    texts = load_texts()
    keys = [
        *(f"group.{each}" for each in GROUPS),
        *(f"goal.{each}" for each in GOALS),
        *(f"position.{each}" for each in POSITIONS),
        *(f"equipment.{each}" for each in EQUIPMENT),
        *(f"care.{each}" for each in TAGS),
    ]
    assert [key for key in keys if f"exercises.{key}" not in texts] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_holds_every_exercise_once_by_group(run: Run, language: str) -> None:
    status, out, err = run("exercises", "--lang", language)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    found = [
        line.split(":")[0].strip() for line in lines if line.startswith("  ") and line[2] != " "
    ]
    assert sorted(found) == slugs()
    groups = [load_texts().text(f"exercises.group.{group}", language) for group in GROUPS]
    assert [line for line in lines if line in groups] == groups
    assert all(len(line) <= exercises.WIDTH for line in lines)


def test_the_list_says_how_much_at_each_level(run: Run) -> None:
    _, out, _ = run("exercises", "--lang", "en")
    assert "1  8 times, hold for 2 seconds, 3 days a week" in out
    assert "2  20 to 30 minutes, 2 days a week" in out
    assert "1  1 time in every hour you sit" not in out
    assert "1  2 minutes, 1 time in every hour you sit" in out


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_exercise_can_be_shown_at_every_level(
    run: Run, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    from rugwijzer.cli import exercise

    pairs = exercises.load_pairs(None)
    assert pairs is not None
    page = exercise.Page(load_texts(), language, pairs)
    for each, item in pairs:
        for level in (None, 1, 2, 3):
            lines = list(page.lines(each, item, level))
            assert all(len(line) <= exercises.WIDTH for line in lines), each.slug


def test_one_exercise_says_how_it_goes_how_much_what_to_mind_and_why(run: Run) -> None:
    status, out, err = run("exercise", "bridge", "--lang", "en")
    assert (status, err) == (0, "")
    whole = " ".join(out.split())
    assert "1. Start: 8 times, hold for 2 seconds, 3 days a week." in whole
    assert "About 1 minute a day in all." in whole
    assert "4. Keep it up: As much as at 3, on 2 to 3 days a week." in whole
    assert "(→ pelvic-tilt: Pelvic tilt)" in whole
    assert "More than 16 weeks pregnant?" in whole
    assert "Sources: EX-04," in whole


def test_one_level_is_shown_alone(run: Run) -> None:
    _, out, _ = run("exercise", "squat-and-wall-sit", "--level", "2", "--lang", "en")
    assert "2. Build up: 2 rounds of 10 times, 3 days a week. A squat." in out
    assert "Or: 3 times, hold for 10 to 15 seconds" in " ".join(out.split())
    assert "1. Start:" not in out


def test_walking_shows_its_weeks(run: Run) -> None:
    _, out, _ = run("exercise", "walking", "--lang", "en")
    assert "- Weeks 1 to 2: 10 minutes, 3 days a week." in out
    assert "- Weeks 13 to 26: 30 minutes, 5 days a week." in out
    assert "still talk, but not sing" in out


@pytest.mark.parametrize("name", ["bridge", "Bridge", "EX-04", "Bruggetje", " bridge "])
def test_an_exercise_may_be_called_by_its_name_or_number(run: Run, name: str) -> None:
    status, out, _ = run("exercise", name)
    assert status == 0
    assert out.startswith("Bruggetje (bridge)")


def test_a_misspelt_name_gets_the_nearest_one(run: Run) -> None:
    status, out, err = run("exercise", "brige", "--lang", "en")
    assert (status, out) == (2, "")
    assert err == 'There is no exercise "brige".\nDid you mean bridge?\n'
    assert run("exercise", "brugetje")[2].endswith("Bedoel je bridge?\n")
    assert "`rugwijzer exercises`" in run("exercise", "zzzzzz")[2]


def test_as_json_one_exercise_is_an_object_and_all_are_a_list(run: Run) -> None:
    _, out, _ = run("exercise", "bridge", "--json", "--level", "2")
    found = json.loads(out)
    assert found["id"] == "bridge"
    assert found["group"] == "hip"
    assert found["easier"]["exercises"] == ["pelvic-tilt"]
    (level,) = found["levels"]
    assert level["level"] == 2
    (dose,) = level["doses"]
    assert (dose["sets"], dose["times"], dose["hold_seconds"]) == ([2, 2], [10, 12], [3, 3])
    assert (dose["days_a_week"], dose["seconds_a_day"]) == ([3, 4], [135, 159])
    _, out, _ = run("exercises", "--json")
    everything = json.loads(out)
    assert sorted(each["id"] for each in everything) == slugs()
    assert all(set(each) == set(found) for each in everything)


def test_items_without_words_are_named_and_nothing_is_shown(run: Run) -> None:
    for words in (("exercises",), ("exercise", "bridge")):
        status, out, err = run(*words, "--guideline", BICYCLE)
        assert (status, out) == (1, "")
        assert "items/hill-ride.yaml: there are no words for this item." in err
        assert "exercises/bridge/words.yaml: the guideline does not say how much" in err


def test_words_that_are_not_in_order_are_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "exercises" / "hop").mkdir(parents=True)
    (tmp_path / "exercises" / "hop" / "words.yaml").write_text("id: EX-99\n", encoding="utf-8")
    monkeypatch.setenv("RUGWIJZER_CONTENT", str(tmp_path))
    status, out, err = run("exercises")
    assert (status, out) == (1, "")
    assert "exercises/hop/words.yaml: name is missing." in err
