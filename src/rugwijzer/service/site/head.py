"""What a page of the guide says of itself to search engines, link previews and reading lists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

Crumb = tuple[str, str]
"""A name and an address on this site."""


@dataclass(frozen=True)
class Head:
    """A page as others may show it: title, description, picture, and where it stands."""

    title: str
    description: str
    canonical: str
    image: str
    crumbs: tuple[Crumb, ...]
    script: SafeString


def head_of(
    request: HttpRequest,
    title: str,
    description: str,
    crumbs: Sequence[Crumb],
    said: Sequence[dict[str, object]] = (),
    preview: tuple[str, str] = ("guide", "guide"),
    reviewed: date | None = None,
) -> Head:
    """The head of a page; `said` is what it is besides a page on health, in schema.org's words.

    `preview` is the picture for links to it, `reviewed` the day somebody looked it over.
    """
    canonical = f"{settings.ADDRESS}{request.path}"
    kind, slug = preview
    image = _preview(kind, slug)
    crumbs = ((_text("site.shell.guide"), reverse("guide")), *crumbs)
    about = page_on_health(title, description, canonical, image)
    if reviewed is not None:
        about["lastReviewed"] = reviewed.isoformat()
    graph = [
        about,
        *said,
        _way_here((*crumbs, (title, request.path))),
    ]
    return Head(title, description, canonical, image, crumbs, as_script(graph))


def front_head(request: HttpRequest, title: str, description: str) -> Head:
    """The head of the front page, which stands above everything else."""
    canonical = f"{settings.ADDRESS}{request.path}"
    image = _preview("guide", "guide")
    site: dict[str, object] = {
        "@type": "WebSite",
        "name": "Rugwijzer",
        "url": settings.ADDRESS + "/",
        "description": description,
        "inLanguage": ["nl", "en"],
    }
    graph = [page_on_health(title, description, canonical, image), site]
    return Head(title, description, canonical, image, (), as_script(graph))


def as_script(graph: Sequence[dict[str, object]]) -> SafeString:
    """JSON-LD that can stand in a page: nothing in it can end the script."""
    told = json.dumps({"@context": "https://schema.org", "@graph": list(graph)}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(told)  # noqa: S308 - what could be a tag is written as \u003c


def page_on_health(title: str, description: str, address: str, image: str) -> dict[str, object]:
    """A page for patients on low back pain."""
    return {
        "@type": "MedicalWebPage",
        "@id": f"{address}#page",
        "url": address,
        "name": title,
        "description": description,
        "inLanguage": language(),
        "image": image,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": {"@type": "MedicalCondition", "name": _text("web_guide.condition")},
        "isPartOf": {"@type": "WebSite", "name": "Rugwijzer", "url": settings.ADDRESS + "/"},
        "publisher": {"@type": "Organization", "name": "Rugwijzer", "url": settings.ADDRESS + "/"},
    }


def questions(asked: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Questions with their answers, as plain words."""
    return {
        "@type": "FAQPage",
        "inLanguage": language(),
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in asked
        ],
    }


def how_to(
    name: str, description: str, steps: Sequence[str], picture: str, things: Sequence[str]
) -> dict[str, object]:
    """Something to do, step by step."""
    return {
        "@type": "HowTo",
        "name": name,
        "description": description,
        "inLanguage": language(),
        "image": settings.ADDRESS + picture,
        "step": [
            {"@type": "HowToStep", "position": number, "text": step}
            for number, step in enumerate(steps, start=1)
        ],
        "tool": [{"@type": "HowToTool", "name": thing} for thing in things],
    }


def _way_here(crumbs: Sequence[Crumb]) -> dict[str, object]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": name,
                "item": f"{settings.ADDRESS}{path}",
            }
            for number, (name, path) in enumerate(crumbs, start=1)
        ],
    }


def _preview(kind: str, slug: str) -> str:
    return settings.ADDRESS + reverse("preview", kwargs={"kind": kind, "slug": slug})


def _text(key: str) -> str:
    return knowledge.texts().text(key, language())
