"""What a text rests on: the guidelines and papers behind its rows of evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rugwijzer.service import knowledge


@dataclass(frozen=True)
class Origin:
    """A source, and for which rows. The address is told and not linked."""

    title: str
    year: str
    address: str
    rows: tuple[str, ...]


def origins(rows: Iterable[str]) -> tuple[Origin, ...]:
    """The sources of these rows of evidence, the one behind most rows first."""
    guideline = knowledge.guideline()
    behind: dict[str, list[str]] = {}
    for row in dict.fromkeys(rows):
        if row in guideline.evidence:
            for name in guideline.evidence[row].sources:
                behind.setdefault(name, []).append(row)
    found = [
        Origin(
            source.title,
            "" if source.year == "n.d." else source.year,
            source.address,
            tuple(behind[name]),
        )
        for name in behind
        if (source := guideline.sources.get(name)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.rows), each.title)))
