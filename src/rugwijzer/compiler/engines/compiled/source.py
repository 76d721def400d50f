"""Python source, written line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Line = str | Callable[[], str]
"""A line, or one that can only be told once all has been written; empty, it is left out."""


class Source:
    """Lines of Python with their indentation.

    >>> source = Source()
    >>> with source.block("if bell_rings:"):
    ...     source.add("warned = True")
    >>> print(source)
    if bell_rings:
     warned = True
    """

    def __init__(self) -> None:
        self._lines: list[tuple[int, Line]] = []
        self._depth = 0

    def add(self, *lines: Line) -> None:
        """Write lines at the present depth."""
        self._lines += [(self._depth, line) for line in lines]

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write a line, and what follows one deeper; if that is nothing: `pass`."""
        self.add(head)
        self._depth += 1
        yield
        self._depth -= 1

    def __str__(self) -> str:
        told = [(depth, line if isinstance(line, str) else line()) for depth, line in self._lines]
        told = [(depth, line) for depth, line in told if line]
        text = []
        for at, (depth, line) in enumerate(told):
            text.append(" " * depth + line)
            if line.endswith(":") and (at + 1 == len(told) or told[at + 1][0] <= depth):
                text.append(" " * (depth + 1) + "pass")
        return "\n".join(text)
