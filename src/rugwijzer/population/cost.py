"""What each rule costs and what it serves.

A rule *alone* sends someone to a level if that level would be lower without it. What it costs is
how many people without alarm signs it alone sends there; what it serves is whom with something
serious. Two rules that catch the same people cost nothing alone: therefore the rules of one concern
are also taken away together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rugwijzer.compiler import RuleState
from rugwijzer.population.advice import DOCTOR, TODAY, Adviser, UnfitPeople, truth_of
from rugwijzer.population.decisive import Deciding
from rugwijzer.population.evaluate import WITHOUT_ALARM
from rugwijzer.population.intervals import Share
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Truth

DEAR = 5 / 1000
"""A rule that alone sends more people without alarm signs to same_day or above says why."""


@dataclass(frozen=True)
class Served:
    """Of the people with one serious truth: those for whom the rule counts, and decides alone."""

    counts: Share
    alone: Share


@dataclass(frozen=True)
class Price:
    """A rule, or all rules of a concern.

    `counts` is the share of people without alarm signs for whom it gives any level. By level,
    mildest first: `at` is how many of them it alone sends there; `by_unknown` are those among them
    for whom it is unanswered, so that `if_unknown` counts; `fewer` is how many fewer would be at
    that level or above if it were not there.
    """

    name: str
    concern: str | None
    why_costly: str | None
    counts: Share
    at: tuple[int, ...]
    by_unknown: tuple[int, ...]
    fewer: tuple[int, ...]
    serves: Mapping[str, Served]

    @property
    def truly_serves(self) -> Mapping[str, Served]:
        """The truths for which it counts surely more often than for people without alarm signs."""
        return {
            truth: served
            for truth, served in self.serves.items()
            if served.counts.low > self.counts.high
        }

    def from_level(self, rank: int) -> Share:
        """The share that it alone sends to a level or above."""
        return Share(sum(self.at[rank:]), self.counts.total)

    def fewer_from_level(self, rank: int) -> Share:
        """The share that would no longer be at a level or above without it."""
        return Share(self.fewer[rank], self.counts.total)

    def unknown_from_level(self, rank: int) -> Share:
        """The part of these that it sends there because of a don't know."""
        return Share(sum(self.by_unknown[rank:]), self.counts.total)


@dataclass(frozen=True)
class Cost:
    """The price of every rule and of every concern, dearest first."""

    levels: tuple[str, ...]
    people: Mapping[str, int]
    """How many there were without alarm signs, and of each serious truth."""
    rules: tuple[Price, ...]
    concerns: tuple[Price, ...]

    @property
    def without_alarm(self) -> int:
        """How many people without alarm signs there were."""
        return self.people[WITHOUT_ALARM]

    @property
    def today(self) -> int:
        """The rank of same_day."""
        return self.levels.index(TODAY)

    @property
    def doctor(self) -> int:
        """The rank of the first level with a doctor."""
        return self.levels.index(DOCTOR)

    @property
    def dear(self) -> tuple[Price, ...]:
        """The rules that have to say why they cost what they cost."""
        return tuple(
            price for price in self.rules if (price.from_level(self.today).value or 0) > DEAR
        )

    @property
    def unexplained(self) -> tuple[Price, ...]:
        """The dear rules that do not say why."""
        return tuple(price for price in self.dear if price.why_costly is None)

    @property
    def explained_for_nothing(self) -> tuple[Price, ...]:
        """The rules that say why, and surely cost less than asks for a reason."""
        return tuple(
            price
            for price in self.rules
            if price.why_costly is not None and price.from_level(self.today).high <= DEAR
        )

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        return {
            "people": dict(self.people),
            "rules": [self._price(price) for price in self.rules],
            "concerns": [self._price(price) for price in self.concerns],
            "without_reason": [price.name for price in self.unexplained],
        }

    def _price(self, price: Price) -> dict[str, object]:
        ranks = list(enumerate(self.levels))
        return {
            "name": price.name,
            "concern": price.concern,
            "why_costly": price.why_costly,
            "counts": price.counts.as_json(),
            "alone_at": {
                level: Share(price.at[rank], price.counts.total).as_json() for rank, level in ranks
            },
            "fewer_at_or_above_without_it": {
                level: price.fewer_from_level(rank).as_json() for rank, level in ranks
            },
            "alone_same_day_or_above": price.from_level(self.today).as_json(),
            "alone_doctor_or_above": price.from_level(self.doctor).as_json(),
            "unanswered_same_day_or_above": price.unknown_from_level(self.today).as_json(),
            "unanswered_doctor_or_above": price.unknown_from_level(self.doctor).as_json(),
            "serves": {
                truth: {
                    "counts": served.counts.as_json(),
                    "alone": served.alone.as_json(),
                    "surely": truth in price.truly_serves,
                }
                for truth, served in price.serves.items()
            },
        }


