"""How long one assessment takes: the median of several rounds, all contenders in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

ROUNDS = 15
ROUND_SECONDS = 0.15

Work = Literal["all", "trace", "rules", "level"]
"""What an engine gives; `table.WORK` has it in words."""

Clock = Literal["wall", "processor"]

CLOCKS: dict[Clock, Callable[[], float]] = {
    "wall": time.perf_counter,
    "processor": time.process_time,
}

Unknown = Literal["yes", "no", "null"]
"""Whether an engine has a third truth value, or a null that behaves as one."""


@dataclass(frozen=True)
class Contender:
    """An engine in one form: how it assesses a person, and how to read the level from that."""

    engine: str
    form: str
    work: Work
    unknown: Unknown
    people: Sequence[Any]
    assess: Callable[[Any], Any]
    level: Callable[[Any], int] = field(default=int)


@dataclass(frozen=True)
class Measured:
    """What came of it."""

    engine: str
    form: str
    work: Work
    unknown: Unknown
    micros: float
    levels: tuple[int, ...]


def measure(contenders: Sequence[Contender], clock: Clock) -> list[Measured]:
    """Every contender, on all people once for its levels, then round after round for its time."""
    levels = [tuple(each.level(each.assess(who)) for who in each.people) for each in contenders]
    now = CLOCKS[clock]
    sizes = [_people_a_round(each, now) for each in contenders]
    times: list[list[float]] = [[] for _ in contenders]
    for number in range(ROUNDS):
        for at, each in enumerate(contenders):
            times[at].append(_round(each, number * sizes[at], sizes[at], now))
    return [
        Measured(each.engine, each.form, each.work, each.unknown, median(seconds) * 1e6, found)
        for each, seconds, found in zip(contenders, times, levels, strict=True)
    ]


def _people_a_round(contender: Contender, now: Callable[[], float]) -> int:
    """As many as take about ROUND_SECONDS, whole passes where there is time for them."""
    everyone = len(contender.people)
    few = min(20, everyone)
    seconds = _round(contender, 0, few, now)
    able = max(few, int(ROUND_SECONDS / max(seconds, 1e-9)))
    return able if able < everyone else able // everyone * everyone


def _round(contender: Contender, start: int, number: int, now: Callable[[], float]) -> float:
    """Seconds for one person, over that many people from `start` on, around and around."""
    everyone = len(contender.people)
    people = [contender.people[(start + each) % everyone] for each in range(number)]
    assess = contender.assess
    began = now()
    for who in people:
        assess(who)
    return (now() - began) / number
