"""The fast engine: the whole guideline as one Python function, written and compiled when it loads.

Everything that can be decided beforehand is: who reads whom, which level is higher, which facts
stand behind a rule. What is left for each record is a run of short conditions over local variables.
`expressions` writes conditions, `decisions` what follows from them, `reasons` why, and `program`
puts them together. `reference` says what it must come to; the tests hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from typing import cast

from rugwijzer.compiler.language.guideline import Fact, Guideline, Ladder
from rugwijzer.compiler.language.neighbours import boundaries, other_answers
from rugwijzer.compiler.language.outcome import Change, Outcome
from rugwijzer.compiler.language.reads import facts_behind
from rugwijzer.compiler.language.types import Record

from .program import evaluator, inapplicable, lowest


class Compiled:
    """A guideline, ready to be asked about records, many times a second."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self._evaluate = cast(Callable[[Record], Outcome], evaluator(guideline))
        self._ladders: dict[str, _Ladder] = {}

    def evaluate(self, record: Record) -> Outcome:
        """All that follows from the record. It must be typed: see `read_answers`."""
        return self._evaluate(record)

    def would_change(self, record: Record, decision: str | None = None) -> tuple[Change, ...]:
        """Per fact, the other answers that would raise the lower bound of a ladder.

        `decision` is the ladder's name; without it, the first ladder of the guideline.
        """
        for ladder in self.guideline.decisions.values():
            if isinstance(ladder, Ladder) and decision in (None, ladder.name):
                return tuple(self._changes(ladder, record))
        return ()

    def _changes(self, ladder: Ladder, record: Record) -> Iterator[Change]:
        if ladder.name not in self._ladders:
            self._ladders[ladder.name] = _Ladder(self.guideline, ladder)
        lowest, behind = self._ladders[ladder.name].lowest, self._ladders[ladder.name].behind
        away = self._inapplicable(record)
        now = lowest(record, 0)
        trial = dict(record)
        for fact in behind[now]:
            if fact.name in away:
                continue
            for value in other_answers(
                fact.type, record.get(fact.name), self._boundaries.get(fact.name, ())
            ):
                trial[fact.name] = value
                if (level := lowest(trial, now)) > now:
                    yield Change(fact.name, value, ladder.levels[level])
            if fact.name in record:
                trial[fact.name] = record[fact.name]
            else:
                del trial[fact.name]

    @cached_property
    def _boundaries(self) -> Mapping[str, tuple[int, ...]]:
        return boundaries(self.guideline)

    @cached_property
    def _inapplicable(self) -> Callable[[Record], Set[str]]:
        return cast(Callable[[Record], Set[str]], inapplicable(self.guideline))


class _Ladder:
    """What is needed to find out what would raise one ladder.

    `lowest` gives its lower end, and `behind`, per level, the facts that can lift it above that:
    the person's own, behind a rule that gives more or that raises, in order of declaration.
    """

    def __init__(self, guideline: Guideline, ladder: Ladder) -> None:
        self.lowest = cast(Callable[[Record, int], int], lowest(guideline, ladder))
        self.behind = tuple(
            tuple(_movable(guideline, ladder, level)) for level in range(len(ladder.levels))
        )


def _movable(guideline: Guideline, ladder: Ladder, level: int) -> Iterator[Fact]:
    able = [
        *(rule.when for rule in ladder.rules if ladder.raises or ladder.rank(rule.then) > level),
        *(rule.when for rule in ladder.raises),
    ]
    read = frozenset[str]().union(*(facts_behind(guideline, when.node) for when in able))
    for fact in guideline.facts.values():
        if fact.name in read and fact.supplied_by_person and not (fact.fixed or fact.preference):
            yield fact
