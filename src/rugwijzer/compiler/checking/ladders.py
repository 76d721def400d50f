"""Ladders are safe to climb: every rule says what counts when its question stays unanswered."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline, Ladder, LadderRule, RaiseRule
from rugwijzer.compiler.language.places import Problem

SILENT_BELOW = 2
"""Rules that give one of the two mildest levels need not say what an unanswered question means."""


def check(guideline: Guideline) -> Iterator[Problem]:
    """Levels, `if_unknown` and raises that do not go together."""
    for ladder in guideline.decisions.values():
        if not isinstance(ladder, Ladder):
            continue
        if len(ladder.levels) < 2:
            yield Problem(
                ladder.place,
                f'ladder "{ladder.name}" has fewer than 2 levels.',
                "Name at least two, mildest first.",
            )
            continue
        for rule in ladder.rules:
            yield from _rule(ladder, rule)
        for each in ladder.raises:
            yield from _raise(ladder, each)


def _rule(ladder: Ladder, rule: LadderRule) -> Iterator[Problem]:
    if not rule.if_unknown_stated and ladder.rank(rule.then) >= SILENT_BELOW:
        yield Problem(
            rule.place,
            f'rule "{rule.name}" gives {rule.then} but has no "if_unknown".',
            "Say which level counts when the question stays unanswered, "
            'or none with "if_unknown_reason".',
        )
    if rule.if_unknown is not None and ladder.rank(rule.if_unknown) > ladder.rank(rule.then):
        yield Problem(
            rule.place,
            f'rule "{rule.name}" gives {rule.then}, but {rule.if_unknown} when unanswered.',
            f"Write `if_unknown: {rule.then}`, or a milder level.",
        )
    if rule.if_unknown_stated and rule.if_unknown is None and not rule.if_unknown_reason:
        yield Problem(
            rule.place,
            f'rule "{rule.name}" lets an unanswered question pass without a reason.',
            'Write the reason as "if_unknown_reason".',
        )


def _raise(ladder: Ladder, rule: RaiseRule) -> Iterator[Problem]:
    if ladder.rank(rule.up_to) <= ladder.rank(rule.start):
        yield Problem(
            rule.place,
            f'rule "{rule.name}" raises from {rule.start} up to {rule.up_to}, which is not higher.',
            f"Levels, mildest first: {', '.join(ladder.levels)}.",
        )
    if not rule.if_unknown_raises and not rule.if_unknown_reason:
        yield Problem(
            rule.place,
            f'rule "{rule.name}" lets an unanswered question pass without a reason.',
            'Write `if_unknown: raise`, or the reason as "if_unknown_reason".',
        )
    later = [
        other.name
        for other in ladder.rules
        if other.place.file == rule.place.file and other.place.line > rule.place.line
    ]
    if later:
        yield Problem(
            rule.place,
            f'rule "{rule.name}" raises, but stands before "{later[0]}", which gives a level.',
            "Put it after every rule with `then`.",
        )
