"""What a doctor said after an urgent result, as facts about exactly what the doctor looked at.

The visit after an urgent result opens with the question what the doctor said. One answer is given
for everything that was in at the urgent assessment: each of those concerns for which the guideline
has a fact (`seen_motor` and others) gets it, and no other. For a concern without such a fact there
is nothing to say; its alarm signs decide, today as well. What was seen lowers only its own concern,
and only while nothing is new or worse: that is for the rules, not for this module.

Whoever could reach nobody, or does not know what was said, gets no fact at all. Her urgency stays
as it was, and she has to be led on to somebody else (`DoctorSaid.lead_on`).

>>> doctor_said("treated", ["motor", "severe_pain"]).facts
{'seen_motor': 'treated'}
>>> doctor_said("could_not_reach", ["motor"]).lead_on
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rugwijzer.care.assessment import CONCERNS
from rugwijzer.compiler import Answer, Outcome, SetValue

FACT = "doctor_said"
SAID: Mapping[str, str] = {
    "not_urgent": "ordinary",
    "being_examined": "being_examined",
    "treated": "treated",
}
"""Per answer what it is called in the facts. `could_not_reach` is none of these."""
SEEN: Mapping[str, str] = {
    "cauda_equina": "seen_cauda_equina",
    "motor": "seen_motor",
    "cord": "seen_cord",
    "fracture": "seen_fracture",
    "cancer": "seen_cancer",
    "infection": "seen_infection",
    "kidney_belly": "seen_belly",
    "axial": "seen_axial",
}
"""Per concern the fact that says a doctor looked at it. The other concerns have none."""


@dataclass(frozen=True)
class DoctorSaid:
    """What follows from one answer: facts for the visit of that day, and what to do next.

    `facts` belong among the answers of the visit at which it was told (`care.history.Visit`).
    `unseen` are the concerns that stay as they were.
    """

    facts: Mapping[str, Answer]
    unseen: tuple[str, ...]
    lead_on: bool


def doctor_said(answer: Answer, concerns: Iterable[str]) -> DoctorSaid:
    """What an answer says, given the concerns that were in at the urgent assessment."""
    inside = tuple(dict.fromkeys(concerns))
    said = SAID.get(answer) if isinstance(answer, str) else None
    if said is None:
        return DoctorSaid({}, inside, lead_on=True)
    facts: dict[str, Answer] = {SEEN[name]: said for name in inside if name in SEEN}
    return DoctorSaid(facts, tuple(name for name in inside if name not in SEEN), lead_on=False)


def concerns_of(outcome: Outcome) -> tuple[str, ...]:
    """The concerns that were surely in: what a doctor was phoned about."""
    value = outcome.decisions.get(CONCERNS)
    return tuple(sorted(value.inside)) if isinstance(value, SetValue) else ()
