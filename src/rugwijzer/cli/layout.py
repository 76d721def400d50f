"""Lines on a terminal, never wider than is pleasant to read."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

WIDTH = 78


def console() -> Console:
    """Standard output."""
    found = Console(highlight=False)
    found.width = min(found.width, WIDTH)
    return found


def indented(line: str, columns: int, style: str = "", first: str = "") -> Text:
    """A line some columns in, its continuation below its beginning; `first` stands before it."""
    indent = " " * columns
    filled = textwrap.fill(
        line,
        WIDTH,
        initial_indent=first.rjust(columns) if first else indent,
        subsequent_indent=indent,
    )
    return Text(filled, style=style)


def bullet(line: str) -> Text:
    """A line with a dot before it."""
    return indented(line, 4, first="• ")


def led(lead: str, line: str, columns: int = 4, first: str = "• ") -> Text:
    """A line that begins with a few words in bold, as a heading of its own would take more room."""
    text = indented(f"{lead} {line}", columns, first=first)
    at = text.plain.find(lead)
    text.stylize("bold", max(at, 0), at + len(lead))
    return text
