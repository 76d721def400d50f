"""How much and how often, in words: what the terminal and the web both say of an item."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler import Dose, Item, Level, Range
from rugwijzer.library import Library
from rugwijzer.wording.words import say

RELIEF, RESTS = "relief", "rests"
KEPT_UP = ("belly", "back", "core", "hip", "flexibility")
"""The groups whose last level is kept up on fewer days."""


class DoseWords:
    """Doses in words, in one language."""

    def __init__(self, texts: Library, language: str) -> None:
        self.texts = texts
        self.language = language

    def text(self, key: str, **places: object) -> str:
        """One text."""
        return self.texts.text(key, self.language, **places)

    def counted(self, kind: str, number: Range) -> str:
        """A number with what is counted: 1 minute, 5 to 10 minutes."""
        count = (
            str(number.first)
            if number.single
            else self.text("dose.range", first=number.first, last=number.last)
        )
        return self.text(f"dose.{kind}.{'one' if number.last == 1 else 'more'}", count=count)

    def whole(self, dose: Dose) -> str:
        """How much and how often, then the version: sentences that end."""
        told = ", ".join((*self.amount(dose), *self.rhythm(dose)))
        return f"{told[:1].upper()}{told[1:]}. {say(dose.how, self.language)}".strip()

    def level(self, level: Level) -> str:
        """One level: its doses, and how long that takes."""
        told = [self.whole(level.dose)]
        for key, dose in (("or", level.either), ("and", level.also)):
            if dose is not None:
                told.append(self.text(f"exercises.level.{key}", dose=self.whole(dose)))
        if level.dose.planned and (level.dose.minutes is None or level.dose.a_day.last > 1):
            told.append(self.text("exercises.time", time=self.time(level.seconds)))
        return " ".join(told)

    def time(self, seconds: Range) -> str:
        """How long, in whole minutes."""
        first, last = (round(each / 60) for each in (seconds.first, seconds.last))
        if not last:
            return self.text("exercises.under")
        return self.counted("minutes", Range(max(1, first), last))

    def short(self, dose: Dose) -> str:
        """How much and how often, on one line."""
        return ", ".join((*self.amount(dose), *self.rhythm(dose)))

    def amount(self, dose: Dose) -> Iterator[str]:
        """How much in one go."""
        if dose.minutes is not None:
            yield self.counted("minutes", dose.minutes)
        elif dose.each_set:
            *first, last = dose.each_set
            told = self.counted("times", Range(last, last))
            for before in reversed(first):
                told = self.text("dose.then", first=before, then=told)
            yield told
        elif not dose.woven_in:
            yield self.times(dose)
        if dose.hold is not None:
            yield self.text("dose.hold", seconds=self.counted("seconds", dose.hold))
        if dose.breaths is not None:
            yield self.text("dose.stay", breaths=self.counted("breaths", dose.breaths))
        if dose.kg is not None:
            yield self.text("dose.with", kilos=self.counted("kilos", dose.kg))
        if dose.per_side:
            yield self.text("dose.both_sides")

    def times(self, dose: Dose) -> str:
        """How many repeats: 8 times, 2 rounds of 10 to 12 times."""
        times = self.counted("times", dose.times or dose.sets)
        if dose.metres is not None:
            metres = self.counted("metres", dose.metres)
            times = self.text("dose.over", times=times, metres=metres)
        if dose.times is None or dose.sets.last == 1:
            return times
        return self.text("dose.of", rounds=self.counted("rounds", dose.sets), times=times)

    def rhythm(self, dose: Dose) -> Iterator[str]:
        """How often."""
        if dose.as_needed or dose.woven_in:
            yield self.text("dose.as_needed" if dose.as_needed else "dose.woven_in")
        elif dose.an_hour is not None:
            yield self.counted("an_hour", dose.an_hour)
        else:
            if dose.a_day.last > 1:
                yield self.counted("a_day", dose.a_day)
            if dose.days.first < 7:
                yield self.counted("days", dose.days)
            elif dose.a_day.last == 1:
                yield self.text("dose.every_day")
        if dose.weeks is not None:
            yield self.counted("weeks", dose.weeks)

    def programme(self, item: Item) -> Iterator[str]:
        """The weeks of a programme, a sentence each."""
        week = 1
        for block in item.blocks:
            told = self.minutes_on_days(block.minutes, block.a_week)
            if block.either is not None:
                other = self.minutes_on_days(*block.either)
                told = self.text("exercises.block.or", dose=told, other=other)
            if block.brisk is not None:
                brisk = self.counted("minutes", block.brisk)
                told = self.text("exercises.block.brisk", dose=told, brisk=brisk)
            last = week + block.weeks - 1
            yield self.text("exercises.block.weeks", first=week, last=last, dose=told)
            week = last + 1
        if item.slower is not None:
            yield self.text("exercises.block.slower", times=item.slower)

    def minutes_on_days(self, minutes: int, days: int) -> str:
        """So long, on so many days of the week."""
        told = self.counted("minutes", Range(minutes, minutes))
        return f"{told}, {self.counted('days', Range(days, days))}"


def levels_of(item: Item) -> tuple[Level, ...]:
    """The levels to tell of. Rest does not grow: who gets better lies down less."""
    rests = item.group == RELIEF and RESTS in item.tags
    return item.levels[:1] if rests else item.levels


def grows(level: Level) -> bool:
    """Whether something in a level has a smallest and a largest number."""
    return any(
        isinstance(number, Range) and not number.single
        for dose in level.doses
        for number in vars(dose).values()
    )
