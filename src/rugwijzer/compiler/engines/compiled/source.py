"""Python source, written line by line, and the memory of what it has already worked out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

V = TypeVar("V")

Key = tuple[Hashable, ...]

REMEMBERED = 2000
"""How many values one memory keeps before it starts afresh."""


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

    def function(self, name: str, world: Mapping[str, object]) -> Callable[..., object]:
        """The function of that name which these lines define, knowing only `world`."""
        builtins = {"len": len, "set": set, "tuple": tuple}
        space: dict[str, object] = {"__builtins__": builtins, **world}
        exec(compile(str(self), f"<compiled {name}>", "exec"), space)  # noqa: S102
        made = space[name]
        assert callable(made)
        return made


class Memory(dict[Key, V]):
    """Values by what they were worked out from; a missing one is worked out when asked for.

    >>> doubled = Memory(lambda wheels: 2 * wheels)
    >>> doubled[2,], len(doubled)
    (4, 1)
    """

    __slots__ = ("_work",)

    def __init__(self, work: Callable[..., V]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: Key) -> V:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[key] = self._work(*key)
        return value
