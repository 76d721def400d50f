"""What the ELM of a guideline looks like. That it means the same is tested by running it, in
`tests/conformance/test_elm_conformance.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from rugwijzer.compiler import Guideline, load_files, read_answers
from rugwijzer.compiler.engines.elm import GAPS, names, parameters, to_elm

FILES = {
    "facts/all.yaml": {
        "brakes": {"type": "yes_no"},
        "dark": {"type": "yes_no"},
        "lights": {"type": "yes_no", "asked_if": "dark", "else": True},
        "chain": {"type": "choice", "ordered": True, "options": ["clean", "dry", "worn"]},
        "extras": {"type": "set", "options": ["lamp", "bag"]},
        "pressure": {"type": "number", "unit": "plain", "step": 0.1, "range": [0, 9]},
        "ridden": {
            "type": "number",
            "unit": "days",
            "step": 1,
            "range": [0, 99],
            "supplied_by": "history",
            "else": 0,
        },
    },
    "definitions/all.yaml": {
        "soft": {"when": "pressure < 2.5"},
        "bad_chain": {"when": 'chain >= "dry"'},
        "carries_lamp": {"when": '"lamp" in extras'},
        "two": {"when": "count(brakes, dark, soft) >= 2"},
    },
    "contradictions/all.yaml": {"odd": {"when": "dark and soft", "facts": ["dark"]}},
    "decisions/verdict/decision.yaml": {
        "kind": "ladder",
        "levels": ["ride", "check", "stop"],
        "rules": [
            {
                "rule": "no_brakes",
                "when": "not brakes",
                "then": "stop",
                "if_unknown": "check",
                "concern": "brakes_gone",
            },
            {"rule": "unlit", "when": "not lights", "then": "check", "if_unknown": "none"},
            {
                "rule": "far",
                "when": "ridden > days(9)",
                "raise": 1,
                "from": "ride",
                "up_to": "check",
                "if_unknown": "none",
            },
        ],
    },
    "decisions/trouble/decision.yaml": {
        "kind": "set",
        "collects": "verdict",
        "members": ["brakes_gone"],
    },
    "decisions/route/decision.yaml": {
        "kind": "choice",
        "options": ["road", "walk"],
        "otherwise": "road",
        "cautious_order": ["walk", "road"],
        "rules": [{"rule": "on_foot", "when": "verdict >= stop", "then": "walk"}],
    },
    "decisions/wear/decision.yaml": {
        "kind": "score",
        "items": [{"item": "links", "alternatives": [{"when": "bad_chain", "points": 2}]}],
    },
}


@pytest.fixture(scope="module")
def guideline() -> Guideline:
    """A bicycle with one of everything."""
    return load_files(
        {name: yaml.safe_dump(room, sort_keys=False) for name, room in FILES.items()},
        checked=False,
    )


@pytest.fixture(scope="module")
def library(guideline: Guideline) -> dict[str, Any]:
    """The same as ELM."""
    whole: dict[str, Any] = to_elm(guideline)["library"]
    return whole


def statements(library: dict[str, Any]) -> dict[str, Any]:
    """The expressions by name."""
    return {each["name"]: each["expression"] for each in library["statements"]["def"]}


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node below and including this one."""
    if isinstance(tree, dict):
        if "type" in tree:
            yield tree
        for part in tree.values():
            yield from nodes(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from nodes(part)


def test_it_is_plain_json(library: dict[str, Any]) -> None:
    assert json.loads(json.dumps(library)) == library


def test_every_fact_is_a_parameter_of_its_type(
    guideline: Guideline, library: dict[str, Any]
) -> None:
    kinds = {each["name"]: each["parameterTypeSpecifier"] for each in library["parameters"]["def"]}
    assert list(kinds) == [names.DONT_KNOW, *guideline.facts]
    assert kinds["brakes"]["name"].endswith("}Boolean")
    assert kinds["pressure"]["name"].endswith("}Integer")
    assert kinds["chain"]["name"].endswith("}String")
    assert kinds["extras"]["type"] == "ListTypeSpecifier"


def test_every_name_of_the_guideline_is_an_expression(
    guideline: Guideline, library: dict[str, Any]
) -> None:
    named = statements(library)
    assert {*guideline.definitions, *guideline.contradictions, *guideline.decisions} <= {*named}
    assert {names.lowest("verdict"), names.highest("verdict"), names.state("no_brakes")} <= {*named}
    assert {names.possible("route"), names.perhaps("trouble"), names.rule("far")} <= {*named}


def test_no_two_expressions_share_a_name(library: dict[str, Any]) -> None:
    assert len(statements(library)) == len(library["statements"]["def"])


def test_an_expression_reads_only_what_stands_before_it(library: dict[str, Any]) -> None:
    seen: set[str] = set()
    declared = {each["name"] for each in library["parameters"]["def"]}
    for name, meaning in statements(library).items():
        for node in nodes(meaning):
            if node["type"] == "ExpressionRef":
                assert node["name"] in seen, f"{name} reads {node['name']}"
            if node["type"] == "ParameterRef":
                assert node["name"] in declared
        seen.add(name)


def test_and_and_or_take_two_operands_as_elm_wants(library: dict[str, Any]) -> None:
    for node in nodes(library):
        if node["type"] in ("And", "Or", "Equal", "Less", "Contains"):
            assert len(node["operand"]) == 2


def test_a_number_is_compared_in_steps(library: dict[str, Any]) -> None:
    soft = statements(library)["soft"]
    assert soft["type"] == "Less"
    assert soft["operand"][0] == {"type": "ParameterRef", "name": "pressure"}
    assert soft["operand"][1]["value"] == "25"


def test_at_least_so_bad_is_a_list_of_options(library: dict[str, Any]) -> None:
    bad = statements(library)["bad_chain"]
    assert bad["type"] == "Or"
    assert [each["operand"][1]["value"] for each in bad["operand"]] == ["dry", "worn"]


def test_an_unknown_set_is_not_an_empty_one(library: dict[str, Any]) -> None:
    carries = statements(library)["carries_lamp"]
    assert carries["condition"]["type"] == "IsNull"
    assert carries["then"]["type"] == "As"


def test_parameters_tell_dont_know_from_not_asked(guideline: Guideline) -> None:
    record = read_answers(
        guideline, {"brakes": None, "pressure": 2.4, "extras": ["bag", "lamp"], "dark": False}
    )
    passed = parameters(guideline, record)
    assert passed == {
        "dont_know": ["brakes"],
        "brakes": None,
        "dark": False,
        "lights": None,
        "chain": None,
        "extras": ["lamp", "bag"],
        "pressure": 24,
        "ridden": None,
    }


def test_the_library_has_the_name_and_number_of_the_guideline(guideline: Guideline) -> None:
    assert to_elm(guideline)["library"]["identifier"] == {"id": "guideline"}


def test_the_gaps_say_what_does_not_cross_over() -> None:
    assert {"because", "would change", "not asked and don't know", "bounds"} <= {*GAPS}
    assert all(reason.endswith(".") for reason in GAPS.values())
