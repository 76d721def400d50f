"""What the figures show: exercises and positions, in words, with their movement as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rugwijzer.library.entries import ContentProblem, Text
from rugwijzer.library.exercises import read_exercises
from rugwijzer.library.positions import read_positions
from rugwijzer.library.texts import LANGUAGES, Unreadable, read_tree, twice

FILE = "movement.yaml"


@dataclass(frozen=True)
class Shown:
    """An exercise or position to be drawn.

    `number` chooses who is drawn, `steps` says in words what the picture shows, and `tree` is the
    movement as it stands in the file `where`.
    """

    room: str
    slug: str
    number: int
    name: Text
    steps: Text
    where: str
    tree: Any


def load_shown(folder: Path) -> tuple[Shown, ...]:
    """Everything a figure is to show. Raises ContentProblem, also for what has no movement."""
    shown, problems = read_shown(folder)
    entries = (*read_exercises(folder)[1], *read_positions(folder)[1])
    if told := [*(problem for entry in entries for problem in entry.problems), *problems]:
        raise ContentProblem(told)
    return shown


def read_shown(folder: Path) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """What can be read of it, and what is wrong with the files of the movements."""
    problems: list[str] = []
    found = [
        *(
            _shown(
                folder, "exercises", each.slug, int(each.id.partition("-")[2]), each.name,
                (each.start, *each.steps), problems,
            )
            for each in read_exercises(folder)[0]
            if each.id.partition("-")[2].isdecimal()
        ),
        *(
            _shown(
                folder, "positions", each.slug, each.order, each.name, each.steps, problems
            )
            for each in read_positions(folder)[0]
        ),
    ]  # fmt: skip
    return tuple(each for each in found if each.tree is not None), tuple(problems)


def _shown(
    folder: Path,
    room: str,
    slug: str,
    number: int,
    name: Text,
    steps: Iterable[Text],
    problems: list[str],
) -> Shown:
    path = folder / room / slug / FILE
    where = path.relative_to(folder).as_posix()
    said = tuple(steps)
    tree: Any = None
    try:
        tree = read_tree(path)
        problems += [f"{where}:{problem}" for problem in twice(path)]
    except Unreadable as error:
        problems.append(f"{where}:{error.line}: {error}" if error.line else f"{where}: {error}")
    return Shown(
        room=room,
        slug=slug,
        number=number,
        name=name,
        steps={language: " ".join(step[language] for step in said) for language in LANGUAGES},
        where=where,
        tree=tree,
    )
