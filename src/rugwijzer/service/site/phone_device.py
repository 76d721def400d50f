"""What makes the phone a home for the plan: what works without a connection, and its sign there."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language

WORKER = Path(__file__).parent / "static" / "site" / "phone_worker.js"
FILES = (
    "design/rugwijzer.css",
    "design/mark.svg",
    "vendor/figtree.woff2",
    "asking/asking.js",
    "telling/call_card.js",
    "site/phone.js",
    "site/phone_store.js",
    "site/phone_sitting.js",
    "site/phone_days.js",
    "site/phone_calendar.js",
    "site/phone_card.js",
)
"""What the pages of the phone are made of."""
PAGES = ("phone", "phone_card", "phone_offline")
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What works without a connection. It is asked for only by who keeps her plan here."""
    response = HttpResponse(_worker(), content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _worker() -> str:
    files = [static(name) for name in FILES]
    pages = {}
    for each in ("nl", "en"):
        with override(each):
            pages[each] = [reverse(name) for name in PAGES]
    script = WORKER.read_text(encoding="utf-8")
    mark = hashlib.sha256(json.dumps([files, pages, script]).encode()).hexdigest()[:12]
    told = {"mark": mark, "files": files, "pages": pages}
    return f"const MADE = {json.dumps(told)};\n{script}"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How it stands among the other signs on a phone."""
    here = language()
    icons = [
        {
            "src": static(f"site/phone-{purpose}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    icons.append({"src": static("design/mark.svg"), "sizes": "any", "type": "image/svg+xml"})
    told = {
        "name": "Rugwijzer",
        "short_name": "Rugwijzer",
        "description": knowledge.texts().text("phone.manifest", here),
        "lang": here,
        "id": reverse("phone"),
        "start_url": reverse("phone"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4ef",
        "theme_color": "#17594f",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is said where there is no connection and the page was never read before."""
    return render(request, "site/phone_offline.html", {"section": "phone"})
