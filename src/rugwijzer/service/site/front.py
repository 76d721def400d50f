"""The front page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rugwijzer.service import knowledge
from rugwijzer.service.asking.carried import HOURS
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.head import front_head
from rugwijzer.service.site.public import same_for_everybody

FIRST = ("first-days", "may-i", "when-to-call", "how-pain-works", "leg-pain", "chronic-back-pain")
"""What most people with a sore back want to read first."""


@same_for_everybody()
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and where to begin."""
    text = knowledge.texts().text
    head = front_head(
        request,
        text("site.home.title", language()),
        text("site.home.description", language()),
    )
    pages = [knowledge.pages()[slug] for slug in FIRST if slug in knowledge.pages()]
    return render(request, "site/home.html", {"head": head, "pages": pages})


def privacy(request: HttpRequest) -> HttpResponse:
    """What becomes of what somebody tells."""
    return render(request, "site/privacy.html", {"hours": HOURS, "operator": settings.OPERATOR})