class _Seen:
    """The counts of one rule or concern in the making."""

    def __init__(self, levels: int) -> None:
        self.counts = 0
        self.at = [0] * levels
        self.by_unknown = [0] * levels
        self.fewer = [0] * levels
        self.served: dict[str, tuple[int, int]] = {}

    def add(self, truth: Truth, level: int, without: int, *, unknown: bool) -> None:
        """Someone for whom it counts: the level with and without it, and if by a don't know."""
        alone = without < level
        if truth.serious:
            counts, decides = self.served.get(truth.name, (0, 0))
            self.served[truth.name] = (counts + 1, decides + alone)
            return
        self.counts += 1
        if alone:
            self.at[level] += 1
            self.by_unknown[level] += unknown
            for rank in range(without + 1, level + 1):
                self.fewer[rank] += 1


def cost(adviser: Adviser, people: Iterable[SimulatedPerson], truths: Mapping[str, Truth]) -> Cost:
    """The price of every rule, counted over these people.

    There may be more serious people than in any population: each truth is counted by itself. Raises
    UnfitPeople if there is nobody without alarm signs, or someone cannot be read.
    """
    ladder = adviser.ladder
    deciding = Deciding(ladder)
    concern_of = {rule.name: rule.concern for rule in ladder.rules}
    why_of = {rule.name: rule.why_costly for rule in ladder.rules}
    why_of |= {rule.name: rule.why_costly for rule in ladder.raises}
    rules = {name: _Seen(len(ladder.levels)) for name in why_of}
    concerns = {name: _Seen(len(ladder.levels)) for name in concern_of.values() if name is not None}
    people_of: Counter[str] = Counter()
    for person in people:
        truth = truth_of(person, truths)
        if not truth.serious and truth.name != WITHOUT_ALARM:
            continue
        people_of[truth.name] += 1
        outcome = adviser.outcome(person.answers, f"Person {person.number}")
        standing = deciding.standing(outcome.states)
        groups: dict[str, list[str]] = {}
        for name in (*standing.counting, *standing.raising):
            without = standing.without((name,))
            unknown = outcome.states[name] is RuleState.UNANSWERED
            rules[name].add(truth, standing.level, without, unknown=unknown)
            if (concern := concern_of.get(name)) is not None:
                groups.setdefault(concern, []).append(name)
        for concern, names in groups.items():
            unknown = all(outcome.states[name] is RuleState.UNANSWERED for name in names)
            without = standing.without(names)
            concerns[concern].add(truth, standing.level, without, unknown=unknown)
    if not people_of[WITHOUT_ALARM]:
        raise UnfitPeople(
            "There is nobody without alarm signs among these people to count the cost on."
            " Simulate more of them."
        )

    def price(name: str, concern: str | None, why: str | None, seen: _Seen) -> Price:
        return Price(
            name,
            concern,
            why or None,
            Share(seen.counts, people_of[WITHOUT_ALARM]),
            tuple(seen.at),
            tuple(seen.by_unknown),
            tuple(seen.fewer),
            {
                truth: Served(*(Share(count, people_of[truth]) for count in seen.served[truth]))
                for truth in truths
                if truth in seen.served
            },
        )

    today, doctor = ladder.rank(TODAY), ladder.rank(DOCTOR)

    def dearest_first(prices: Iterable[Price]) -> tuple[Price, ...]:
        def order(each: Price) -> tuple[int, ...]:
            return tuple(-each.from_level(rank).count for rank in (today, doctor, 0))

        return tuple(sorted(prices, key=order))

    return Cost(
        ladder.levels,
        {name: people_of[name] for name in truths if name in people_of},
        dearest_first(
            price(name, concern_of.get(name), why, rules[name]) for name, why in why_of.items()
        ),
        dearest_first(price(name, name, None, seen) for name, seen in concerns.items()),
    )
