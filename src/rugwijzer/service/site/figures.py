"""The drawings, each at an address of its own."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache

from csp.constants import NONE
from django.http import Http404, HttpRequest, HttpResponse

from rugwijzer.figures import icon_svg, moving_svg, read_movement, still_svg
from rugwijzer.library.movements import Shown, load_shown
from rugwijzer.paths import find
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.public import PICTURE, same_for_everybody

FORMS = ("icon", "still", "moving", "portrait")
"""An icon is small with heavy lines; a portrait is the same pose, to be shown large."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


@same_for_everybody(PICTURE)
def figure(request: HttpRequest, room: str, slug: str, form: str) -> HttpResponse:
    """One drawing as SVG. It may keep its own style, and nothing else."""
    if form not in FORMS or (room, slug) not in shown():
        raise Http404
    drawing = _drawn(room, slug, form, language())
    response = HttpResponse(drawing, content_type="image/svg+xml")
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in _STYLE.findall(drawing)
    )
    response.headers["Content-Security-Policy"] = f"default-src 'none'; style-src {hashes or NONE}"
    return response


@cache
def shown() -> dict[tuple[str, str], Shown]:
    """What can be drawn, by room and slug."""
    return {(each.room, each.slug): each for each in load_shown(find("content"))}


def _drawn(room: str, slug: str, form: str, language: str) -> str:
    one = shown()[room, slug]
    movement = read_movement(one.tree, one.number)[0]
    assert movement is not None
    if form == "icon":
        return icon_svg(movement, one.name[language], "")
    if form == "portrait":
        pose = movement.icon or movement.stills[-1]
        alone = replace(movement, stills=(pose,), arrows=())
        return still_svg(alone, one.name[language], "")
    draw = moving_svg if form == "moving" else still_svg
    return draw(movement, one.name[language], one.steps[language])
