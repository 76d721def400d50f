"""`rugwijzer course`: how it goes in words, as JSON, and as a picture."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.whole import engine, guideline, texts

from rugwijzer.cli import course as command
from rugwijzer.cli import main
from rugwijzer.compiler import (
    plain_answer,
)

SECRET = "zxqv-17-secret"
AT = ("--at", "2026-01-20")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What was printed, on one line."""
        return " ".join(self.out.split())


Run = Callable[..., Ran]


@pytest.fixture
def course(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(command, "load_to_apply", lambda given: (guideline(), engine()))
    monkeypatch.setattr(command, "load_texts", texts)

    def run(*words: object) -> Ran:
        capsys.readouterr()
        try:
            status = main(["course", *map(str, words)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


def first_answers(name: str) -> dict[str, object]:
    """What a described person told the first time."""
    told = guideline().people[name].record
    facts = guideline().facts
    return {
        fact: plain_answer(facts[fact], answer)
        for fact, answer in told.items()
        if facts[fact].supplied_by_person
    }


@pytest.fixture
def visits(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, first: int, *later: tuple[str, int]) -> Path:
        lines: list[dict[str, object]] = [
            {"at": "2026-01-05", "answers": {**first_answers(name), "pain_now": first}}
        ]
        lines += [{"at": at, "answers": {"pain_now": pain}} for at, pain in later]
        path = tmp_path / "visits.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        return path

    return write


Visits = Callable[..., Path]
BETTER = (("2026-01-12", 6), ("2026-01-19", 4))


def test_it_says_how_it_goes_and_that_it_may_go_differently(course: Run, visits: Visits) -> None:
    ran = course(visits("ordinary", 7, *BETTER), *AT)
    assert ran.status == 0
    assert "Je pijn ging van 7 naar 4. Dat is duidelijk minder." in ran.said
    assert "na 2 weken gemiddeld een 5 tot 6. Bij jou is het nu minder." in ran.said
    assert "Rugpijn gaat op en neer." in ran.said
    assert "Bij jou kan het anders gaan." in ran.said
    assert "geen gecertificeerd medisch hulpmiddel" in ran.said


def test_english_says_the_same(course: Run, visits: Visits) -> None:
    ran = course(visits("ordinary", 7, *BETTER), *AT, "--lang", "en")
    assert "Your pain went from 7 to 4. That is clearly less." in ran.said
    assert "It may go differently for you." in ran.said


def test_more_than_usual_is_no_verdict(course: Run, visits: Visits) -> None:
    ran = course(visits("ordinary", 5, ("2026-01-19", 6)), *AT)
    assert "Bij een deel van de mensen duurt het langer, zoals nu bij jou." in ran.said
    assert "Ook dan kan het nog beter worden." in ran.said
    assert not re.search(r"slechter dan|te veel|te traag|achter", ran.said)


def test_no_figure_has_decimals(course: Run, visits: Visits) -> None:
    for name in ("ordinary", "chronic_seen", "sciatica", "unseen"):
        ran = course(visits(name, 7, *BETTER), *AT)
        assert not re.search(r"\d[.,]\d", ran.out), name


def test_urgent_help_comes_before_any_line(course: Run, visits: Visits) -> None:
    ran = course(visits("weak_leg", 6, ("2026-01-06", 5)), "--at", "2026-01-06")
    assert "Hoe het bij pijn zoals die van jou meestal gaat, weten we niet." in ran.said
    path = visits("ordinary", 6)
    text = path.read_text().replace('"saddle": "none"', '"saddle": "new_or_worse"')
    path.write_text(text)
    ran = course(path, "--at", "2026-01-06")
    assert ran.said.startswith("Hoe het gaat Eerst dit: Bel nu je huisarts")


def test_an_old_number_is_said_with_its_date(course: Run, visits: Visits) -> None:
    ran = course(visits("ordinary", 7, ("2026-01-08", 5)), *AT)
    assert "Je laatste cijfer is van 8 januari." in ran.said


def test_the_json_is_stable(course: Run, visits: Visits) -> None:
    ran = course(visits("ordinary", 7, *BETTER), *AT, "--json")
    found = json.loads(ran.out)
    assert list(found) == [
        "at", "began", "lasted_days", "own", "change", "usual_course", "usual", "beside_usual",
        "milestones", "chances", "said", "for_professionals", "urgency_at_least", "disclaimer",
    ]  # fmt: skip
    assert found["own"][-1] == {"at": "2026-01-19", "day": 14, "pain": 4, "function": None}
    assert found["change"]["pain"] == {"then": 7, "now": 4, "became": "improved"}
    assert found["usual_course"] == "acute"
    assert found["usual"]["pain"][6] == {"week": 6, "value": 3.2, "low": 2.8, "high": 3.4}
    assert "PGN-10" in found["usual"]["sources"]


def test_the_picture_says_in_words_what_it_shows(
    course: Run, visits: Visits, tmp_path: Path
) -> None:
    pytest.importorskip("vl_convert")
    out = tmp_path / "course.svg"
    for language, first in (("nl", "Jij, je eerste keer: 7."), ("en", "You, your first time: 7.")):
        path = visits("ordinary", 7, *BETTER)
        ran = course(path, *AT, "--svg", out, "--lang", language, "--theme", "dark")
        assert ran.status == 0
        svg = out.read_text(encoding="utf-8")
        assert first in svg
        assert "<title id=" in svg


def test_a_picture_that_cannot_be_written_is_an_error_with_a_remedy(
    course: Run, visits: Visits, tmp_path: Path
) -> None:
    pytest.importorskip("vl_convert")
    ran = course(visits("ordinary", 7, *BETTER), *AT, "--svg", tmp_path / "no" / "x.svg")
    assert ran.status == 1
    assert "Name another file." in ran.err


def test_without_a_number_there_is_no_picture(course: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.yaml"
    path.write_text("- at: 2026-01-05\n  answers: {fever: false}\n")
    ran = course(path, *AT, "--svg", tmp_path / "x.svg")
    assert ran.status == 1
    assert "nog geen plaatje" in ran.err


def test_a_wrong_file_is_named_without_its_answers(course: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    path.write_text(json.dumps({"at": "2026-01-05", "answers": {"pain_now": SECRET}}))
    ran = course(path, *AT)
    assert ran.status == 1
    assert "visits.jsonl:1" in ran.err
    assert SECRET not in ran.out + ran.err


def test_visits_that_told_nothing_say_what_to_do(course: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.jsonl"
    path.write_text(json.dumps({"at": "2026-01-05", "answers": {}}))
    ran = course(path, *AT)
    assert ran.status == 1
    assert "Geef op een dag een cijfer voor de pijn." in ran.err


def test_every_sentence_and_milestone_has_its_text() -> None:
    for key in (
        "first", "no_number", "no_pain", "recovered", "improved", "unchanged", "worse",
        "last_told", "usual_ahead", "usual_within", "usual_less", "usual_more",
        "usual_leg_settled", "usual_not_shown", "usual_unknown", "ups_and_downs", "wave",
        "function_recovered", "function_improved", "function_unchanged", "function_worse",
        "ask_gp",
    ):  # fmt: skip
        assert f"course.said.{key}" in texts(), key
    for key in ("clearly_less", "half", "no_pain", "more_possible", "activities_back",
                "back_at_work"):  # fmt: skip
        assert f"course.milestone.{key}" in texts(), key
