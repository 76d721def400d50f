"""Today: at most three things, one message, and then it is done for today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rugwijzer.care.doctor_said import FACT
from rugwijzer.care.plan.making import STAYED_AWAY
from rugwijzer.care.plan.parts import Part
from rugwijzer.care.returning import Returning
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.models import User
from rugwijzer.service.asking.carried import carried
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.hers import Hers, for_her, hers_of, name_of, private, text
from rugwijzer.service.records import reading
from rugwijzer.service.records.actions import mark_done
from rugwijzer.service.telling.sections import Section, Shown, sections, shown, week_of
from rugwijzer.wording.plan_page import bridge_lines
from rugwijzer.wording.plan_words import PlanWords
from rugwijzer.wording.until_seen import steps_with_plan

FIRST = 3
"""As many things are on the first view of a day."""
LONG = 140
"""Signs of what is said with a thing, at most, where its page says the same."""
SILENT = ("smaller_after_silence", STAYED_AWAY)
SAID_ELSEWHERE = (*SILENT, "ask_doctor_said", "nobody_watches")
NO_QUIET = ("quiet_week", "stopped", "paused", "waiting", "graduated")


@dataclass(frozen=True)
class Thing:
    """One thing for today: its words, how often it was done, and how often it is asked."""

    name: str
    shown: Shown
    done: int
    times: int

    @property
    def is_done(self) -> bool:
        """Whether it was done as often as is asked."""
        return self.done >= self.times

    @property
    def is_long(self) -> bool:
        """Whether its words are better read where it is done."""
        return bool(self.do) and len(self.shown.how) > LONG

    @property
    def do(self) -> str:
        """The address where it is done step by step, if there is one."""
        name = {"exercises": "doing_exercise", "lessons": "doing_lesson"}.get(self.shown.room)
        return reverse(name, kwargs={"slug": self.shown.slug}) if name else ""


def things_of(hers: Hers) -> tuple[Thing, ...]:
    """What is for today, in the order to do it."""
    return tuple(_thing(hers, part) for part in hers.plan.today)


def _thing(hers: Hers, part: Part) -> Thing:
    times = part.amount.a_day if part.amount is not None else 1
    name = name_of(part)
    return Thing(name, shown(hers.words, part), hers.done.get(name, 0), max(times, 1))


def message(words: PlanWords) -> str:
    """The one thing that is said on a day, if there is one."""
    if set(SILENT) & set(words.plan.notes):
        return text("today.welcome_back")
    return next(iter(words.notes(besides=SAID_ELSEWHERE)), "")


@login_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    user = cast(User, request.user)
    hers = hers_of(user)
    if hers is None:
        sitting, _ = carried(request, knowledge.guideline(), knowledge.version())
        person = reading.person_of(user)
        before = person is not None and person.episodes.exists()
        context = {"section": "today", "carried": bool(sitting.steps), "before": before}
        return private(render(request, "patients/today_none.html", context))
    returning = hers.returning()
    words, plan = hers.words, hers.plan
    opens = returning.after_urgent and FACT not in returning.earlier_today
    urgent = words.is_urgent or words.in_despair
    context = {
        "section": "today",
        **_things(hers),
        "words": words,
        "plan": plan,
        "message": message(words),
        "opens": opens,
        "better": hers.is_better and not urgent and not opens,
        "urgent": urgent,
        "help": words.help_needed(),
        "waits": words.may_it_wait() if words.is_urgent else (),
        "steps": _steps(words),
        "bridge": _bridge(words) if words.is_bridge and not words.in_despair else (),
        "at_hand": tuple(shown(words, part) for part in words.at_hand()),
        "due": plan.check_in is not None and plan.check_in <= hers.today,
        "draft": _draft_of(hers),
        "waiting": plan.state == "waiting" or "finish_check_first" in plan.notes,
        "may_quiet": may_quiet(returning, hers),
        "prevention": knowledge.texts().numbered("plan.prevention", language())
        if plan.state == "graduated"
        else (),
    }
    return private(render(request, "patients/today.html", context))


def may_quiet(returning: Returning, hers: Hers) -> bool:
    """Whether she may ask for a quiet week."""
    urgent = hers.words.is_urgent or hers.words.in_despair or hers.words.is_bridge
    return bool(returning.earlier_days) and hers.plan.state not in NO_QUIET and not urgent


def _things(hers: Hers) -> dict[str, object]:
    things = things_of(hers)
    return {
        "first": things[:FIRST],
        "more": things[FIRST:],
        "all_done": bool(things) and all(each.is_done for each in things[:FIRST]),
        "minutes": hers.words.minutes(sum(part.minutes for part in hers.plan.today)),
    }


def _draft_of(hers: Hers) -> bool:
    draft = reading.draft_of(hers.person)
    return draft is not None and draft.get("on") == hers.today.isoformat()


def _steps(words: PlanWords) -> tuple[str, ...]:
    plan = words.plan
    if not words.is_urgent or words.in_despair or plan.urgency is None:
        return ()
    return steps_with_plan(plan.urgency, words.texts, words.language, bridge=words.is_bridge)


def _bridge(words: PlanWords) -> tuple[Section, ...]:
    lines = bridge_lines(words.plan, words.guideline, words.texts, words.things, words.language)
    return sections(lines)


@for_her
def done(request: HttpRequest, hers: Hers) -> HttpResponse:
    """One thing was done, or was not after all. Comes back with the things of today."""
    part = hers.part(request.POST.get("what", ""))
    if request.method != "POST" or part is None:
        return HttpResponseRedirect(reverse("today"))
    name = name_of(part)
    times = part.amount.a_day if part.amount is not None else 1
    before = hers.done.get(name, 0)
    after = before - 1 if request.POST.get("do") == "undo" else min(before + 1, max(times, 1))
    mark_done(hers.person, hers.today, name, after if after > 0 else None)
    if request.headers.get("HX-Request") == "true":
        again = hers_of(cast(User, request.user))
        assert again is not None
        return render(request, "patients/today_things.html", {**_things(again), "just": True})
    return HttpResponseRedirect(reverse("today"))


@for_her
def week(request: HttpRequest, hers: Hers) -> HttpResponse:
    """The whole plan: how it stands and why, the week, the people to meet."""
    words = hers.words
    context = {
        "section": "week",
        "words": words,
        "week": None if words.is_bridge else week_of(words),
        "changes": tuple(words.changes()),
        "because": words.why_next(),
        "pain_rule": words.pain_rule(),
        "meetings": tuple(words.meetings()),
        "work": words.work(),
        "work_help": words.work_help(),
        "work_lead": words.work_lead(),
        "at_once": words.call_at_once(),
        "can_stop": hers.plan.state not in ("stopped",),
    }
    return render(request, "patients/week.html", context)
