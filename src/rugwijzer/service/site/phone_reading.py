"""What a phone sends: the visits that it keeps, and the day it is there. Read, used, and forgotten.

A phone may keep answers for months, so that a later guideline may not know a question any more:
such an answer is left out, and its question is asked anew. Who reads in a file of her own is told
that it does not fit instead. No error repeats an answer.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from rugwijzer.care.history import DERIVED, Visit, scores
from rugwijzer.compiler import AnswerProblem, Guideline, plain_answer, read_answer

LARGEST = 200 * 1024
"""Of a request, in bytes; the visits of a year take a fifth of it."""
MOST = 150
"""So many visits at most: a year of check-ins, alarm signs and flare-ups has some sixty."""
MOST_ANSWERS = 400
YEARS = range(2000, 2201)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadBody(Exception):
    """What was sent cannot be used. `key` names the text that says so."""

    def __init__(self, key: str, status: int = 422) -> None:
        super().__init__(key)
        self.key = key
        self.status = status


@dataclass(frozen=True)
class Kept:
    """What the phone keeps, as this guideline understands it; and how much was left out."""

    visits: tuple[Visit, ...]
    today: date
    left_out: int = 0

    @property
    def digest(self) -> str:
        """A name for these visits on this day: a sitting goes on only with the same."""
        plain = [
            [visit.at.isoformat(), sorted(visit.answers.items(), key=str)] for visit in self.visits
        ]
        said = json.dumps([self.today.isoformat(), plain], default=sorted)
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def body_of(request: HttpRequest) -> Mapping[str, Any]:
    """The JSON that was sent. Raises BadBody."""
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            raise BadBody("too_much", 413)
        raw = request.body
    except (ValueError, RequestDataTooBig):
        raise BadBody("too_much", 413) from None
    if len(raw) > LARGEST:
        raise BadBody("too_much", 413)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadBody("not_read", 400) from None
    if not isinstance(found, dict):
        raise BadBody("not_read", 400)
    return found


def day_of(body: Mapping[str, Any]) -> date:
    """The day on the phone. Raises BadBody."""
    found = _day(body.get("today"))
    if found is None:
        raise BadBody("no_day")
    return found


def kept_of(guideline: Guideline, body: Mapping[str, Any]) -> Kept:
    """The visits in what was sent. Raises BadBody."""
    today, given = day_of(body), body.get("visits")
    if not isinstance(given, list):
        raise BadBody("no_visits")
    if len(given) > MOST:
        raise BadBody("too_much", 413)
    visits, left_out = [], 0
    for each in given:
        visit, lost = _visit(guideline, each)
        visits.append(visit)
        left_out += lost
    if left_out and body.get("strict"):
        raise BadBody("not_ours")
    known = tuple(visit for visit in visits if visit.told)
    if known and all(visit.at > today for visit in known):
        raise BadBody("clock")
    if not known:
        raise BadBody("no_visits")
    return Kept(known, today, left_out)


def as_plain(guideline: Guideline, visit: Visit) -> dict[str, object]:
    """A visit as a phone keeps it: as in a file of visits."""
    facts = guideline.facts
    answers = {name: plain_answer(facts[name], answer) for name, answer in visit.answers.items()}
    return {"at": visit.at.isoformat(), "answers": answers}


def _visit(guideline: Guideline, given: object) -> tuple[Visit, int]:
    """One visit, and how many of its answers are none of this guideline."""
    if not isinstance(given, dict):
        raise BadBody("not_ours")
    at = _day(given.get("at"))
    told, measured = given.get("answers", {}), given.get("measures", {})
    if at is None or not isinstance(told, dict) or not isinstance(measured, dict):
        raise BadBody("not_ours")
    if len(told) > MOST_ANSWERS or len(measured) > MOST_ANSWERS:
        raise BadBody("too_much", 413)
    answers, measures = {}, {}
    for name, value in told.items():
        fact = guideline.facts.get(name)
        answer = read_answer(fact, value) if fact is not None and name not in DERIVED else None
        if fact is not None and name not in DERIVED and not isinstance(answer, AnswerProblem):
            answers[name] = answer
    known = scores(guideline)
    for name, score in measured.items():
        if name in known and _fits(score, known[name]):
            measures[name] = score
    lost = len(told) - len(answers) + len(measured) - len(measures)
    return Visit(at, answers, measures), lost


def _fits(score: object, within: tuple[int, int]) -> bool:
    whole = isinstance(score, int) and not isinstance(score, bool)
    return score is None or (whole and within[0] <= score <= within[1])  # type: ignore[operator]


def _day(given: object) -> date | None:
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        return None
    return found if found.year in YEARS else None
