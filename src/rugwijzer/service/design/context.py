"""What every page knows of itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from rugwijzer.service.design.templatetags.design import language


def page(request: HttpRequest) -> dict[str, object]:
    """The language, the same page in the other one, and the full address of each."""
    here = language()
    other = "en" if here == "nl" else "nl"
    path = request.path
    there = _in(other, request)
    addresses = {here: f"{settings.ADDRESS}{path}", other: f"{settings.ADDRESS}{there}"}
    return {
        "language": here,
        "other_language": other,
        "other_path": there,
        "has_other": there != path,
        "addresses": addresses,
        "csp_nonce": None,
    }


def _in(other: str, request: HttpRequest) -> str:
    """The same page in another language; its own address where there is none."""
    found = request.resolver_match
    if found is None:
        return request.path
    try:
        with override(other):
            return reverse(found.view_name, args=found.args, kwargs=found.kwargs)
    except NoReverseMatch:
        return request.path
