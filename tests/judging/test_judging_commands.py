"""What the commands that judge the guideline print, write and refuse."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.whole import guideline

from rugwijzer.cli import main
from rugwijzer.compiler import Ladder, export_guideline
from rugwijzer.paths import find
from rugwijzer.population.people import SimulatedPerson, write_people

from .crowd import person

CROWD = [
    *(person(n, sex="woman", age=20 + n % 60) for n in range(1, 60)),
    person(60, sex="man", fever=True, flags=("fever",)),
    person(61, "fracture", osteoporosis=True, fall="stumble", sex="woman", flags=("fall",)),
    person(62, "cauda_equina", saddle=None, seen_by="nobody", sex="man"),
]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cache: Path) -> Run:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def command(*words: object) -> Ran:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as exit_:
            status = int(str(exit_.code))
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return command


@pytest.fixture
def evaluate(run: Run) -> Run:
    return lambda *words: run("population", "evaluate", *words)


@pytest.fixture
def people(tmp_path: Path) -> Callable[[Sequence[SimulatedPerson]], Path]:
    def written(crowd: Sequence[SimulatedPerson]) -> Path:
        write_people(crowd, tmp_path / "people.jsonl")
        return tmp_path / "people.jsonl"

    return written


People = Callable[[Sequence[SimulatedPerson]], Path]


# --- population evaluate


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nl", ("Doelen", "niet gehaald", "Spoed: 0 van 1", "vrouwen boven 70", "iedereen")),
        ("en", ("Goals", "not reached", "Emergencies: 0 of 1", "women over 70", "everyone")),
    ],
)
def test_evaluate_says_what_is_found_and_missed_in_either_language(
    evaluate: Run, people: People, language: str, says: tuple[str, ...]
) -> None:
    ran = evaluate(people(CROWD), "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    assert [words for words in says if words not in ran.out] == []


def test_a_missed_emergency_is_shown_with_what_was_answered(evaluate: Run, people: People) -> None:
    ran = evaluate(people(CROWD), "--lang", "en")
    assert "no. 62" in ran.out
    assert "saddle: null" in ran.out


def test_people_of_elsewhere_are_not_held_to_the_goals_without_a_word(
    evaluate: Run, people: People
) -> None:
    assert "These goals were set for" not in evaluate(people(CROWD), "--lang", "en").out
    elsewhere = [replace(each, setting="over_55") for each in CROWD]
    assert "These goals were set for" in evaluate(people(elsewhere), "--lang", "en").out
    mixed = evaluate(people([*CROWD, *elsewhere]), "--lang", "en").out
    assert "several settings are mixed" in mixed


def test_evaluate_fits_a_terminal_of_120_columns(evaluate: Run, people: People) -> None:
    for language in ("nl", "en"):
        ran = evaluate(people(CROWD), "--lang", language)
        assert [line for line in ran.out.splitlines() if len(line) > 120] == []


def test_evaluate_as_json_is_json_alone(evaluate: Run, people: People) -> None:
    found = json.loads(evaluate(people(CROWD), "--json").out)
    assert found["people"] == len(CROWD)
    assert found["guideline_version"]
    assert [each["id"] for each in found["missed_emergencies"]] == [62]


def test_the_picture_says_in_words_what_it_shows(
    evaluate: Run, people: People, tmp_path: Path
) -> None:
    ran = evaluate(people(CROWD), "--svg", tmp_path / "levels.svg", "--lang", "en")
    assert ran.status == 0
    assert "levels.svg" in ran.out
    root = ElementTree.parse(tmp_path / "levels.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert title.text == "What advice do people get, per cause?"
    assert description is not None
    assert "broken vertebra (1 people)" in (description.text or "")
    assert root.get("role") == "img"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nobody.jsonl", None, "no such file"),
        ("people.csv", "id\n1\n", "end in .jsonl or .parquet"),
        ("people.jsonl", "", "nobody to judge"),
        ("people.jsonl", "[1]\n", "this is no person"),
        (
            "people.jsonl",
            '{"id": 1, "setting": "primary_care", "truth": "flu", "answers": {}}\n',
            "no such truth",
        ),
        (
            "people.jsonl",
            '{"id": 1, "setting": "primary_care", "truth": "no_alarm", "answers": {"agee": 3}}\n',
            'Did you mean "age"?',
        ),
    ],
)
def test_a_file_that_cannot_be_judged_is_refused_with_where_and_why(
    evaluate: Run, tmp_path: Path, name: str, content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    ran = evaluate(tmp_path / name)
    assert ran.status == 1
    assert ran.out == ""
    assert name in ran.err
    assert says in ran.err


def test_a_picture_that_cannot_be_written_is_said(
    evaluate: Run, people: People, tmp_path: Path
) -> None:
    ran = evaluate(people(CROWD), "--svg", tmp_path / "nowhere" / "levels.svg")
    assert ran.status == 1
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("library", ["vl_convert", "altair"])
def test_a_library_that_is_missing_is_named_with_how_to_get_it(
    evaluate: Run,
    people: People,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    library: str,
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    ran = evaluate(people(CROWD), "--svg", tmp_path / "levels.svg")
    assert ran.status == 1
    assert library in ran.err
    assert "rugwijzer[population]" in ran.err


# --- guideline cost


def test_cost_fails_while_a_dear_rule_does_not_say_why(run: Run, people: People) -> None:
    crowd = [person(n, fever=n < 5, chest_pain=n == 9) for n in range(1, 200)]
    ran = run("guideline", "cost", "--people", people(crowd), "--lang", "en")
    assert ran.status == 1
    assert "why_costly" in ran.out
    assert ran.out.index("  fever ") < ran.out.index("  chest_pain ")
    assert "20 (8–51)" in ran.out


def test_cost_is_content_when_no_rule_is_dear(run: Run, people: People) -> None:
    crowd = [person(n) for n in range(1, 50)]
    ran = run("guideline", "cost", "--people", people(crowd), "--lang", "en")
    assert (ran.status, ran.err) == (0, "")
    assert "Every rule that costs more than 5 per 1,000 says why." in ran.out


@pytest.mark.parametrize("words", [("cost",), ("diff", find("guideline"))])
def test_what_is_wrong_with_people_names_their_file(
    run: Run, people: People, words: tuple[object, ...]
) -> None:
    file = people([person(7, "flu")])
    ran = run("guideline", *words, "--people", file)
    assert ran.status == 1
    assert ran.err.startswith(f"{file}: Person 7: there is no such truth")


def test_cost_as_json_is_json_alone(run: Run, people: People) -> None:
    ran = run("guideline", "cost", "--people", people(CROWD), "--json")
    found = json.loads(ran.out)
    assert ran.status == bool(found["without_reason"])
    assert found["people"] == {"no_alarm": 60, "fracture": 1, "cauda_equina": 1}


def test_cost_draws_people_of_its_own_and_the_same_seed_gives_the_same_cost(run: Run) -> None:
    words = ("guideline", "cost", "--count", 400, "--json")
    first, again = run(*words), run(*words)
    assert first.out == again.out
    assert first.out != run(*words, "--seed", 2).out
    found = json.loads(first.out)
    assert 250 < found["people"]["no_alarm"] < 400
    assert found["people"]["fracture"] > 20


@pytest.mark.parametrize("number", ["-1", "many", "1e9", "99999999999"])
def test_a_count_that_is_no_number_is_a_wrong_use(run: Run, number: str) -> None:
    ran = run("guideline", "cost", f"--count={number}")
    assert ran.status == 2
    assert "whole number" in ran.err


def test_sensitivity_takes_no_people_of_a_file(run: Run, people: People) -> None:
    ran = run("guideline", "cost", "--sensitivity", "--people", people(CROWD))
    assert ran.status == 2
    assert "Leave --people out" in ran.err


def test_people_cannot_be_drawn_without_numpy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("rugwijzer.population.")]:
        if name.rpartition(".")[2] in ("simulate", "drawing", "conditions", "sensitivity"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    for words in (("cost",), ("cost", "--sensitivity"), ("diff", find("guideline"))):
        ran = run("guideline", *words)
        assert ran.status == 1
        assert "rugwijzer[population]" in ran.err


# --- guideline diff


def test_a_guideline_does_not_differ_from_itself(run: Run, people: People) -> None:
    ran = run("guideline", "diff", find("guideline"), "--people", people(CROWD), "--lang", "en")
    assert (ran.status, ran.err) == (0, "")
    assert "Nobody gets other advice" in ran.out


def test_a_guideline_does_not_differ_from_its_own_export(
    run: Run, people: People, tmp_path: Path
) -> None:
    (tmp_path / "old.json").write_text(export_guideline(guideline()), encoding="utf-8")
    ran = run("guideline", "diff", tmp_path / "old.json", "--people", people(CROWD), "--json")
    found = json.loads(ran.out)
    assert (found["changes"], found["cases"]) == ([], [])


@pytest.fixture
def milder(tmp_path: Path) -> Path:
    """The guideline's own export with a milder rule for fever."""
    ladder = guideline().decisions["urgency"]
    assert isinstance(ladder, Ladder)
    rules = tuple(
        replace(rule, then="gp_days") if rule.name == "fever" else rule for rule in ladder.rules
    )
    assert rules != ladder.rules
    decisions = {**guideline().decisions, "urgency": replace(ladder, rules=rules)}
    other = replace(guideline(), decisions=decisions)
    (tmp_path / "milder.json").write_text(export_guideline(other), encoding="utf-8")
    return tmp_path / "milder.json"


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nl", ("Hoe snel", "1-3 dagen → vandaag", "fever", "Casussen:", "per 1.000")),
        ("en", ("How soon", "1-3 days → today", "fever", "Cases:", "per 1,000")),
    ],
)
def test_a_difference_says_from_what_to_what_and_by_which_rule(
    run: Run, people: People, milder: Path, language: str, says: tuple[str, ...]
) -> None:
    ran = run("guideline", "diff", milder, "--people", people(CROWD), "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    assert [words for words in says if words not in ran.out] == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nowhere", None, "there is no such folder or file"),
        ("old.json", "{}", "no exported guideline"),
        ("old.json", "not json", "no exported guideline"),
    ],
)
def test_another_guideline_that_cannot_be_read_is_refused(
    run: Run, people: People, tmp_path: Path, name: str, content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    ran = run("guideline", "diff", tmp_path / name, "--people", people(CROWD))
    assert ran.status == 1
    assert name in ran.err
    assert says in ran.err


def test_mistakes_in_another_guideline_are_named_with_its_folder(
    run: Run, people: People, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    (folder / "facts").mkdir(parents=True)
    (folder / "facts" / "all.yaml").write_text("fever: {type: maybe}\n", encoding="utf-8")
    ran = run("guideline", "diff", folder, "--people", people(CROWD))
    assert ran.status == 1
    assert f"{folder}/facts/all.yaml:1" in ran.err


def test_a_bicycle_cannot_be_compared_with_this_guideline(run: Run, people: People) -> None:
    bicycle = Path(__file__).parents[1] / "bicycle"
    ran = run("guideline", "diff", bicycle, "--people", people(CROWD))
    assert ran.status == 1
    assert "does not decide urgency" in ran.err


# --- guideline stats


def test_how_much_is_asked_can_be_measured_on_simulated_people(run: Run, people: People) -> None:
    file = people(CROWD)
    ran = run("guideline", "stats", "--people", file, "--simulated", "1")
    assert (ran.status, ran.err) == (0, "")
    assert "without alarm signs" in ran.out
    answers = next(line for line in ran.out.splitlines() if line.startswith("  answers"))
    assert answers.split()[1] == "1"


def test_people_without_a_file_are_drawn_to_be_asked(run: Run) -> None:
    ran = run("guideline", "stats", "--simulated", "0")
    assert (ran.status, ran.err) == (0, "")
    assert "screens" not in ran.out


def test_a_file_of_people_that_is_missing_cannot_be_measured_on(run: Run, tmp_path: Path) -> None:
    ran = run("guideline", "stats", "--people", tmp_path / "nobody.jsonl")
    assert ran.status == 1
    assert "there is no such file" in ran.err
