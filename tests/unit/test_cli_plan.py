"""A plan in the terminal: whole sentences, to be followed, and nothing of the inside."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.unit.sample_plans import BIRD_DOG, SAMPLES, bridge, despair, first_day, part, sixth_week
from tests.whole import guideline, texts, things

from rugwijzer.care.plan.parts import KINDS, STATES, Amount, Plan
from rugwijzer.cli import main
from rugwijzer.cli.plan_page import plan_page, today_lines
from rugwijzer.wording.plan_words import PlanWords

LANGUAGES = ("nl", "en")
MOVES = ("new", "more", "less", "same", "easier", "harder", "back", "out")


def words(plan: Plan, language: str = "nl") -> PlanWords:
    return PlanWords(plan, guideline(), texts(), things(), language)


def shown(plan: Plan, language: str = "nl", **how: bool) -> str:
    """What a terminal of 80 columns shows."""
    out = Console(file=io.StringIO(), width=80, highlight=False)
    for line in plan_page(plan, guideline(), texts(), things(), language, **how):
        out.print(line)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_plan_is_said_in_words_only_and_fits_on_the_screen(
    sample: str, language: str, everything: bool
) -> None:
    page = shown(SAMPLES[sample](), language, everything=everything)
    assert max(len(line.rstrip()) for line in page.splitlines()) <= 80
    assert not re.search(r"[{}]|None|nobody_watches|\bplan\.\w|_", page), page
    assert " ." not in page
    assert ".." not in page


@pytest.mark.parametrize("sample", SAMPLES)
def test_an_ordinary_plan_is_no_longer_than_one_reads(sample: str) -> None:
    assert len(shown(SAMPLES[sample]()).splitlines()) <= 85


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_kind_and_move_has_its_words(language: str) -> None:
    for state in STATES:
        plan = replace(sixth_week(), state=state)
        assert words(plan, language).headline()
        assert words(plan, language).stands()
    for kind in KINDS:
        told = words(sixth_week(), language).told(part(kind))
        assert told.name
        assert told.how
        assert told.why
    for move in MOVES:
        assert words(sixth_week(), language).told(part("walking", move=move)).name


def test_today_says_what_how_much_how_and_why() -> None:
    page = shown(sixth_week())
    assert "1. Arm en been strekken: 2 keer 8, elke kant, 3 tellen vasthouden" in page
    assert "Ga op handen en knieën op een mat." in page
    assert "Voor jou nu: schuif je been naar achteren" in re.sub(r"\s+", " ", page)
    assert "Waarom: Traint je rug en je evenwicht" in page


@pytest.mark.parametrize(
    ("amount", "nl", "en"),
    [
        (Amount(sets=2, times=10, per_side=True, hold=3, days=3),
         "2 keer 10, elke kant, 3 tellen vasthouden, 3 dagen per week",
         "2 sets of 10, each side, hold for 3 seconds, 3 days a week"),
        (Amount(minutes=10), "10 minuten, elke dag", "10 minutes, every day"),
        (Amount(minutes=1, a_day=3), "één minuut, 3 keer per dag", "one minute, 3 times a day"),
        (Amount(sets=1, times=1, days=1), "één keer, één dag per week", "once, one day a week"),
        (Amount(sets=3, hold=1), "3 keer, één tel vasthouden, elke dag",
         "3 times, hold for one second, every day"),
        (Amount(each_set=(6, 4, 2), hold=10, kg=2), "6, 4 en 2 keer, met 2 kilo, 10 tellen "
         "vasthouden, elke dag", "6, 4 and 2 times, with 2 kilos, hold for 10 seconds, every day"),
        (Amount(times=3, breaths=5), "3 keer, 5 ademhalingen lang, elke dag",
         "3 times, for 5 breaths, every day"),
        (Amount(metres=20, sets=2), "2 keer, 20 meter, elke dag", "2 times, 20 metres, every day"),
    ],
)  # fmt: skip
def test_an_amount_is_said_as_people_say_it(amount: Amount, nl: str, en: str) -> None:
    for language, said in (("nl", nl), ("en", en)):
        assert words(first_day(), language).amount(amount, days=True) == said


def test_the_week_marks_the_days_of_each_part_and_today() -> None:
    page = shown(sixth_week())
    assert "[di]" in page
    row = next(line for line in page.splitlines() if line.startswith("  Wandelen, 20 minuten"))
    assert re.findall("[●·]", row) == list("●●·●·●·")


def test_what_changed_stands_with_what_it_was_and_what_it_is_now() -> None:
    page = " ".join(shown(sixth_week()).split())
    assert "Iets meer: Klussen in huis of tuin. Eerst 11 minuten; nu 12 minuten." in page
    assert "Eerst 20 minuten, 3 dagen per week; nu 20 minuten, 4 dagen per week." in page


def test_who_has_to_phone_today_reads_that_first_and_gets_no_week() -> None:
    page = shown(bridge())
    assert page.index("Bel vandaag je huisarts") < page.index("Op je rug, kussen onder je knieën")
    assert "Deze week" not in page
    assert "Bel 112 als" in page
    assert page.count("duw je op met je armen") == 0, "getting up was said before"


def test_who_sees_no_way_forward_reads_only_whom_to_call() -> None:
    page = shown(despair())
    assert "Bel nu 113" in page
    assert "lopen" not in page


@pytest.mark.parametrize("sample", [name for name in SAMPLES if name != "despair"])
def test_the_safety_net_stands_under_every_plan(sample: str) -> None:
    page = " ".join(shown(SAMPLES[sample]()).split())
    assert "het gevoel rond je anus" in page
    assert "112" in page


def test_a_gentle_plan_speaks_of_an_appointment_only_where_there_is_one() -> None:
    assert "tot je afspraak" in words(SAMPLES["gentle"]()).headline()
    own = replace(SAMPLES["gentle"](), urgency="self_care", contact="none")
    assert words(own).headline() == "Een rustig plan"


def test_an_empty_day_says_that_moving_as_usual_is_enough() -> None:
    assert "Gewoon bewegen is genoeg" in shown(replace(sixth_week(), today=()))


def test_sources_are_named_with_rows_and_titles() -> None:
    page = shown(first_day(), sources=True)
    assert "KEY-02 (bevestigd in de bron)" in page
    assert "KNGF" in page
    assert "KNGF" not in shown(first_day())


def test_everything_includes_an_easier_and_a_harder_way() -> None:
    page = shown(sixth_week(), everything=True)
    assert "Makkelijker:" in page
    assert "Zit-sta-bureau" in page


def test_a_check_ends_with_what_is_for_today() -> None:
    def lines(plan: Plan) -> Iterator[Any]:
        return today_lines(plan, guideline(), texts(), things(), "nl")

    out = Console(file=io.StringIO(), width=80)
    for line in lines(first_day()):
        out.print(line)
    assert isinstance(out.file, io.StringIO)
    assert "3. Knieën rollen" in out.file.getvalue()
    assert list(lines(bridge())) == []


# --- the command


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """The command on a file of answers."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "me.json").write_text('{"age": 34}')
    (tmp_path / "many.jsonl").write_text('{"age": 34}\n{"age": "x"}\n{}\n')

    def command(name: str, *more: str) -> int:
        return main(["plan", str(tmp_path / name), "--at", "2026-05-05", *more])

    return command


def test_the_command_gives_json_with_the_disclaimer_or_a_page_and_paper(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("me.json", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["state"] == "waiting"
    assert "geen diagnose" in found["disclaimer"]
    paper = tmp_path / "plan.pdf"
    assert run("me.json", "--pdf", str(paper), "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "A few more questions first" in said
    assert "plan.pdf" in said
    assert paper.read_bytes().startswith(b"%PDF")
    assert run("me.json", "--pdf", str(tmp_path / "nowhere" / "plan.pdf")) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_many_people_give_a_line_each_and_no_paper(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("many.jsonl") == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["error" in line for line in lines] == [False, True, False]
    assert run("many.jsonl", "--pdf", str(tmp_path / "x.pdf")) == 2


def test_a_level_is_said_beside_the_steps() -> None:
    told = words(sixth_week()).told(BIRD_DOG, drawn=True)
    assert told.how.startswith("Ga op handen en knieën op een mat. Span je buik licht aan. Schuif")
