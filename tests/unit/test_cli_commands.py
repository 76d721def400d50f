"""The other commands: what they say, and how they end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from rugwijzer import __version__
from rugwijzer.cli import COMMANDS, main
from rugwijzer.compiler import Guideline
from rugwijzer.loading import load_guideline
from rugwijzer.paths import find

BICYCLE = find("guideline").parent / "tests" / "bicycle"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@cache
def real() -> Guideline:
    return load_guideline(None)


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real guideline is read once for several commands."""
    for name, loads in (("facts", "load_guideline"), ("explain", "load_files")):
        module = import_module(f"rugwijzer.cli.{name}")
        monkeypatch.setattr(module, loads, lambda given: real())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))

    def command(*words: object) -> Ran:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:
            status = int(stop.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(status, captured.out, captured.err)

    return command


# --- how a command is said


def test_without_a_command_the_usage_is_shown_and_the_exit_status_is_2(run: Run) -> None:
    ran = run()
    assert ran.status == 2
    assert "usage: rugwijzer" in ran.err


def test_help_names_every_command_and_is_no_mistake(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    for name in COMMANDS:
        assert name in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert "--guideline" in ran.out


def test_a_command_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    ran = run("asses", "a.json")
    assert ran.status == 2
    assert "asses" in ran.err


def test_the_version_is_that_of_the_program(run: Run) -> None:
    ran = run("--version")
    assert ran.status == 0
    assert __version__ in ran.out


def test_the_program_can_also_be_started_as_a_module() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "rugwijzer", "--version"], capture_output=True, text=True, check=True
    )
    assert __version__ in ran.stdout


def test_the_installed_command_is_this_program() -> None:
    project = tomllib.loads((find("guideline").parent / "pyproject.toml").read_text())
    assert project["project"]["scripts"] == {"rugwijzer": "rugwijzer.cli:main"}


# --- which guideline


