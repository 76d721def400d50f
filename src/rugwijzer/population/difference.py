"""Who gets other advice from one guideline than from another, and because of which rule.

`before` is the other guideline, `after` is ours: a change is told in that direction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rugwijzer.compiler import Case, Outcome, plain_record
from rugwijzer.population.advice import (
    CONTACT,
    GATE,
    URGENCY,
    Adviser,
    UnfitPeople,
    advice_in,
    truth_of,
)
from rugwijzer.population.decisive import Deciding
from rugwijzer.population.evaluate import WITHOUT_ALARM
from rugwijzer.population.intervals import Share
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Truth

CONCERN = "concern:"
"""Begins the name of what changed, when a concern came in or went out."""

IN, OUT = "in", "out"


@dataclass(frozen=True)
class Change:
    """One thing that is advised otherwise.

    `what` is a decision, or `concern:` with a name, whose values are `in` and `out`. `rules` decide
    it: those that count after and not before when it became more, and the other way round when it
    became less.
    """

    what: str
    before: str
    after: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class ChangedCase:
    """A case of which something is advised otherwise."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Affected:
    """For how many people a change is: of everyone, of those without alarm signs, of those with
    something serious, and per serious truth that has any."""

    change: Change
    people: Share
    without_alarm: Share
    serious: Share
    by_truth: Mapping[str, Share]


@dataclass(frozen=True)
class Difference:
    """What differs between two guidelines.

    `left_out`: facts that the other does not know or reads otherwise, and for how many people.
    `not_asked`: facts of the other that these people have no answer to. `open`: per decision, for
    how many people it could not be compared, because one of the two still has a question.
    """

    people: Share
    affected: tuple[Affected, ...]
    cases: tuple[ChangedCase, ...]
    cases_tried: int
    left_out: Mapping[str, int]
    not_asked: tuple[str, ...]
    open: Mapping[str, int]

    @property
    def nothing(self) -> bool:
        """Whether nobody gets other advice."""
        return not self.affected and not self.cases

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        return {
            "people": self.people.total,
            "changed": self.people.as_json(),
            "changes": [
                {
                    **_plain(each.change),
                    "people": each.people.as_json(),
                    "without_alarm_signs": each.without_alarm.as_json(),
                    "serious": each.serious.as_json(),
                    "by_truth": {name: share.as_json() for name, share in each.by_truth.items()},
                }
                for each in self.affected
            ],
            "cases_tried": self.cases_tried,
            "cases": [
                {"title": each.title, "changes": [_plain(change) for change in each.changes]}
                for each in self.cases
            ],
            "left_out": dict(self.left_out),
            "not_asked": list(self.not_asked),
            "open": dict(self.open),
        }


def _plain(change: Change) -> dict[str, object]:
    return {
        "what": change.what,
        "from": change.before,
        "to": change.after,
        "rules": list(change.rules),
    }


