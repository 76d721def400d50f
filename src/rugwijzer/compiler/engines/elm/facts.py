"""Facts as ELM: what the caller passes in, the value in effect, and what is asked.

Each fact is a parameter. Null stands for both *not asked* and *don't know*; the parameter
`dont_know` names the facts that were answered with don't know, so that the two stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.nodes import Node, refs
from rugwijzer.compiler.language.outcome import NOT_APPLICABLE
from rugwijzer.compiler.language.reads import parts_of
from rugwijzer.compiler.language.types import Number, SetOf, YesNo

from . import names
from .expressions import expression
from .nodes import (
    Elm,
    both,
    choose,
    contains,
    either,
    is_false,
    is_null,
    is_true,
    negated,
    parameter,
    picked,
    reference,
    specifier,
    text,
    truth,
    value_of,
)

Statement = tuple[str, Elm]
"""An expression definition: its name and what it says."""


def declaration(fact: Fact) -> Elm:
    """The parameter of a fact."""
    match fact.type:
        case YesNo():
            kind = specifier("Boolean")
        case Number():
            kind = specifier("Integer")
        case SetOf():
            kind = specifier("String", listed=True)
        case _:
            kind = specifier("String")
    return {"name": fact.name, "accessLevel": "Public", "parameterTypeSpecifier": kind}


def dont_know() -> Elm:
    """The parameter that names the facts answered with don't know."""
    return {
        "name": names.DONT_KNOW,
        "accessLevel": "Public",
        "parameterTypeSpecifier": specifier("String", listed=True),
    }


def of_fact(guideline: Guideline, fact: Fact) -> Iterator[Statement]:
    """What follows from one fact."""
    given = either([negated(is_null(parameter(fact.name))), _unsure(fact)])
    away = _away(guideline, fact)
    if away is not None:
        instead = both([negated(given), away])
        yield (
            names.value(fact.name),
            choose(instead, value_of(fact.otherwise), parameter(fact.name)),
        )
    if not fact.supplied_by_person:
        yield names.asked(fact.name), truth(True)
    else:
        yield names.asked(fact.name), given if away is None else either([given, away])
    nodes = parts_of(guideline, fact.name)
    yield names.behind(fact.name), all_asked(nodes, also=[reference(names.asked(fact.name))])


def _unsure(fact: Fact) -> Elm:
    return is_true(contains(parameter(names.DONT_KNOW), text(fact.name)))


def _away(guideline: Guideline, fact: Fact) -> Elm | None:
    """Whether the fact has its `else` while absent; None if it has none."""
    if not fact.supplied_by_person:
        return truth(True)
    if fact.asked_if is None:
        return None
    return is_false(expression(guideline, fact.asked_if.node))


def all_asked(nodes: Iterator[Node], also: list[Elm] | None = None) -> Elm:
    """Whether every fact behind some expressions is asked."""
    read = dict.fromkeys(ref.name for node in nodes for ref in refs(node))
    return both([*(also or []), *(reference(names.behind(name)) for name in read)])


def misplaced(guideline: Guideline) -> list[tuple[Elm, str]]:
    """Per fact that may not apply: whether it was answered with a value all the same."""
    return [
        (
            both(
                [
                    negated(is_null(parameter(fact.name))),
                    is_false(expression(guideline, fact.asked_if.node)),
                ]
            ),
            NOT_APPLICABLE + fact.name,
        )
        for fact in guideline.facts.values()
        if fact.supplied_by_person and fact.asked_if is not None
    ]


def open_facts(guideline: Guideline) -> Elm:
    """The facts that are not asked."""
    return picked((negated(reference(names.asked(name))), name) for name in guideline.facts)
