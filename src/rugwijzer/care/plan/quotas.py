"""Amounts that grow by time: walking, and the activity that somebody wants back.

Both begin below what works now, so that beginning succeeds, and then grow by plan and not by pain
(GA-03, GA-07, GA-08). Walking follows the blocks of the guideline (GA-54), up to thirty minutes on
five days a week; on the slow path each block takes twice as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rugwijzer.care.plan.parts import Amount
from rugwijzer.compiler import Block

START = Fraction(7, 10)
"""The share of what works now that a quota begins with (GA-03)."""
GROWTH = {"ordinary": Fraction(10, 100), "slow": Fraction(5, 100), "standing_still": Fraction(0)}
"""How much a quota grows a week, by the decision `pace` (GA-08)."""
LEAST = 2
"""A quota in minutes is never smaller: that is about once through the house."""
FIRST_MINUTES = {"walking": 4, "sitting": 10, "household": 5, "sport": 5, "caring": 5}
"""With how many minutes a wanted activity begins for who did not say how long it works now."""
MOST_MORE = 5
"""By so many minutes a quota may always grow: a block of the walking programme (GA-54)."""
DAYS_A_WEEK = 5
"""On how many days a week a wanted activity is done, by its quota."""


def walking(blocks: Sequence[Block], steps: int, now: int | None, share: Fraction) -> Amount:
    """How much to walk after `steps` weeks of building up.

    `now` is how many minutes somebody can walk at the start, if she said so. If 70 % of that is
    less than the first block, she begins there and comes to the first block a minute a week;
    else she begins in the last block that asks no more. `share` is what is left of it in or after
    a setback.
    """
    first = blocks[0]
    begins = max(LEAST, int(START * now)) if now is not None else first.minutes
    if begins < first.minutes:
        before = first.minutes - begins
        if steps < before:
            return Amount(days=first.a_week, minutes=shared(begins + steps, share))
        steps -= before
    else:
        fits = max(block.minutes for block in blocks if block.minutes <= begins)
        steps += sum(block.weeks for block in blocks if block.minutes < fits)
    passed = 0
    for block in blocks:
        passed += block.weeks
        if steps < passed:
            return Amount(days=block.a_week, minutes=shared(block.minutes, share))
    return Amount(days=blocks[-1].a_week, minutes=shared(blocks[-1].minutes, share))


def activity(
    goal: str, steps: int, growth: Fraction, now: int | None, target: int | None, share: Fraction
) -> Amount | None:
    """How long to do a wanted activity after `steps` weeks, or None if it is not one in minutes.

    It begins with 70 % of `now` and grows by `growth` a week, at least a minute each time, never
    past the target.
    """
    begins = FIRST_MINUTES.get(goal)
    if begins is None:
        return None
    if now is not None:
        begins = max(LEAST, int(START * now))
    minutes = begins
    for _ in range(steps if growth else 0):
        minutes = max(minutes + 1, int(minutes * (1 + growth)))
    if target is not None:
        minutes = min(minutes, max(target, begins))
    return Amount(days=DAYS_A_WEEK, minutes=shared(minutes, share))


def next_at_most(minutes: int, weeks: int) -> int:
    """The most a quota may be after so many weeks won: its percentage more, or five minutes."""
    if weeks <= 0:
        return minutes
    return max(minutes + MOST_MORE, int(minutes * (1 + GROWTH["ordinary"]) ** weeks))


def shared(minutes: int, share: Fraction) -> int:
    """So much of it, in whole minutes, and never less than the least there is."""
    return max(min(minutes, LEAST), int(minutes * share))
