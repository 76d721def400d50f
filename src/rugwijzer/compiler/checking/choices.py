"""Choices always have an answer: one for when no rule holds, and an order for doubt."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import ChoiceDecision, Guideline
from rugwijzer.compiler.language.places import Problem


def check(guideline: Guideline) -> Iterator[Problem]:
    """A cautious order that leaves an option out, and options nobody can get."""
    for choice in guideline.decisions.values():
        if not isinstance(choice, ChoiceDecision):
            continue
        if sorted(choice.cautious_order) != sorted(choice.options):
            yield Problem(
                choice.place,
                f'"cautious_order" of "{choice.name}" does not list each option once.',
                f"List {', '.join(choice.options)}, the one to be assumed in doubt first.",
            )
        reachable = {choice.otherwise, *(rule.then for rule in choice.rules)}
        for option in choice.options:
            if option not in reachable:
                yield Problem(
                    choice.place,
                    f'no rule of "{choice.name}" gives "{option}".',
                    "Add a rule, or remove the option.",
                )
