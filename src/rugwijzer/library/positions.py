"""Positions: to ease pain, to get up and turn over, and to try whether something works.

How each looks stands in a movement beside the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rugwijzer.library.entries import Entry, Text, whole

KINDS = ("relief", "moving", "test")
FILE = "words.yaml"


@dataclass(frozen=True)
class Position:
    """One position. A `test` names the `fact` that it helps to answer; of others this is empty."""

    slug: str
    kind: str
    order: int
    fact: str
    name: Text
    good_for: Text
    steps: tuple[Text, ...]
    care: Text
    sources: tuple[str, ...]


def load_positions(folder: Path) -> tuple[Position, ...]:
    """Every position of a folder of content, in order. Raises ContentProblem."""
    return whole(read_positions(folder))


def read_positions(folder: Path) -> tuple[tuple[Position, ...], tuple[Entry, ...]]:
    """The positions as far as they can be read, and their files with every mistake."""
    paths = sorted((folder / "positions").glob(f"*/{FILE}"))
    found = [_position(Entry(path, folder)) for path in paths]
    orders = [position.order for position, _ in found]
    for position, entry in found:
        if orders.count(position.order) > 1 or position.order > len(orders):
            entry.say(f"order {position.order} does not fit.", "Number them 1, 2, 3.")
    positions = sorted((position for position, _ in found), key=lambda each: each.order)
    return tuple(positions), tuple(entry for _, entry in found)


def _position(entry: Entry) -> tuple[Position, Entry]:
    kind = entry.name("kind", KINDS)
    position = Position(
        slug=entry.slug,
        kind=kind,
        order=entry.whole("order"),
        fact=entry.fact("fact") if kind == "test" else "",
        name=entry.text("name"),
        good_for=entry.text("for"),
        steps=entry.list_of_texts("steps", 2, 5),
        care=entry.text("care"),
        sources=entry.ids("sources"),
    )
    entry.end()
    return position, entry
