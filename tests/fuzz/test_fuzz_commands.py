"""Whatever a command is given, it ends with 0, 1 or 2, and an error says what to do about it.

Each command has a fuzz of its own, listed at the end; a command without one fails a test.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rugwijzer import loading
from rugwijzer.cli import COMMANDS, serve
from rugwijzer.compiler import export_guideline

from .anything import (
    ANSWER_FILES,
    ANSWERS,
    BICYCLE,
    BYTES,
    CONTENT,
    NAMES,
    OPTIONS,
    PEOPLE,
    REAL,
    SECRET,
    SLOW,
    WORDS,
    as_text,
    changed,
    changes,
    ends_well,
    often,
    place,
    put,
    read_once,
    real,
    run,
)


@pytest.fixture(autouse=True, scope="module")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: str(home / name.lower())
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
    }
    kept |= {"NO_COLOR": "1", "TERM": "dumb"}
    with mock.patch.dict(os.environ, kept):
        for name in ("RUGWIJZER_GUIDELINE", "RUGWIJZER_CONTENT"):
            os.environ.pop(name, None)
        yield


# --- one person


LINES = st.one_of(
    BYTES,
    st.lists(
        st.sampled_from(
            [b"", b"0", b"1", b"2", b"34", b"ja", b"nee", b"?", b"b", b"terug", b"stop", b"q",
             b"1 2", b"weet niet", b"9" * 5000, b"\0", b"\xff", SECRET.encode()]
        ),
        max_size=30,
    ).map(b"\n".join),
)  # fmt: skip


@often(3)
@given(LINES, put(ANSWER_FILES, ".json", ".yaml", ""), st.booleans(), OPTIONS)
def fuzz_check(lines: bytes, file: tuple[str, str, bytes], answers: bool, more: list[str]) -> None:
    with read_once(), place(file) as path:
        ends_well(run("check", *more, typed=lines))
        if answers:
            ends_well(run("check", "--answers", path, typed=lines))
    with read_once(), tempfile.TemporaryDirectory() as state:
        kept = Path(state) / "rugwijzer" / "check.json"
        kept.parent.mkdir()
        kept.write_bytes(file[2])
        ends_well(run("check", "--resume", typed=lines, here={"XDG_STATE_HOME": state}))


@often(6)
@given(put(ANSWER_FILES, ".json", ".yaml", ".jsonl", ""), OPTIONS, st.booleans())
def fuzz_assess(file: tuple[str, str, bytes], more: list[str], many: bool) -> None:
    with read_once(), place(file) as path:
        ends_well(run("assess", path))
        ends_well(run("assess", path, "--json"))
        ends_well(run("assess", path, *more))
        ends_well(run("assess", "-", *["--jsonl"][:many], "--json", typed=file[2]))


@often(3)
@given(LINES, put(ANSWER_FILES, ".json", ".yaml", ".jsonl", ""), OPTIONS)
def fuzz_painkillers(lines: bytes, file: tuple[str, str, bytes], more: list[str]) -> None:
    with read_once(), place(file) as path:
        ends_well(run("painkillers", *more, typed=lines))
        ends_well(run("painkillers", path, typed=lines))
        ends_well(run("painkillers", path, "--json"))
        ends_well(run("painkillers", path, "--history", "--lang", "en"))
        ends_well(run("painkillers", "-", *more, typed=file[2]))


@often(3)
@given(put(ANSWER_FILES, ".json", ".yaml", ".jsonl", ""), OPTIONS, st.booleans())
def fuzz_plan(file: tuple[str, str, bytes], more: list[str], history: bool) -> None:
    with read_once(), place(file) as path:
        ends_well(run("plan", path, *["--history"][:history]))
        ends_well(run("plan", path, "--json", *["--history"][:history]))
        ends_well(run("plan", path, *more))


VISITS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "at": st.one_of(st.sampled_from(["2025-11-03", "2025-11-12", "2026-01-01"]), ANSWERS),
            "answers": st.one_of(
                st.fixed_dictionaries({"pain_now": st.integers(0, 10)}), PEOPLE, ANSWERS
            ),
            "measures": st.one_of(st.fixed_dictionaries({"everyday": st.integers(0, 40)}), ANSWERS),
        },
    ).map(as_text),
    max_size=4,
).map(b"\n".join)


@often(3)
@given(LINES, put(st.one_of(VISITS, BYTES), ".jsonl", ".yaml"), st.booleans(), OPTIONS)
def fuzz_check_in(lines: bytes, file: tuple[str, str, bytes], keep: bool, more: list[str]) -> None:
    with read_once(), place(file) as path:
        ends_well(run("check", "--history", path, *["--keep"] * keep, *more, typed=lines))


@often(6)
@given(put(st.one_of(VISITS, BYTES), ".jsonl", ".yaml", ""), put(BYTES, ".svg"), OPTIONS)
def fuzz_course(file: tuple[str, str, bytes], out: tuple[str, str, bytes], more: list[str]) -> None:
    with read_once(), place(file) as path, place(out) as picture:
        ends_well(run("course", path))
        ends_well(run("course", path, "--json"))
        ends_well(run("course", path, *more))
        ends_well(run("course", "-", "--lang", "en", typed=file[2]))
        ends_well(run("course", path, "--svg", picture, "--theme", "dark"))


# --- the guideline


@often(6)
@given(changes(NAMES), OPTIONS)
def fuzz_facts(done: list[tuple[str, str, bytes]], more: list[str]) -> None:
    with changed(BICYCLE, done) as folder:
        ends_well(run("facts", "--guideline", folder, *more))


MEASURES = st.sampled_from(["noise", "everyday", "x", ""])


@often(4)
@given(changes(NAMES), st.one_of(MEASURES, WORDS), put(BYTES, ".yaml", ""), OPTIONS)
def fuzz_measures(
    done: list[tuple[str, str, bytes]], name: str, file: tuple[str, str, bytes], more: list[str]
) -> None:
    with changed(BICYCLE, done) as folder, place(file) as path:
        ends_well(run("measures", "--guideline", folder))
        ends_well(run("measures", name, *more, "--guideline", folder))
        ends_well(run("measures", "--json", "--pack", path, "--guideline", folder))


RULES = st.sampled_from(["no_brakes", "chain_points", "take_pump", "winter_route", "chain", "x"])


@often(4)
@given(changes(NAMES), st.one_of(RULES, WORDS), BYTES, OPTIONS)
def fuzz_explain(
    done: list[tuple[str, str, bytes]], rule: str, kept: bytes, more: list[str]
) -> None:
    with changed(BICYCLE, done) as folder:
        ends_well(run("explain", rule, *more, "--guideline", folder))
        for name in ("prices.json", "proofs.json"):
            if not (folder / name).exists() and not (folder / name).is_symlink():
                (folder / name).write_bytes(kept)
        ends_well(run("explain", rule, "--guideline", folder))
        ends_well(run("explain", rule, "--json", "--guideline", folder))


@often(6)
@given(changes(NAMES), OPTIONS)
def fuzz_guideline_check(done: list[tuple[str, str, bytes]], more: list[str]) -> None:
    with changed(BICYCLE, done) as folder:
        ends_well(run("guideline", "--guideline", folder, "check"))
        ends_well(run("guideline", "--guideline", folder, "check", *more))


@often(3)
@given(changes(NAMES), OPTIONS)
def fuzz_guideline_test(done: list[tuple[str, str, bytes]], more: list[str]) -> None:
    with changed(BICYCLE, done) as folder:
        ends_well(run("guideline", "--guideline", folder, "test"), silent=True)
        ends_well(run("guideline", "test", "--mutate", "--sample", "-1", *more))
        sample = ("--mutate", "--sample", "1", "--seed", "9" * 12)
        if SLOW:
            ends_well(run("guideline", "--guideline", folder, "test", *sample[:3]), silent=True)
        ends_well(run("guideline", "--guideline", folder, "test", *sample), silent=True)


@often(4)
@given(changes(NAMES), OPTIONS)
def fuzz_guideline_stats(done: list[tuple[str, str, bytes]], more: list[str]) -> None:
    with changed(BICYCLE, done) as folder:
        ends_well(run("guideline", "--guideline", folder, "stats", *more))


@often(4)
@given(changes(NAMES), put(BYTES, ".yaml", ""), st.booleans(), OPTIONS)
def fuzz_guideline_prove(
    done: list[tuple[str, str, bytes]],
    file: tuple[str, str, bytes],
    solves: bool,
    more: list[str],
) -> None:
    with changed(BICYCLE, done) as folder, place(file) as path:
        ends_well(run("guideline", "--guideline", folder, "prove", "--claim", "x", *more))
        if solves and SLOW:
            one = ("--claim", "without_brakes_nobody_rides")
            ran = run("guideline", "--guideline", folder, "prove", *one, "--save", path)
            ends_well(ran, silent=True)


RATES = st.sampled_from(
    [*(f"population/{path.name}" for path in sorted((REAL / "population").glob("*.yaml"))),
     "population/x.yaml"]
)  # fmt: skip
COUNTS = st.sampled_from(["0", "1", "3", "-1", "x", "", "1.5", "9" * 5000, "٣", "\udcff"])
CROWD = st.fixed_dictionaries(
    {},
    optional={
        "id": st.one_of(st.integers(), ANSWERS),
        "setting": st.one_of(st.just("primary_care"), ANSWERS),
        "truth": st.one_of(st.sampled_from(["no_alarm", "fracture", "x"]), ANSWERS),
        "sex": st.one_of(st.just("woman"), ANSWERS),
        "flags": ANSWERS,
        "answers": st.one_of(PEOPLE, ANSWERS),
    },
)
WHOLE = st.builds(
    lambda number, answers: {
        "id": number, "setting": "primary_care", "truth": "no_alarm", "answers": answers
    },
    st.integers(),
    PEOPLE,
)  # fmt: skip
CROWDS = st.one_of(
    BYTES,
    st.lists(st.one_of(CROWD, WHOLE).map(as_text), min_size=1, max_size=3).map(b"\n".join),
    BYTES.map(lambda content: b"PAR1" + content + b"PAR1"),
)


@contextlib.contextmanager
def with_rates(done: list[tuple[str, str, bytes]]) -> Iterator[Path]:
    """A folder that is taken for the real guideline, with changed rates."""
    with changed(
        REAL / "population", [(name.split("/")[1], how, content) for name, how, content in done]
    ) as rates:
        folder = rates.parent / "guideline"
        (folder / "facts").mkdir(parents=True)
        (folder / "facts" / "all.yaml").write_text("x: y\n")
        rates.rename(folder / "population")
        modules = ("cost", "population_evaluation", "population_simulation")
        with contextlib.ExitStack() as stack:
            for name in modules:
                module = importlib.import_module(f"rugwijzer.cli.{name}")
                stack.enter_context(mock.patch.object(module, "load_to_apply", return_value=real()))
            yield folder


@often(2)
@given(changes(RATES), COUNTS, put(CROWDS, ".jsonl", ".parquet", ""), OPTIONS)
def fuzz_guideline_cost(
    done: list[tuple[str, str, bytes]],
    count: str,
    file: tuple[str, str, bytes],
    more: list[str],
) -> None:
    with read_once(), with_rates(done) as folder, place(file) as path:
        given = ("guideline", "--guideline", folder, "cost")
        ends_well(run(*given, "--count", count), silent=True)
        ends_well(run(*given, "--count", count, "--save", "--json"), silent=True)
        ends_well(run(*given, "--people", path), silent=True)
        ends_well(run(*given, "--save", "--people", path))
        if SLOW:
            ends_well(run(*given, "--count", count, "--trade-off"))
        ends_well(run(*given, "--count", "x", *more))


@cache
def exported() -> bytes:
    return export_guideline(loading.load_guideline(BICYCLE)).encode()


DOCUMENTS = st.one_of(
    BYTES,
    st.builds(
        lambda at, more: exported()[: at % len(exported())] + more + exported()[at + len(more) :],
        st.integers(0, 10**6),
        BYTES,
    ),
    st.sampled_from([b'[2,"",["Guideline"]]', b'[1, ["Guideline", 5]]', b"[" * 10**5]),
)


@often(4)
@given(changes(NAMES), put(DOCUMENTS, ".json", ""), put(CROWDS, ".jsonl"), OPTIONS)
def fuzz_guideline_diff(
    done: list[tuple[str, str, bytes]],
    other: tuple[str, str, bytes],
    people: tuple[str, str, bytes],
    more: list[str],
) -> None:
    with read_once(), changed(BICYCLE, done) as folder, place(other) as path:
        ends_well(run("guideline", "diff", path, "--count", "1", *more))
        ends_well(run("guideline", "diff", folder, "--count", "1"))
        with place(people) as crowd:
            ends_well(run("guideline", "diff", path, "--people", crowd))


# --- many people


@often(2)
@given(changes(RATES), COUNTS, put(BYTES, ".jsonl", ".parquet", ".csv", ""), WORDS, OPTIONS)
def fuzz_population_simulate(
    done: list[tuple[str, str, bytes]],
    count: str,
    out: tuple[str, str, bytes],
    setting: str,
    more: list[str],
) -> None:
    with with_rates(done) as folder, place(out) as path:
        given = ("population", "--guideline", folder, "simulate")
        ends_well(run(*given, count), silent=True)
        ends_well(run(*given, "2", "--out", path), silent=True)
        ends_well(run(*given, "2", "--setting", setting), silent=True)
        ends_well(run(*given, "x", *more))


@often(4)
@given(put(CROWDS, ".jsonl", ".parquet", ".csv"), put(BYTES, ".svg"), changes(RATES), OPTIONS)
def fuzz_population_evaluate(
    people: tuple[str, str, bytes],
    picture: tuple[str, str, bytes],
    done: list[tuple[str, str, bytes]],
    more: list[str],
) -> None:
    with with_rates(done) as folder, place(people) as path:
        given = ("population", "--guideline", folder, "evaluate", path)
        ends_well(run(*given))
        ends_well(run(*given, "--json"))
        ends_well(run(*given, *more))
        if SLOW:
            with place(picture) as svg:
                ends_well(run(*given, "--svg", svg))


# --- the texts


TEXT_FILES = st.sampled_from(
    [
        *(path.relative_to(CONTENT).as_posix() for path in sorted(CONTENT.rglob("*.yaml"))),
        "interface/x.yaml", "messages/x.yaml",
    ]
)  # fmt: skip


@often(3)
@given(changes(TEXT_FILES), OPTIONS)
def fuzz_content_check(done: list[tuple[str, str, bytes]], more: list[str]) -> None:
    with read_once(), changed(CONTENT, done) as folder:
        here = {"RUGWIJZER_CONTENT": str(folder)}
        ends_well(run("content", "check", here=here))
        ends_well(run("content", "check", *more, here=here))
        ends_well(run("assess", "-", "--lang", "en", typed=b"{}", here=here))
        ends_well(run("check", typed=b"34\n", here=here))


MOVEMENT = "exercises/bridge/movement.yaml"
ODD = st.sampled_from(
    [None, True, -1, 0, 1e9, 0.5, "", "bridge", [], {}, ["mat"], {"flexion": "x"}]
)


def odd(tree: Any, way: list[int], value: Any) -> Any:
    """A movement with one value, somewhere inside, made into another."""
    keys = sorted(tree) if isinstance(tree, dict) else list(range(len(tree)))
    key = keys[way[0] % len(keys)]
    inner = tree[key]
    deeper = len(way) > 1 and isinstance(inner, dict | list) and inner
    tree[key] = odd(inner, way[1:], value) if deeper else value
    return tree


@often(3)
@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=4),
    ODD,
    changes(st.just(MOVEMENT)),
    OPTIONS,
)
def fuzz_figures(
    way: list[int], value: Any, done: list[tuple[str, str, bytes]], more: list[str]
) -> None:
    tree = odd(yaml.safe_load((CONTENT / MOVEMENT).read_text(encoding="utf-8")), way, value)
    said = yaml.safe_dump(tree, allow_unicode=True).encode()
    with read_once(), changed(CONTENT, done or [(MOVEMENT, "write", said)]) as folder:
        here = {"RUGWIJZER_CONTENT": str(folder)}
        drawn = str(folder / "drawn")
        ends_well(run("figures", drawn, "--only", "bridge", here=here))
        ends_well(run("figures", drawn, "--only", "nothing", *more, here=here))


@often(3)
@given(changes(TEXT_FILES), OPTIONS)
def fuzz_guide(done: list[tuple[str, str, bytes]], more: list[str]) -> None:
    with changed(CONTENT, done) as folder:
        here = {"RUGWIJZER_CONTENT": str(folder)}
        for words in ([], ["low-back-pain"], ["courage-ladder", "--lang", "en"], more):
            ends_well(run("guide", *words, here=here))


EXERCISES = st.sampled_from(["bridge", "walking", "hill-ride", "x", ""])


@often(3)
@given(changes(TEXT_FILES), st.one_of(EXERCISES, WORDS), OPTIONS)
def fuzz_exercises(done: list[tuple[str, str, bytes]], name: str, more: list[str]) -> None:
    with read_once(), changed(CONTENT, done) as folder:
        here = {"RUGWIJZER_CONTENT": str(folder)}
        ends_well(run("exercises", here=here))
        ends_well(run("exercises", "--json", *more, here=here))


@often(3)
@given(changes(NAMES), st.one_of(EXERCISES, WORDS), OPTIONS)
def fuzz_exercise(done: list[tuple[str, str, bytes]], name: str, more: list[str]) -> None:
    with read_once():
        ends_well(run("exercise", name, *more))
        ends_well(run("exercise", name, "--json", "--level", "2"))
    with changed(BICYCLE, done) as folder:
        ends_well(run("exercise", name, "--guideline", folder))


# --- every command has one


def fuzz_checks() -> None:
    fuzz_check()
    fuzz_check_in()


STORIES = st.sampled_from(["fast-recovery", "lifted-yesterda", "x", "", "\x1b[31m", "--lang"])


@often(3)
@given(STORIES, OPTIONS)
def fuzz_story(name: str, more: list[str]) -> None:
    with read_once():
        ends_well(run("story", *more))
        ends_well(run("story", "--json", "--lang", "en"))
        if name != "fast-recovery":
            ends_well(run("story", name, *more))


@often(2)
@given(st.sampled_from(["0", "1", "-1", "x", "1e9", ""]), OPTIONS)
def fuzz_population_year(count: str, more: list[str]) -> None:
    with read_once():
        ends_well(run("population", "year", count, *more))


@often(4)
@given(st.sampled_from(["0", "80", "65536", "-1", "x", ""]), OPTIONS)
def fuzz_serve(number: str, more: list[str]) -> None:
    # What it starts stands in place of this process, and what it makes ready has tests of its own.
    with mock.patch("os.execv", return_value=0), mock.patch.object(serve, "manage", return_value=0):
        ends_well(run("serve", "--port", number, *more))
        ends_well(run("serve", "--threads", number, *more))


@often(4)
@given(st.sampled_from(["", "x", "demo", "migrate"]), OPTIONS)
def fuzz_manage(name: str, more: list[str]) -> None:
    ends_well(run("manage", f"no-{name}", *more))


FUZZES: dict[tuple[str, ...], Callable[[], None]] = {
    ("check",): fuzz_checks,
    ("assess",): fuzz_assess,
    ("plan",): fuzz_plan,
    ("course",): fuzz_course,
    ("facts",): fuzz_facts,
    ("painkillers",): fuzz_painkillers,
    ("explain",): fuzz_explain,
    ("measures",): fuzz_measures,
    ("story",): fuzz_story,
    ("exercises",): fuzz_exercises,
    ("exercise",): fuzz_exercise,
    ("guideline", "check"): fuzz_guideline_check,
    ("guideline", "test"): fuzz_guideline_test,
    ("guideline", "stats"): fuzz_guideline_stats,
    ("guideline", "cost"): fuzz_guideline_cost,
    ("guideline", "prove"): fuzz_guideline_prove,
    ("guideline", "diff"): fuzz_guideline_diff,
    ("population", "simulate"): fuzz_population_simulate,
    ("population", "evaluate"): fuzz_population_evaluate,
    ("population", "year"): fuzz_population_year,
    ("content", "check"): fuzz_content_check,
    ("figures",): fuzz_figures,
    ("guide",): fuzz_guide,
    ("serve",): fuzz_serve,
    ("manage",): fuzz_manage,
}


def commands() -> Iterator[tuple[str, ...]]:
    """Every command, and for one with tasks every task."""
    for name in COMMANDS:
        parser = argparse.ArgumentParser()
        importlib.import_module(f"rugwijzer.cli.{name}").arguments(parser)
        tasks: list[tuple[str, ...]] = [
            (name, task)
            for action in parser._actions
            if isinstance(action, argparse._SubParsersAction)
            for task in action.choices
        ]
        yield from tasks or [(name,)]


def test_every_command_has_a_fuzz_of_its_own() -> None:
    assert set(commands()) == set(FUZZES), "Write a fuzz for the new command, and list it."


@pytest.mark.parametrize("command", FUZZES, ids=" ".join)
def test_whatever_it_is_given_a_command_ends_well(command: tuple[str, ...]) -> None:
    FUZZES[command]()


WITHOUT_GUIDELINE = ("figures", "guide")
"""Commands that read none; they have a fuzz of their own."""


STARTS = ("serve", "manage")
"""Commands after which something else runs; they have a fuzz of their own."""


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each not in WITHOUT_GUIDELINE + STARTS]
)
@often(5)
@given(words=st.lists(WORDS, max_size=4))
def test_any_words_after_a_command_are_understood_or_refused(
    command: str, words: list[str]
) -> None:
    ends_well(run(command, "--guideline", BICYCLE, *words))


GUIDELINES = ("nowhere", "empty", "a file", "x" * 5000, "")


@pytest.mark.parametrize(
    "command", [each for each in FUZZES if each[0] not in WITHOUT_GUIDELINE], ids=" ".join
)
@pytest.mark.parametrize("folder", GUIDELINES, ids=lambda name: name[:10] or "nothing")
def test_a_guideline_that_is_none_is_refused_by_every_command(
    tmp_path: Path, command: tuple[str, ...], folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a file").write_text("{}")
    needs = {
        ("assess",): ["-"],
        ("plan",): ["-"],
        ("exercise",): ["x"],
        ("course",): ["-"],
        ("explain",): ["x"],
        ("guideline", "diff"): ["x"],
        ("population", "simulate"): ["1"],
        ("population", "year"): ["1"],
        ("population", "evaluate"): ["x.jsonl"],
    }
    path = tmp_path / folder if folder else Path()
    ran = run(command[0], "--guideline", path, *command[1:], *needs.get(command, []), typed=b"{}")
    assert ends_well(ran).status == 1, ran
    assert ran.out == ""
