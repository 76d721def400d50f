"""The checks a guideline must pass before anyone may build on it, in this order.

Each is a module with one function that takes the guideline and yields problems. A check may rely on
those before it. `cycles` and `names` come first and stop the rest, for nothing can be worked out in
a circle, and of two things with one name only one can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rugwijzer.compiler.checking import (
    cases,
    choices,
    claims,
    contradictions,
    courses,
    cycles,
    evidence,
    facts,
    items,
    ladders,
    measures,
    names,
    scores,
    screens,
    sets,
    translations,
    unused,
)
from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.places import Problem

Check = Callable[[Guideline], Iterable[Problem]]

FIRST: tuple[Check, ...] = (cycles.check, names.check)
CHECKS: tuple[Check, ...] = (
    facts.check,
    screens.check,
    ladders.check,
    choices.check,
    scores.check,
    sets.check,
    contradictions.check,
    translations.check,
    evidence.check,
    cases.check,
    unused.check,
    claims.check,
    measures.check,
    items.check,
    courses.check,
)


def problems_of(guideline: Guideline) -> list[Problem]:
    """Every mistake that reading alone could not see."""
    for checks in (FIRST, CHECKS):
        if problems := [problem for check in checks for problem in check(guideline)]:
            return problems
    return []


def problems_of_pack(guideline: Guideline) -> list[Problem]:
    """Every mistake in the measures of a pack, which are the only measures of this guideline."""
    return [
        *translations.missing(
            text for each in guideline.measures.values() for text in translations.texts_of(each)
        ),
        *evidence.unknown(guideline),
        *measures.check(guideline),
    ]