@pytest.mark.parametrize(
    "words",
    [
        ("facts",),
        ("measures",),
        ("exercises",),
        ("exercise", "bridge"),
        ("explain", "anything"),
        ("guideline", "check"),
        ("guideline", "test"),
        ("content", "check"),
        ("assess", "a.json"),
        ("check",),
    ],
)
def test_a_guideline_that_is_not_there_is_named_by_every_command(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = run(words[0], "--guideline", tmp_path / "nowhere", *words[1:])
    assert ran.status == 1
    assert "there is no such folder" in ran.err
    assert "nowhere" in ran.err
    assert ran.out == ""


def test_a_folder_without_a_guideline_is_not_taken_for_an_empty_one(
    run: Run, tmp_path: Path
) -> None:
    ran = run("facts", "--guideline", tmp_path)
    assert ran.status == 1
    assert "holds no guideline" in ran.err


def test_a_mistake_in_the_guideline_is_named_with_file_and_line(run: Run, tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "all.yaml").write_text("bell:\n  type: yes_noo\n")
    ran = run("guideline", "--guideline", tmp_path, "check")
    assert ran.status == 1
    assert "facts/all.yaml:2" in ran.err
    assert "The guideline cannot be used" in ran.err


@pytest.mark.parametrize("words", [("assess", "a.json"), ("check",), ("guideline", "stats")])
def test_a_guideline_that_says_nothing_about_urgency_is_not_used_for_a_person(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "a.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    ran = run(words[0], "--guideline", BICYCLE, *words[1:])
    assert ran.status == 1
    assert "needs the decision urgency" in ran.err
    assert ran.out == ""


def test_texts_that_are_not_there_are_named_and_give_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}")
    monkeypatch.setenv("RUGWIJZER_CONTENT", str(tmp_path / "nowhere"))
    for words in (("assess", file), ("content", "check")):
        ran = run(*words)
        assert ran.status == 1
        assert "nowhere" in ran.err


def test_another_guideline_can_be_named_in_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUGWIJZER_GUIDELINE", str(BICYCLE))
    ran = run("facts")
    assert ran.status == 0
    assert "saddle: none" not in ran.out


# --- facts


@pytest.mark.usefixtures("once")
def test_facts_lists_every_fact_with_what_may_be_answered(run: Run) -> None:
    ran = run("facts", "--lang", "en")
    assert ran.status == 0
    assert "age: 0 to 120 [fixed; lasting]" in ran.out
    assert re.search(r"^saddle: none < .* < new_or_worse \[alarm\]$", ran.out, re.MULTILINE)
    assert "How old are you?" in ran.out
    assert "Hoe oud ben je?" in run("facts").out


@pytest.mark.usefixtures("once")
def test_facts_as_json_say_all_that_a_form_needs(run: Run) -> None:
    found = json.loads(run("facts", "--json").out)
    names = [fact["id"] for fact in found]
    assert len(set(names)) == len(names)
    listed = {line.split(":")[0] for line in run("facts").out.splitlines() if line[0] != " "}
    assert listed == set(names)
    for fact in found:
        assert fact["type"] in ("yes_no", "number", "choice", "set")
        assert fact["label"]["nl"]
        assert fact["label"]["en"]
        if fact["supplied_by"] == "person":
            assert fact["question"]["nl"]
        if fact["asked_if"] is not None:
            assert "else" in fact


# --- explain


@pytest.mark.usefixtures("once")
def test_explain_gives_a_rule_in_words_with_its_condition_sources_and_cases(run: Run) -> None:
    rules = json_rules(run)
    for rule in rules[:2]:
        ran = run("explain", rule, "--lang", "en")
        assert ran.status == 0
        for heading in ("  nl  ", "  en  ", "When ", "Then ", "Price", "Claims", "Evidence"):
            assert heading in ran.out
        ran = run("explain", rule)
        for heading in ("  nl  ", "  en  ", "Als ", "Dan ", "Prijs", "Waarborgen", "Bewijs"):
            assert heading in ran.out


def test_explain_says_why_a_costly_rule_is_worth_it_and_why_a_part_is_kept(run: Run) -> None:
    assert "Worth it " in run("explain", "bladder_new", "--lang", "en").out
    assert "Kept though " in run("explain", "plan_to_end_life", "--lang", "en").out


def json_rules(run: Run) -> list[str]:
    """Some rules of the urgency, from its own file."""
    path = find("guideline") / "decisions" / "urgency" / "cauda_equina" / "rules.yaml"
    return [entry["rule"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.usefixtures("once")
def test_explain_names_the_nearest_rule_when_a_name_is_misspelt(run: Run) -> None:
    rule = json_rules(run)[0]
    ran = run("explain", rule[:-1])
    assert ran.status == 2
    assert f'"{rule}"' in ran.err
    ran = run("explain", "zzzzzzzz")
    assert ran.status == 2
    assert rule in ran.err


# --- guideline


def test_the_cases_of_another_guideline_can_be_run_on_one_engine(run: Run) -> None:
    ran = run("guideline", "--guideline", BICYCLE, "test", "--engine", "compiled")
    assert ran.status == 0, ran.err
    assert re.search(r"compiled: \d+ cases passed, 0 failed", ran.out)
    assert "reference" not in ran.out


def test_a_guideline_that_changed_without_its_version_is_refused(run: Run, tmp_path: Path) -> None:
    for path in BICYCLE.rglob("*.yaml"):
        new = tmp_path / path.relative_to(BICYCLE)
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(path.read_bytes())
    assert run("guideline", "--guideline", tmp_path, "check").status == 0
    facts = sorted((tmp_path / "facts").glob("*.yaml"))[0]
    facts.write_text(facts.read_text() + "# changed\n")
    ran = run("guideline", "--guideline", tmp_path, "check")
    assert ran.status == 1
    assert "Raise its version" in ran.err


def test_a_task_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    assert run("guideline", "prove-all").status == 2
    assert run("guideline").status == 2
    assert run("content").status == 2


# --- the cache


def test_a_damaged_cache_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{}")
    first = run("assess", file, "--json")
    assert first.status == 0
    kept = list((tmp_path / "xdg_cache_home").rglob("*.json"))
    assert kept
    for each in kept:
        each.write_text('[1, ["Guideline"]]')
    assert run("assess", file, "--json") == first
