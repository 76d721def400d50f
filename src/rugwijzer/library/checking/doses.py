"""Exercises in words and the guideline's items: each has the other, and they use known names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rugwijzer.library.exercises import EQUIPMENT, FILE, GOALS, GROUPS, POSITIONS, TAGS

KNOWN = {
    "group": GROUPS, "goals": GOALS, "position": POSITIONS, "equipment": EQUIPMENT, "tags": TAGS,
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """What an item of the guideline says in names. `where` is its file."""

    where: str
    group: str
    goals: tuple[str, ...]
    position: str
    equipment: tuple[str, ...]
    tags: tuple[str, ...]


def mismatches(slugs: Collection[str], items: Mapping[str, Named]) -> Iterator[str]:
    """Exercises without an item, items without words, and names that nobody knows.

    `slugs` are the exercises that have words.
    """
    for slug in sorted(set(slugs) - set(items)):
        yield (
            f"exercises/{slug}/{FILE}: the guideline does not say how much of this exercise. "
            f"Add items/{slug}.yaml to the guideline, or take the exercise out."
        )
    for slug in sorted(set(items) - set(slugs)):
        yield (
            f"{items[slug].where}: there are no words for this item. "
            f"Add exercises/{slug}/{FILE} to content, or take the item out."
        )
    for item in items.values():
        for key, known in KNOWN.items():
            value = getattr(item, key)
            for name in (value,) if isinstance(value, str) else value:
                if name not in known:
                    yield (
                        f"{item.where}: {key} says {name}, which is not known. "
                        f"Known: {', '.join(known)}."
                    )
