"""An exercise as it runs in time: get ready, move, hold, rest, the other side. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rugwijzer.care.plan.parts import Amount

READY, BETWEEN, SIDE, LET_GO, GET_IN = 5, 30, 8, 3, 2
"""In seconds: to begin, between sets, to change sides, between two holds, to come in a position."""
BREATH = 5
"""A calm breath, in seconds."""
SLOWEST, QUICKEST = 12, 2
"""A repetition takes no more and no less."""


@dataclass(frozen=True)
class Phase:
    """One stretch of time. `count` of `of` is the repetition; `side` is 1 or 2, or 0 for neither.

    `kind` is `ready`, `move`, `hold`, `rest`, `side` or `time`.
    """

    kind: str
    seconds: int
    count: int = 0
    of: int = 0
    set: int = 1
    sets: int = 1
    side: int = 0

    def as_plain(self) -> dict[str, int | str]:
        """As plain values, for the page."""
        return asdict(self)


def phases(amount: Amount | None, pace: float) -> tuple[Phase, ...]:
    """What happens one after the other; nothing where there is nothing to count.

    `pace` is how long the figure takes for one repetition, in seconds.
    """
    if amount is None:
        return ()
    found = tuple(_timed(amount) if amount.minutes is not None else _counted(amount, pace))
    return (Phase("ready", READY), *found) if found else ()


def whole(found: tuple[Phase, ...]) -> int:
    """How many seconds they are together."""
    return sum(each.seconds for each in found)


def _timed(amount: Amount) -> Iterator[Phase]:
    assert amount.minutes is not None
    yield Phase("time", amount.minutes * 60)


def _counted(amount: Amount, pace: float) -> Iterator[Phase]:
    times = _times(amount)
    hold = _hold(amount)
    move = round(min(max(pace, QUICKEST), SLOWEST))
    sides = (1, 2) if amount.per_side else (0,)
    for number, count in enumerate(times, start=1):
        if number > 1:
            yield Phase("rest", BETWEEN, set=number, sets=len(times))
        for side in sides:
            if side > 1:
                yield Phase("side", SIDE, set=number, sets=len(times), side=side)
            for each in range(1, count + 1):
                here = {"count": each, "of": count, "set": number, "sets": len(times)}
                if hold:
                    yield Phase("move", GET_IN, side=side, **here)
                    yield Phase("hold", hold, side=side, **here)
                    if each < count:
                        yield Phase("rest", LET_GO, side=side, **here)
                else:
                    yield Phase("move", move, side=side, **here)


def _times(amount: Amount) -> tuple[int, ...]:
    """How many repetitions each set has."""
    if amount.each_set:
        return amount.each_set
    if amount.times is not None:
        return (amount.times,) * (amount.sets or 1)
    return (amount.sets,) if amount.sets is not None else (1,) if _hold(amount) else ()


def _hold(amount: Amount) -> int:
    if amount.hold is not None:
        return amount.hold
    return amount.breaths * BREATH if amount.breaths is not None else 0
