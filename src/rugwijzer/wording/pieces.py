"""A text in pieces: each says what it is, and whoever shows it decides how that looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["panel", "heading", "line", "bullet", "led", "said", "gap", "week"]


@dataclass(frozen=True)
class Piece:
    """One piece. `lead` begins a line, in bold; `key` names a heading, and of a reason the rule.

    `style` is `bold`, `italic`, `dim` or nothing; `columns` is how far it stands in, and `first`
    what stands before it, where that matters. A `panel` holds `inner` pieces under a title; what
    is `said` is a sentence to say aloud, in Dutch, with `own` in the language of the reader.
    A `week` is where the days of a plan are shown.
    """

    kind: Kind
    words: str = ""
    lead: str = ""
    key: str = ""
    style: str = ""
    columns: int = 0
    first: str = ""
    own: str = ""
    level: str = ""
    roomy: bool = False
    inner: tuple[Piece, ...] = ()


def indented(line: str, columns: int, style: str = "", first: str = "", key: str = "") -> Piece:
    """A line some columns in; `first` stands before it."""
    return Piece("line", line, key=key, style=style, columns=columns, first=first)


def bullet(line: str, key: str = "") -> Piece:
    """A line with a dot before it."""
    return Piece("bullet", line, key=key, columns=4, first="• ")


def led(lead: str, line: str, columns: int = 4, first: str = "• ") -> Piece:
    """A line that begins with a few words in bold, as a heading of its own would take more room."""
    return Piece("led", line, lead=lead, columns=columns, first=first)


def heading(words: str, key: str = "") -> Piece:
    """A heading between two parts."""
    return Piece("heading", words, key=key, style="bold")


def plain(words: str, style: str = "") -> Piece:
    """A line as it is."""
    return Piece("line", words, style=style, columns=-1)


def gap() -> Piece:
    """Room between two parts."""
    return Piece("gap")
