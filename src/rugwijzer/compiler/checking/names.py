"""One name, one thing: facts, definitions, contradictions, decisions and levels share a space;
rules, screens and case titles each have their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rugwijzer.compiler.language.guideline import Guideline, Ladder, rules_of
from rugwijzer.compiler.language.places import Place, Problem


def check(guideline: Guideline) -> Iterator[Problem]:
    """Names that are taken already."""
    ladders = [each for each in guideline.decisions.values() if isinstance(each, Ladder)]
    levels: dict[str, Place] = {}  # two ladders may share the name of a level
    for ladder in ladders:
        for level in ladder.levels:
            levels.setdefault(level, ladder.place)
    yield from _twice(
        "name",
        [
            *((name, fact.place) for name, fact in guideline.facts.items()),
            *((name, each.place) for name, each in guideline.definitions.items()),
            *((name, each.place) for name, each in guideline.contradictions.items()),
            *((name, each.place) for name, each in guideline.decisions.items()),
            *levels.items(),
        ],
    )
    yield from _twice(
        "rule",
        [
            (rule.name, rule.place)
            for decision in guideline.decisions.values()
            for rule in rules_of(decision)
        ],
    )
    yield from _twice("screen", [(screen.name, screen.place) for screen in guideline.screens])
    yield from _twice("case title", [(case.title, case.place) for case in guideline.cases])


def _twice(what: str, named: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            yield Problem(
                place, f'the {what} "{name}" is already taken at {first[name]}.', "Choose another."
            )
        first.setdefault(name, place)
