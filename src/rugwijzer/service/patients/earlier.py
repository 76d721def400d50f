"""Earlier advice in words, from what was kept of it. Nothing is worked out anew.

The words of its rules are those of its own guideline, which is kept with it. Where a name is not
known any more, that line is left out; what was kept stays in her data as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rugwijzer.care.plan.parts import Amount, Change, Moment, Part, Plan, WorkStep
from rugwijzer.compiler import Guideline, read_answer, restore_guideline
from rugwijzer.library import Library
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.whose import whose
from rugwijzer.service.records.models import Advice, GuidelineVersion, Person
from rugwijzer.service.telling.sections import LOOKS, today_of, week_of
from rugwijzer.wording.plan_words import PlanWords
from rugwijzer.wording.words import answer_in_words, day_in_words, say


@dataclass(frozen=True)
class Told:
    """One advice in words: how soon, whom, why, the plan."""

    key: UUID
    on: str
    guideline: str
    level: str
    look: str
    title: str
    time: str
    contact: str
    how: str
    steps: tuple[str, ...]
    why: tuple[tuple[str, tuple[str, ...]], ...]
    kind: str
    plan: PlanWords | None


def guideline_of(version: GuidelineVersion) -> Guideline:
    """The guideline as it was."""
    now = knowledge.guideline()
    if now.version is not None and now.version.digest == version.digest:
        return now
    return _restored(version.digest)


@lru_cache(maxsize=4)
def _restored(digest: str) -> Guideline:
    return restore_guideline(GuidelineVersion.objects.get(digest=digest).exported)


def told(person: Person, advice: Advice, said_in: str) -> Told:
    """An advice that was kept, in words."""
    texts, guideline = knowledge.texts(), guideline_of(advice.guideline)
    kept = advice.told(person)

    def text(key: str) -> str:
        return texts.text(key, said_in) if key in texts else ""

    level = advice.attention
    contact = kept.get("contact", {}).get("value") or ""
    kind = kept.get("kind", {}).get("value") or ""
    title = text("contact.line_113.title") if contact == "line_113" else ""
    return Told(
        key=advice.pk,
        on=day_in_words(advice.given, texts, said_in),
        guideline=advice.guideline.number,
        level=level,
        look=LOOKS.get(level, "calm"),
        title=title or title_of(advice, said_in),
        time=_capital(text(f"urgency.{level}.time")),
        contact=_capital(text(f"contact.{contact}.who")) if contact not in ("", "none") else "",
        how=text(f"contact.{contact}.how") if contact not in ("", "none") else "",
        steps=tuple(each for at in range(1, 9) if (each := text(f"urgency.{level}.do.{at}"))),
        why=tuple(_why(kept, guideline, texts, said_in)),
        kind=text(f"kind.{kind}.text"),
        plan=_plan_words(advice.plan.told(person), guideline, said_in),
    )


def title_of(advice: Advice, said_in: str) -> str:
    """How soon, in a sentence."""
    key = "title" if advice.settled else "at_least"
    return knowledge.texts().text(f"urgency.{advice.attention}.{key}", said_in)


def _why(
    kept: Mapping[str, Any], guideline: Guideline, texts: Library, said_in: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for reason in kept.get("reasons", ()):
        rule = guideline.rules.get(reason["rule"])
        if rule is None or reason["decision"] != "urgency" or not rule.words:
            continue
        answers = []
        for each in reason["because"]:
            fact = guideline.facts.get(each["fact"])
            if fact is None or each["value"] is None:
                continue
            answer = read_answer(fact, each["value"])
            if isinstance(answer, bool | int | str | frozenset):
                answers.append(
                    f"{say(fact.label, said_in)}: {answer_in_words(fact, answer, texts, said_in)}"
                )
        yield say(rule.words, said_in), tuple(answers)


def _plan_words(plan: Mapping[str, Any], guideline: Guideline, said_in: str) -> PlanWords | None:
    try:
        return PlanWords(
            plan_of(plan), guideline, knowledge.texts(), knowledge.catalogue(), said_in
        )
    except (KeyError, TypeError, ValueError):
        # A form that this service does not know.
        return None


def plan_of(plan: Mapping[str, Any]) -> Plan:
    """A plan from its kept form. Raises KeyError or ValueError where that is another."""
    work = plan["work"]
    return Plan(
        at=date.fromisoformat(plan["at"]),
        guideline_version=plan["guideline_version"],
        gate=plan["gate"],
        state=plan["state"],
        began=date.fromisoformat(plan["began"]),
        day=plan["day"],
        today=tuple(map(_part, plan["today"])),
        parts=tuple(map(_part, plan["parts"])),
        at_hand=tuple(map(_part, plan["at_hand"])),
        changes=tuple(
            Change(
                each["kind"], each["slug"], each["move"], _amount(each["before"]),
                _amount(each["after"]), each["rule"],
            )
            for each in plan["changes"]
        ),
        next_step=plan["next_step"]["value"],
        next_step_rules=tuple(plan["next_step"]["rules"]),
        pain_rule=plan["pain_rule"],
        moments=tuple(
            Moment(each["with"], tuple(map(date.fromisoformat, each["on"])), tuple(each["rules"]))
            for each in plan["moments"]
        ),
        work=WorkStep(
            work["step"],
            date.fromisoformat(work["due"]) if work["due"] else None,
            tuple(work["rules"]),
        )
        if work is not None
        else None,
        aids=tuple(plan["aids"]),
        notes=tuple(plan["notes"]),
        check_in=date.fromisoformat(plan["check_in"]) if plan["check_in"] else None,
        check_in_for=plan["check_in_for"],
        urgency=plan["urgency"],
        contact=plan["contact"],
        open=tuple(plan["open"]),
        pressing=tuple(plan["pressing"]),
        safety_net=plan["safety_net"],
    )  # fmt: skip


def _part(part: Mapping[str, Any]) -> Part:
    return Part(
        part["kind"], part["slug"], _amount(part["amount"]), part["minutes"], tuple(part["on"]),
        tuple(part["rules"]), tuple(part["evidence"]), part["move"],
    )  # fmt: skip


def _amount(amount: Mapping[str, Any] | None) -> Amount | None:
    if amount is None:
        return None
    fields = dict(amount)
    fields["hold"] = fields.pop("hold_seconds", None)
    fields["each_set"] = tuple(fields.get("each_set") or ())
    return Amount(**fields)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@login_required
def earlier_advice(request: HttpRequest, advice: UUID) -> HttpResponse:
    """One advice as it was given."""
    found = whose(request)
    kept = (
        Advice.objects.filter(pk=advice, visit__episode__person=found.person)
        .select_related("guideline", "visit__episode", "plan")
        .defer("guideline__packed")
        .first()
        if found.person is not None
        else None
    )
    if kept is None or found.person is None:
        raise Http404
    words = told(found.person, kept, language())
    newer = kept.visit.advices.filter(number__gt=kept.number).exists()
    return render(
        request,
        "patients/progress_advice.html",
        {
            "section": "progress",
            "has_plan": found.has_plan,
            "told": words,
            "today": today_of(words.plan) if words.plan else (),
            "week": week_of(words.plan) if words.plan else None,
            "newer": newer,
            "corrected": kept.number > 1,
            "urgent": kept.attention in ("same_day", "call_now", "call_112"),
        },
    )
