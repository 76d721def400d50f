"""Our own engines as contenders."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal

from rugwijzer.compiler import build_engine
from rugwijzer.compiler.language.outcome import LadderValue, Outcome

from .people import Record
from .rules import Rules
from .table import NEW_PEOPLE
from .timing import CLOCKS, Clock, Contender, Measured

FRESH_ENGINES = 5


def contender(
    rules: Rules, name: Literal["reference", "compiled"], people: Sequence[Record]
) -> Contender:
    """One of our engines, asked for everything it knows."""
    engine = build_engine(rules.guideline, name)

    def level(outcome: Outcome) -> int:
        value = outcome.decisions[rules.ladder.name]
        assert isinstance(value, LadderValue)
        assert value.settled
        return rules.ladder.rank(value.lower)

    return Contender(name, "", "all", "yes", people, engine.evaluate, level)


def never_seen(
    rules: Rules,
    met: Sequence[Record],
    fresh: Sequence[Record],
    levels: tuple[int, ...],
    clock: Clock,
) -> Measured:
    """The compiled engine on people it has not met: it remembers reasons it has worked out.

    Each time a new engine is built, gets used to some people, and is timed on others.
    """
    now = CLOCKS[clock]
    seconds: list[float] = []
    for _ in range(FRESH_ENGINES):
        engine = build_engine(rules.guideline, "compiled")
        for person in met:
            engine.evaluate(person)
        began = now()
        for person in fresh:
            engine.evaluate(person)
        seconds.append((now() - began) / len(fresh))
    return Measured("compiled", NEW_PEOPLE, "all", "yes", median(seconds) * 1e6, levels)
