"""A drawing beside each alarm question, for who reads with difficulty or is in a hurry.

Ours, one family: an outline in the colour of the text around it and one part that stands out. The
words say all that the drawing says, so those who hear the page are not troubled with it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

DRAWINGS = Path(__file__).parent / "pictograms"


def pictogram(fact: str) -> SafeString:
    """The drawing of a fact; nothing where none was drawn."""
    return drawings().get(fact, SafeString())


@cache
def drawings() -> dict[str, SafeString]:
    """Every drawing by the name of its fact, read once."""
    # Files of our own, drawn by ourselves.
    return {
        path.stem: mark_safe(path.read_text(encoding="utf-8").strip())  # noqa: S308
        for path in sorted(DRAWINGS.glob("*.svg"))
    }
