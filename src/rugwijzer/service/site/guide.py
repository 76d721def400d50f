"""The guide: its contents, and its pages from the summary to what they rest on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from rugwijzer.library.exercises import Exercise
from rugwijzer.library.glossary import Meaning
from rugwijzer.library.pages import (
    HUB,
    Answer,
    Effect,
    Page,
    Section,
    link,
    links_in,
    without_links,
)
from rugwijzer.library.positions import Position
from rugwijzer.service import knowledge
from rugwijzer.service.design.prose import Prose, href_of
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.finding import plain
from rugwijzer.service.site.head import Head, head_of, questions
from rugwijzer.service.site.origins import origins
from rugwijzer.service.site.public import same_for_everybody

GROUPS = {
    "first": ("first-days", "when-to-call", "may-i", "quiet-week"),
    "yours": ("leg-pain", "chronic-back-pain", "pregnancy", "work"),
    "understand": ("causes", "symptoms", "what-to-expect", "how-pain-works", "words"),
    "yourself": ("staying-active", "exercises", "sleep", "aids", "prevention"),
    "help": (
        "who-helps", "physiotherapy", "treatment", "what-helps-how-much",
        "cognitive-behavioural-therapy", "one-team", "medicines", "surgery",
    ),
}  # fmt: skip
"""The pages as somebody would look for them; the hub stands before them."""
POSITIONS = {
    ("first-days", "positions"): (
        "on-back-pillow-under-knees", "on-side-pillow-between-knees",
        "on-belly-pillow-under-belly", "leaning-on-the-worktop",
    ),
    ("sleep", "lying-well"): (
        "on-back-pillow-under-knees", "on-side-pillow-between-knees",
        "on-belly-pillow-under-belly",
    ),
    ("sleep", "turning"): ("turning-in-bed", "getting-out-of-bed"),
}  # fmt: skip
"""The positions that a section tells of, to be shown beside it."""
WORDS_A_MINUTE = 180
"""At which somebody reads who does not read much."""
LONGEST = 10
"""A page that takes more minutes is one to look things up in; how long it takes says nothing."""
SCALE = {"none": (0, 5), "small": (5, 10), "medium": (10, 20), "large": (20, 30)}
"""The points of 100 behind each size (EFF): what is sure of it, and what may be."""
SURE = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "unknown": 0}


@dataclass(frozen=True)
class ToldAnswer:
    """A short answer, ready to be shown."""

    id: str
    ask: str
    answer: SafeString


@dataclass(frozen=True)
class Size:
    """How much something helps in words, and from where to where on a bar of 100 points."""

    label: str
    word: str
    points: str
    low: int
    wide: int
    known: bool


@dataclass(frozen=True)
class ToldEffect:
    """What a treatment does, ready to be shown."""

    effect: Effect
    means: SafeString
    harm: SafeString
    sizes: tuple[Size, ...]
    dots: tuple[bool, ...]


@dataclass(frozen=True)
class Letter:
    """The words that begin with a letter; those that begin with a number under `0-9`."""

    name: str
    words: tuple[Meaning, ...]


@dataclass(frozen=True)
class Part:
    """A section of a page, ready to be shown."""

    section: Section
    body: SafeString | None
    answers: tuple[ToldAnswer, ...]
    effects: tuple[ToldEffect, ...]
    letters: tuple[Letter, ...]
    exercises: tuple[Exercise, ...]
    positions: tuple[Position, ...]


@same_for_everybody()
def contents(request: HttpRequest) -> HttpResponse:
    """Everything there is to read."""
    pages = knowledge.pages()
    named = {slug for group in GROUPS.values() for slug in group}
    groups = [
        (key, [pages[slug] for slug in slugs if slug in pages]) for key, slugs in GROUPS.items()
    ]
    # A page that nobody put anywhere is still found here.
    groups[-1][1].extend(page for slug, page in pages.items() if slug not in named and slug != HUB)
    text = knowledge.texts().text
    head = head_of(
        request,
        text("web_guide.contents.title", language()),
        text("web_guide.contents.description", language()),
        (),
    )
    shown = {"section": "guide", "here": "guide", "head": head, "hub": pages[HUB], "groups": groups}
    return render(request, "site/guide_contents.html", shown)


@same_for_everybody()
def page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the guide."""
    told = knowledge.pages()[page]
    prose = Prose(language())
    # On the page of the words every word is explained already.
    prose.explains = not any(each.kind == "glossary" for each in told.sections)
    summary = [prose.line(line[language()]) for line in told.summary]
    parts = tuple(_parts(told, prose))
    lasts = minutes(told)
    shown = {
        "section": "guide",
        "here": "guide",
        "head": _head(request, told),
        "page": told,
        "summary": summary,
        "parts": parts,
        "minutes": lasts if lasts <= LONGEST and prose.explains else 0,
        "has_answers": any(part.answers for part in parts),
        "has_words": any(part.letters for part in parts),
        "when_to_call": Prose(language(), explains=False).blocks(told.when_to_call[language()]),
        "next_href": href_of(told.next_link),
        "related": [knowledge.pages()[slug] for slug in told.related],
        "origins": origins(told.cited()),
        "to_check": told.next_link.kind == "check",
    }
    return render(request, "site/guide_page.html", shown)


