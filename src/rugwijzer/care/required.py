"""What a guideline has to decide before it can be used for the care of one person."""

from __future__ import annotations

from collections.abc import Mapping

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
PLAN = {
    "items": (SetDecision, "a set"),
    "movements": (SetDecision, "a set"),
    "leanings": (SetDecision, "a set"),
    "lessons": (SetDecision, "a set"),
    "moments": (SetDecision, "a set"),
    "aids": (SetDecision, "a set"),
    "work_step": (ChoiceDecision, "a choice"),
    "next_step": (ChoiceDecision, "a choice"),
    "pace": (ChoiceDecision, "a choice"),
    "pain_rule": (ChoiceDecision, "a choice"),
    "follow_up": (ChoiceDecision, "a choice"),
    "phase": (ChoiceDecision, "a choice"),
}
"""What a plan is made of, besides."""
LEVELS = ("gp_routine", "same_day", "call_now")
"""The levels that are known by name."""


def require(guideline: Guideline) -> None:
    """Raise GuidelineError if the guideline lacks a decision or a level that care knows by name."""
    problems = _lacking(guideline, KINDS, "advise a person")
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


def require_plan(guideline: Guideline) -> None:
    """The same for who makes a plan: raise GuidelineError if it lacks a decision of the plan."""
    require(guideline)
    if problems := _lacking(guideline, PLAN, "make a plan"):
        raise GuidelineError(problems)


def _lacking(
    guideline: Guideline, wanted: Mapping[str, tuple[type, str]], purpose: str
) -> list[Problem]:
    return [
        Problem(
            Place(f"decisions/{name}", 0),
            f"to {purpose} a guideline needs the decision {name}, {words}.",
            "Declare it, or name another guideline with --guideline.",
        )
        for name, (kind, words) in wanted.items()
        if not isinstance(guideline.decisions.get(name), kind)
    ]
