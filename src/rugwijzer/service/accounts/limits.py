"""Not too often from one place: a brake on who tries passwords or keeps a machine at the check.

The library brakes sign-in and sign-up by itself, by address and by account; this counts what is
sent to some pages at all. The place is kept as a fingerprint in the cache, for one minute.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from rugwijzer.service import knowledge

MINUTE = 60


class Brake:
    """Counts what is sent, minute by minute, for the pages that `settings.LIMITS` names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Called when it is known which page it is for."""
        if request.method != "POST" or request.resolver_match is None:
            return None
        name = request.resolver_match.url_name or ""
        for prefix, most in settings.LIMITS.items():
            if name.startswith(prefix) and most and self._count(request, prefix) > most:
                answer = _too_often(request, name)
                answer["Retry-After"] = str(MINUTE)
                return answer
        return None

    def _count(self, request: HttpRequest, prefix: str) -> int:
        try:
            place = get_adapter(request).get_client_ip(request)
        except PermissionDenied:
            place = "unknown"
        minute = int(timezone.now().timestamp()) // MINUTE
        told = f"{prefix} {minute} {place}".encode()
        key = "brake:" + hmac.digest(settings.SECRET_KEY.encode(), told, "sha256").hex()
        cache.add(key, 0, timeout=2 * MINUTE)
        try:
            return cache.incr(key)
        except ValueError:
            return 1


def _too_often(request: HttpRequest, name: str) -> HttpResponse:
    """That it was too often, in the manner of who asked: a page of ours, or JSON to a script."""
    if request.content_type == "application/json":
        said = knowledge.texts().text("site.problem.slow_down.text", get_language() or "nl")
        return JsonResponse({"problem": said, "kind": "often"}, status=429)
    if name.startswith(("account_", "mfa_")):
        return render(request, "429.html", status=429)
    words = {"key": "site.problem.slow_down"}
    return render(request, "design/problem.html", words, status=429)