class Comparison:
    """Two guidelines side by side."""

    def __init__(self, before: Adviser, after: Adviser) -> None:
        self.before, self.after = before, after
        self._deciding = (Deciding(before.ladder), Deciding(after.ladder))

    def of_people(
        self, people: Iterable[SimulatedPerson], truths: Mapping[str, Truth], cases: Iterable[Case]
    ) -> Difference:
        """What differs for these people and cases.

        Raises UnfitPeople if there is nobody, or our own guideline cannot read an answer.
        """
        total: Counter[str] = Counter()
        counts: dict[Change, Counter[str]] = defaultdict(Counter)
        left_out: Counter[str] = Counter()
        still_open: Counter[str] = Counter()
        changed = everyone = 0
        for person in people:
            everyone += 1
            total[truth_of(person, truths).name] += 1
            after = self.after.outcome(person.answers, f"Person {person.number}")
            record, unread = self.before.known(person.answers)
            left_out.update(unread)
            before = self.before.engine.evaluate(record)
            changes = list(self.changes(before, after))
            changed += bool(changes)
            for change in changes:
                counts[change][person.truth] += 1
            still_open.update(_open(before, after))
        if not everyone:
            raise UnfitPeople("There is nobody to compare the guidelines on. Simulate more people.")
        serious = [name for name, truth in truths.items() if truth.serious]
        all_serious = sum(total[name] for name in serious)
        affected = [
            Affected(
                change,
                Share(found.total(), everyone),
                Share(found[WITHOUT_ALARM], total[WITHOUT_ALARM]),
                Share(sum(found[name] for name in serious), all_serious),
                {name: Share(found[name], total[name]) for name in serious if found[name]},
            )
            for change, found in counts.items()
        ]
        affected.sort(key=lambda each: (self._order(each.change), -each.people.count))
        tried = list(cases)
        return Difference(
            Share(changed, everyone),
            tuple(affected),
            tuple(self.of_cases(tried)),
            len(tried),
            dict(left_out),
            self.not_asked(),
            {name: still_open[name] for name in (URGENCY, CONTACT, GATE) if still_open[name]},
        )

    def of_cases(self, cases: Iterable[Case]) -> Iterator[ChangedCase]:
        """The cases of our guideline that the other advises otherwise, in their order."""
        for case in cases:
            record, _ = self.before.known(plain_record(self.after.guideline, case.record))
            changes = tuple(
                self.changes(
                    self.before.engine.evaluate(record), self.after.engine.evaluate(case.record)
                )
            )
            if changes:
                yield ChangedCase(case.title, changes)

    def not_asked(self) -> tuple[str, ...]:
        """The facts that only the other guideline asks of a person."""
        return tuple(
            name
            for name, fact in self.before.guideline.facts.items()
            if name not in self.after.guideline.facts and fact.supplied_by_person
        )

    def changes(self, before: Outcome, after: Outcome) -> Iterator[Change]:
        """What is advised otherwise. Of urgency the lower bounds are compared; a choice only where
        both are settled."""
        old, new = advice_in(before), advice_in(after)
        if old.level != new.level:
            yield Change(URGENCY, old.level, new.level, self._behind(before, after))
        for concern in (*new.concerns, *old.concerns):
            if (concern in new.concerns) != (concern in old.concerns):
                came = concern in new.concerns
                rules = self._of_concern(concern, before, after, came=came)
                yield Change(CONCERN + concern, *((OUT, IN) if came else (IN, OUT)), rules)
        for name, was, now in ((CONTACT, old.contact, new.contact), (GATE, old.gate, new.gate)):
            if was != now and len(was) == len(now) == 1:
                yield Change(name, was[0], now[0], _of_choice(name, before, after))

    def _behind(self, before: Outcome, after: Outcome) -> tuple[str, ...]:
        """The rules that a higher level rests on, or a lower one no longer does."""
        was, now = self._deciding
        levels = self.after.ladder.levels
        old, new = advice_in(before).level, advice_in(after).level
        rose = old not in levels or levels.index(new) > levels.index(old)
        here, there = ((now, after), (was, before)) if rose else ((was, before), (now, after))
        behind = here[0].standing(here[1].states).behind
        gives, gave = self._given(*here), self._given(*there)
        return tuple(name for name in behind if gives[name] != gave.get(name)) or behind

    def _given(self, deciding: Deciding, outcome: Outcome) -> dict[str, object]:
        """What each rule that counts gives: a level by name, or how it raises."""
        standing, levels = deciding.standing(outcome.states), deciding.ladder.levels
        return {
            **{name: levels[rank] for name, rank in standing.counting.items()},
            **standing.raising,
        }

    def _of_concern(
        self, concern: str, before: Outcome, after: Outcome, *, came: bool
    ) -> tuple[str, ...]:
        """The rules that brought a concern in, or that no longer do."""
        side = 1 if came else 0
        adviser = (self.before, self.after)[side]
        counting = self._deciding[side].standing((before, after)[side].states).counting
        concern_of = {rule.name: rule.concern for rule in adviser.ladder.rules}
        return tuple(name for name in counting if concern_of[name] == concern)

    def _order(self, change: Change) -> tuple[int, int]:
        """Decisions in a fixed order, and of urgency the most urgent first."""
        kinds = (URGENCY, CONCERN, CONTACT, GATE)
        kind = next(rank for rank, each in enumerate(kinds) if change.what.startswith(each))
        levels = self.after.ladder.levels
        return kind, -levels.index(change.after) if kind == 0 else 0


def _of_choice(name: str, before: Outcome, after: Outcome) -> tuple[str, ...]:
    """The rule that gives the option now, or else the one that gave it before."""
    for outcome in (after, before):
        rules = tuple(each.rule for each in outcome.reasons if each.decision == name)
        if rules:
            return rules
    return ()


def _open(before: Outcome, after: Outcome) -> Iterator[str]:
    """The decisions that cannot be compared, because one side still has a question."""
    old, new = advice_in(before), advice_in(after)
    if old.settled != new.settled:
        yield URGENCY
    for name, was, now in ((CONTACT, old.contact, new.contact), (GATE, old.gate, new.gate)):
        if was != now and len(was) + len(now) > 2:
            yield name
