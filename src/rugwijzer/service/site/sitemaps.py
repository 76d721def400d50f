"""The map of the site for search engines: every page in both languages, and what to leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from rugwijzer.service import knowledge
from rugwijzer.service.site.public import PICTURE, same_for_everybody

LANGUAGES = ("nl", "en")
LISTS = ("home", "guide", "exercises", "positions", "lessons", "rules", "privacy")
CLOSED = ("search", "changed")
"""Addresses that are for people only."""

Address = tuple[str, dict[str, str], date | None]


def addresses() -> Iterator[Address]:
    """The name and parts of each address that may be found, and when it was last reviewed."""
    for name in LISTS:
        yield name, {}, None
    for slug, page in knowledge.pages().items():
        yield "guide_page", {"page": slug}, page.reviewed
    catalogue = knowledge.catalogue()
    for kind, room in (
        ("exercise", catalogue.exercises),
        ("position", catalogue.positions),
        ("lesson", catalogue.lessons),
    ):
        for slug in room:
            yield kind, {kind: slug}, None


@same_for_everybody(PICTURE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page once in each language, each naming the other."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for name, parts, reviewed in addresses():
        found = {}
        for language in LANGUAGES:
            with override(language):
                found[language] = settings.ADDRESS + reverse(name, kwargs=parts)
        twins = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
            for code, address in (*found.items(), ("x-default", found["nl"]))
        )
        day = f"<lastmod>{reviewed.isoformat()}</lastmod>" if reviewed else ""
        lines += [f"<url><loc>{escape(found[each])}</loc>{day}{twins}</url>" for each in LANGUAGES]
    body = "\n".join((*lines, "</urlset>", ""))
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@same_for_everybody(PICTURE)
def robots(request: HttpRequest) -> HttpResponse:
    """What may be read by machines. The check says itself that it is not to be found."""
    lines = ["User-agent: *"]
    for language in LANGUAGES:
        with override(language):
            lines += [f"Disallow: {reverse(name)}" for name in CLOSED]
    lines += ["Allow: /", "", f"Sitemap: {settings.ADDRESS}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
