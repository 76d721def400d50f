"""What every page knows of itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, translate_url

from rugwijzer.service.design.templatetags.design import language


def page(request: HttpRequest) -> dict[str, object]:
    """The language, the same page in the other one, and the full address of each."""
    here = language()
    other = "en" if here == "nl" else "nl"
    path = request.path
    try:
        there = translate_url(path, other)
    except NoReverseMatch:
        there = path
    addresses = {here: f"{settings.ADDRESS}{path}", other: f"{settings.ADDRESS}{there}"}
    return {
        "language": here,
        "other_language": other,
        "other_path": there,
        "has_other": there != path,
        "addresses": addresses,
        "csp_nonce": None,
    }
