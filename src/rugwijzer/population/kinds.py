"""What kind of pain and which profile a guideline sees in simulated people, and whether it is so.

The kind follows from what people tell. Beside the hidden truth it shows how many of those who have
something are called so (found), and of how many who are called so it is true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rugwijzer.compiler import ChoiceDecision, ChoiceValue, Guideline, Outcome
from rugwijzer.population.intervals import Share, Verdict, verdict
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import KIND, DecidedShare, Truth

COUNTED = (KIND, "phase", "profile", "care_step", "imaging")
"""The decisions by choice of which the shares are shown, as far as a guideline has them."""

ALARM_FIRST = ("specific", "examined_first")
"""The kinds of people whom a doctor sees first, whatever else fits."""


@dataclass(frozen=True)
class FoundShare:
    """A published share, and the share that the guideline comes to."""

    asked: DecidedShare
    share: Share

    @property
    def verdict(self) -> Verdict:
        """Whether it lies within what is published."""
        return verdict(self.share, self.asked.low, self.asked.high)


@dataclass(frozen=True)
class Recognised:
    """How well a kind is recognised from what people tell.

    `found` is of those who really have it, `found_calm` of those among them for whom no alarm sign
    goes first (None for a kind that is one), `right` of those who are called so. `instead` counts
    what the missed are called, `really` what those wrongly called so have, most first.
    """

    kind: str
    found: Share
    found_calm: Share | None
    right: Share
    instead: tuple[tuple[str, int], ...]
    really: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Classification:
    """What is decided of whom.

    `shares` is by decision and option, of everyone for whom it is settled; `by_truth` counts the
    kinds of the people with each truth.
    """

    shares: Mapping[str, Mapping[str, Share]]
    published: tuple[FoundShare, ...]
    by_truth: Mapping[str, Mapping[str, int]]
    recognised: tuple[Recognised, ...]

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        return {
            "shares": {
                decision: {option: share.as_json() for option, share in options.items()}
                for decision, options in self.shares.items()
            },
            "published": [
                {
                    "name": each.asked.name,
                    "decision": each.asked.decision,
                    "options": list(each.asked.options),
                    "among": dict(each.asked.among),
                    **each.share.as_json(),
                    "published": each.asked.published,
                    "within": [each.asked.low, each.asked.high],
                    "orientation": each.asked.orientation,
                    "verdict": each.verdict,
                }
                for each in self.published
            ],
            "truth_by_kind": {truth: dict(kinds) for truth, kinds in self.by_truth.items()},
            "recognised": [
                {
                    "kind": each.kind,
                    "sensitivity": each.found.as_json(),
                    "sensitivity_without_alarm_sign": each.found_calm and each.found_calm.as_json(),
                    "predictive_value": each.right.as_json(),
                    "called_instead": dict(each.instead),
                    "really": dict(each.really),
                }
                for each in self.recognised
            ],
        }


class KindTally:
    """Counts in the making: add each person with what follows from their answers."""

    def __init__(self, guideline: Guideline, published: Iterable[DecidedShare] = ()) -> None:
        """`published` are the shares to set beside it, those of decisions it lacks left out."""
        self.options = {
            name: decision.options
            for name in COUNTED
            if isinstance(decision := guideline.decisions.get(name), ChoiceDecision)
        }
        decided = guideline.decisions
        self.published = [
            each for each in published if {each.decision, *each.among} <= decided.keys()
        ]
        self.names = tuple(
            dict.fromkeys(
                name
                for name in (
                    *self.options,
                    *(name for each in self.published for name in (each.decision, *each.among)),
                )
                if isinstance(decided[name], ChoiceDecision)
            )
        )
        self.people: Counter[tuple[str, str, tuple[str | None, ...]]] = Counter()

    def add(self, person: SimulatedPerson, outcome: Outcome) -> None:
        """Count someone."""
        decided = []
        for name in self.names:
            value = outcome.decisions[name]
            assert isinstance(value, ChoiceValue)
            decided.append(value.value)
        self.people[person.setting, person.truth, tuple(decided)] += 1

    def classification(self, truths: Mapping[str, Truth]) -> Classification:
        """What they come to. Who is not settled on a decision is not counted for it."""
        shares = {}
        for name, options in self.options.items():
            counts = self._counts(name)
            total = sum(counts.values())
            shares[name] = {option: Share(counts[option], total) for option in options}
        by_truth = self._by_truth(truths)
        kinds = self.options.get(KIND, ())
        return Classification(
            shares=shares,
            published=tuple(found for each in self.published if (found := self._found(each))),
            by_truth=by_truth,
            recognised=tuple(
                recognised(kind, by_truth, truths)
                for kind in kinds
                if any(truth.kind == kind for truth in truths.values())
            ),
        )

    def _counts(self, name: str) -> Counter[str]:
        place = self.names.index(name)
        counts: Counter[str] = Counter()
        for (_, _, decided), count in self.people.items():
            if (option := decided[place]) is not None:
                counts[option] += count
        return counts

    def _found(self, asked: DecidedShare) -> FoundShare | None:
        """The share beside a published one; None if nobody here comes from its settings."""
        here = {setting for setting, _, _ in self.people}
        if asked.settings and not here & set(asked.settings):
            return None
        count = total = 0
        for (setting, _, decided), people in self.people.items():
            if asked.settings and setting not in asked.settings:
                continue
            said = dict(zip(self.names, decided, strict=True))
            if said[asked.decision] is None:
                continue
            if any(said[name] != option for name, option in asked.among.items()):
                continue
            total += people
            count += people if said[asked.decision] in asked.options else 0
        return FoundShare(asked, Share(count, total))

    def _by_truth(self, truths: Mapping[str, Truth]) -> dict[str, dict[str, int]]:
        if KIND not in self.names:
            return {}
        place = self.names.index(KIND)
        counts: Counter[tuple[str, str]] = Counter()
        for (_, truth, decided), people in self.people.items():
            if (kind := decided[place]) is not None:
                counts[truth, kind] += people
        return {
            truth: {kind: counts[truth, kind] for kind in self.options[KIND]}
            for truth in truths
            if any(counts[truth, kind] for kind in self.options[KIND])
        }


def recognised(
    kind: str, by_truth: Mapping[str, Mapping[str, int]], truths: Mapping[str, Truth]
) -> Recognised:
    """How well one kind is recognised: by truth, how many people are called what."""
    instead: Counter[str] = Counter()
    really: Counter[str] = Counter()
    right = 0
    for truth, kinds in by_truth.items():
        if truths[truth].kind == kind:
            right += kinds.get(kind, 0)
            instead.update({other: count for other, count in kinds.items() if other != kind})
        else:
            really[truth] += kinds.get(kind, 0)
    calm = sum(count for other, count in instead.items() if other not in ALARM_FIRST)
    return Recognised(
        kind=kind,
        found=Share(right, right + instead.total()),
        found_calm=None if kind in ALARM_FIRST else Share(right, right + calm),
        right=Share(right, right + really.total()),
        instead=_most_first(instead),
        really=_most_first(really),
    )


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, count) for name, count in counts.most_common() if count)
