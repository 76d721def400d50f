"""Keep it on this phone: a plan for who makes no account, kept on the device and nowhere else.

The phone sends what it keeps, and gets back what to show. Nothing of it is written here: no record,
no log, no cookie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from rugwijzer.care.history import Visit
from rugwijzer.service import knowledge
from rugwijzer.service.asking.carried import carried, let_go
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.phone_check_in import check_in as next_step
from rugwijzer.service.site.phone_check_in import returning_of
from rugwijzer.service.site.phone_reading import BadBody, as_plain, body_of, day_of, kept_of
from rugwijzer.service.site.phone_telling import today_of

WORKER = "/sw.js"
"""At the root in every language: a worker answers only for what lies below it."""

Made = Callable[[HttpRequest, Mapping[str, Any]], dict[str, object]]


def _answering(made: Made) -> Callable[[HttpRequest], HttpResponse]:
    """A view that answers JSON with JSON, and says in words what it could not use."""

    @require_POST
    @wraps(made)
    def view(request: HttpRequest) -> HttpResponse:
        try:
            return JsonResponse(made(request, body_of(request)))
        except BadBody as bad:
            said = knowledge.texts().text(f"phone.problem.{bad.key}", language())
            return JsonResponse({"problem": said, "kind": bad.key}, status=bad.status)

    return view


@require_GET
def phone(request: HttpRequest) -> HttpResponse:
    """The page itself. It holds nothing of anybody: what it shows comes from the phone."""
    return render(
        request,
        "site/phone.html",
        {"section": "phone", "scale": range(11), "worker": WORKER},
    )


@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """The call card as it was last made, from the phone."""
    return render(request, "site/phone_last_card.html", {"section": "phone"})


@_answering
def today(request: HttpRequest, body: Mapping[str, Any]) -> dict[str, object]:
    """The plan of today, from the visits on the phone."""
    kept = kept_of(knowledge.guideline(), body)
    return today_of(request, kept, returning_of(kept))


@_answering
def check_in(request: HttpRequest, body: Mapping[str, Any]) -> dict[str, object]:
    """One step of a check-in, from the visits on the phone."""
    return next_step(request, kept_of(knowledge.guideline(), body), body)


@_answering
def keep(request: HttpRequest, body: Mapping[str, Any]) -> dict[str, object]:
    """What was told in the check that is in the visitor's cookie, as a first visit to keep."""
    guideline, on = knowledge.guideline(), day_of(body)
    sitting, lost = carried(request, guideline, knowledge.version())
    if lost or not sitting.record:
        raise BadBody("no_check", 409)
    return {
        "visit": as_plain(guideline, Visit(on, sitting.record)),
        "guideline": knowledge.version(),
    }


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take the check back too, when the phone forgets."""
    answer = HttpResponse(status=204)
    let_go(answer)
    return answer
