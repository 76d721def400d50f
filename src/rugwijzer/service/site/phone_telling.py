"""What somebody sees of the plan that is kept on her phone: today first, the rest a tap away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from rugwijzer.care.doctor_said import FACT
from rugwijzer.care.history import by_day
from rugwijzer.care.plan.making import STAYED_AWAY
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.returning import Returning, as_stopped
from rugwijzer.compiler import Answer
from rugwijzer.service import knowledge
from rugwijzer.service.asking.questions import Option
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.phone_reading import Kept
from rugwijzer.service.telling.call_card import card_of
from rugwijzer.service.telling.sections import Shown, sections, shown, week_of
from rugwijzer.wording.plan_page import bridge_lines
from rugwijzer.wording.plan_words import PlanWords
from rugwijzer.wording.until_seen import steps_with_plan

FIRST = 3
"""As many things are on the first view of a day."""
STOPPED, GOING_ON = "stopped", "going_on"
SILENT = ("smaller_after_silence", STAYED_AWAY)
SAID_ELSEWHERE = (*SILENT, "ask_doctor_said", "nobody_watches")


def words_of(plan: Plan) -> PlanWords:
    """A plan in the words of this request."""
    return PlanWords(
        plan, knowledge.guideline(), knowledge.texts(), knowledge.catalogue(), language()
    )


def message(words: PlanWords) -> str:
    """The one thing that is said above a day, if there is one."""
    texts = knowledge.texts()
    if set(SILENT) & set(words.plan.notes):
        return texts.text("phone.today.welcome_back", language())
    found = list(words.notes(besides=SAID_ELSEWHERE))
    return found[0] if found else words.stands()


def things_of(words: PlanWords) -> tuple[Shown, ...]:
    """What is for today, in the order to do it."""
    return tuple(shown(words, part) for part in words.plan.today)


def today_of(request: HttpRequest, kept: Kept, returning: Returning) -> dict[str, object]:
    """Today as the phone shows it: a fragment of a page, and the days it needs itself."""
    plan = as_stopped(returning.plan({}), by_day(kept.visits, kept.today))
    words = words_of(plan)
    things = things_of(words)
    opens = returning.after_urgent and FACT not in returning.earlier_today
    urgent = words.is_urgent or words.in_despair
    context = {
        "words": words,
        "plan": plan,
        "day": words.day(plan.at),
        "message": message(words),
        "first": things[:FIRST],
        "more": things[FIRST:],
        "minutes": words.minutes(sum(part.minutes for part in plan.today)),
        "week": None if words.is_bridge else week_of(words),
        "changes": tuple(words.changes()),
        "because": words.why_next(),
        "urgent": urgent,
        "help": words.help_needed(),
        "waits": words.may_it_wait() if words.is_urgent else (),
        "steps": _steps(words),
        "bridge": _bridge(words) if words.is_bridge and not words.in_despair else (),
        "at_hand": tuple(shown(words, part) for part in words.at_hand()),
        "due": plan.check_in is not None
        and plan.check_in <= kept.today
        and plan.state != "stopped",
        "only_alarm": returning.only_alarm,
        "asks_doctor": opens,
        "waiting": plan.state == "waiting" or "finish_check_first" in plan.notes,
        "may_quiet": bool(returning.earlier_days)
        and plan.state not in ("quiet_week", "stopped", "paused", "waiting", "graduated")
        and not urgent
        and not words.is_bridge,
        "reasons": _reasons() if _may_stop(returning, plan) else (),
        "prevention": knowledge.texts().numbered("plan.prevention", language())
        if plan.state == "graduated"
        else (),
        "at_once": words.call_at_once(),
        "left_out": kept.left_out,
    }
    return {
        "html": render_to_string("site/phone_today.html", context, request),
        "card": card(request, returning, {}) if words.is_urgent else "",
        "opens": "doctor" if opens else "",
        "urgent": urgent,
        "state": plan.state,
        "check_in": plan.check_in.isoformat() if plan.check_in else None,
        "check_in_for": plan.check_in_for,
        "tomorrow": (kept.today + timedelta(days=1)).isoformat(),
    }


def card(request: HttpRequest, returning: Returning, told: Mapping[str, Answer]) -> str:
    """The call card that follows from all visits, as a fragment."""
    assessment = returning.assessment(told)
    found = card_of(assessment, knowledge.texts(), language(), timezone.now())
    return render_to_string("site/phone_card.html", {"card": found}, request)


def _steps(words: PlanWords) -> tuple[str, ...]:
    plan = words.plan
    if not words.is_urgent or words.in_despair or plan.urgency is None:
        return ()
    return steps_with_plan(plan.urgency, words.texts, words.language, bridge=words.is_bridge)


def _bridge(words: PlanWords) -> tuple[object, ...]:
    lines = bridge_lines(words.plan, words.guideline, words.texts, words.things, words.language)
    return sections(lines)


def _may_stop(returning: Returning, plan: Plan) -> bool:
    """Whether there is a plan to stop with; on its very first day erasing is enough."""
    known = STOPPED in knowledge.guideline().facts
    return known and bool(returning.earlier_days) and plan.state not in ("stopped", "waiting")


def _reasons() -> tuple[Option, ...]:
    fact = knowledge.guideline().facts[STOPPED]
    return tuple(
        Option(name, words[language()])
        for name, words in fact.option_words.items()
        if name != GOING_ON
    )
