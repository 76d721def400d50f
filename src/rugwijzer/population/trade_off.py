"""What would be left if rules were given up, dearest first: fewer sent for nothing, more missed.

A curve, not a proposal. It starts at the guideline as it is and each step gives up, at a threshold,
the one rule that frees most people without alarm signs for each serious case it loses. Rules that
give a level above the next one are never given up: the curve ends where only they are left, which
is how low the threshold's share can come without letting go of an emergency sign.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rugwijzer.population.advice import Adviser, truth_of
from rugwijzer.population.decisive import Deciding
from rugwijzer.population.evaluate import WITHOUT_ALARM
from rugwijzer.population.intervals import Share
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Truth


@dataclass(frozen=True)
class Step:
    """The guideline without the rules given up so far. The first step gives up none.

    `sent` is the share of people without alarm signs at the threshold or above, `found` the share
    of people with something serious.
    """

    given_up: str | None
    sent: Share
    found: Share


@dataclass
class _Waiting:
    """People at the threshold or above, by the rules that put them there."""

    total: int
    behind: list[set[str]]

    def alone(self) -> Counter[str]:
        """Per rule, for how many it is the only one left."""
        return Counter(name for rules in self.behind if len(rules) == 1 for name in rules)

    def without(self, name: str) -> None:
        """Give up a rule."""
        for rules in self.behind:
            rules.discard(name)
        self.behind = [rules for rules in self.behind if rules]

    @property
    def share(self) -> Share:
        """Those still at the threshold or above."""
        return Share(len(self.behind), self.total)


def trade_off(
    adviser: Adviser,
    people: Iterable[SimulatedPerson],
    truths: Mapping[str, Truth],
    threshold: str,
) -> tuple[Step, ...]:
    """The curve at one level of the urgency ladder. Raise rules are left out of account."""
    ladder = adviser.ladder
    least = ladder.rank(threshold)
    deciding = Deciding(ladder)
    sent, found = _Waiting(0, []), _Waiting(0, [])
    for person in people:
        truth = truth_of(person, truths)
        group = sent if truth.name == WITHOUT_ALARM else found if truth.serious else None
        if group is None:
            continue
        states = adviser.outcome(person.answers, f"person {person.number}").states
        counting = deciding.standing(states).counting
        group.total += 1
        if rules := {name for name, rank in counting.items() if rank >= least}:
            group.behind.append(rules)
    kept = {rule.name for rule in ladder.rules if ladder.rank(rule.then) > least}
    steps = [Step(None, sent.share, found.share)]
    while name := _next(sent, found, kept):
        sent.without(name)
        found.without(name)
        steps.append(Step(name, sent.share, found.share))
    return tuple(steps)


def _next(sent: _Waiting, found: _Waiting, kept: set[str]) -> str | None:
    """The rule to give up next: none where only rules are left that are never given up."""
    can_be_freed = [rules for rules in sent.behind if not rules & kept]
    often = Counter(name for rules in can_be_freed for name in rules)
    freed, lost = sent.alone(), found.alone()

    def price(name: str) -> tuple[float, int, str]:
        # A rule that frees nobody yet, because another stands beside it, comes after all that do.
        return lost[name] / freed[name] if freed[name] else math.inf, -often[name], name

    return min(often, key=price, default=None)
