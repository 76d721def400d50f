"""The search: what can be found, and the page that shows it. Nothing that is typed is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rugwijzer.library.entries import Text
from rugwijzer.library.pages import Page, without_links
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.finding import Field, Found, Index, Thing, stem, words_of
from rugwijzer.service.site.head import head_of

LONGEST = 100
"""So many signs of what is typed are read."""
MOST = 30
FEW = 3
READ = ("page", "section", "answer", "lesson")
NAME, WORD, QUESTION, SUMMARY, HEADING, BODY = 10.0, 9.0, 12.0, 5.0, 5.0, 1.0


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of the search, or only what was found, for who is still typing."""
    typed = " ".join(request.GET.get("q", "")[:LONGEST].split())
    found = find(typed, language()) if typed else []
    shown: dict[str, object] = {
        "section": "guide",
        "here": "search",
        "typed": typed,
        "found": found,
        "count": len(found),
        "nearest": index(language()).nearest(typed) if typed and not found else "",
        "urgent": _said("urgent", typed),
        "despair": _said("despair", typed),
        "call_href": reverse("guide_page", kwargs={"page": "when-to-call"}),
    }
    if request.headers.get("HX-Request") == "true":
        response = render(request, "site/guide_found.html", shown)
    else:
        title = knowledge.texts().text("web_guide.search.title", language())
        shown["head"] = head_of(request, title, title, ())
        response = render(request, "site/guide_search.html", shown)
    patch_vary_headers(response, ["HX-Request"])
    return response


def find(typed: str, here: str) -> list[Found]:
    """What fits best. Behind a lone word stands what its meaning leads to in the guide."""
    found = index(here).search(typed, MOST)
    if found and len(found) < FEW and found[0].thing.kind == "word":
        known = {each.thing.href for each in found}
        more = index(here).search(found[0].thing.shown, MOST, loosely=True)
        read = [each for each in more if each.thing.kind in READ and each.thing.href not in known]
        found += read[:FEW]
    return found


@cache
def index(language: str) -> Index:
    """Everything that can be found in a language."""
    text = knowledge.texts().text
    same = {
        word: tuple(others.split())
        for line in text("web_guide.search.same_words", language).split(";")
        for word, _, others in [line.strip().partition(":")]
    }
    with override(language):
        things = tuple(_things(language))
    return Index(language, things, text("web_guide.search.stop_words", language).split(), same)


def _said(kind: str, typed: str) -> bool:
    """Whether something was typed that should not wait for reading."""
    here = language()
    signs = words_of(knowledge.texts().text(f"web_guide.search.{kind}_words", here))
    return any(word.startswith(stem(sign, here)) for word in words_of(typed) for sign in signs)


def _things(here: str) -> Iterator[Thing]:
    for page in knowledge.pages().values():
        yield from _of_page(page, here)
    catalogue = knowledge.catalogue()
    for exercise in catalogue.exercises.values():
        told = (exercise.start, *exercise.steps, exercise.easier, exercise.harder)
        href = reverse("exercise", kwargs={"exercise": exercise.slug})
        yield _to_do("exercise", href, exercise.name, exercise.good_for, told, here)
    for position in catalogue.positions.values():
        href = reverse("position", kwargs={"position": position.slug})
        told = (*position.steps, position.care)
        yield _to_do("position", href, position.name, position.good_for, told, here)
    for lesson in catalogue.lessons.values():
        body = "\n".join(_read(each[here]) for each in (lesson.idea, lesson.today, lesson.story))
        yield Thing(
            "lesson", lesson.title[here], reverse("lesson", kwargs={"lesson": lesson.slug}),
            _read(lesson.idea[here]), (Field(lesson.title[here], NAME), Field(body, BODY, True)),
        )  # fmt: skip
    words = reverse("guide_page", kwargs={"page": "words"})
    for entry in knowledge.glossary().entries:
        names = " ".join((entry.word[here], *entry.forms[here]))
        yield Thing(
            "word", entry.word[here], f"{words}#word-{entry.id}", entry.means[here],
            (Field(names, WORD), Field(entry.means[here], BODY, True)),
        )  # fmt: skip


def _to_do(
    kind: str, href: str, name: Text, good_for: Text, told: Iterable[Text], here: str
) -> Thing:
    fields = (
        Field(name[here], NAME),
        Field(good_for[here], SUMMARY),
        Field(" ".join(each[here] for each in told), BODY),
    )
    return Thing(kind, name[here], href, good_for[here], fields)


def _of_page(page: Page, here: str) -> Iterator[Thing]:
    href = reverse("guide_page", kwargs={"page": page.slug})
    summary = " ".join(line[here] for line in page.summary)
    headings = " ".join(section.title[here] for section in page.sections)
    yield Thing(
        "page", page.title[here], href, summary,
        (
            Field(page.title[here], NAME), Field(page.address[here], NAME),
            Field(summary, SUMMARY), Field(headings, HEADING),
        ),
    )  # fmt: skip
    for section in page.sections:
        if section.text is not None and section.kind == "text":
            body = _read(section.text[here])
            yield Thing(
                "section", f"{section.title[here]}", f"{href}#{section.id}", body,
                (Field(section.title[here], HEADING), Field(body, BODY, True)),
            )  # fmt: skip
        for answer in section.answers:
            told = _read(answer.answer[here])
            yield Thing(
                "answer", answer.ask[here], f"{href}#{answer.id}", told,
                (Field(answer.ask[here], QUESTION), Field(told, BODY, True)),
            )  # fmt: skip
        for effect in section.effects:
            told = _read(effect.means[here])
            yield Thing(
                "effect", effect.what[here], f"{href}#{effect.id}", told,
                (Field(effect.what[here], HEADING + 1), Field(told, BODY, True)),
            )  # fmt: skip


def _read(text: str) -> str:
    return without_links(text).strip()
