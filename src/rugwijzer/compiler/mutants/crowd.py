"""Many records side by side: of each answer, who gave it.

Who is a whole number: its bit k is on for record k. What a guideline says of a thousand people is
then worked out about as fast as of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_

from rugwijzer.compiler.language.types import Answer, Record, Value

Who = int
"""Some of the records: bit k stands for record k."""


@dataclass(frozen=True)
class Told:
    """What the records say of one fact: to whom it was given, whose answer is known, and who gave
    which value."""

    given: Who
    known: Who
    values: Mapping[Value, Who]


NOBODY = Told(0, 0, {})


@dataclass(frozen=True)
class Variant:
    """One record with another answer to one fact; without the answer, if it is no longer given."""

    fact: str
    given: bool
    answer: Answer


@dataclass(frozen=True)
class Crowd:
    """`size` records. A fact that nobody was asked may be left out of `told`."""

    size: int
    told: Mapping[str, Told]

    @property
    def everyone(self) -> Who:
        """All of them."""
        return (1 << self.size) - 1


def crowd_of(records: Sequence[Record], variants: Sequence[Sequence[Variant]] = ()) -> Crowd:
    """These records, each followed by its variants."""
    blocks = [1 + (len(variants[index]) if variants else 0) for index in range(len(records))]
    *starts, size = accumulate(blocks, initial=0)
    changed: dict[str, list[tuple[int, Variant]]] = {}
    for index, each in enumerate(variants):
        for offset, variant in enumerate(each, 1):
            changed.setdefault(variant.fact, []).append((starts[index] + offset, variant))
    names = dict.fromkeys(name for record in records for name in record)
    told: dict[str, Told] = {}
    for name in (*names, *(name for name in changed if name not in names)):
        marks = _Marks(size)
        for record, start, block in zip(records, starts, blocks, strict=True):
            if name in record:
                marks.put(record[name], start, block)
        for position, variant in changed.get(name, ()):
            marks.clear(position)
            if variant.given:
                marks.put(variant.answer, position, 1)
        told[name] = marks.told()
    return Crowd(size, told)


class _Marks:
    """The answers to one fact while they are gathered: a row of `0` and `1` per answer."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.rows: dict[Answer, bytearray] = {}

    def put(self, answer: Answer, start: int, length: int) -> None:
        if answer not in self.rows:
            self.rows[answer] = bytearray(b"0" * self.size)
        self.rows[answer][start : start + length] = b"1" * length

    def clear(self, position: int) -> None:
        for row in self.rows.values():
            row[position] = _ZERO

    def told(self) -> Told:
        masks = {answer: int(row[::-1], 2) for answer, row in self.rows.items()}
        values = {value: mask for value, mask in masks.items() if value is not None}
        known = reduce(or_, values.values(), 0)
        return Told(known | masks.get(None, 0), known, values)


_ZERO = ord("0")


def lowest(who: Who) -> int:
    """The number of the first record."""
    return (who & -who).bit_length() - 1
