"""The call card: whom to phone now, what to say, and what until help is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rugwijzer.care.assessment import Assessment
from rugwijzer.library import Library
from rugwijzer.service.telling.hours import Moment, moment
from rugwijzer.wording.pieces import Piece
from rugwijzer.wording.result import to_say
from rugwijzer.wording.until_seen import may_it_wait
from rugwijzer.wording.words import listed, say

MEDICINES = ("steroids", "blood_thinners", "low_resistance", "injected_drugs")
"""Answers that say of a medicine that whoever is phoned has to hear of."""
OWN_PRACTICE = ("gp", "gp_or_hap")
FIXED = {"emergency_112": "112", "line_113": "113"}
"""Only these have the same number for everybody."""
CALLED_AT_ONCE = ("call_now", "call_112")
DAYTIME = ("gp", "physio", "none")


@dataclass(frozen=True)
class Card:
    """What stands on the card."""

    who: str
    number: str
    own_practice: bool
    when: str
    how: str
    waits: tuple[str, ...]
    sentences: tuple[Piece, ...]
    extra: tuple[tuple[str, str], ...]
    medicines: str
    level: str


def card_of(
    assessment: Assessment, texts: Library, language: str, at: datetime, *, someone: bool = False
) -> Card:
    """The card for this person at this hour. `someone`: it is about another person."""
    contact = assessment.so_far("contact") or "gp_or_hap"
    if contact == "none":
        contact = "gp"
    level = assessment.urgency.lower
    hour = moment(at)
    return Card(
        who=texts.text(f"contact.{contact}.who", language),
        number=FIXED.get(contact, ""),
        own_practice=contact in OWN_PRACTICE,
        when=_when(contact, level, hour, assessment, texts, language),
        how=texts.text(f"contact.{contact}.how", language),
        waits=tuple(may_it_wait(level, assessment.pressing, texts, language))
        if hour != "office" and level not in CALLED_AT_ONCE
        else (),
        sentences=tuple(to_say(assessment, texts, language)),
        extra=_extra(someone, texts, language),
        medicines=_medicines(assessment, texts, language),
        level=level,
    )


def _when(
    contact: str, level: str, hour: Moment, assessment: Assessment, texts: Library, language: str
) -> str:
    """What the hour means for whom to phone."""
    if contact in FIXED:
        return ""
    if contact in DAYTIME:
        return "" if hour == "office" else texts.text("call_card.when.can_wait", language)
    if contact not in OWN_PRACTICE:
        return ""
    if hour != "office" and level == "same_day" and assessment.pressing:
        # Whether it may wait for the morning is said by the concern itself.
        return texts.text("call_card.when.unknown_hours", language)
    return texts.text(f"call_card.when.{hour}", language)


def _extra(someone: bool, texts: Library, language: str) -> tuple[tuple[str, str], ...]:
    """More sentences to say, in Dutch and with their meaning."""
    keys = ["for_someone"] if someone else []
    if language != "nl":
        keys.append("english")
    return tuple(
        (
            texts.text(f"call_card.say.{key}", "nl"),
            texts.text(f"call_card.say.{key}", language) if language != "nl" else "",
        )
        for key in keys
    )


def _medicines(assessment: Assessment, texts: Library, language: str) -> str:
    """The medicines that the person named, to be mentioned."""
    facts = assessment.guideline.facts
    named = [
        say(facts[name].label, language)
        for name in MEDICINES
        if name in facts and assessment.record.get(name) is True
    ]
    if not named:
        return ""
    listed_ = listed(named, texts, language)
    return texts.text("call_card.medicines.these", language, medicines=listed_)
