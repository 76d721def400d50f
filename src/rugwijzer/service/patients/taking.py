"""A check that was finished without an account becomes the beginning of a plan that is kept.

The check is in the visitor's own cookie. It is kept only when she taps that she wants it, and then
the cookie is let go.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rugwijzer.care.history import Visit
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.actions import give_consent, has_consented
from rugwijzer.service.accounts.models import User
from rugwijzer.service.asking.carried import carried, let_go
from rugwijzer.service.patients.hers import hers_of, private, today_is
from rugwijzer.service.records.actions import (
    Refused,
    add_person,
    record_visit,
    start_episode,
    stop_episode,
)
from rugwijzer.service.records.reading import active_episode

NEW_PAIN, SAME_PAIN = "new", "same"


def take(request: HttpRequest) -> HttpResponse:
    """What is going to be kept, and for whom; then it is kept."""
    sitting, lost = carried(request, knowledge.guideline(), knowledge.version())
    if lost or not sitting.steps:
        return HttpResponseRedirect(reverse("today" if request.user.is_authenticated else "check"))
    if not request.user.is_authenticated:
        return private(render(request, "patients/take_stranger.html", {"section": "check"}))
    user = request.user
    hers = hers_of(user)
    agreed = has_consented(user)
    pain = request.POST.get("pain", "")
    ready = agreed or "consent" in request.POST
    if request.method == "POST" and ready and (hers is None or pain in (NEW_PAIN, SAME_PAIN)):
        try:
            _keep(user, Visit(today_is(), sitting.record), pain)
        except Refused:
            return HttpResponseRedirect(reverse("today"))
        answer = HttpResponseRedirect(reverse("today"))
        let_go(answer)
        return answer
    context = {
        "section": "today",
        "has_plan": hers is not None,
        "agreed": agreed,
        "someone": sitting.someone,
        "missing": request.method == "POST" and not ready,
    }
    return private(render(request, "patients/take.html", context))


@transaction.atomic
def _keep(user: User, told: Visit, pain: str) -> None:
    """Keep it: as the first visit of an episode, or as one more of this one. Raises Refused."""
    if not has_consented(user):
        give_consent(user)
    person = add_person(user)
    if active_episode(person) is not None:
        if pain != NEW_PAIN:
            record_visit(person, told, "changed")
            return
        stop_episode(person, told.at, "new_pain")
    start_episode(person, told)
