"""A guideline as ELM, the JSON form of HL7's Clinical Quality Language, for engines that run that.

`to_elm` writes one library; `parameters` turns a record into what such an engine is given. Each
fact is a parameter, each definition, contradiction and decision an expression of the same name
(`names` lists what else there is). ELM is three-valued as our language is, so truth, rules, bounds,
`if_unknown` and cautious choices all cross over; `spec/conformance` is run on the result.

What does not cross over is in `GAPS`, each with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.reads import parts_of
from rugwijzer.compiler.language.types import Record, SetOf, in_order

from . import names
from .decisions import of_decision
from .expressions import expression
from .facts import Statement, all_asked, declaration, dont_know, misplaced, of_fact, open_facts
from .nodes import CONTEXT, SYSTEM, Elm, is_true, picked, reference

__all__ = ["GAPS", "library", "parameters", "to_elm"]

GAPS: Mapping[str, str] = {
    "not asked and don't know": (
        "ELM has one null. The parameter dont_know, a list of fact names, tells the two apart; "
        "that is a convention of this library, and whoever leaves it out has every null taken as "
        "not asked."
    ),
    "because": (
        "An ELM expression has a value and no account of it. The state of every rule is there, "
        "the answers that support it are not."
    ),
    "would change": (
        "ELM cannot try other parameters on itself. The caller can, one run for each other answer."
    ),
    "bounds": (
        "ELM has intervals, but none that follow from what is not yet known. Both ends are "
        "therefore expressions of their own, 'lowest' and 'highest', written out rule by rule."
    ),
    "order of options": (
        "Options and levels are strings, and strings have no order of ours. A comparison by "
        "position is written as the list of options that satisfy it; the ends of a ladder are "
        "positions, counted from 0."
    ),
    "steps": (
        "ELM's decimals are not exact in every engine. A number is an Integer, the whole number "
        "of steps, as in every engine of ours: 38.5 with a step of 0.1 is passed in as 385."
    ),
    "refused answers": (
        "A parameter has a type, but no range and no list of options. Answers are to be read and "
        "checked before they are passed in; `parameters` takes a record that was."
    ),
    "words, sources and questions": (
        "They are no part of a calculation. The exported guideline carries them."
    ),
}
"""What ELM cannot say of a guideline, or only by a convention, and why."""


def to_elm(guideline: Guideline) -> dict[str, Any]:
    """The guideline as one ELM library."""
    version = guideline.version
    return library(
        [dont_know(), *map(declaration, guideline.facts.values())],
        _statements(guideline),
        name="guideline" if version is None else version.name,
        number=None if version is None else version.number,
    )


def library(
    declared: list[Elm], statements: Iterator[Statement], *, name: str, number: str | None = None
) -> dict[str, Any]:
    """An ELM library with these parameters and expressions."""
    identifier = {"id": name} if number is None else {"id": name, "version": number}
    definitions = [
        {"name": each, "context": CONTEXT, "accessLevel": "Public", "expression": meaning}
        for each, meaning in statements
    ]
    return {
        "library": {
            "identifier": identifier,
            "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
            "usings": {"def": [{"localIdentifier": "System", "uri": SYSTEM}]},
            "parameters": {"def": declared},
            "contexts": {"def": [{"name": CONTEXT}]},
            "statements": {"def": definitions},
        }
    }


def parameters(guideline: Guideline, record: Record) -> dict[str, object]:
    """A typed record as the parameters of the library: every fact, and those not known."""
    passed: dict[str, object] = {
        names.DONT_KNOW: [
            name for name in guideline.facts if name in record and record[name] is None
        ]
    }
    for fact in guideline.facts.values():
        answer = record.get(fact.name)
        if isinstance(fact.type, SetOf) and isinstance(answer, frozenset):
            passed[fact.name] = list(in_order(fact.type.options, answer))
        else:
            passed[fact.name] = answer
    return passed


def _statements(guideline: Guideline) -> Iterator[Statement]:
    """Every expression, each after all that it reads."""
    for name in guideline.order:
        if fact := guideline.facts.get(name):
            yield from of_fact(guideline, fact)
        elif decision := guideline.decisions.get(name):
            yield from of_decision(guideline, decision)
            yield names.behind(name), _behind(guideline, name)
        else:
            named = guideline.definitions.get(name) or guideline.contradictions[name]
            yield name, expression(guideline, named.when.node)
            yield names.behind(name), _behind(guideline, name)
    reported = [(is_true(reference(name)), name) for name in guideline.contradictions]
    yield names.CONTRADICTIONS, picked([*reported, *misplaced(guideline)])
    yield names.OPEN_FACTS, open_facts(guideline)


def _behind(guideline: Guideline, name: str) -> Elm:
    collects = getattr(guideline.decisions.get(name), "collects", None)
    also = [] if collects is None else [reference(names.behind(collects))]
    return all_asked(parts_of(guideline, name), also=also)
