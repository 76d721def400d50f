"""Every fact a person supplies has its place on one screen, and lists stay short."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline, TickPart
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.types import YesNo

LONGEST_LIST = 7


def check(guideline: Guideline) -> Iterator[Problem]:
    """Facts without a screen, on two screens, or in a list they do not fit."""
    placed: dict[str, Place] = {}
    for screen in guideline.screens:
        for part in screen.parts:
            if isinstance(part, TickPart):
                yield from _list(guideline, part, screen.name)
            for name in part.facts:
                fact = guideline.facts.get(name)
                if fact is None:
                    yield Problem(
                        part.place,
                        f'screen "{screen.name}" asks the unknown fact "{name}".',
                        nearest(name, guideline.facts) or "Declare it under facts/ first.",
                    )
                elif not fact.supplied_by_person:
                    yield Problem(
                        part.place,
                        f'screen "{screen.name}" asks "{name}",'
                        f" which is supplied by {fact.supplied_by}.",
                        "Leave it out.",
                    )
                if name in placed:
                    yield Problem(
                        part.place,
                        f'fact "{name}" is asked already at {placed[name]}.',
                        "Ask it once.",
                    )
                placed.setdefault(name, part.place)
    if guideline.screens:
        for fact in guideline.facts.values():
            if fact.supplied_by_person and fact.name not in placed:
                yield Problem(
                    fact.place,
                    f'fact "{fact.name}" stands on no screen.',
                    "Add it to a screen, or say who else supplies it.",
                )


def _list(guideline: Guideline, part: TickPart, screen: str) -> Iterator[Problem]:
    if not 2 <= len(part.facts) <= LONGEST_LIST:
        yield Problem(
            part.place,
            f'a list on screen "{screen}" has length {len(part.facts)}.',
            f"A list to tick has 2 to {LONGEST_LIST} facts: "
            + ("split it." if part.facts[1:] else "use `- ask:` for one."),
        )
    for name in part.facts:
        fact = guideline.facts.get(name)
        if fact is not None and not isinstance(fact.type, YesNo):
            yield Problem(
                part.place,
                f'"{name}" stands in a list to tick but is not yes_no.',
                "Use `- ask:` for it.",
            )
