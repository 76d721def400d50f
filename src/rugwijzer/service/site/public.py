"""Pages that are the same for everybody: made once, packed once, and kept by whoever asks.

They know nothing of the visitor. One that looked into a session after all is not kept.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

PAGE = 10 * 60
PICTURE = 24 * 60 * 60
KEPT_HEADERS = ("Content-Type", "Content-Security-Policy", "X-Robots-Tag")
PACKABLE = ("text/", "image/svg", "application/xml", "application/json")

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Kept:
    """A page as it was made, and the same packed."""

    body: bytes
    packed: bytes
    mark: str
    headers: dict[str, str]

    def answer(self, request: HttpRequest, seconds: int) -> HttpResponseBase:
        """The page; or only that it has not changed, to who has it already."""
        packs = bool(self.packed) and "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.packed if packs else self.body, headers=self.headers)
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
        response.headers["ETag"] = f'"{self.mark}{"-gz" if packs else ""}"'
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        if self.packed:
            patch_vary_headers(response, ["Accept-Encoding"])
        return (
            get_conditional_response(request, response.headers["ETag"], response=response)
            or response
        )


def same_for_everybody(seconds: int = PAGE) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A view that depends on its address only; what comes after a `?` is never kept."""

    def wrapped(view: View) -> Callable[..., HttpResponseBase]:
        kept: dict[str, Kept] = {}

        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            found = None if request.GET else kept.get(request.path)
            if found is None:
                response = view(request, **parts)
                session = getattr(request, "session", None)
                if response.status_code != 200 or (session is not None and session.accessed):
                    return response
                found = _keep(response)
                if not request.GET:
                    kept[request.path] = found
            return found.answer(request, seconds)

        return answer

    return wrapped


def _keep(response: HttpResponse) -> Kept:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    packable = headers["Content-Type"].startswith(PACKABLE)
    return Kept(
        response.content,
        gzip.compress(response.content, 9, mtime=0) if packable else b"",
        hashlib.sha256(response.content).hexdigest()[:20],
        headers,
    )
