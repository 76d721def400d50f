"""Where the words come from: rows of evidence, and when somebody last looked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from rugwijzer.library.checking.said import Everything


def cited(found: Everything) -> dict[str, list[str]]:
    """Per row of evidence, the folders whose words rest on it."""
    by_row: dict[str, list[str]] = {}
    entries = (
        *((f"exercises/{each.slug}", each.sources) for each in found.exercises),
        *((f"lessons/{each.slug}", each.sources) for each in found.lessons),
        *((f"pages/{each.slug}", tuple(each.cited())) for each in found.pages),
        *((f"positions/{each.slug}", each.sources) for each in found.positions),
    )
    for folder, rows in entries:
        for row in dict.fromkeys(rows):
            by_row.setdefault(row, []).append(folder)
    return by_row


def problems(found: Everything, evidence: Collection[str], told: Collection[str]) -> Iterator[str]:
    """Rows that are cited and not there, and rows said to stand in the words that do not.

    `evidence` are the rows there are, `told` those of them that only the words use.
    """
    by_row = cited(found)
    for row, places in sorted(by_row.items()):
        if row not in evidence:
            for place in places:
                yield f"{place}: {row} is no row of the evidence. Name one of evidence.yaml."
    for row in sorted(set(told) - set(by_row)):
        yield (
            f"evidence.yaml: {row} is told, but no page, lesson or exercise names it. "
            "Name it under `sources`, or say what else became of it."
        )


def overdue(found: Everything, at: date) -> Iterator[str]:
    """Pages whose day of review has passed."""
    for page in found.pages:
        if date.min < page.review_by < at:
            yield f"pages/{page.slug}: to be reviewed by {page.review_by}, which has passed."
