"""Every engine gives the answer of `spec/conformance`, chapter by chapter."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from rugwijzer.compiler import build_engine, plain_answer, read_answers
from rugwijzer.compiler.cases import in_words
from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    Definition,
    Guideline,
    Ladder,
)
from rugwijzer.compiler.language.outcome import SetValue
from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.reading.documents import Mapping, plain, read_document
from rugwijzer.compiler.reading.expressions import Symbols, read_expression
from rugwijzer.compiler.reading.guideline import read_guideline, with_order
from rugwijzer.paths import find

ENGINES = ("reference", "compiled")
FOLDER = find("spec") / "conformance"
FILES = sorted(FOLDER.glob("*.yaml"))


def chapter_of(path: Path) -> dict[str, Any]:
    """The chapter as plain values."""
    tree = read_document(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(tree, Mapping)
    chapter = plain(tree)
    assert isinstance(chapter, dict)
    return chapter


def small_guideline(chapter: dict[str, Any]) -> tuple[Guideline, Symbols]:
    """The small guideline of a chapter, read as any other."""
    small = chapter["guideline"]
    files = {
        f"{room}/all.yaml": yaml.safe_dump(_yamlable(small[room]), sort_keys=False)
        for room in ("facts", "definitions", "contradictions")
        if small.get(room)
    }
    for name, decision in (small.get("decisions") or {}).items():
        files[f"decisions/{name}/decision.yaml"] = yaml.safe_dump(
            _yamlable(decision), sort_keys=False
        )
    guideline, problems = read_guideline(files)
    assert not problems, "\n".join(map(str, problems))
    symbols = Symbols(
        facts={name: fact.type for name, fact in guideline.facts.items()},
        definitions=set(guideline.definitions),
        contradictions=set(guideline.contradictions),
    )
    for name, decision in guideline.decisions.items():
        match type(decision).__name__:
            case "Ladder":
                symbols.ladders[name] = decision.levels  # type: ignore[union-attr]
            case "ChoiceDecision":
                symbols.choices[name] = decision.options  # type: ignore[union-attr]
            case "SetDecision":
                symbols.sets[name] = decision.names  # type: ignore[union-attr]
            case _:
                symbols.scores[name] = {
                    band.name: (band.low, band.high)
                    for band in decision.bands  # type: ignore[union-attr]
                }
    return guideline, symbols


def _yamlable(value: Any) -> Any:
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, dict):
        return {key: _yamlable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_yamlable(each) for each in value]
    return value


def asking(guideline: Guideline, symbols: Symbols, expression: str) -> Guideline:
    """The guideline with the expression of a case as one more definition, called `it`."""
    problems: list[Any] = []
    when = read_expression(expression, Place("case", 0), symbols, problems)
    assert when is not None, "\n".join(map(str, problems))
    definition = Definition("it", when, None, (), Place("case", 0))
    return with_order(replace(guideline, definitions={**guideline.definitions, "it": definition}))


def load_cases() -> list[Any]:
    """One parameter per case of every chapter."""
    return [
        pytest.param(path, index, id=f"{path.stem}: {case['title']}")
        for path in FILES
        for index, case in enumerate(chapter_of(path)["cases"])
    ]


def test_the_suite_holds_at_least_250_cases() -> None:
    assert len(load_cases()) >= 250


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize(("path", "index"), load_cases())
def test_every_engine_gives_the_answer_of(path: Path, index: int, engine_name: Any) -> None:
    chapter = _chapters.setdefault(path, (chapter_of(path), small_guideline(chapter_of(path))))
    case, (guideline, symbols) = chapter[0]["cases"][index], chapter[1]
    if "expr" in case:
        guideline = asking(guideline, symbols, case["expr"])
    record = read_answers(guideline, case.get("answers") or {})
    outcome = build_engine(guideline, engine_name).evaluate(record)
    if "expr" in case:
        wanted = case["value"]
        wanted = {True: "true", False: "false"}.get(wanted, wanted)
        assert outcome.definitions["it"].value == wanted
    for name, wanted in (case.get("expect") or {}).items():
        if name == "rules":
            assert {rule: outcome.states[rule].value for rule in wanted} == wanted
        elif name == "contradictions":
            assert list(outcome.contradictions) == wanted
        else:
            assert in_words(outcome.decisions[name], wanted) == wanted
    for rule, wanted in (case.get("because") or {}).items():
        (reason,) = [reason for reason in outcome.reasons if reason.rule == rule]
        assert [[name, _plain(guideline, name, value)] for name, value in reason.because] == wanted


def _plain(guideline: Guideline, name: str, value: Any) -> Any:
    if name in guideline.facts:
        answer = plain_answer(guideline.facts[name], value)
        return Fraction(str(answer)) if isinstance(answer, float) else answer
    decision = guideline.decisions[name]
    match value:
        case SetValue(inside, open_):
            return {"in": list(inside), "open": list(open_)}
        case tuple() if isinstance(decision, ChoiceDecision):
            return {"possible": list(value)}
        case (low, high) if isinstance(decision, Ladder):
            return {"at_least": low, "at_most": high}
        case (low, high):
            return {"low": low, "high": high}
        case _:
            return value


_chapters: dict[Path, Any] = {}
