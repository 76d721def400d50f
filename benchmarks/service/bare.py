"""A bare view of Django beside the pages of the service, behind the same middleware.

It does the least that a page can do: fill a template with a list of words, as many as asked for.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from rugwijzer.service import knowledge
from rugwijzer.service.config import urls


def bare(request: HttpRequest, rows: int) -> HttpResponse:
    """So many rows, each with a name and some words."""
    return render(request, "bare.html", {"rows": _words()[:rows]})


@knowledge.once
def _words() -> list[tuple[str, str]]:
    known = knowledge.guideline()
    words = [(fact.name, fact.question["nl"]) for fact in known.facts.values() if fact.question]
    return words + [(rule.name, rule.words["nl"]) for rule in known.rules.values() if rule.words]


urlpatterns = [path("bare/<int:rows>/", bare), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
