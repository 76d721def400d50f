"""Stopping, in two taps and with a reason. Better is success, and goes on as prevention."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rugwijzer.care.history import BETTER, GOING_ON, STOPPED, Visit
from rugwijzer.compiler import Choice
from rugwijzer.service import knowledge
from rugwijzer.service.patients.hers import Hers, for_her, text
from rugwijzer.service.records.actions import record_visit, stop_episode


def reasons() -> tuple[str, ...]:
    """Why somebody may stop, as the guideline has it."""
    kind = knowledge.guideline().facts[STOPPED].type
    assert isinstance(kind, Choice)
    return tuple(each for each in kind.options if each != GOING_ON)


@for_her
def stop(request: HttpRequest, hers: Hers) -> HttpResponse:
    """The reasons, each a tap."""
    reason = request.POST.get("reason", "")
    if request.method != "POST" or reason not in reasons():
        named = [(each, text(f"today.stop.reason.{each}")) for each in reasons()]
        return render(request, "patients/stop.html", {"section": "week", "reasons": named})
    with transaction.atomic():
        record_visit(hers.person, Visit(hers.today, {STOPPED: reason}), "changed")
        if reason != BETTER:
            stop_episode(hers.person, hers.today, reason)
    context = {
        "section": "today",
        "better": reason == BETTER,
        "asks": reason == BETTER and replace(hers).is_better,
        "title": text(f"today.stopped.{reason}.title"),
        "words": text(f"today.stopped.{reason}.text"),
    }
    return render(request, "patients/stopped.html", context)
