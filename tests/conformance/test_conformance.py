"""Every engine gives the answer of `spec/conformance`, chapter by chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

from rugwijzer.compiler import (
    Compiled,
    Node,
    Outcome,
    Record,
    Reference,
    plain_answer,
    read_answers,
)
from rugwijzer.compiler.cases import in_words
from rugwijzer.compiler.engines.proofs import Proofs
from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    Definition,
    Guideline,
    Ladder,
)
from rugwijzer.compiler.language.outcome import SetValue
from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.compiler.reading.claim_words import read_claim_expression
from rugwijzer.compiler.reading.documents import Mapping as MappingTree
from rugwijzer.compiler.reading.documents import plain, read_document
from rugwijzer.compiler.reading.expressions import Symbols, read_expression
from rugwijzer.compiler.reading.guideline import read_guideline, with_order
from rugwijzer.paths import find

ENGINES: Mapping[str, Callable[[Guideline], KnowsOutcomes]] = {
    "reference": Reference,
    "compiled": Compiled,
    "proofs": Proofs,
}
SAY_WHY = ("reference", "compiled")
"""The proofs say which rules count, and leave open which answers made them count."""


class KnowsOutcomes(Protocol):
    """An engine that can say all that follows from a record."""

    def evaluate(self, record: Record) -> Outcome:
        """All that follows from a typed record."""
        ...


class KnowsClaims(Protocol):
    """An engine that can be asked what only claims may say."""

    def truth(self, record: Record, node: Node) -> Truth:
        """What an expression comes to for a record."""


CLAIM_ENGINES: Mapping[str, Callable[[Guideline], KnowsClaims]] = {
    "reference": Reference,
    "proofs": Proofs,
}
FOLDER = find("spec") / "conformance"
FILES = sorted(FOLDER.glob("*.yaml"))


def chapter_of(path: Path) -> dict[str, Any]:
    """The chapter as plain values."""
    tree = read_document(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(tree, MappingTree)
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


def load_cases(*, claims: bool = False) -> list[Any]:
    """One parameter per case of every chapter: of those about claims, or of all others."""
    return [
        pytest.param(path, index, id=f"{path.stem}: {case['title']}")
        for path in FILES
        for chapter in [chapter_of(path)]
        if chapter.get("claims", False) is claims
        for index, case in enumerate(chapter["cases"])
    ]


def case_of(path: Path, index: int) -> tuple[dict[str, Any], Guideline, Symbols]:
    """One case, with the small guideline of its chapter."""
    if path not in _chapters:
        chapter = chapter_of(path)
        _chapters[path] = (chapter, *small_guideline(chapter))
    chapter, guideline, symbols = _chapters[path]
    return chapter["cases"][index], guideline, symbols


def test_the_suite_holds_at_least_250_cases() -> None:
    assert len(load_cases()) >= 250


@pytest.mark.parametrize("engine_name", ENGINES)
@pytest.mark.parametrize(("path", "index"), load_cases())
def test_every_engine_gives_the_answer_of(path: Path, index: int, engine_name: Any) -> None:
    case, guideline, symbols = case_of(path, index)
    if "expr" in case:
        guideline = asking(guideline, symbols, case["expr"])
    record = read_answers(guideline, case.get("answers") or {})
    outcome = ENGINES[engine_name](guideline).evaluate(record)
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
        if engine_name not in SAY_WHY:
            continue
        assert [[name, _plain(guideline, name, value)] for name, value in reason.because] == wanted


@pytest.mark.parametrize("engine_name", CLAIM_ENGINES)
@pytest.mark.parametrize(("path", "index"), load_cases(claims=True))
def test_every_engine_that_knows_claims_gives_the_answer_of(
    path: Path, index: int, engine_name: str
) -> None:
    case, guideline, symbols = case_of(path, index)
    problems: list[Any] = []
    asked = read_claim_expression(case["expr"], Place("case", 0), symbols, problems)
    assert asked is not None, "\n".join(map(str, problems))
    record = read_answers(guideline, case.get("answers") or {})
    if (path, engine_name) not in _engines:
        _engines[path, engine_name] = CLAIM_ENGINES[engine_name](guideline)
    truth = _engines[path, engine_name].truth(record, asked.node)
    assert truth.value == {True: "true", False: "false"}.get(case["value"], case["value"])


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


_chapters: dict[Path, tuple[dict[str, Any], Guideline, Symbols]] = {}
_engines: dict[tuple[Path, str], KnowsClaims] = {}
