"""The pages of the guide: what back pain is, what helps, and whom to call.

A page is a summary of three lines, a body in sections, when to call whom, one next step, related
pages, rows of evidence, and the days it was and will be reviewed. One page is the hub: from it
every other can be reached. Links stand in the texts as `[words](target)`; `Link` says what a target
is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rugwijzer.library.entries import NOTHING, SLUG, Entry, Text, whole
from rugwijzer.library.texts import LANGUAGES

HUB = "low-back-pain"
SECTIONS = ("text", "answers", "effects", "glossary")
DISCLAIMERS = ("care", "medicines", "rules")
SIZES = ("none", "small", "medium", "large", "unknown")
"""How much something helps, in points of 100: under 5, 5 to 10, 10 to 20, over 20 (EFF)."""
CERTAINTIES = ("high", "moderate", "low", "very_low", "unknown")
LASTS = ("short", "long", "unknown")
SHORT_ANSWER = 60
"""So many words a short answer may have."""
FILE = "page.yaml"

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_WEBSITE = re.compile(r"https://(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/?")
_PHONES = ("112", "113", "08000113")


@dataclass(frozen=True)
class Link:
    """Where a link leads.

    `kind` is `page`, `lesson`, `exercise`, `check`, `tel` or `website`; `name` the slug, the number
    or the address, `section` the part of a page.
    """

    kind: str
    name: str = ""
    section: str = ""


@dataclass(frozen=True)
class Answer:
    """A short answer to a question such as "Mag ik fietsen?"."""

    id: str
    ask: Text
    answer: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """How much a treatment helps, for whom, how sure that is, and what it may cost."""

    id: str
    what: Text
    for_whom: Text
    pain: str
    daily_life: str
    certainty: str
    lasts: str
    harm: Text
    means: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of a page. `text` is the body or, before answers or effects, an introduction."""

    id: str
    kind: str
    title: Text
    text: Text | None
    answers: tuple[Answer, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of the guide. `address` is its part of the web address in each language."""

    slug: str
    address: Mapping[str, str]
    title: Text
    summary: tuple[Text, ...]
    sections: tuple[Section, ...]
    when_to_call: Text
    next_step: Text
    next_link: Link
    related: tuple[str, ...]
    disclaimer: str
    sources: tuple[str, ...]
    reviewed: date
    review_by: date

    def cited(self) -> Iterator[str]:
        """Every row of evidence that the page or a part of it rests on."""
        yield from self.sources
        for section in self.sections:
            for answer in section.answers:
                yield from answer.sources
            for effect in section.effects:
                yield from effect.sources


def load_pages(folder: Path) -> tuple[Page, ...]:
    """Every page, the hub first. Raises ContentProblem with every mistake."""
    return whole(read_pages(folder))


def read_pages(folder: Path) -> tuple[tuple[Page, ...], tuple[Entry, ...]]:
    """The pages as far as they can be read, and their files with every mistake."""
    paths = sorted((folder / "pages").glob(f"*/{FILE}"))
    found = [_page(Entry(path, folder)) for path in paths]
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for page, entry in found:
            address = page.address.get(language, "")
            if address and address in seen:
                entry.say(f"address {address} is that of {seen[address]}.", "Use another.")
            seen[address] = page.slug
    pages = sorted((page for page, _ in found), key=lambda page: (page.slug != HUB, page.slug))
    return tuple(pages), tuple(entry for _, entry in found)


def links_in(text: str) -> Iterator[tuple[str, str]]:
    """Every link of a text: the words to press, and the target as it is written.

    >>> list(links_in("Zie [wandelen](exercise:walking)."))
    [('wandelen', 'exercise:walking')]
    """
    for found in _LINK.finditer(text):
        yield found.group(1), found.group(2)


def without_links(text: str) -> str:
    """The text as it is read: of a link only the words.

    >>> without_links("Zie [wandelen](exercise:walking).")
    'Zie wandelen.'
    """
    return _LINK.sub(r"\1", text)


def link(target: str) -> Link | None:
    """What a target is; None if it is none.

    A website is named by its front page only: what lies behind it moves.

    >>> link("page:leg-pain#scan")
    Link(kind='page', name='leg-pain', section='scan')
    >>> link("tel:12345") is None
    True
    """
    kind, _, rest = target.partition(":")
    name, _, section = rest.partition("#")
    if target == "check":
        return Link("check")
    if kind == "tel" and rest in _PHONES:
        return Link("tel", rest)
    if kind == "page" and SLUG.fullmatch(name) and (not section or SLUG.fullmatch(section)):
        return Link("page", name, section)
    if kind in ("lesson", "exercise") and SLUG.fullmatch(rest):
        return Link(kind, rest)
    if _WEBSITE.fullmatch(target):
        return Link("website", target)
    return None


def _page(entry: Entry) -> tuple[Page, Entry]:
    step = entry.inner("next_step", entry.field("next_step"), ("to", "text"))
    page = Page(
        slug=entry.slug,
        address=_address(entry),
        title=entry.text("title"),
        summary=entry.list_of_texts("summary", 3, 3),
        sections=_sections(entry),
        when_to_call=entry.text("when_to_call"),
        next_step=entry.words("next_step.text", step.get("text")),
        next_link=_next(entry, step.get("to")),
        related=_related(entry),
        disclaimer=entry.name("disclaimer", DISCLAIMERS),
        sources=entry.ids("sources"),
        reviewed=entry.day("reviewed"),
        review_by=entry.day("review_by"),
    )
    if page.review_by < page.reviewed:
        entry.say("review_by is before reviewed.", "Write the day of the next review.")
    entry.end()
    return page, entry


def _address(entry: Entry) -> Mapping[str, str]:
    given = entry.inner("address", entry.field("address"), LANGUAGES)
    for part in given.values():
        if not isinstance(part, str) or not SLUG.fullmatch(part):
            entry.say("address must be lower case.", "Write {nl: lage-rug, en: low-back}.")
            return {}
    return {language: str(part) for language, part in given.items()}


def _next(entry: Entry, target: Any) -> Link:
    found = link(target) if isinstance(target, str) else None
    if found is None:
        entry.say("next_step.to leads nowhere.", "Write check, page:SLUG, lesson:SLUG or so.")
    return found or Link("check")


def _related(entry: Entry) -> tuple[str, ...]:
    found = entry.items("related", 2, 6)
    if not all(isinstance(each, str) for each in found) or len(set(found)) < len(found):
        entry.say("related must list slugs of pages, each once.", "Write [leg-pain, symptoms].")
        return ()
    return tuple(found)


def _sections(entry: Entry) -> tuple[Section, ...]:
    sections = [
        _section(entry, f"sections.{number}", each)
        for number, each in enumerate(entry.items("sections", 1, 30), start=1)
    ]
    names = [section.id for section in sections]
    for name in {name for name in names if names.count(name) > 1}:
        entry.say(f"sections: {name} stands there twice.", "Give each a name of its own.")
    return tuple(sections)


def _section(entry: Entry, key: str, given: Any) -> Section:
    kind = given.get("kind") if isinstance(given, dict) else None
    if kind not in SECTIONS:
        entry.say(f"{key}.kind is no known name.", f"Known: {', '.join(SECTIONS)}.")
        return Section("", "text", NOTHING, None)
    fields = ["id", "kind", "title"]
    fields += ["text"] if kind in ("text", "glossary") or "text" in given else []
    fields += [kind] if kind in ("answers", "effects") else []
    inner = entry.inner(key, given, fields)
    inside = inner.get(kind)
    if kind in ("answers", "effects") and not (isinstance(inside, list) and inside):
        entry.say(f"{key}.{kind} must be a list.", "Write them below each other, with hyphens.")
    parts = inside if isinstance(inside, list) else []
    return Section(
        id=entry.slug_of(f"{key}.id", inner.get("id")),
        kind=kind,
        title=entry.words(f"{key}.title", inner.get("title")),
        text=entry.words(f"{key}.text", inner.get("text")) if "text" in fields else None,
        answers=tuple(
            _answer(entry, f"{key}.answers.{number}", each)
            for number, each in enumerate(parts if kind == "answers" else [], start=1)
        ),
        effects=tuple(
            _effect(entry, f"{key}.effects.{number}", each)
            for number, each in enumerate(parts if kind == "effects" else [], start=1)
        ),
    )


def _answer(entry: Entry, key: str, given: Any) -> Answer:
    inner = entry.inner(key, given, ("id", "ask", "answer", "sources"))
    answer = entry.words(f"{key}.answer", inner.get("answer"))
    for language, text in answer.items():
        if (count := len(without_links(text).split())) > SHORT_ANSWER:
            entry.say(
                f"{key}.answer has {count} words ({language}).",
                f"Make it {SHORT_ANSWER} at most.",
            )
    return Answer(
        entry.slug_of(f"{key}.id", inner.get("id")),
        entry.words(f"{key}.ask", inner.get("ask")),
        answer,
        entry.rows(f"{key}.sources", inner.get("sources")),
    )


def _effect(entry: Entry, key: str, given: Any) -> Effect:
    names = {"pain": SIZES, "daily_life": SIZES, "certainty": CERTAINTIES, "lasts": LASTS}
    texts = ("what", "for_whom", "harm", "means")
    inner = entry.inner(key, given, ("id", *texts, *names, "sources"))
    for name, known in names.items():
        if inner and inner[name] not in known:
            entry.say(f"{key}.{name} is no known name.", f"Known: {', '.join(known)}.")
    return Effect(
        id=entry.slug_of(f"{key}.id", inner.get("id")),
        what=entry.words(f"{key}.what", inner.get("what")),
        for_whom=entry.words(f"{key}.for_whom", inner.get("for_whom")),
        pain=str(inner.get("pain")),
        daily_life=str(inner.get("daily_life")),
        certainty=str(inner.get("certainty")),
        lasts=str(inner.get("lasts")),
        harm=entry.words(f"{key}.harm", inner.get("harm")),
        means=entry.words(f"{key}.means", inner.get("means")),
        sources=entry.rows(f"{key}.sources", inner.get("sources")),
    )
