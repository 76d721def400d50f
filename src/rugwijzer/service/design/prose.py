"""The small markup of our texts as HTML: paragraphs, lists and links, and words explained.

Everything is escaped here; nothing that stands in a text can become a tag. A link is written
`[words](target)`; what a target is says `rugwijzer.library.pages.link`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from rugwijzer.library.glossary import Meaning
from rugwijzer.library.pages import Link, link, links_in
from rugwijzer.service import knowledge

PLAIN = frozenset({
    "low-back-pain", "lower-back", "gp", "check", "check-in", "physiotherapist", "psychologist",
    "therapist", "therapy", "cancer", "painkiller", "surgery", "symptom", "posture", "joint",
    "how-pain-works", "quiet-week", "courage-ladder", "anus", "genitals", "midwife", "pharmacist",
    "urgency", "call-card", "slow-recovery", "numb", "scan",
})  # fmt: skip
"""Words that stand in the glossary and that almost everybody knows, or a page is about."""
_SIGN = re.compile(r"[.,;:?!)]+")


@dataclass
class Prose:
    """Texts of one page in one language. A word is explained where it first stands.

    `explains` is off where nothing may stand between a reader and what she has to do.
    """

    language: str
    explains: bool = True
    explained: set[str] = field(default_factory=set)

    def blocks(self, text: str) -> SafeString:
        """Paragraphs and lists."""
        return _safe("\n".join(self._blocks(text)))

    def line(self, text: str) -> SafeString:
        """What stands on one line, or within a paragraph that is already there."""
        return _safe(self._inline(" ".join(text.split())))

    def _blocks(self, text: str) -> Iterator[str]:
        for paragraph in re.split(r"\n\s*\n", text.strip()):
            lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
            while lines:
                bullets = lines[0].startswith("- ")
                here = [lines.pop(0)]
                while lines and lines[0].startswith("- ") == bullets:
                    here.append(lines.pop(0))
                if bullets:
                    items = "".join(f"<li>{self._inline(each[2:])}</li>" for each in here)
                    yield f"<ul>{items}</ul>"
                else:
                    yield f"<p>{self._inline(' '.join(here))}</p>"

    def _inline(self, text: str) -> str:
        done: list[str] = []
        rest = text
        for words, target in links_in(text):
            before, _, rest = rest.partition(f"[{words}]({target})")
            done.append(self._words(before))
            to = link(target)
            href = "" if to is None else href_of(to)
            said = escape(words)
            done.append(f'<a href="{escape(href)}"{_rel(to)}>{said}</a>' if href else said)
        return "".join((*done, self._words(rest)))

    def _words(self, text: str) -> str:
        if not self.explains:
            return escape(text)
        terms, known = _terms(self.language)
        done: list[str] = []
        at = 0
        for found in terms.finditer(text):
            said = found.group()
            meaning = known.get(said) or known.get(said.lower())
            if meaning is None or meaning.id in self.explained:
                continue
            self.explained.add(meaning.id)
            sign = _SIGN.match(text, found.end())
            after = sign.group() if sign else ""
            done += [escape(text[at : found.start()]), self._explained(said, meaning, after)]
            at = found.end() + len(after)
        return "".join((*done, escape(text[at:])))

    def _explained(self, said: str, meaning: Meaning, after: str) -> str:
        """The word as a button that shows what it means; without a script, by the browser.

        The sign after it stays on its line.
        """
        word, means = meaning.word[self.language], meaning.means[self.language]
        name = f"word-{meaning.id}"
        return (
            '<span class="kept">'
            f'<button type="button" class="term" popovertarget="{name}">{escape(said)}</button>'
            f"{escape(after)}</span>"
            f'<span class="meaning" id="{name}" popover><b>{escape(word)}</b> '
            f"{escape(means)}</span>"
        )


def href_of(to: Link) -> str:
    """Where a link of a text leads on this site, in the language of the moment."""
    if to.kind == "page":
        section = f"#{to.section}" if to.section else ""
        return reverse("guide_page", kwargs={"page": to.name}) + section
    if to.kind in ("lesson", "exercise"):
        return reverse(to.kind, kwargs={to.kind: to.name})
    if to.kind == "tel":
        return f"tel:{to.name}"
    if to.kind == "website":
        return to.name
    return reverse("check") if to.kind == "check" else ""


def _rel(to: Link | None) -> str:
    return ' rel="noopener noreferrer"' if to is not None and to.kind == "website" else ""


def _safe(html: str) -> SafeString:
    # Made above, of escaped texts and tags of our own.
    return mark_safe(html)  # noqa: S308


@cache
def _terms(language: str) -> tuple[re.Pattern[str], dict[str, Meaning]]:
    """How a word of the glossary is found, the longest first; one in capitals in capitals only."""
    known: dict[str, Meaning] = {}
    for entry in knowledge.glossary().entries:
        if entry.id not in PLAIN:
            for said in (entry.word[language], *entry.forms[language]):
                known[said if said.isupper() else said.lower()] = entry
    longest = sorted(known, key=len, reverse=True)
    either = "|".join(
        re.escape(each) if each.isupper() else f"(?i:{re.escape(each)})" for each in longest
    )
    return re.compile(rf"(?<![\w-])(?:{either or '(?!)'})(?![\w-])"), known
