"""The drawings, each at an address of its own."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugwijzer.figures import icon_svg, moving_svg, read_movement, still_svg
from rugwijzer.library.movements import Shown, load_shown
from rugwijzer.paths import find
from rugwijzer.service.design.templatetags.design import language

FORMS = ("icon", "still", "moving")
_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


@require_safe
def figure(request: HttpRequest, room: str, slug: str, form: str) -> HttpResponse:
    """One drawing as SVG. It may keep its own style, and nothing else."""
    if form not in FORMS or (room, slug) not in _shown():
        raise Http404
    drawing = _drawn(room, slug, form, language())
    response = HttpResponse(drawing, content_type="image/svg+xml")
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in _STYLE.findall(drawing)
    )
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {hashes or 'none'}"
    )
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@cache
def _shown() -> dict[tuple[str, str], Shown]:
    return {(each.room, each.slug): each for each in load_shown(find("content"))}


@cache
def _drawn(room: str, slug: str, form: str, language: str) -> str:
    shown = _shown()[room, slug]
    movement = read_movement(shown.tree, shown.number)[0]
    assert movement is not None
    if form == "icon":
        return icon_svg(movement, shown.name[language], "")
    draw = moving_svg if form == "moving" else still_svg
    return draw(movement, shown.name[language], shown.steps[language])
