"""`rugwijzer guide [PAGE]`: read the guide in the terminal; without a page, what there is."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator

from rugwijzer.library import Library
from rugwijzer.library.glossary import Glossary, load_glossary
from rugwijzer.library.lessons import Lesson, load_lessons
from rugwijzer.library.pages import Effect, Link, Page, Section, link, links_in, load_pages
from rugwijzer.loading import load_texts
from rugwijzer.paths import find

WIDTH = 78


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "page", nargs="?", metavar="PAGE", help="a page or a lesson, by its folder or address"
    )
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """List what there is, or show one."""
    folder, texts, language = find("content"), load_texts(), str(options.lang)
    pages, lessons = load_pages(folder), load_lessons(folder)
    reader = Reader(texts, language, load_glossary(folder), pages, lessons)
    if options.page is None:
        lines = reader.contents()
    elif page := next((each for each in pages if each.slug == options.page), None):
        lines = reader.page(page)
    elif lesson := next((each for each in lessons if each.slug == options.page), None):
        lines = reader.lesson(lesson)
    elif page := next((each for each in pages if options.page in each.address.values()), None):
        lines = reader.page(page)
    else:
        print(texts.text("guide.unknown", language, name=options.page), file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    return 0


class Reader:
    """The guide as lines of text, in one language."""

    def __init__(
        self,
        texts: Library,
        language: str,
        glossary: Glossary,
        pages: tuple[Page, ...],
        lessons: tuple[Lesson, ...],
    ) -> None:
        self.texts = texts
        self.language = language
        self.glossary = glossary
        self.pages = {page.slug: page for page in pages}
        self.lessons = lessons

    def contents(self) -> Iterator[str]:
        """Everything there is to read, by the name to ask for."""
        for key, named in (
            (
                "guide.pages",
                [(page.address[self.language], page.title) for page in self.pages.values()],
            ),
            ("guide.lessons", [(lesson.slug, lesson.title) for lesson in self.lessons]),
        ):
            yield self.say(key)
            longest = max((len(name) for name, _ in named), default=0)
            for name, title in named:
                yield f"  {name:<{longest}}  {title[self.language]}"
            yield ""

    def page(self, page: Page) -> Iterator[str]:
        """One page, from its summary to the day of review."""
        yield from self.head(page.title[self.language], "=")
        for line in page.summary:
            yield from wrapped(line[self.language], "  * ", "    ")
        yield ""
        for section in page.sections:
            yield from self.section(section)
        yield from self.head(self.say("page.when_to_call"), "-")
        yield from self.prose(page.when_to_call[self.language])
        yield from self.head(self.say("page.next_step"), "-")
        yield from self.prose(page.next_step[self.language] + self.to(page.next_link))
        yield self.say("page.related")
        for slug in page.related:
            other = self.pages[slug]
            named = f"{other.title[self.language]} (→ {other.address[self.language]})"
            yield from wrapped(named, "  ", "    ")
        yield ""
        yield from self.small(self.say(f"page.disclaimer.{page.disclaimer}"))
        yield from self.small(
            self.texts.text(
                "page.reviewed",
                self.language,
                reviewed=page.reviewed.isoformat(),
                review_by=page.review_by.isoformat(),
            )
        )
        yield from self.small(f"{self.say('page.sources')}: {', '.join(page.sources)}")

    def section(self, section: Section) -> Iterator[str]:
        """One section: text, short answers, effects or the glossary."""
        yield from self.head(section.title[self.language], "-")
        if section.text is not None:
            yield from self.prose(section.text[self.language])
        for answer in section.answers:
            yield from wrapped(answer.ask[self.language])
            yield from self.prose(answer.answer[self.language], indent="  ")
        for effect in section.effects:
            yield from self.effect(effect)
        if section.kind == "glossary":
            for entry in sorted(
                self.glossary.entries, key=lambda each: each.word[self.language].lower()
            ):
                word, means = entry.word[self.language], entry.means[self.language]
                yield from wrapped(f"{word}: {means}", "", "  ")
            yield ""

    def effect(self, effect: Effect) -> Iterator[str]:
        """How much one treatment helps."""
        yield from wrapped(f"{effect.what[self.language]} ({effect.for_whom[self.language]})")
        sizes = " · ".join(
            f"{self.say(f'page.effect.{name}')}: {self.say(f'page.{kind}.{value}')}"
            for name, kind, value in (
                ("pain", "size", effect.pain),
                ("daily_life", "size", effect.daily_life),
                ("certainty", "certainty", effect.certainty),
                ("lasts", "lasts", effect.lasts),
            )
        )
        yield from wrapped(sizes, "  ", "  ")
        harm = f"{self.say('page.effect.harm')}: {effect.harm[self.language]}"
        yield from self.prose(f"{effect.means[self.language]} {harm}", indent="  ")

    def lesson(self, lesson: Lesson) -> Iterator[str]:
        """One lesson, with the answers to its question."""
        yield from self.head(lesson.title[self.language], "=")
        for words in (lesson.story, lesson.idea):
            yield from self.prose(words[self.language])
        yield from self.head(self.say("guide.today"), "-")
        yield from self.prose(lesson.today[self.language])
        yield from self.head(lesson.asks[self.language], "-")
        for option in lesson.options:
            yield from self.prose(f"- {option.says[self.language]}")
            yield from self.prose(option.answer[self.language], indent="  ")
        yield from self.small(lesson.not_for[self.language])
        yield from self.small(f"{self.say('page.sources')}: {', '.join(lesson.sources)}")

    def say(self, key: str) -> str:
        """A text of the interface."""
        return self.texts.text(key, self.language)

    def head(self, title: str, under: str) -> Iterator[str]:
        """A heading, underlined."""
        lines = wrapped(title)
        yield from (*lines, under * max(map(len, lines), default=0))

    def prose(self, text: str, indent: str = "") -> Iterator[str]:
        """Paragraphs and bullets, wrapped; of a link its words and where it leads."""
        for paragraph in text.strip().split("\n\n"):
            for line in paragraph.splitlines() if paragraph.startswith("- ") else [paragraph]:
                bullet = line.startswith("- ")
                yield from wrapped(self.spoken(line), indent, indent + ("  " if bullet else ""))
            yield ""

    def spoken(self, text: str) -> str:
        """A text with, behind each link, what to ask for."""
        for words, target in links_in(text):
            text = text.replace(f"[{words}]({target})", words + self.to(link(target)))
        return text

    def to(self, target: Link | None) -> str:
        """Where a link leads, as one would ask for it here."""
        if target is None or target.kind in ("tel", "website"):
            return ""
        if target.kind == "check":
            return " (→ rugwijzer check)"
        page = self.pages.get(target.name) if target.kind == "page" else None
        return f" (→ {page.address[self.language] if page else target.name})"

    def small(self, text: str) -> Iterator[str]:
        """What stands at the foot of a page."""
        yield from wrapped(text)
        yield ""


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """A text in lines that fit, broken between words only."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
