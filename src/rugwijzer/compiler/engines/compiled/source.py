"""Python source, written line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


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
        self._lines: list[str] = []
        self._depth = 0

    def add(self, *lines: str) -> None:
        """Write lines at the present depth."""
        self._lines += [" " * self._depth + line for line in lines]

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Write a line, and what follows one deeper; a block left empty gets `pass`."""
        self.add(head)
        self._depth += 1
        before = len(self._lines)
        yield
        if len(self._lines) == before:
            self.add("pass")
        self._depth -= 1

    def __str__(self) -> str:
        return "\n".join(self._lines)
