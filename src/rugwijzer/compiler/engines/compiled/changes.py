"""What would raise a ladder: the other answers, one at a time, and where each would lead.

Trying an answer takes the lower end of the ladder alone, and only facts are tried that stand behind
a rule which could lift it: with the verdict at `repair`, the bell is left alone if all that it can
lead to is `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from typing import cast

from rugwijzer.compiler.language.guideline import Fact, Guideline, Ladder
from rugwijzer.compiler.language.neighbours import boundaries, other_answers
from rugwijzer.compiler.language.outcome import Change
from rugwijzer.compiler.language.reads import facts_behind
from rugwijzer.compiler.language.types import Record

from .codes import Codes
from .program import inapplicable, lowest

Lowest = Callable[[Record, int], int]
Inapplicable = Callable[[Record], Set[str]]


class Changes:
    """What would raise one ladder, for one record after another."""

    def __init__(self, guideline: Guideline, ladder: Ladder, codes: Codes) -> None:
        self._guideline = guideline
        self._ladder = ladder
        self._boundaries: Mapping[str, tuple[int, ...]] = boundaries(guideline)
        self._inapplicable = cast(Inapplicable, inapplicable(guideline, codes))
        self._lowest = cast(Lowest, lowest(guideline, ladder, codes))
        self._lifting: dict[int, tuple[Fact, ...]] = {}

    def of(self, record: Record) -> Iterator[Change]:
        """Every change that would raise the ladder, by fact in order of declaration."""
        away = self._inapplicable(record)
        now = self._lowest(record, 0)
        trial = dict(record)
        if now not in self._lifting:
            self._lifting[now] = tuple(self._able_to_lift(now))
        for fact in self._lifting[now]:
            name = fact.name
            if name in away:
                continue
            edges = self._boundaries.get(name, ())
            for value in other_answers(fact.type, record.get(name), edges):
                trial[name] = value
                if (level := self._lowest(trial, now)) > now:
                    yield Change(name, value, self._ladder.levels[level])
            if name in record:
                trial[name] = record[name]
            else:
                trial.pop(name, None)

    def _able_to_lift(self, level: int) -> Iterator[Fact]:
        """The person's own facts behind a rule that gives more; where rules raise, behind any."""
        ladder, read = self._ladder, frozenset[str]()
        for rule in ladder.rules:
            if ladder.raises or ladder.rank(rule.then) > level:
                read |= facts_behind(self._guideline, rule.when.node)
        for raising in ladder.raises:
            read |= facts_behind(self._guideline, raising.when.node)
        for fact in self._guideline.facts.values():
            left_alone = fact.fixed or fact.preference or not fact.supplied_by_person
            if fact.name in read and not left_alone:
                yield fact
