"""How she wants to be reminded: her calendar, letters, and the way to stop them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.calendar_feed import feed
from rugwijzer.service.patients.earlier import plan_of
from rugwijzer.service.patients.models import Reminders
from rugwijzer.service.patients.reminding import (
    choose,
    close_feed,
    open_feed,
    switch_letters,
    zones,
)
from rugwijzer.service.patients.whose import whose
from rugwijzer.service.records.models import Person
from rugwijzer.service.records.reading import active_plan
from rugwijzer.wording.plan_words import PlanWords

NEAR = (
    "Europe/Amsterdam",
    "Europe/Brussels",
    "America/Paramaribo",
    "America/Curacao",
    "America/Aruba",
    "Europe/London",
    "America/New_York",
)
"""Zones that are offered first."""
MOVING = ("short_walks", "walking", "exercises", "stamina", "goal")
"""What comes first for who begins again: something to do, be it small."""


@login_required
def reminders(request: HttpRequest) -> HttpResponse:
    """What she chose, and a form to choose."""
    found = whose(request)
    problem = ""
    if request.method == "POST" and found.person is not None:
        problem = _chosen(request, found.person)
        if not problem:
            return HttpResponseRedirect(reverse("reminders") + "#saved")
    kept = found.reminders or Reminders()
    address = ""
    if kept.feed:
        address = settings.ADDRESS + reverse("calendar_feed", kwargs={"secret": kept.feed})
    return render(
        request,
        "patients/reminders.html",
        {
            "section": "reminders",
            "has_plan": found.has_plan,
            "agreed": found.person is not None,
            "kept": kept,
            "at": kept.at.strftime("%H:%M"),
            "known": found.reminders is not None,
            "problem": problem,
            "address": address,
            "webcal": "webcal:" + address.partition(":")[2] if address else "",
            "near": [(each, _place(each)) for each in NEAR],
            "zones": [(each, _place(each)) for each in zones() if each not in NEAR],
            "email": found.user.email,
        },
        status=400 if problem else 200,
    )


def _chosen(request: HttpRequest, person: Person) -> str:
    """Keep what was sent; or the key of what is wrong with it."""
    zone = request.POST.get("zone", "")
    try:
        at = time.fromisoformat(request.POST.get("at", "")).replace(second=0, microsecond=0)
    except ValueError:
        return "time"
    if at.tzinfo is not None:
        return "time"
    if zone not in zones():
        return "zone"
    choose(
        person,
        zone=zone,
        at=at,
        daily="daily" in request.POST,
        by_mail="by_mail" in request.POST,
    )
    return ""


@login_required
@require_POST
def calendar_change(request: HttpRequest) -> HttpResponse:
    """Make her calendar, give it another address, or stop it."""
    found = whose(request)
    if found.person is None:
        raise Http404
    if request.POST.get("do") == "stop":
        close_feed(found.person)
    else:
        open_feed(found.person)
    return HttpResponseRedirect(reverse("reminders") + "#calendar")


@require_GET
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever has this address. Nobody signs in: it is a program that asks."""
    found = Reminders.objects.filter(feed=secret).first() if secret else None
    if found is None:
        raise Http404
    today = timezone.now().astimezone(found.zoneinfo).date()
    answer = HttpResponse(
        feed(found, today, language()), content_type="text/calendar; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@csrf_exempt
def letters_stop(request: HttpRequest, secret: str) -> HttpResponse:
    """Stop letters without signing in: from the letter, or by the program that shows it (RFC 8058).

    A plain visit changes nothing: programs that look for bad links make one. The page itself then
    sends its only button.
    """
    found = Reminders.objects.filter(stop=secret).select_related("person").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        switch_letters(found.person, request.POST.get("do") == "again")
        found.refresh_from_db()
    return render(
        request,
        "patients/reminders_stop.html",
        {"by_mail": found.by_mail, "changed": request.method == "POST"},
    )


@login_required
def small_start(request: HttpRequest) -> HttpResponse:
    """Welcome back: one small thing of her plan, and no word about what was not done."""
    found = whose(request)
    thing = None
    if found.person is not None and found.episode is not None:
        kept = active_plan(found.person, found.episode)
        thing = _smallest(kept) if kept is not None else None
    return render(
        request,
        "patients/reminders_small_start.html",
        {"section": "today", "thing": thing, "has_plan": found.has_plan},
    )


def _smallest(plan: Mapping[str, Any]) -> dict[str, str] | None:
    """The part that takes least; nothing where somebody has to look first."""
    made = plan_of(plan)
    words = PlanWords(
        made, knowledge.guideline(), knowledge.texts(), knowledge.catalogue(), language()
    )
    if words.is_bridge or words.is_urgent or not made.today:
        return None
    moving = [each for each in made.today if each.kind in MOVING]
    part = min(moving or made.today, key=lambda each: each.minutes)
    told = words.told(part)
    return {"name": told.name, "how": told.how, "room": told.room or "", "slug": part.slug or ""}


def _place(zone: str) -> str:
    """Paramaribo (America)."""
    part, _, place = zone.partition("/")
    return f"{place.replace('_', ' ')} ({part})"
