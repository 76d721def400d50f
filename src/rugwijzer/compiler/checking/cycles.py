"""Nothing reads itself, however indirectly."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.order import in_reading_order
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.language.reads import names_read


def check(guideline: Guideline) -> Iterator[Problem]:
    """The first circle found, with the way round."""
    things = {
        **guideline.facts,
        **guideline.definitions,
        **guideline.contradictions,
        **guideline.decisions,
    }
    _, cycle = in_reading_order({name: names_read(guideline, name) for name in things})
    if cycle:
        yield Problem(
            things[cycle[0]].place,
            f'"{cycle[0]}" reads itself: {" -> ".join(cycle)}.',
            "Break the circle: one of these must do without the next.",
        )
