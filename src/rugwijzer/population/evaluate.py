"""A guideline judged on many simulated people: what it finds, what it misses, and what that costs.

Everyone has a hidden truth. A guideline is good if serious ones get an urgent advice and people
without alarm signs do not. Two simple policies stand beside it: send whoever has any classic flag
to the doctor, and send everyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rugwijzer.compiler import Choice, Fact, Guideline, Number, SetOf, YesNo
from rugwijzer.population.advice import (
    DOCTOR,
    NOW,
    TODAY,
    Adviser,
    UnfitPeople,
    advice_in,
    truth_of,
)
from rugwijzer.population.intervals import Share
from rugwijzer.population.kinds import Classification, KindTally
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import DecidedShare, Truth

WITHOUT_ALARM = "no_alarm"
"""The truth of people with ordinary back pain, on whom over-triage is measured."""

AGES = (0, 18, 35, 50, 65, 75)
"""Where age groups begin; the last has no end."""

PRICES = {TODAY: (0.05, 0.03), DOCTOR: (0.30, 0.25)}
"""Of people without alarm signs: the share at this level or above to start with, and to aim at."""


@dataclass(frozen=True)
class Group:
    """Some people: how many of them get each level, mildest first."""

    at: tuple[int, ...]

    @property
    def people(self) -> int:
        """How many they are."""
        return sum(self.at)

    def exactly(self, rank: int) -> Share:
        """The share at just this level."""
        return Share(self.at[rank], self.people)

    def from_level(self, rank: int) -> Share:
        """The share at a level or above."""
        return Share(sum(self.at[rank:]), self.people)


@dataclass(frozen=True)
class AgeGroup:
    """People without alarm signs of an age, both ends included, and of a sex if that is known."""

    youngest: int
    oldest: int | None
    sex: str | None
    group: Group


@dataclass(frozen=True)
class Missed:
    """A simulated emergency below call_now, with the answers that were not the mildest."""

    number: int
    truth: str
    level: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Policy:
    """A way to decide who is referred.

    `referred` is of all people, `needless` of those without alarm signs, and `found` of those with
    something serious.
    """

    name: str
    referred: Share
    needless: Share
    found: Share

    @property
    def per_case(self) -> tuple[float, float, float] | None:
        """How many people are referred for each serious case found, and the interval of that."""
        if not self.found.count:
            return None
        right = Share(self.found.count, self.referred.count)
        return self.referred.count / self.found.count, 1 / right.high, 1 / right.low


@dataclass(frozen=True)
class Goal:
    """A share, and where it should lie: on one side of `limit`, and better of `aim`."""

    name: str
    share: Share
    limit: float
    aim: float
    at_most: bool

    def within(self, bound: float) -> bool | None:
        """Whether the share keeps to a bound; None if there was nobody to count."""
        value = self.share.value
        if value is None:
            return None
        return value <= bound if self.at_most else value >= bound


@dataclass(frozen=True)
class Evaluation:
    """What came out. Levels stand mildest first, truths in the order of the rates."""

    levels: tuple[str, ...]
    settings: Mapping[str, int]
    unsettled: int
    truths: Mapping[str, Group]
    without_alarm: Group
    nothing_serious: Group
    serious: Group
    emergencies: Group
    ages: tuple[AgeGroup, ...]
    women_over_70: Group | None
    missed: tuple[Missed, ...]
    policies: tuple[Policy, ...]
    goals: tuple[Goal, ...]
    classification: Classification

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        return {
            "people": sum(self.settings.values()),
            "settings": dict(self.settings),
            "unsettled": self.unsettled,
            "levels": list(self.levels),
            "truths": {name: self._group(group) for name, group in self.truths.items()},
            "without_alarm_signs": self._group(self.without_alarm),
            "nothing_serious": self._group(self.nothing_serious),
            "serious": self._group(self.serious),
            "emergencies": self._group(self.emergencies),
            "by_age": [
                {"from": each.youngest, "to": each.oldest, "sex": each.sex}
                | self._group(each.group)
                for each in self.ages
            ],
            "women_over_70": self.women_over_70 and self._group(self.women_over_70),
            "missed_emergencies": [
                {
                    "id": each.number,
                    "truth": each.truth,
                    "level": each.level,
                    "answers": dict(each.answers),
                }
                for each in self.missed
            ],
            "policies": [self._policy(policy) for policy in self.policies],
            "goals": [
                {
                    "goal": goal.name,
                    **goal.share.as_json(),
                    "at_most" if goal.at_most else "at_least": goal.limit,
                    "aim": goal.aim,
                    "reached": goal.within(goal.limit),
                    "aim_reached": goal.within(goal.aim),
                }
                for goal in self.goals
            ],
            "classification": self.classification.as_json(),
        }

    def _group(self, group: Group) -> dict[str, object]:
        ranks = list(enumerate(self.levels))
        return {
            "people": group.people,
            "at": {level: group.exactly(rank).as_json() for rank, level in ranks},
            "at_or_above": {level: group.from_level(rank).as_json() for rank, level in ranks},
        }

    def _policy(self, policy: Policy) -> dict[str, object]:
        per_case = policy.per_case
        return {
            "policy": policy.name,
            "referred": policy.referred.as_json(),
            "referred_without_alarm_signs": policy.needless.as_json(),
            "serious_found": policy.found.as_json(),
            "referred_per_serious_case": None
            if per_case is None
            else dict(zip(("number", "low", "high"), (round(n, 1) for n in per_case), strict=True)),
        }


@dataclass
class _Tally:
    """Counts in the making: per name, how many people at each rank."""

    ranks: int
    at: dict[object, list[int]] = field(default_factory=dict)

    def add(self, name: object, rank: int) -> None:
        self.at.setdefault(name, [0] * self.ranks)[rank] += 1

    def ages(self) -> Iterator[tuple[int, int | None, str | None]]:
        for key in self.at:
            match key:
                case ("age", (int(youngest), int() | None as oldest), str() | None as sex):
                    yield youngest, oldest, sex

    def group(self, name: object) -> Group:
        return Group(tuple(self.at.get(name, [0] * self.ranks)))


def evaluate(
    adviser: Adviser,
    people: Iterable[SimulatedPerson],
    truths: Mapping[str, Truth],
    published: Iterable[DecidedShare] = (),
) -> Evaluation:
    """What the guideline does with these people. `published` are shares to set beside it.

    Raises UnfitPeople if someone's truth is not among the truths, an answer cannot be read, or
    there is nobody.
    """
    ladder = adviser.ladder
    doctor, today, now = (ladder.rank(level) for level in (DOCTOR, TODAY, NOW))
    tally = _Tally(len(ladder.levels))
    settings: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    kinds_of = KindTally(adviser.guideline, published)
    missed = []
    unsettled = 0
    for person in people:
        truth = truth_of(person, truths)
        outcome = adviser.outcome(person.answers, f"Person {person.number}")
        kinds_of.add(person, outcome)
        advice = advice_in(outcome)
        rank = ladder.rank(advice.level)
        settings[person.setting] += 1
        unsettled += not advice.settled
        tally.add(("truth", truth.name), rank)
        tally.add("serious" if truth.serious else "nothing serious", rank)
        kinds = ["all"]
        if truth.serious:
            kinds.append("serious")
        if truth.name == WITHOUT_ALARM:
            kinds.append("without alarm")
            age = person.answers.get("age")
            if isinstance(age, int):
                tally.add(("age", age_group(age), person.sex), rank)
                if person.sex == "woman" and age > 70:
                    tally.add("women over 70", rank)
        if truth.emergency:
            tally.add("emergency", rank)
            if rank < now:
                missed.append(
                    Missed(
                        person.number,
                        truth.name,
                        advice.level,
                        telling(adviser.guideline, person.answers),
                    )
                )
        for kind in kinds:
            counted[f"{kind}"] += 1
            counted[f"{kind}, doctor"] += rank >= doctor
            counted[f"{kind}, today"] += rank >= today
            counted[f"{kind}, flag"] += bool(person.flags)
            counted[f"{kind}, everyone"] += 1
    if not settings:
        raise UnfitPeople("There is nobody to judge the guideline on. Simulate more people.")
    without_alarm = tally.group(("truth", WITHOUT_ALARM))
    emergencies = tally.group("emergency")

    def policy(name: str, what: str) -> Policy:
        shares = (
            Share(counted[f"{kind}, {what}"], counted[kind])
            for kind in ("all", "without alarm", "serious")
        )
        return Policy(name, *shares)

    return Evaluation(
        levels=ladder.levels,
        settings=dict(settings),
        unsettled=unsettled,
        truths={
            name: tally.group(("truth", name)) for name in truths if ("truth", name) in tally.at
        },
        without_alarm=without_alarm,
        nothing_serious=tally.group("nothing serious"),
        serious=tally.group("serious"),
        emergencies=emergencies,
        ages=_ages(tally),
        women_over_70=tally.group("women over 70") if "women over 70" in tally.at else None,
        missed=tuple(missed),
        policies=(
            policy("guideline_doctor", "doctor"),
            policy("guideline_today", "today"),
            policy("any_flag", "flag"),
            policy("everyone", "everyone"),
        ),
        goals=(
            *(
                Goal(level, without_alarm.from_level(ladder.rank(level)), limit, aim, True)
                for level, (limit, aim) in PRICES.items()
            ),
            Goal("emergencies", emergencies.from_level(now), 1.0, 1.0, False),
        ),
        classification=kinds_of.classification(truths),
    )


def age_group(age: int) -> tuple[int, int | None]:
    """The youngest and the oldest age of the group someone is in.

    >>> age_group(34), age_group(35), age_group(80)
    ((18, 34), (35, 49), (75, None))
    """
    for youngest, following in pairwise(AGES):
        if age < following:
            return youngest, following - 1
    return AGES[-1], None


def _ages(tally: _Tally) -> tuple[AgeGroup, ...]:
    found = [
        AgeGroup(youngest, oldest, sex, tally.group(("age", (youngest, oldest), sex)))
        for youngest, oldest, sex in tally.ages()
    ]
    return tuple(sorted(found, key=lambda each: (each.youngest, each.sex or "")))


def telling(guideline: Guideline, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers that say something: all but a no, the mildest of ordered options, or none of."""
    return {
        name: value
        for name, value in answers.items()
        if (fact := guideline.facts.get(name)) is None or not _quiet(fact, value)
    }


def _quiet(fact: Fact, value: object) -> bool:
    match fact.type:
        case YesNo():
            return value is False
        case Choice(options=options, ordered=True):
            return value == options[0]
        case SetOf():
            return value == []
        case Number() | Choice():
            return False
