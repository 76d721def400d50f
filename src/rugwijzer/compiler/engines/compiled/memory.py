"""What has already been worked out, and need not be worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

V = TypeVar("V")

Key = tuple[Hashable, ...]

REMEMBERED = 500
"""How many values one memory keeps before it starts afresh."""


class Memory(dict[Key, V]):
    """Values by what they were worked out from; a missing one is worked out when asked for.

    >>> doubled = Memory(lambda wheels: 2 * wheels)
    >>> doubled[2,], doubled(3), len(doubled)
    (4, 6, 1)
    """

    __slots__ = ("_work",)

    def __init__(self, work: Callable[..., V]) -> None:
        super().__init__()
        self._work = work

    def __call__(self, *key: Hashable) -> V:
        """The value worked out, and not remembered."""
        return self._work(*key)

    def __missing__(self, key: Key) -> V:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[key] = self._work(*key)
        return value


def picker(names: tuple[str, ...]) -> Callable[[int], tuple[str, ...]]:
    """The function from a bit mask to the names it stands for, in order, eight at a time.

    >>> picker(("bell", "lamp", "bag"))(0b101)
    ('bell', 'bag')
    """
    size = len(names) // 8 + 1
    eight = Memory(
        lambda place, bits: tuple(
            name for at, name in enumerate(names[place * 8 : place * 8 + 8]) if bits >> at & 1
        )
    )

    def picked(mask: int) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for place, bits in enumerate(mask.to_bytes(size, "little")):
            if bits:
                found += eight[place, bits]
        return found

    return picked
