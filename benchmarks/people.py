"""People to measure with: the guideline's own, each with a few answers changed by chance.

Everything that applies to them is answered and nothing else is, so that an engine without a third
truth value can follow.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from rugwijzer.compiler import Engine, Guideline
from rugwijzer.compiler.language.guideline import Fact
from rugwijzer.compiler.language.neighbours import boundaries
from rugwijzer.compiler.language.outcome import Outcome
from rugwijzer.compiler.language.types import Answer, Choice, Number, SetOf, Value

MISPLACED = "not_applicable:"
MOST_CHANGES = 5
ALARMING = 0.25
"""How often a new answer to an alarm question is anything but the mildest."""

Record = dict[str, Answer]


def draw(guideline: Guideline, engine: Engine, number: int, seed: int = 2026) -> list[Record]:
    """That many different people."""
    chance = random.Random(seed)
    bases = [dict(person.record) for person in guideline.people.values()]
    if not bases:
        raise SystemExit("The guideline has no people/ to start from.")
    found: dict[frozenset[tuple[str, Answer]], Record] = {}
    drawer = _Drawer(guideline, engine, chance)
    while len(found) < number:
        record = drawer.person(chance.choice(bases))
        found.setdefault(frozenset(record.items()), record)
    return list(found.values())


class _Drawer:
    def __init__(self, guideline: Guideline, engine: Engine, chance: random.Random) -> None:
        self.guideline = guideline
        self.engine = engine
        self.chance = chance
        self.edges = boundaries(guideline)
        self.theirs = [each for each in guideline.facts.values() if each.supplied_by_person]

    def person(self, base: Record) -> Record:
        """One person: a few answers changed, then made whole again."""
        while True:
            record: Record = {name: answer for name, answer in base.items() if answer is not None}
            for fact in self.chance.sample(self.theirs, self.chance.randint(0, MOST_CHANGES)):
                record[fact.name] = self.answer(fact)
            if self.made_whole(record):
                return record

    def made_whole(self, record: Record) -> bool:
        """Answer what applies and drop what does not, until neither is left to do."""
        for _ in range(20):
            outcome = self.engine.evaluate(record)
            misplaced = [*_misplaced(outcome)]
            if not misplaced and not outcome.open_facts:
                return True
            for name in misplaced:
                del record[name]
            for name in outcome.open_facts:
                record[name] = self.answer(self.guideline.facts[name])
        return False

    def answer(self, fact: Fact) -> Value:
        """An answer; numbers around the limits that rules look at, or anywhere."""
        chance = self.chance
        mild = fact.alarm and chance.random() > ALARMING
        match fact.type:
            case Number(low=low, high=high):
                near = [each + by for each in self.edges[fact.name] for by in (-1, 0, 1)]
                number = chance.choice([*near, chance.randint(low, high)])
                return min(high, max(low, number))
            case Choice(options=options):
                return options[0] if mild else chance.choice(options)
            case SetOf(options=options):
                return frozenset(chance.sample(options, chance.randint(0, min(3, len(options)))))
            case _:
                return False if mild else chance.random() < 0.5


def _misplaced(outcome: Outcome) -> Iterator[str]:
    for name in outcome.contradictions:
        if name.startswith(MISPLACED):
            yield name.removeprefix(MISPLACED)
