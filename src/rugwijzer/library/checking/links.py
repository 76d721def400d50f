"""Links between pages, lessons and exercises: none dead, no page that nobody finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rugwijzer.library.checking.said import Everything
from rugwijzer.library.pages import FILE, HUB, Link, Page, link, links_in


def problems(found: Everything) -> Iterator[str]:
    """Links that lead nowhere, and pages that the hub does not lead to."""
    pages = {page.slug: page for page in found.pages}
    names = {
        "page": set(pages),
        "lesson": {lesson.slug for lesson in found.lessons},
        "exercise": {exercise.slug for exercise in found.exercises},
    }
    sections = {page.slug: {section.id for section in page.sections} for page in found.pages}
    ways: dict[str, set[str]] = {slug: set() for slug in pages}
    for said in found.said:
        for _, target in chain.from_iterable(links_in(text) for _, text in said.texts()):
            to = link(target)
            if to is None or _dead(to, names, sections):
                yield f"{said.place}: the link to {target} leads nowhere. {_MEND}"
            elif to.kind == "page" and said.kind == "pages":
                ways[said.where.split("/")[-2]].add(to.name)
    for page in found.pages:
        yield from _of_page(page, names, sections, ways)
    if pages:
        yield from _not_on_the_hub(pages, ways)


_MEND = (
    "Write page:SLUG, lesson:SLUG, exercise:SLUG, check, tel:112 or the front page of a website."
)


def _dead(to: Link, names: dict[str, set[str]], sections: dict[str, set[str]]) -> bool:
    if to.kind in names and to.name not in names[to.kind]:
        return True
    return bool(to.section) and to.section not in sections[to.name]


def _of_page(
    page: Page,
    names: dict[str, set[str]],
    sections: dict[str, set[str]],
    ways: dict[str, set[str]],
) -> Iterator[str]:
    where = f"pages/{page.slug}/{FILE}"
    if _dead(page.next_link, names, sections):
        yield f"{where}: next_step.to leads nowhere. {_MEND}"
    elif page.next_link.kind == "page":
        ways[page.slug].add(page.next_link.name)
    for slug in page.related:
        if slug == page.slug or slug not in names["page"]:
            yield f"{where}: related names {slug}, which is no other page. Name pages by slug."
        else:
            ways[page.slug].add(slug)


def _not_on_the_hub(pages: dict[str, Page], ways: dict[str, set[str]]) -> Iterator[str]:
    if HUB not in pages:
        yield f"pages: the hub {HUB} is missing. Add pages/{HUB}/{FILE}."
        return
    for slug in sorted(set(pages) - ways[HUB] - {HUB}):
        yield f"pages/{HUB}/{FILE}: the hub does not lead to {slug}. Link to it."
