"""The same text in both languages: there, of the same build, and in sentences one can follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from string import Formatter

from rugwijzer.library.checking.said import GUIDELINE, Said
from rugwijzer.library.pages import links_in, without_links
from rugwijzer.library.texts import LANGUAGES

LONGEST = 20
"""So many words a sentence may have; a listener loses a longer one."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?:…])[\"'”’)]?\s+|\n+")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


def problems(said: Said) -> Iterator[str]:
    """What differs between the languages, and sentences that are too long."""
    if said.kind != GUIDELINE:
        yield from (f"{said.place}: {problem}" for problem in _missing(said))
        yield from (f"{said.place}: {problem}" for problem in _unlike(said))
    if said.kind not in (GUIDELINE, "interface"):
        yield from (f"{said.place}: {problem}" for problem in _long(said))


def _missing(said: Said) -> Iterator[str]:
    for language in LANGUAGES:
        text = said.words.get(language)
        if not isinstance(text, str) or not text.strip():
            yield f"no text in {language}."


def _unlike(said: Said) -> Iterator[str]:
    texts = [text for _, text in said.texts()]
    try:
        places = {frozenset(_places(text)) for text in texts}
    except ValueError:
        yield "a brace is not closed, or not opened. Write {{ or }} for a brace itself."
        return
    if len(places) > 1:
        yield "the places in braces differ between the languages."
    builds: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("paragraphs", lambda text: text.strip().count("\n\n")),
        ("bullets", lambda text: len(re.findall(r"^- ", text, re.MULTILINE))),
        ("links", lambda text: sorted(target for _, target in links_in(text))),
        ("figures", _figures),
    )
    for what, build in builds:
        if len({str(build(text)) for text in texts}) > 1:
            yield f"the {what} differ between the languages. Write the same in both."


def _places(text: str) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(text):
        if name is not None:
            yield name


def _figures(text: str) -> list[str]:
    found = _FIGURE.findall(without_links(text))
    return sorted(re.sub(r"[.,:]", "·", figure) for figure in found)


def _long(said: Said) -> Iterator[str]:
    for language, text in said.texts():
        for sentence in _SENTENCE_ENDS.split(without_links(text)):
            if len(sentence.split()) > LONGEST:
                yield f"a sentence of over {LONGEST} words ({language}). Make two of it."
