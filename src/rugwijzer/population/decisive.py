"""Which rules of a ladder decide a level alone, read from the states of the rules.

Nothing is evaluated again: a ladder is the highest of what counts, so what it would be without a
rule follows from what the others count for (spec/language.md, section 9.1). Levels are ranks here,
the mildest 0, and a level is the lower bound.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from rugwijzer.compiler import Ladder, RuleState


@dataclass(frozen=True)
class Raising:
    """A raise rule in force: so many steps, from a level, up to a level."""

    steps: int
    start: int
    up_to: int

    def of(self, level: int) -> int:
        """The level it makes of another."""
        return min(level + self.steps, self.up_to) if self.start <= level < self.up_to else level


@dataclass(frozen=True)
class Standing:
    """The rules of a ladder that count for one person.

    `counting` has the level that each gives by itself, `raising` the raise rules in force.
    """

    counting: Mapping[str, int]
    raising: Mapping[str, Raising]

    @cached_property
    def level(self) -> int:
        """The lower bound."""
        return self.without(())

    def without(self, names: Collection[str]) -> int:
        """The lower bound if the named rules were not there."""
        base = max((each for name, each in self.counting.items() if name not in names), default=0)
        raised = (how.of(base) for name, how in self.raising.items() if name not in names)
        return max(raised, default=base)

    @property
    def alone(self) -> tuple[str, ...]:
        """The rules without any one of which the level would be lower."""
        if self.level == 0:
            return ()
        return tuple(
            name for name in (*self.counting, *self.raising) if self.without((name,)) < self.level
        )

    @property
    def behind(self) -> tuple[str, ...]:
        """The rules that the level rests on, giving it or raising to it; the mildest needs none."""
        base = max(self.counting.values(), default=0)
        giving = [name for name, each in self.counting.items() if each == base > 0]
        raising = [name for name, how in self.raising.items() if how.of(base) == self.level > base]
        return (*giving, *raising)


class Deciding:
    """A ladder, ready to say which of its rules count."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        held, unknown = RuleState.HOLDS, RuleState.UNANSWERED
        self._rules: list[tuple[str, dict[RuleState, int]]] = []
        for rule in ladder.rules:
            levels = {held: ladder.rank(rule.then)}
            if rule.if_unknown is not None:
                levels[unknown] = ladder.rank(rule.if_unknown)
            self._rules.append((rule.name, levels))
        self._raises = [
            (
                rule.name,
                {held, unknown} if rule.if_unknown_raises else {held},
                Raising(rule.steps, ladder.rank(rule.start), ladder.rank(rule.up_to)),
            )
            for rule in ladder.raises
        ]

    def standing(self, states: Mapping[str, RuleState]) -> Standing:
        """The rules that count, given the states of all rules."""
        return Standing(
            {name: levels[states[name]] for name, levels in self._rules if states[name] in levels},
            {name: how for name, when, how in self._raises if states[name] in when},
        )
