"""What a guideline has to decide before it can be used for the care of one person."""

from __future__ import annotations

from rugwijzer.care.assessment import CONCERNS, URGENCY
from rugwijzer.compiler import (
    ChoiceDecision,
    Guideline,
    GuidelineError,
    Ladder,
    Place,
    Problem,
    SetDecision,
)

KINDS = {
    URGENCY: (Ladder, "a ladder"),
    CONCERNS: (SetDecision, "a set"),
    "contact": (ChoiceDecision, "a choice"),
    "gate": (ChoiceDecision, "a choice"),
}
LEVELS = ("gp_routine", "same_day", "call_now")
"""The levels that are known by name."""


def require(guideline: Guideline) -> None:
    """Raise GuidelineError if the guideline lacks a decision or a level that care knows by name."""
    problems = [
        Problem(
            Place(f"decisions/{name}", 0),
            f"to advise a person a guideline needs the decision {name}, {words}.",
            "Declare it, or name another guideline with --guideline.",
        )
        for name, (kind, words) in KINDS.items()
        if not isinstance(guideline.decisions.get(name), kind)
    ]
    urgency = guideline.decisions.get(URGENCY)
    if isinstance(urgency, Ladder) and not set(LEVELS) <= set(urgency.levels):
        problems.append(
            Problem(
                urgency.place,
                f"to advise a person {URGENCY} needs the levels {', '.join(LEVELS)}.",
                "Declare them, or name another guideline with --guideline.",
            )
        )
    if problems:
        raise GuidelineError(problems)
