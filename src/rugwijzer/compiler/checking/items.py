"""Items fit together: what they name is there, easier and harder agree, and levels grow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rugwijzer.compiler.language.guideline import Guideline, SetDecision
from rugwijzer.compiler.language.items import ALLOWED_BY, LEANS_ON, Dose, Item, Range
from rugwijzer.compiler.language.order import in_reading_order
from rugwijzer.compiler.language.places import Problem, nearest

_GROWING = (
    "sets", "times", "hold", "breaths", "minutes", "metres", "kg", "a_day", "an_hour", "days",
    "repeats",
)  # fmt: skip


def check(guideline: Guideline) -> Iterator[Problem]:
    """Items without evidence, with unknown names, in a circle, or that do not grow."""
    for item in guideline.items.values():
        if not item.evidence:
            yield Problem(
                item.place,
                f'item "{item.name}" cites no evidence.',
                "Add `evidence: [ROW]` with at least one row of evidence.yaml.",
            )
        for key, decision in (
            ("tags", ALLOWED_BY), ("first_for", LEANS_ON), ("later_for", LEANS_ON),
        ):  # fmt: skip
            yield from _members(guideline, item, key, decision)
        for name in item.first_for:
            if name in item.later_for:
                yield Problem(
                    item.place,
                    f'item "{item.name}" is both first and later for "{name}".',
                    "Keep one of them.",
                )
        yield from _neighbours(guideline, item)
        yield from _growth(item)
    yield from _circle(guideline)


def _members(guideline: Guideline, item: Item, key: str, decision: str) -> Iterator[Problem]:
    """Words that are no member of their decision; a guideline may do without the decision."""
    found = guideline.decisions.get(decision)
    if not isinstance(found, SetDecision):
        return
    for name in getattr(item, key):
        if name not in found.names:
            yield Problem(
                item.place,
                f'"{key}" of item "{item.name}" says "{name}", which is no member of "{decision}".',
                nearest(name, found.names) or f"Members: {', '.join(found.names)}.",
            )


def _neighbours(guideline: Guideline, item: Item) -> Iterator[Problem]:
    for key, back in (("easier", "harder"), ("harder", "easier")):
        for name in getattr(item, key):
            other = guideline.items.get(name)
            if other is None:
                yield Problem(
                    item.place,
                    f'"{key}" of item "{item.name}" names the unknown item "{name}".',
                    nearest(name, guideline.items) or "Name a file of items/.",
                )
            elif item.name not in getattr(other, back):
                yield Problem(
                    item.place,
                    f'"{name}" is {key} than item "{item.name}", but does not say the reverse.',
                    f"Add `{back}: [{item.name}]` to {other.place.file}.",
                )


def _circle(guideline: Guideline) -> Iterator[Problem]:
    _, cycle = in_reading_order(
        {
            name: [each for each in item.easier if each in guideline.items]
            for name, item in guideline.items.items()
        }
    )
    if cycle:
        yield Problem(
            guideline.items[cycle[0]].place,
            f'item "{cycle[0]}" is easier than itself: {" -> ".join(cycle)}.',
            "Break the circle.",
        )


def _growth(item: Item) -> Iterator[Problem]:
    """A level asks more of something than the one before, or is another version."""
    for number, (before, after) in enumerate(pairwise(item.levels), start=2):
        if not any(_grows(before.dose, dose) for dose in after.doses):
            yield Problem(
                after.dose.place,
                f'level {number} of item "{item.name}" asks nothing more than the one before.',
                "Raise a number, or say in `how:` what is different.",
            )


def _grows(before: Dose, after: Dose) -> bool:
    if after.how is not None and after.how != before.how:
        return True
    if after.woven_in or (after.per_side and not before.per_side):
        return True
    return any(_more(getattr(before, name), getattr(after, name)) for name in _GROWING)


def _more(before: Range | None, after: Range | None) -> bool:
    if after is None:
        return False
    return before is None or (after.first, after.last) > (before.first, before.last)
