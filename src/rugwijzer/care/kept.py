"""Answers kept over time: each with the day it was given.

An answer expires after its fact's validity and is then not asked, so that it will be asked anew;
except an alarm answer other than its mildest, which counts until it is answered anew. A duration is
kept as the day it began, and grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rugwijzer.compiler import Answer, Choice, Fact, Guideline, Number, YesNo


@dataclass(frozen=True)
class Kept:
    """One answer, and the day it was given, or the day somebody said that it is still the same.

    `told` is the day it was given, where that is another one.
    """

    answer: Answer
    at: date
    told: date | None = None

    @property
    def given(self) -> date:
        """The day the answer itself was given."""
        return self.told or self.at


def record_at(guideline: Guideline, kept: Mapping[str, Kept], at: date) -> dict[str, Answer]:
    """The answers that count on a day. Answers given after that day are left out."""
    record: dict[str, Answer] = {}
    for name, each in kept.items():
        fact = guideline.facts[name]
        days = (at - each.at).days
        if days < 0:
            continue
        answer = grown(fact, each.answer, days)
        if expired(fact, days) and (not fact.alarm or is_mildest(fact, answer)):
            continue
        record[name] = answer
    return record


def expired(fact: Fact, days: int) -> bool:
    """Whether an answer this old no longer counts."""
    return fact.valid_for is not None and days > fact.valid_for


def is_mildest(fact: Fact, answer: Answer) -> bool:
    """Whether the answer is the mildest there is; don't know never is."""
    match fact.type:
        case YesNo():
            return answer is False
        case Choice(options=options):
            return answer == options[0]
        case _:
            return False


def grown(fact: Fact, answer: Answer, days: int) -> Answer:
    """The answer as it stands some days later: a duration has grown."""
    if fact.kept_as_onset and isinstance(fact.type, Number) and isinstance(answer, int):
        return min(answer + days, fact.type.high)
    return answer
