"""The call card: one screen to hold beside the phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from rugwijzer.service import knowledge
from rugwijzer.service.asking.carried import carried
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.check import assessment_of
from rugwijzer.service.telling.call_card import card_of


def call_card(request: HttpRequest) -> HttpResponse:
    """Whom to phone now, what to say, and what until help is there."""
    sitting, lost = carried(request, knowledge.guideline(), knowledge.version())
    if lost or not sitting.steps:
        return HttpResponseRedirect(reverse("check"))
    assessment = assessment_of(sitting)
    card = card_of(
        assessment, knowledge.texts(), language(), timezone.now(), someone=sitting.someone
    )
    return render(request, "site/call_card.html", {"card": card, "section": "check"})
