"""A few people made by hand, so that what is counted of them can be counted by hand as well."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.whole import guideline

from rugwijzer.compiler import Guideline, Ladder, Place, plain_record
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Truth

NOWHERE = Place("crowd", 0)
TRUTHS = {
    name: Truth(name, {"nl": name, "en": name}, serious, emergency, NOWHERE)
    for name, serious, emergency in (
        ("no_alarm", False, False),
        ("radicular", False, False),
        ("fracture", True, False),
        ("cauda_equina", True, True),
    )
}


FEW = (
    "saddle_new", "bladder_new", "fever", "weight_loss", "two_bone_risks", "weak_bones_new_pain",
    "chest_pain", "cold_leg", "leg_pain_from_nerve",
)  # fmt: skip


@cache
def few_rules() -> Guideline:
    """The guideline with a few of its rules for urgency, so that nothing else interferes."""
    ladder = guideline().decisions["urgency"]
    assert isinstance(ladder, Ladder)
    few = replace(ladder, rules=tuple(rule for rule in ladder.rules if rule.name in FEW), raises=())
    assert len(few.rules) == len(FEW)
    return replace(guideline(), decisions={**guideline().decisions, "urgency": few})


def person(
    number: int,
    truth: str = "no_alarm",
    *,
    like: str = "ordinary",
    sex: str | None = None,
    flags: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    **answers: object,
) -> SimulatedPerson:
    """Someone like one of the guideline's people, but for some answers."""
    base = plain_record(guideline(), guideline().people[like].record)
    known = {name: value for name, value in (base | answers).items() if name not in without}
    return SimulatedPerson(number, "primary_care", truth, known, sex, flags)
