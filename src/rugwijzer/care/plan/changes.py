"""What changed between two weeks of a plan, part by part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rugwijzer.care.plan.parts import Amount, Change, Move, Part

TURNS = ("relaxation",)
"""Kinds that are done in another way each week: that is no news."""


def key(part: Part) -> tuple[str, str | None]:
    """Which part it is, whatever its amount; of what takes turns, the kind alone."""
    return part.kind, None if part.kind in TURNS else part.slug


def size(amount: Amount | None) -> int:
    """How much an amount asks in a week, in seconds or so; only good for comparing."""
    if amount is None:
        return 0
    if amount.minutes is not None:
        return amount.minutes * 60 * amount.a_day * amount.days
    repeats = sum(amount.each_set) or (amount.sets or 1) * (amount.times or 1)
    once = 3 + (amount.hold or 0) + 10 * (amount.breaths or 0) + (amount.metres or 0)
    return repeats * once * amount.a_day * amount.days


def move(before: Amount | None, after: Amount | None) -> Move:
    """What became of an amount: harder and easier are another level, more and less the same one."""
    if before is None or after is None or _alike(before, after):
        return "same"
    if before.level is not None and after.level is not None and before.level != after.level:
        return "harder" if after.level > before.level else "easier"
    if (before.kg or 0) != (after.kg or 0):
        return "harder" if (after.kg or 0) > (before.kg or 0) else "easier"
    if size(before) == size(after):
        return "same"
    return "more" if size(after) > size(before) else "less"


def _alike(before: Amount, after: Amount) -> bool:
    """Whether as much is done each time; a day more or less is only how the week falls."""
    same = replace(before, days=0) == replace(after, days=0)
    return same and abs(before.days - after.days) <= 1


def marked(
    before: Iterable[Part], after: Iterable[Part], known: Collection[str] = ()
) -> tuple[Part, ...]:
    """The parts of a week, each with what became of it since the week before.

    `known` are exercises that somebody has done before: they come back, and are not new.
    """
    earlier = {key(part): part for part in before}
    return tuple(
        replace(part, move=move(earlier[key(part)].amount, part.amount))
        if key(part) in earlier
        else replace(part, move="back" if part.slug in known else "new")
        for part in after
    )


def changes(
    before: Sequence[Part], after: Sequence[Part], rule: str | None, known: Collection[str] = ()
) -> tuple[Change, ...]:
    """Every part that is new, other than it was, or no longer there. `rule` asked for it."""
    earlier = {key(part): part for part in before}
    found = [
        Change(
            part.kind, part.slug, part.move,
            earlier[key(part)].amount if key(part) in earlier else None, part.amount, rule,
        )
        for part in marked(before, after, known)
        if part.move != "same"
    ]  # fmt: skip
    still = {key(part) for part in after}
    found += [
        Change(part.kind, part.slug, "out", part.amount, None, rule)
        for part in before
        if key(part) not in still
    ]
    return tuple(found)
