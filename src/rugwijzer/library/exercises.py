"""The exercises in words: what each is for, how it goes, how it may feel.

How much and how often, in which position, with what and for whom not, stand in the guideline's item
of the same name (`checking/doses.py` compares them); how it moves, in a movement beside the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rugwijzer.library.entries import Entry, Text, whole

GROUPS = (
    "belly", "back", "core", "hip", "flexibility", "relief", "stamina", "form", "everyday",
)  # fmt: skip
"""What is trained; a session draws from several of the first six. `form`: a way of moving that is
learnt in a class, and takes longer."""
GOALS = ("mobility", "strength", "stability", "stamina", "relief", "everyday")
POSITIONS = (
    "on_back", "on_side", "on_belly", "hands_and_knees", "sitting", "standing", "kneeling",
    "walking", "cycling", "water",
)  # fmt: skip
EQUIPMENT = (
    "none", "mat", "bed", "chair", "table", "wall", "step", "stick", "towel", "band", "box", "bag",
    "bottle", "ball", "roller", "pillow", "sock", "bicycle", "pool", "shoes", "phone",
)  # fmt: skip
TAGS = (
    "rests", "small_bends", "bends_forward", "bends_far_forward", "bends_backward",
    "bends_far_backward", "bends_at_hips", "twists", "twists_far", "bends_sideways",
    "bends_legs_far", "loads_back", "works_hard", "lifts", "carries", "pulls", "on_back",
    "on_belly", "on_side", "on_knees", "leans_on_hands", "stands_on_one_leg", "balance",
    "steps", "holds", "long_holds", "squeezes_belly", "stretches_leg", "overhead",
    "gets_to_floor", "walks", "moves_fast", "water",
)  # fmt: skip
"""What the body does in a movement: what cautions are about."""
FILE = "words.yaml"
_NUMBER = re.compile(r"EX-\d+")


@dataclass(frozen=True)
class Exercise:
    """One exercise. `slug` is the name of its folder; the texts are in both languages."""

    slug: str
    id: str
    name: Text
    good_for: Text
    start: Text
    steps: tuple[Text, ...]
    breathing: Text
    mistakes: tuple[Text, ...]
    feel: Text
    easier: Text
    harder: Text
    sources: tuple[str, ...]


def load_exercises(folder: Path) -> tuple[Exercise, ...]:
    """Every exercise of a folder of content, by id. Raises ContentProblem with every mistake."""
    return whole(read_exercises(folder))


def read_exercises(folder: Path) -> tuple[tuple[Exercise, ...], tuple[Entry, ...]]:
    """The exercises as far as they can be read, and their files with every mistake."""
    paths = sorted((folder / "exercises").glob(f"*/{FILE}"))
    found = [_exercise(Entry(path, folder)) for path in paths]
    seen: dict[str, str] = {}
    for exercise, entry in found:
        if exercise.id in seen:
            entry.say(f"{exercise.id} is {seen[exercise.id]} too.", "Use an id once.")
        seen[exercise.id] = exercise.slug
    exercises = sorted((exercise for exercise, _ in found), key=lambda each: each.id)
    return tuple(exercises), tuple(entry for _, entry in found)


def _exercise(entry: Entry) -> tuple[Exercise, Entry]:
    number = entry.id("id")
    if number and not _NUMBER.fullmatch(number):
        entry.say("id must be an id.", "Write it as EX-01.")
    exercise = Exercise(
        slug=entry.slug,
        id=number,
        name=entry.text("name"),
        good_for=entry.text("for"),
        start=entry.text("start"),
        steps=entry.list_of_texts("steps", 2, 7),
        breathing=entry.text("breathing"),
        mistakes=entry.list_of_texts("mistakes", 2, 3),
        feel=entry.text("feel"),
        easier=entry.text("easier"),
        harder=entry.text("harder"),
        sources=entry.ids("sources"),
    )
    entry.end()
    return exercise, entry
