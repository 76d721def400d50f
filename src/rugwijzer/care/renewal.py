"""What a quiet check-in says about earlier answers.

A guideline names, with a fact such as *is anything new in your legs?*, the facts whose answers a no
to it `renews`: nothing changed there, so they count from that day on as they were. A yes, a don't
know, or no answer at all renews nothing; what expired is then asked in full.

Renewed are only answers given or renewed in the last `WITHIN` days, and since this pain began. An
alarm answer other than its mildest is not renewed: it counts anyway, until it is answered anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from rugwijzer.care.kept import Kept, is_mildest
from rugwijzer.compiler import Answer, Guideline, Number

DURATION = "pain_days"
WITHIN = 42
"""In days: the longest stretch between two check-ins. Who stays away longer is asked in full."""


def nothing_new(guideline: Guideline, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The facts about which these answers of one day say that nothing changed."""
    return frozenset(
        name
        for name, asked in guideline.renewed_by.items()
        if all(answers.get(each) is False for each in asked)
    )


def renewed(
    guideline: Guideline, kept: Mapping[str, Kept], answers: Mapping[str, Answer], at: date
) -> Iterator[tuple[str, Kept]]:
    """The kept answers that the answers of a day renew, dated that day."""
    began = _began(guideline, kept, answers, at)
    for name in nothing_new(guideline, answers):
        if name not in kept or name in answers:
            continue
        fact, each = guideline.facts[name], kept[name]
        if fact.alarm and not is_mildest(fact, each.answer):
            continue
        if (at - each.at).days <= WITHIN and each.given.toordinal() >= began:
            yield name, Kept(each.answer, at, each.given)


def _began(
    guideline: Guideline, kept: Mapping[str, Kept], answers: Mapping[str, Answer], at: date
) -> int:
    """The day the pain began, as a number: it may lie before the first day of the calendar."""
    fact = guideline.facts.get(DURATION)
    if fact is None or not isinstance(fact.type, Number):
        return 0
    latest = Kept(answers[DURATION], at) if DURATION in answers else kept.get(DURATION)
    if latest is None or not isinstance(latest.answer, int):
        return 0
    return latest.at.toordinal() - math.ceil(fact.type.quantity(latest.answer))
