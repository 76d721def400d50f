"""The front page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rugwijzer.service import knowledge
from rugwijzer.service.asking.carried import HOURS

FIRST = ("first-days", "may-i", "when-to-call", "how-pain-works", "leg-pain", "chronic-back-pain")
"""What most people with a sore back want to read first."""


def home(request: HttpRequest) -> HttpResponse:
    """What this is, and where to begin."""
    pages = [knowledge.pages()[slug] for slug in FIRST if slug in knowledge.pages()]
    return render(request, "site/home.html", {"pages": pages})


def privacy(request: HttpRequest) -> HttpResponse:
    """What becomes of what somebody tells."""
    return render(request, "site/privacy.html", {"hours": HOURS, "operator": settings.OPERATOR})
