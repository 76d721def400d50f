"""Who reads what: the facts behind an expression, through definitions, decisions and `asked_if`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from rugwijzer.compiler.language.guideline import Guideline, expressions_of, rules_of
from rugwijzer.compiler.language.nodes import Kind, Node, Ref, refs


def parts_of(guideline: Guideline, name: str) -> Iterator[Node]:
    """The expressions that decide the value of one named thing."""
    if fact := guideline.facts.get(name):
        if fact.asked_if is not None:
            yield fact.asked_if.node
    elif definition := guideline.definitions.get(name):
        yield definition.when.node
    elif contradiction := guideline.contradictions.get(name):
        yield contradiction.when.node
    elif decision := guideline.decisions.get(name):
        for rule in rules_of(decision):
            for expression in expressions_of(rule):
                yield expression.node


def names_read(guideline: Guideline, name: str) -> tuple[str, ...]:
    """The names that one named thing reads directly, in order, without repeats.

    A set decision that collects a ladder's concerns reads that ladder.
    """
    found = dict.fromkeys(ref.name for node in parts_of(guideline, name) for ref in refs(node))
    decision = guideline.decisions.get(name)
    collects = getattr(decision, "collects", None)
    if collects is not None:
        found[collects] = None
    return tuple(found)


@lru_cache(maxsize=8)
def _facts_behind(guideline: _ById) -> Mapping[str, frozenset[str]]:
    behind: dict[str, frozenset[str]] = {}
    for name in guideline.it.order:
        facts: set[str] = {name} if name in guideline.it.facts else set()
        for read in names_read(guideline.it, name):
            facts |= behind[read]
        behind[name] = frozenset(facts)
    return behind


class _ById:
    """A guideline as a cache key: the same object, not an equal one."""

    def __init__(self, guideline: Guideline) -> None:
        self.it = guideline

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and self.it is other.it


def facts_behind(guideline: Guideline, node: Node) -> frozenset[str]:
    """Every fact an expression reads, however indirectly: the facts it names, those behind the
    definitions, contradictions and decisions it names, and those behind their `asked_if`."""
    known = _facts_behind(_ById(guideline))
    found: set[str] = set()
    for ref in refs(node):
        found |= known[ref.name]
    return frozenset(found)


def expanded(guideline: Guideline, node: Node) -> Iterator[Ref]:
    """The facts and decisions an expression names, with definitions and contradictions opened."""
    for ref in refs(node):
        match ref.kind:
            case Kind.DEFINITION:
                yield from expanded(guideline, guideline.definitions[ref.name].when.node)
            case Kind.CONTRADICTION:
                yield from expanded(guideline, guideline.contradictions[ref.name].when.node)
            case _:
                yield ref