def minutes(page: Page) -> int:
    """How long it takes to read a page, at least one minute."""
    said = [*page.summary, page.when_to_call]
    for section in page.sections:
        said += [section.text] if section.text else []
        said += [text for each in section.answers for text in (each.ask, each.answer)]
        said += [text for each in section.effects for text in (each.what, each.means, each.harm)]
    words = sum(len(without_links(text[language()]).split()) for text in said)
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def _parts(page: Page, prose: Prose) -> Iterator[Part]:
    shown: set[str] = set()
    catalogue, here = knowledge.catalogue(), language()
    for section in page.sections:
        text = section.text[here] if section.text else ""
        named = [
            to.name
            for _, target in links_in(text)
            if (to := link(target)) and to.kind == "exercise"
        ]
        new = [slug for slug in dict.fromkeys(named) if slug not in shown]
        shown.update(new)
        yield Part(
            section,
            prose.blocks(text) if text else None,
            tuple(_answer(each, prose) for each in section.answers),
            tuple(_effect(each, prose) for each in section.effects),
            _glossary() if section.kind == "glossary" else (),
            tuple(catalogue.exercises[slug] for slug in new),
            tuple(
                catalogue.positions[slug]
                for slug in POSITIONS.get((page.slug, section.id), ())
                if slug in catalogue.positions
            ),
        )


def _answer(answer: Answer, prose: Prose) -> ToldAnswer:
    here = language()
    return ToldAnswer(
        answer.id, " ".join(answer.ask[here].split()), prose.blocks(answer.answer[here])
    )


def _effect(effect: Effect, prose: Prose) -> ToldEffect:
    here = language()
    sizes = (_size("pain", effect.pain), _size("daily_life", effect.daily_life))
    sure = SURE[effect.certainty]
    return ToldEffect(
        effect,
        prose.line(effect.means[here]),
        prose.line(effect.harm[here]),
        sizes,
        tuple(number < sure for number in range(4)),
    )


def _size(name: str, size: str) -> Size:
    here, text = language(), knowledge.texts().text
    low, high = SCALE.get(size, (0, 0))
    return Size(
        text(f"page.effect.{name}", here),
        text(f"page.size.{size}", here),
        text(f"web_guide.points.{size}", here),
        low,
        high - low,
        size in SCALE,
    )


def _glossary() -> tuple[Letter, ...]:
    here = language()
    by_letter: dict[str, list[Meaning]] = {}
    for entry in sorted(knowledge.glossary().entries, key=lambda each: plain(each.word[here])):
        first = plain(entry.word[here])[0].upper()
        by_letter.setdefault(first if first.isalpha() else "0-9", []).append(entry)
    return tuple(Letter(name, tuple(words)) for name, words in by_letter.items())


def _head(request: HttpRequest, page: Page) -> Head:
    here = language()
    asked = [
        (" ".join(each.ask[here].split()), " ".join(without_links(each.answer[here]).split()))
        for section in page.sections
        for each in section.answers
    ]
    hub = knowledge.pages()[HUB]
    above = (
        ()
        if page.slug == HUB
        else ((hub.title[here], reverse("guide_page", kwargs={"page": HUB})),)
    )
    return head_of(
        request,
        page.title[here],
        " ".join(page.summary[0][here].split()),
        above,
        [questions(asked)] if asked else (),
        ("page", page.slug),
        page.reviewed,
    )
