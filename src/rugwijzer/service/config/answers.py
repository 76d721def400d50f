"""What goes with every answer to a request, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class QuietHeaders:
    """Nothing of a person is kept by anybody between us and her, and no device is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not ours, or too old."""
    return render(request, "design/problem.html", {"key": "site.problem.form_expired"}, status=403)


def problem(status: int, name: str) -> Callable[..., HttpResponse]:
    """The page for one kind of error."""

    def view(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return render(
            request, "design/problem.html", {"key": f"site.problem.{name}"}, status=status
        )

    return view


bad_request = problem(400, "bad_request")
not_allowed = problem(403, "not_allowed")
not_found = problem(404, "not_found")
server_error = problem(500, "server_error")
