"""A check-in of somebody with an account: one screen after another, and then what follows.

The sitting is kept as her draft, sealed like all her answers. What cannot wait is recorded at once:
who leaves the page to phone, and never comes back to it, is asked next time what the doctor said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from rugwijzer.care.assessment import URGENCY
from rugwijzer.care.doctor_said import FACT
from rugwijzer.care.history import BETTER, STOPPED, Visit
from rugwijzer.care.interview import Page
from rugwijzer.care.returning import Returning
from rugwijzer.compiler import Answer, LadderValue
from rugwijzer.service import knowledge
from rugwijzer.service.asking.clashes import with_clash
from rugwijzer.service.asking.questions import Asking, Form, step_of
from rugwijzer.service.asking.sitting import Sitting, Step, as_plain, from_plain
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.hers import Hers, for_her, interviews, text, words_of
from rugwijzer.service.records import reading
from rugwijzer.service.records.actions import Refused, drop_draft, keep_draft, record_visit
from rugwijzer.service.records.models import Visit as Kept
from rugwijzer.service.telling.call_card import card_of
from rugwijzer.service.telling.sections import LOOKS, sections
from rugwijzer.wording.result import emergency
from rugwijzer.wording.result import result as result_pieces

WHY = ("check_in", "changed", "quiet", "better")
"""Why somebody comes: it is time, something has changed, it is much worse, or she is better."""
SAID: Mapping[str, tuple[str, Mapping[str, Answer]]] = {
    "quiet": ("something_new", {"new_worse": True, "flare_up": True}),
    "better": ("stopping", {STOPPED: BETTER}),
}
"""What somebody has said by coming for this, and on which screen."""
TOLD = ("do_now", "who", "why")


class Sat:
    """A check-in on its way: why she came, and the sitting so far."""

    def __init__(self, hers: Hers, why: str, sitting: Sitting) -> None:
        self.hers = hers
        self.why = why
        self.sitting = sitting
        self.returning = hers.returning(why)

    @classmethod
    def begun(cls, hers: Hers, why: str) -> Sat:
        """At its beginning, with what somebody said by coming for this."""
        said = why in SAID and hers.returning().earlier_days
        steps = (Step(*SAID[why]),) if said else ()
        return cls(hers, why, Sitting(changed=why in ("changed", "quiet"), steps=steps))

    @classmethod
    def kept(cls, hers: Hers) -> Sat | None:
        """The one in her draft, if it was begun today and by this guideline."""
        draft: Any = reading.draft_of(hers.person)
        if not isinstance(draft, dict) or draft.get("why") not in WHY:
            return None
        if draft.get("on") != hers.today.isoformat() or draft.get("v") != knowledge.version():
            return None
        try:
            return cls(hers, draft["why"], from_plain(knowledge.guideline(), draft["sitting"]))
        except (ValueError, KeyError):
            return None

    def keep(self) -> None:
        """Keep it as her draft."""
        plain = {
            "v": knowledge.version(),
            "on": self.hers.today.isoformat(),
            "why": self.why,
            "sitting": as_plain(self.sitting),
        }
        keep_draft(self.hers.person, plain)

    def with_sitting(self, sitting: Sitting) -> Sat:
        """The same with another sitting."""
        return Sat(self.hers, self.why, sitting)

    @property
    def first(self) -> int:
        """How many steps there were before the first screen."""
        steps = self.sitting.steps
        said = SAID.get(self.why)
        return int(said is not None and bool(steps) and dict(steps[0].answers) == dict(said[1]))

    @property
    def screens(self) -> int:
        """How many screens were answered."""
        return len(self.sitting.steps) - self.first

    def until(self, screens: int) -> Sat:
        """As it was after so many screens."""
        return self.with_sitting(self.sitting.until(self.first + screens))

    @property
    def told(self) -> dict[str, Answer]:
        """What was told so far."""
        return self.sitting.record

    def ahead(self) -> tuple[Page | None, int]:
        """The page to ask now, and at most how many there still are."""
        return self.returning.ahead(self.told)

    def level(self) -> str:
        """The level if it is an emergency. What the doctor saw counts once she told what was said;
        until then, only what she tells now.
        """
        waits = self.returning.asks_doctor(self.told)
        interview = interviews().whole
        outcome = interview.engine.evaluate(self.told if waits else self.returning.known(self.told))
        value = outcome.decisions[URGENCY]
        assert isinstance(value, LadderValue)
        return value.lower if interview.is_emergency(outcome) else ""

    def warns(self) -> str:
        """The same, if she was not told yet what to do."""
        level = self.level()
        return level if level != self.sitting.warned and not self.sitting.follow else ""

    def record(self, kind: str = "") -> None:
        """What was told becomes a visit, with the advice and plan that follow. Raises Refused."""
        told = self.returning.record(self.told)
        if told:
            visit = Visit(self.hers.today, told)
            record_visit(self.hers.person, visit, kind or self._kind())

    def _kind(self) -> str:
        if self.why != "check_in":
            return "changed"
        if self.returning.only_alarm and not self.returning.is_new(self.told):
            return "alarm"
        week = (self.hers.today - self.hers.episode.began).days // 7
        again = Kept.objects.filter(episode=self.hers.episode, kind="check_in", week=week).exists()
        return "changed" if again else "check_in"


@for_her
def check_in(request: HttpRequest, hers: Hers) -> HttpResponse:
    """Why somebody comes, and the first question."""
    if request.method == "POST":
        why = request.POST.get("why", "")
        sat = Sat.begun(hers, why if why in WHY else "check_in")
        sat.keep()
        return _to_question(1)
    kept = Sat.kept(hers)
    context = {
        "section": "today",
        "only_alarm": hers.returning().only_alarm,
        "resume": kept.screens + 1 if kept is not None and kept.ahead()[0] is not None else 0,
    }
    return render(request, "patients/check_in.html", context)


@for_her
def question(request: HttpRequest, hers: Hers, step: int) -> HttpResponse:
    """One screen: shown, or answered."""
    whole = Sat.kept(hers)
    if whole is None:
        return HttpResponseRedirect(reverse("check_in"))
    if not 1 <= step <= whole.screens + 1:
        return _to_question(whole.screens + 1)
    sat = whole.until(step - 1)
    asking = Asking(knowledge.guideline(), knowledge.texts(), language())
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            drop_draft(hers.person)
            return HttpResponseRedirect(reverse("today"))
        return _answered(request, asking, sat, step)
    at = whole.first + step - 1
    earlier = whole.sitting.steps[at].answers if len(whole.sitting.steps) > at else {}
    form = asking.form(sat.sitting, sat.ahead()[0], given={**sat.told, **earlier})
    if form is None and not sat.warns():
        return HttpResponseRedirect(reverse("check_in"))
    return _shown(request, sat, form, step)


def _answered(request: HttpRequest, asking: Asking, sat: Sat, step: int) -> HttpResponse:
    if request.POST.get("do") == "warned":
        return _go_on(sat.with_sitting(replace(sat.sitting, warned=sat.level())), step)
    form = asking.form(sat.sitting, sat.ahead()[0])
    if form is None:
        return _go_on(sat, step)
    sent = asking.read(form, sat.sitting, request.POST)
    after = sat.with_sitting(sat.sitting.with_step(step_of(form, sent)))
    # What cannot wait comes first: nothing else on the page is asked for before it.
    if sent.problems and after.warns() in ("", sat.level()):
        again = asking.form(sat.sitting, sat.ahead()[0], sent=request.POST, problems=sent.problems)
        return _shown(request, sat, again, step, status=422)
    clash = with_clash(after.sitting, after.returning.known(after.told))
    return _go_on(after.with_sitting(clash), step + 1)


def _go_on(sat: Sat, step: int) -> HttpResponse:
    """Keep it and ask the next; or, at the end, record it and show what follows."""
    try:
        with transaction.atomic():
            if sat.warns():
                sat.record("changed")
                sat.keep()
                return _to_question(step)
            if sat.sitting.follow or sat.ahead()[0] is not None:
                sat.keep()
                return _to_question(step)
            sat.record()
            drop_draft(sat.hers.person)
    except Refused:
        return HttpResponseRedirect(reverse("today"))
    return HttpResponseRedirect(reverse("check_in_result"))


def _shown(
    request: HttpRequest, sat: Sat, form: Form | None, step: int, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"section": "today", "step": step, "back": step - 1}
    if level := sat.warns():
        assessment = sat.returning.assessment(sat.told)
        told = sections(emergency(assessment, knowledge.texts(), language()))
        context |= {"level": level, "panel": told[0].pieces[0], "sections": told[1:]}
        return render(request, "patients/check_in_emergency.html", context)
    left = sat.ahead()[1]
    seen = {each.screen for each in sat.sitting.steps[sat.first :] if each.screen}
    names = seen | ({form.screen.name} if form is not None and form.screen else set())
    number, after = len(names), max(left - 1, 0)
    last = sat.sitting.steps[-1].answers if sat.sitting.steps else {}
    context |= {
        "form": form,
        "number": number,
        "left": after,
        "all": number + after,
        "said": doctor_words(sat.returning, last),
    }
    return render(request, "patients/check_in_question.html", context, status=status)


def doctor_words(returning: Returning, told: Mapping[str, Answer]) -> Mapping[str, object] | None:
    """What is said of what the doctor said, right after it was told."""
    if FACT not in told or returning.past is None:
        return None
    answer = told[FACT]
    if answer is None:
        return {"text": text("doctor_said.unknown.text")}
    key = f"doctor_said.{answer}"
    if returning.said(answer).lead_on:
        return {
            "title": text(f"{key}.title"),
            "text": text(f"{key}.stays"),
            "lines": knowledge.texts().numbered(f"{key}.others", language()),
        }
    return {"text": text(f"{key}.text")}


@for_her
def result(request: HttpRequest, hers: Hers) -> HttpResponse:
    """How soon, if that is another than before; and what became of the plan, and why."""
    returning = hers.returning()
    if not returning.earlier_today:
        return HttpResponseRedirect(reverse("today"))
    assessment, words = returning.assessment({}), words_of(hers.plan)
    first, *parts = sections(result_pieces(assessment, knowledge.texts(), language(), asked=True))
    panel = first.pieces[0]
    weekly = not words.is_bridge and not words.is_urgent and hers.plan.state != "waiting"
    moved = returning.level_moved({}) or not weekly
    context = {
        "section": "today",
        "words": words,
        "panel": panel if moved else None,
        "look": LOOKS[panel.level],
        "told": [each for each in parts if each.key in TOLD] if moved else [],
        "urgent": words.is_urgent or words.in_despair,
        "weekly": weekly,
        "changes": tuple(words.changes()) if weekly else (),
        "because": words.why_next() if weekly else (),
        "said": doctor_words(returning, returning.earlier_today),
    }
    return render(request, "patients/check_in_result.html", context)


@for_her
def call_card(request: HttpRequest, hers: Hers) -> HttpResponse:
    """Whom to phone now and what to say, from all that she told."""
    sat = Sat.kept(hers)
    returning = sat.returning if sat is not None else hers.returning()
    assessment = returning.assessment(sat.told if sat is not None else {})
    card = card_of(assessment, knowledge.texts(), language(), timezone.now())
    return render(request, "patients/call_card.html", {"card": card, "section": "today"})


def _to_question(step: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("check_in_question", kwargs={"step": step}))
