"""What the figures show: exercises and positions, in words, with their movement as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rugwijzer.library.entries import ContentProblem, Text
from rugwijzer.library.exercises import load_exercises
from rugwijzer.library.positions import load_positions
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
    problems: list[str] = []
    found = [
        *(
            _shown(
                folder, "exercises", each.slug, int(each.id.split("-")[1]), each.name,
                (each.start, *each.steps), problems,
            )
            for each in load_exercises(folder)
        ),
        *(
            _shown(
                folder, "positions", each.slug, each.order, each.name, each.steps, problems
            )
            for each in load_positions(folder)
        ),
    ]  # fmt: skip
    if problems:
        raise ContentProblem(problems)
    return tuple(found)


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
