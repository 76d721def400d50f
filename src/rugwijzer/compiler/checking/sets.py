"""Sets know their members: each has a rule, or each is the concern of a rule."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline, Ladder, SetDecision
from rugwijzer.compiler.language.places import Problem, nearest


def check(guideline: Guideline) -> Iterator[Problem]:
    """Members without a rule, concerns without a member."""
    collected = set()
    astray = False
    for decision in guideline.decisions.values():
        if not isinstance(decision, SetDecision):
            continue
        if decision.collects is None:
            yield from _by_rules(decision)
            continue
        ladder = guideline.decisions.get(decision.collects)
        if not isinstance(ladder, Ladder):
            astray = True
            yield Problem(
                decision.place,
                f'"{decision.name}" collects "{decision.collects}", which is not a ladder.',
                nearest(
                    decision.collects,
                    [
                        name
                        for name, each in guideline.decisions.items()
                        if isinstance(each, Ladder)
                    ],
                )
                or "Name a ladder.",
            )
            continue
        collected.add(ladder.name)
        yield from _by_concerns(decision, ladder)
    for ladder in guideline.decisions.values():
        if isinstance(ladder, Ladder) and ladder.name not in collected and not astray:
            for rule in ladder.rules:
                if rule.concern is not None:
                    yield Problem(
                        rule.place,
                        f'rule "{rule.name}" has a concern, but nothing collects those of '
                        f'"{ladder.name}".',
                        f"Declare a set with `collects: {ladder.name}`.",
                    )


def _by_rules(decision: SetDecision) -> Iterator[Problem]:
    ruled = {rule.member for rule in decision.rules}
    for member in decision.members:
        if member.name not in ruled:
            yield Problem(
                member.place,
                f'"{member.name}" of "{decision.name}" has no rule.',
                "Add one, or remove the member.",
            )


def _by_concerns(decision: SetDecision, ladder: Ladder) -> Iterator[Problem]:
    concerns = {rule.concern for rule in ladder.rules}
    if decision.rules:
        yield Problem(
            decision.rules[0].place,
            f'"{decision.name}" collects "{ladder.name}" and has rules of its own.',
            "Do one or the other.",
        )
    for rule in ladder.rules:
        if rule.concern is not None and rule.concern not in decision.names:
            yield Problem(
                rule.place,
                f'rule "{rule.name}" has the unknown concern "{rule.concern}".',
                nearest(rule.concern, decision.names)
                or f"Members of {decision.name}: {', '.join(decision.names)}.",
            )
    for member in decision.members:
        if member.name not in concerns:
            yield Problem(
                member.place,
                f'"{member.name}" of "{decision.name}" is the concern of no rule.',
                "Remove it, or give a rule this concern.",
            )
