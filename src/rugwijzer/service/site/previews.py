"""The picture that goes with a link to a page: its title, our mark, and somebody who moves."""

from __future__ import annotations

import base64
import re
import textwrap
from html import escape

import vl_convert
from django.http import Http404, HttpRequest, HttpResponse

from rugwijzer.figures import icon_svg, read_movement
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import ICONS, language
from rugwijzer.service.site.figures import shown
from rugwijzer.service.site.public import PICTURE, same_for_everybody

WIDE, HIGH = 1200, 630
LINE = 17
"""So many signs of a title go on a line."""
FACES = "Figtree, Liberation Sans, Arial, sans-serif"


@same_for_everybody(PICTURE)
def preview(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The picture as PNG. Raises Http404 for what is not there."""
    title, figure = _of(kind, slug)
    png = vl_convert.svg_to_png(drawn(title, figure))
    return HttpResponse(png, content_type="image/png")


def _of(kind: str, slug: str) -> tuple[str, tuple[str, str]]:
    """The title, and which figure stands beside it."""
    here, catalogue = language(), knowledge.catalogue()
    usual = ("exercises", "walking")
    if kind == "guide" and slug == "guide":
        return knowledge.texts().text("site.home.title", here), usual
    if kind == "page" and slug in knowledge.pages():
        return knowledge.pages()[slug].title[here], usual
    if kind == "lesson" and slug in catalogue.lessons:
        return catalogue.lessons[slug].title[here], ("exercises", "belly-breathing")
    if kind == "exercise" and slug in catalogue.exercises:
        return catalogue.exercises[slug].name[here], ("exercises", slug)
    if kind == "position" and slug in catalogue.positions:
        return catalogue.positions[slug].name[here], ("positions", slug)
    raise Http404


def drawn(title: str, figure: tuple[str, str]) -> str:
    """The picture as SVG: light, in our colours, with room at the edges for who cuts them off."""
    one = shown()[figure]
    movement = read_movement(one.tree, one.number)[0]
    assert movement is not None
    person = _inside(icon_svg(movement, "", "", theme="light"))
    lines = textwrap.wrap(title, LINE, break_long_words=True)[:5]
    size = 76 if len(lines) < 4 else 62
    top = 330 - (len(lines) - 1) * size * 0.6
    words = "".join(
        f'<text x="80" y="{top + at * size * 1.2:.0f}" font-family="{FACES}" font-weight="700" '
        f'font-size="{size}" fill="#1d2b36">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    mark = _inside(
        (ICONS / "mark.svg").read_text(encoding="utf-8").replace("currentColor", "#17594f")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#f6f4ef"/>'
        f'<circle cx="930" cy="315" r="250" fill="#e1efea"/>'
        f'<rect y="{HIGH - 16}" width="{WIDE}" height="16" fill="#17594f"/>'
        f'<image x="730" y="115" width="400" height="400" href="{person}"/>'
        f'<image x="80" y="64" width="64" height="64" href="{mark}"/>'
        f'<text x="164" y="110" font-family="{FACES}" font-weight="700" font-size="40" '
        f'fill="#17594f">Rugwijzer</text>{words}</svg>'
    )


def _inside(svg: str) -> str:
    """A drawing as something to be put into another."""
    if "xmlns=" not in svg:
        svg = re.sub("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', svg, count=1)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
