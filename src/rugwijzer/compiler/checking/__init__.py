"""The checks a guideline must pass before anyone may build on it, in this order.

Each is a module with one function that takes the guideline and yields problems. A check may rely on
those before it; `cycles` comes first, for nothing can be worked out in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rugwijzer.compiler.checking import (
    cases,
    choices,
    contradictions,
    cycles,
    evidence,
    facts,
    ladders,
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

CHECKS: tuple[Check, ...] = (
    cycles.check,
    names.check,
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
)


def problems_of(guideline: Guideline) -> list[Problem]:
    """Every mistake that reading alone could not see."""
    return [problem for check in CHECKS for problem in check(guideline)]
