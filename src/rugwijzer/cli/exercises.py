"""`rugwijzer exercises`: every exercise by group: what for, in which position, with what, how much.

As JSON a list; each entry has the form that `as_json` says. `rugwijzer exercise NAME --json` gives
one of them.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.compiler import Dose, Item, Range
from rugwijzer.library import Library
from rugwijzer.library.checking.doses import Named, mismatches
from rugwijzer.library.entries import ContentProblem
from rugwijzer.library.exercises import GROUPS, Exercise, load_exercises
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find
from rugwijzer.wording.doses import DoseWords

WIDTH = 78

Pair = tuple[Exercise, Item]
"""An exercise in words, and how much of it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """List them."""
    pairs = load_pairs(options.guideline)
    if options.json:
        found = [as_json(*pair) for pair in pairs]
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    for line in lines(pairs, load_texts(), options.lang):
        print(line)
    return 0


def load_pairs(guideline: Path | None) -> tuple[Pair, ...]:
    """Every exercise with its item. Raises ContentProblem, also where either half is missing."""
    items = load_to_apply(guideline)[0].items
    exercises = load_exercises(find("content"))
    names = {name: named(item) for name, item in items.items()}
    if problems := list(mismatches({each.slug for each in exercises}, names)):
        raise ContentProblem(problems)
    return tuple((each, items[each.slug]) for each in exercises)


def named(item: Item) -> Named:
    """What an item of the guideline says in names."""
    return Named(
        where=item.place.file,
        group=item.group,
        goals=item.goals,
        position=item.position,
        equipment=(*item.equipment, *_of_levels(item)),
        tags=item.tags,
    )


def _of_levels(item: Item) -> Iterator[str]:
    for level in item.levels:
        for dose in level.doses:
            yield from dose.equipment


def lines(pairs: Sequence[Pair], texts: Library, language: str) -> Iterator[str]:
    """The list by group."""
    words = ExerciseWords(texts, language)
    for group in GROUPS:
        yield words.name("group", group)
        for exercise, item in pairs:
            if item.group == group:
                yield from words.entry(exercise, item)
        yield ""
    yield words.text("exercises.more", command="rugwijzer exercise")


class ExerciseWords(DoseWords):
    """Exercises and their doses in words, in one language."""

    def name(self, kind: str, name: str) -> str:
        """What a group, goal, position or piece of equipment is called."""
        return self.text(f"exercises.{kind}.{name}")

    def names(self, kind: str, names: Sequence[str]) -> str:
        """Several of them."""
        return ", ".join(self.name(kind, name) for name in names)

    def entry(self, exercise: Exercise, item: Item) -> Iterator[str]:
        """An exercise in the list."""
        yield f"  {exercise.slug}: {exercise.name[self.language]}"
        about = self.text(
            "exercises.line",
            goals=self.names("goal", item.goals),
            position=self.name("position", item.position),
            equipment=self.names("equipment", item.equipment),
        )
        yield from wrapped(about, "      ", "      ")
        for number, level in enumerate(item.levels, start=1):
            doses = [self.short(dose) for dose in level.doses]
            dose = f" {self.text('value.and' if level.also else 'value.or')} ".join(doses)
            told = self.text("exercises.level.short", number=number, dose=dose)
            yield from wrapped(told, "      ", "         ")


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """A text in lines that fit."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def as_json(exercise: Exercise, item: Item, level: int | None = None) -> dict[str, object]:
    """An exercise as plain values; every text in both languages; of its levels all, or one.

    A level has its number and one or two doses; of the second, `as` says whether it is instead of
    the first ("or") or beside it ("and"). Every number in a dose is `[first, last]`: begin with the
    first and grow to the last. What a dose does not say is null.
    """
    found: dict[str, object] = {
        "id": exercise.slug,
        "number": exercise.id,
        "name": dict(exercise.name),
        "for": dict(exercise.good_for),
        "group": item.group,
        "goals": list(item.goals),
        "position": item.position,
        "equipment": list(item.equipment),
        "tags": list(item.tags),
        "start": dict(exercise.start),
        "steps": [dict(step) for step in exercise.steps],
        "breathing": dict(exercise.breathing),
        "feel": dict(exercise.feel),
        "mistakes": [dict(each) for each in exercise.mistakes],
        "easier": {"words": dict(exercise.easier), "exercises": list(item.easier)},
        "harder": {"words": dict(exercise.harder), "exercises": list(item.harder)},
        "first_for": list(item.first_for),
        "later_for": list(item.later_for),
        "levels": [
            {
                "level": number,
                "doses": [
                    _dose(each, kind)
                    for kind, each in (("", one.dose), ("or", one.either), ("and", one.also))
                    if each is not None
                ],
            }
            for number, one in enumerate(item.levels, start=1)
            if level in (None, number)
        ],
        "programme": [
            {
                "weeks": block.weeks,
                "minutes": block.minutes,
                "a_week": block.a_week,
                "or": None
                if block.either is None
                else {"minutes": block.either[0], "a_week": block.either[1]},
                "brisk_minutes_in_five": _range(block.brisk),
            }
            for block in item.blocks
        ],
        "slower": item.slower,
        "pace": dict(item.pace or {}),
        "sources": list(exercise.sources),
        "evidence": list(item.evidence),
    }
    return found


def _dose(dose: Dose, kind: str) -> dict[str, object]:
    return {
        "as": kind or None,
        "sets": None if dose.minutes or dose.each_set else _range(dose.sets),
        "times": _range(dose.times),
        "each_set": list(dose.each_set) or None,
        "per_side": dose.per_side,
        "hold_seconds": _range(dose.hold),
        "breaths": _range(dose.breaths),
        "minutes": _range(dose.minutes),
        "metres": _range(dose.metres),
        "kg": _range(dose.kg),
        "a_day": _range(dose.a_day) if dose.planned else None,
        "days_a_week": _range(dose.days) if dose.planned else None,
        "an_hour": _range(dose.an_hour),
        "as_needed": dose.as_needed,
        "woven_in": dose.woven_in,
        "weeks": _range(dose.weeks),
        "equipment": list(dose.equipment),
        "how": dict(dose.how or {}),
        "seconds_once": _range(dose.seconds_once),
        "seconds_a_day": _range(dose.seconds),
    }


def _range(number: Range | None) -> list[int] | None:
    return None if number is None else [number.first, number.last]
