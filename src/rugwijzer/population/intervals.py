"""How sure a counted share is: a 95 % interval, by Wilson's method.

Wilson's interval also holds for shares near 0 and 1 and for few people, where most of ours are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

Z = 1.959964
"""Of the normal distribution: 95 % lies within this many standard deviations."""

Verdict = Literal["within", "outside", "too_few"]


@dataclass(frozen=True)
class Share:
    """So many of so many people.

    >>> half = Share(5, 10)
    >>> half.value, round(half.low, 3), round(half.high, 3)
    (0.5, 0.237, 0.763)
    >>> Share(0, 0).value is None
    True
    """

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share itself, from 0 to 1; None of nobody."""
        return self.count / self.total if self.total else None

    @property
    def low(self) -> float:
        """The lower end of its interval; 0 if there is nobody to go by."""
        return wilson(self.count, self.total)[0]

    @property
    def high(self) -> float:
        """The upper end of its interval; 1 if there is nobody to go by."""
        return wilson(self.count, self.total)[1]

    def as_json(self) -> dict[str, object]:
        """Count, total, and the share with its interval, rounded to five decimals."""
        value = self.value
        return {
            "count": self.count,
            "total": self.total,
            "share": None if value is None else round(value, 5),
            "low": round(self.low, 5),
            "high": round(self.high, 5),
        }


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share, both ends from 0 to 1. Raises ValueError for no real count.

    >>> [round(end, 4) for end in wilson(0, 100)]
    [0.0, 0.037]
    """
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    if total == 0:
        return (0.0, 1.0)
    share, square = count / total, Z * Z / total
    middle = share + square / 2
    spread = Z * sqrt((share * (1 - share) + square / 4) / total)
    low = (middle - spread) / (1 + square)
    high = (middle + spread) / (1 + square)
    return (0.0 if count == 0 else low, 1.0 if count == total else high)


def verdict(share: Share, low: float, high: float) -> Verdict:
    """Whether a share lies from `low` to `high`; too few people if its interval only reaches there.

    >>> verdict(Share(5, 10), 0.4, 0.6), verdict(Share(5, 10), 0.6, 0.8)
    ('within', 'too_few')
    """
    if share.value is None:
        return "too_few"
    if low <= share.value <= high:
        return "within"
    return "too_few" if share.low <= high and share.high >= low else "outside"
