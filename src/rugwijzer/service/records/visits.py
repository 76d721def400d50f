"""A visit as it is kept, and as `care` takes it. Pure: no database, no keys.

What is kept is what was told, spelled as in a file of answers. A later guideline may not know a
question any more, or another way to answer it: that answer is left out of what `care` is given, and
stays in what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rugwijzer.care.history import DERIVED, Visit, scores
from rugwijzer.compiler import AnswerProblem, Guideline, plain_answer, read_answer


@dataclass(frozen=True)
class Understood:
    """A visit as this guideline understands it, and the names of what it does not."""

    visit: Visit
    left_out: tuple[str, ...] = ()


def as_plain(guideline: Guideline, visit: Visit) -> dict[str, Any]:
    """A visit as JSON may hold it, without its day."""
    return {
        "answers": {
            name: plain_answer(guideline.facts[name], answer)
            for name, answer in visit.answers.items()
        },
        "measures": dict(visit.measures),
    }


def understood(guideline: Guideline, at: date, plain: Mapping[str, Any]) -> Understood:
    """A kept visit, as far as this guideline understands it."""
    answers, measures, left_out = {}, {}, []
    for name, told in plain["answers"].items():
        fact = guideline.facts.get(name)
        answer = read_answer(fact, told) if fact is not None and name not in DERIVED else None
        if fact is None or name in DERIVED or isinstance(answer, AnswerProblem):
            left_out.append(name)
        else:
            answers[name] = answer
    known = scores(guideline)
    for name, score in plain["measures"].items():
        if name in known and (score is None or known[name][0] <= score <= known[name][1]):
            measures[name] = score
        else:
            left_out.append(name)
    return Understood(Visit(at, answers, measures), tuple(left_out))
