"""Nothing is asked or defined for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.language.reads import names_read


def check(guideline: Guideline) -> Iterator[Problem]:
    """Facts and definitions that no decision or contradiction reads, however indirectly."""
    if not guideline.order:
        return
    used = {*guideline.decisions, *guideline.contradictions}
    for name in reversed(guideline.order):
        if name in used:
            used.update(names_read(guideline, name))
    for fact in guideline.facts.values():
        if fact.name not in used and not fact.preference:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" is read by nothing.',
                "Use it, remove it, or mark it `preference: true`.",
            )
    for definition in guideline.definitions.values():
        if definition.name not in used:
            yield Problem(
                definition.place,
                f'definition "{definition.name}" is read by nothing.',
                "Use it or remove it.",
            )
