"""An item, typed: something that may be chosen for somebody, and how much of it at each level.

A bicycle's example: riding up a hill, once on two days a week to begin with; three times on three
days later on. Whether it fits somebody is for the rules: it names the members of two decisions that
say so. Nothing here chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rugwijzer.compiler.language.places import Place

if TYPE_CHECKING:
    from rugwijzer.compiler.language.guideline import Words

ALLOWED_BY = "movements"
"""The set decision that says what somebody may do. An item fits if all its tags are in."""
LEANS_ON = "leanings"
"""The set decision that says which items go first, and which come later."""

MOVE = 3
"""Seconds that one movement takes, there and back, besides holding it."""
BREATH = 10
"""Seconds that one deep breath takes."""
PAUSE = 15
"""Seconds of rest between two sets."""
METRES = 1
"""Metres in a second at an easy pace."""
WEEK = 7
LEVELS = 3


@dataclass(frozen=True)
class Range:
    """From a first number to a last: begin with the first and grow to the last. Often they equal.

    >>> Range(8, 10) * 2, Range(8, 8).single
    (Range(first=16, last=20), True)
    """

    first: int
    last: int

    @property
    def single(self) -> bool:
        """Whether there is nothing to grow."""
        return self.first == self.last

    def __mul__(self, other: Range | int) -> Range:
        by = other if isinstance(other, Range) else Range(other, other)
        return Range(self.first * by.first, self.last * by.last)

    def __add__(self, other: Range | int) -> Range:
        by = other if isinstance(other, Range) else Range(other, other)
        return Range(self.first + by.first, self.last + by.last)


ONE = Range(1, 1)


@dataclass(frozen=True)
class Dose:
    """How much, how often, and in which version.

    What one go is: either `minutes`; or `sets` of `times`, each with `hold` (seconds) or `breaths`
    or over `metres`; `each_set` instead of both where the sets differ. `per_side`: so much on the
    left and so much on the right. `kg` is the weight of what is held, of each if there are two.

    How often: `a_day` goes on each of `a_week` days (without `a_week`, every day); or `an_hour`
    goes in every hour of sitting; or `as_needed`; or `woven_in` with what is done anyway. `weeks`
    is how long the level lasts where that is known. `how` is the version of this level in words;
    `equipment` is what it needs besides that of the item.
    """

    place: Place
    sets: Range = ONE
    times: Range | None = None
    each_set: tuple[int, ...] = ()
    per_side: bool = False
    hold: Range | None = None
    breaths: Range | None = None
    minutes: Range | None = None
    metres: Range | None = None
    kg: Range | None = None
    a_day: Range = ONE
    a_week: Range | None = None
    an_hour: Range | None = None
    weeks: Range | None = None
    as_needed: bool = False
    woven_in: bool = False
    how: Words | None = None
    equipment: tuple[str, ...] = ()

    @property
    def planned(self) -> bool:
        """Whether it has days of its own, and is neither as needed nor between other things."""
        return not (self.an_hour or self.as_needed or self.woven_in)

    @property
    def days(self) -> Range:
        """On how many days a week."""
        return self.a_week or Range(WEEK, WEEK)

    @property
    def repeats(self) -> Range:
        """How many repeats in one go, on one side: all sets together."""
        if self.each_set:
            return Range(sum(self.each_set), sum(self.each_set))
        return self.sets * (self.times or ONE)

    @property
    def seconds_once(self) -> Range:
        """How long one go takes, with a pause between sets: at the start, and once grown.

        >>> Dose(Place("", 0), sets=Range(2, 2), times=Range(10, 12), hold=Range(3, 3)).seconds_once
        Range(first=135, last=159)
        """
        if self.woven_in:
            return Range(0, 0)
        if self.minutes is not None:
            return self.minutes * 60
        one = Range(MOVE, MOVE) + (self.hold or Range(0, 0))
        if self.breaths is not None:
            one += self.breaths * BREATH
        if self.metres is not None:
            one = Range(self.metres.first // METRES, self.metres.last // METRES)
        sets = Range(len(self.each_set), len(self.each_set)) if self.each_set else self.sets
        pauses = Range(max(0, sets.first - 1), max(0, sets.last - 1)) * PAUSE
        return self.repeats * one * (2 if self.per_side else 1) + pauses

    @property
    def seconds(self) -> Range:
        """How long it takes on a day that it is done; of what is as needed, one go.

        What goes between other things (`an_hour`, `woven_in`) takes no time of its own: 0.
        """
        if self.an_hour or self.woven_in:
            return Range(0, 0)
        return self.seconds_once * self.a_day


@dataclass(frozen=True)
class Level:
    """One level of an item: a dose; perhaps another to choose instead, or one beside it."""

    dose: Dose
    either: Dose | None = None
    also: Dose | None = None

    @property
    def doses(self) -> tuple[Dose, ...]:
        """All its doses."""
        return tuple(each for each in (self.dose, self.either, self.also) if each is not None)

    @property
    def seconds(self) -> Range:
        """How long it takes on a day: the dose itself, or the one beside it if that is longer."""
        if self.also is None:
            return self.dose.seconds
        both = self.dose.seconds, self.also.seconds
        return Range(max(each.first for each in both), max(each.last for each in both))


@dataclass(frozen=True)
class Block:
    """Some weeks of a programme: so many minutes, on so many days a week.

    `either` says other minutes and days that come to about the same. `brisk`: minutes at a brisk
    pace in every five.
    """

    weeks: int
    minutes: int
    a_week: int
    either: tuple[int, int] | None
    brisk: Range | None
    place: Place


@dataclass(frozen=True)
class Item:
    """Something that may be chosen, with how much of it at each level.

    `name` is the name of its file, and of the folder with its words. All `tags` are members of the
    decision ALLOWED_BY; `first_for` and `later_for` of LEANS_ON. `easier` and `harder` name other
    items. `levels` grow; `blocks` are the weeks of a programme, and take `slower` times as long
    on the slower path, which ends when the ordinary one does. `pace` says how fast, in words.
    """

    name: str
    group: str
    goals: tuple[str, ...]
    position: str
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    first_for: tuple[str, ...]
    later_for: tuple[str, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    levels: tuple[Level, ...]
    blocks: tuple[Block, ...]
    slower: int | None
    pace: Words | None
    evidence: tuple[str, ...]
    place: Place

    def programme(self, *, slow: bool = False) -> tuple[Block, ...]:
        """Its blocks in order; on the slower path each lasts longer, and the last are cut off."""
        left = sum(block.weeks for block in self.blocks)
        found: list[Block] = []
        for block in self.blocks:
            weeks = min(left, block.weeks * (self.slower or 1 if slow else 1))
            if weeks:
                found.append(replace(block, weeks=weeks))
            left -= weeks
        return tuple(found)
