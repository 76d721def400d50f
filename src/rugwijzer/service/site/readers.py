"""Who reads what: the rules behind a question or a term, and what rests on a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    Definition,
    Evidence,
    expressions_of,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Kind, Node, refs
from rugwijzer.library.pages import Page
from rugwijzer.service import knowledge


@dataclass(frozen=True)
class Readers:
    """Of every name in the guideline, the rules and terms that read it themselves.

    `rows` are the rows of evidence of a source, `rules_on` the rules that cite a row, `pages_on`
    the pages of the guide that do; `decision` is that of a rule.
    """

    rules: Mapping[str, tuple[AnyRule, ...]]
    terms: Mapping[str, tuple[Definition, ...]]
    rows: Mapping[str, tuple[Evidence, ...]]
    rules_on: Mapping[str, tuple[AnyRule, ...]]
    pages_on: Mapping[str, tuple[Page, ...]]
    decision: Mapping[str, str]

    def in_the_end(self, name: str) -> tuple[AnyRule, ...]:
        """Every rule that reads it, itself or through terms, in order of declaration."""
        waiting, seen = [name], {name}
        while waiting:
            for term in self.terms.get(waiting.pop(), ()):
                if term.name not in seen:
                    seen.add(term.name)
                    waiting.append(term.name)
        found = {rule.name for each in seen for rule in self.rules.get(each, ())}
        return tuple(rule for rule in knowledge.guideline().rules.values() if rule.name in found)


@cache
def readers() -> Readers:
    """Who reads what in the guideline that is applied."""
    guideline = knowledge.guideline()
    rules: dict[str, dict[str, AnyRule]] = {}
    rules_on: dict[str, list[AnyRule]] = {}
    for rule in guideline.rules.values():
        for expression in expressions_of(rule):
            for name in _names(expression.node):
                rules.setdefault(name, {})[rule.name] = rule
        for row in rule.evidence:
            rules_on.setdefault(row, []).append(rule)
    terms: dict[str, dict[str, Definition]] = {}
    for definition in guideline.definitions.values():
        for name in _names(definition.when.node):
            terms.setdefault(name, {})[definition.name] = definition
    rows: dict[str, list[Evidence]] = {}
    for evidence in guideline.evidence.values():
        for source in evidence.sources:
            rows.setdefault(source, []).append(evidence)
    pages_on: dict[str, dict[str, Page]] = {}
    for page in knowledge.pages().values():
        for row in page.cited():
            pages_on.setdefault(row, {})[page.slug] = page
    return Readers(
        {name: tuple(found.values()) for name, found in rules.items()},
        {name: tuple(found.values()) for name, found in terms.items()},
        {name: tuple(found) for name, found in rows.items()},
        {name: tuple(found) for name, found in rules_on.items()},
        {name: tuple(found.values()) for name, found in pages_on.items()},
        {
            rule.name: decision.name
            for decision in guideline.decisions.values()
            for rule in rules_of(decision)
        },
    )


def _names(node: Node) -> set[str]:
    """The questions, terms and contradictions that a condition names."""
    return {ref.name for ref in refs(node) if ref.kind is not Kind.DECISION}
