"""`rugwijzer measures`: the list, one of them, as JSON, with a pack, and what does not exist."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from rugwijzer.cli import main, measures
from rugwijzer.compiler import Guideline
from rugwijzer.compiler.language.measures import BETTER, ITEMS, METHODS
from rugwijzer.loading import load_guideline, load_texts

ROOT = Path(__file__).resolve().parents[2]
PACK = str(ROOT / "packs" / "start_back")
Run = Callable[..., tuple[int, str, str]]


@cache
def real() -> Guideline:
    return load_guideline(None)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(measures, "load_guideline", lambda given: real())

    def command(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["measures", *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


def test_the_list_names_every_measure_in_both_languages(run: Run) -> None:
    status, out, _ = run()
    assert status == 0
    assert "pain: 0 tot 10, lager is beter; eigen vragen" in out
    _, english, _ = run("--lang", "en")
    assert "pseq: 0 to 60, higher is better; without questions" in english
    for name in real().measures:
        assert f"{name}: " in out
        assert f"{name}: " in english
    assert "start_back" not in out


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_measure_can_be_shown_and_no_line_is_too_wide(run: Run, language: str) -> None:
    for name in real().measures:
        status, out, err = run(name, "--lang", language)
        assert (status, err) == (0, "")
        assert out.startswith(f"{name}: ")
        assert all(len(line) <= measures.WIDTH for line in out.splitlines())


def test_one_measure_says_what_counts_as_better_and_how_sure_that_is(run: Run) -> None:
    _, out, _ = run("everyday", "--lang", "en")
    assert "Better       8 points or 30% of the first score [proposal, awaiting a" in out
    assert "Recovered    3 or lower [proposal, awaiting a clinician]" in out
    assert "at least 9 answers needed" in out
    assert "not yet tested in people" in " ".join(out.split())
    _, dutch, _ = run("pcs")
    assert "6,5 punten [nog niet nagekeken]" in dutch


def test_a_slot_shows_whose_the_questions_are_and_none_of_them(run: Run) -> None:
    _, out, _ = run("odi", "--lang", "en")
    assert "without questions: fill them in yourself" in out
    assert "J. Fairbank" in out
    assert "[LIC-03]" in out


def test_as_json_one_measure_is_an_object_and_all_are_a_list(run: Run) -> None:
    _, out, _ = run("pain", "--json")
    found = json.loads(out)
    assert found["id"] == "pain"
    assert found["range"] == [0, 10]
    assert found["minimal_change"] == {
        "points": 2, "percent": 30, "mark": "confirmed", "evidence": ["MIC-01", "DET-01"],
    }  # fmt: skip
    assert found["licence"]["items"] == "own"
    assert found["schedule"][:2] == [[0, 0], [7, 7]]
    _, out, _ = run("--json")
    assert [each["id"] for each in json.loads(out)] == list(real().measures)


def test_a_pack_is_there_only_when_it_is_named(run: Run) -> None:
    status, out, err = run("start_back", "--lang", "en")
    assert (status, out) == (2, "")
    assert 'There is no measure "start_back".' in err
    status, out, _ = run("start_back", "--pack", PACK, "--lang", "en")
    assert status == 0
    assert "Keele University" in out
    assert "not within 14 days" in out


def test_a_pack_that_is_not_there_is_named_without_a_traceback(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--pack", str(tmp_path / "nowhere"))
    assert (status, out) == (1, "")
    assert "there is no such folder" in err


def test_a_misspelt_name_gets_the_nearest_one(run: Run) -> None:
    assert run("evryday", "--lang", "en")[2] == (
        'There is no measure "evryday".\nDo you mean everyday?\n'
    )
    assert "Er zijn: " in run("zzz")[2]


def test_every_method_and_kind_of_items_has_its_words() -> None:
    texts = load_texts()
    keys = [
        *(f"method.{each}" for each in METHODS),
        *(f"items.{each}" for each in ITEMS),
        *(f"better.{each}" for each in BETTER),
        *(f"or_{each}" for each in BETTER),
    ]
    assert [key for key in keys if f"measures.{key}" not in texts] == []
