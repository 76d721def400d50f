"""A contradiction asks back the facts it is about."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.language.reads import facts_behind


def check(guideline: Guideline) -> Iterator[Problem]:
    """Contradictions that ask back too little, or something they do not read."""
    if not guideline.order:
        return
    for contradiction in guideline.contradictions.values():
        if len(contradiction.facts) < 2:
            yield Problem(
                contradiction.place,
                f'contradiction "{contradiction.name}" asks back fewer than 2 facts.',
                "Name the facts whose answers do not go together.",
            )
        behind = facts_behind(guideline, contradiction.when.node)
        for fact in contradiction.facts:
            if fact not in behind:
                yield Problem(
                    contradiction.place,
                    f'contradiction "{contradiction.name}" asks back "{fact}", '
                    "which it does not read.",
                    "Ask back only facts behind its condition.",
                )
