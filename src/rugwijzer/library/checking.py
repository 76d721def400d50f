"""Is every text there in both languages, well formed, and in words we want?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from rugwijzer.library.exercises import read_exercises
from rugwijzer.library.lessons import read_lessons
from rugwijzer.library.texts import LANGUAGES, Unreadable, leaves, read_tree, text_files, twice


@dataclass(frozen=True)
class Avoided:
    """A word to avoid, or the beginning of one, and what to write instead."""

    word: str
    instead: str
    whole: bool

    def is_in(self, text: str) -> bool:
        """Whether a text uses it: as a word of its own, or within longer words as well."""
        edge = r"\b" if self.whole else ""
        return re.search(rf"{edge}{re.escape(self.word)}{edge}", text, re.IGNORECASE) is not None


def problems_of(folder: Path, more: Iterable[tuple[str, Mapping[str, str]]] = ()) -> Iterator[str]:
    """Every mistake in the texts of a folder, one line each.

    `more` are texts kept elsewhere (the guideline's own words), checked for words to avoid.
    """
    avoid: dict[str, list[Avoided]] = {language: [] for language in LANGUAGES}
    try:
        avoid = words_to_avoid(folder)
    except Unreadable as error:
        yield f"terms.yaml:{error.line}: {error}" if error.line else f"terms.yaml: {error}"
    seen: dict[str, Path] = {}
    for path in text_files(folder):
        where = path.relative_to(folder).as_posix()
        try:
            tree = read_tree(path)
        except Unreadable as error:
            yield f"{where}:{error.line}: {error}" if error.line else f"{where}: {error}"
            continue
        yield from (f"{where}:{problem}" for problem in twice(path))
        for key, words in leaves(tree):
            if key in seen and seen[key] != path:
                yield f"{where}: {key} stands already in {seen[key].name}."
            seen[key] = path
            yield from (f"{where}: {key}: {problem}" for problem in _text(words, avoid))
    for key, words in more:
        yield from (f"guideline: {key}: {problem}" for problem in _avoided(words, avoid))


LONGEST = 20
"""So many words a sentence may have; a listener loses a longer one."""


_SENTENCE_ENDS = re.compile(r"(?<=[.!?:…])[\"'”’)]?\s+|\n\n")


def problems_of_entries(folder: Path) -> Iterator[str]:
    """Every mistake in the exercises and lessons of a folder, one line each."""
    try:
        avoid = words_to_avoid(folder)
    except Unreadable:
        avoid = {language: [] for language in LANGUAGES}
    for entry in (*read_exercises(folder)[1], *read_lessons(folder)[1]):
        yield from entry.problems
        for key, words in entry.texts:
            for problem in (*_avoided(words, avoid), *_long(words)):
                yield f"{entry.where}: {key}: {problem}"


def _long(words: Mapping[str, str]) -> Iterator[str]:
    for language, text in words.items():
        for sentence in _SENTENCE_ENDS.split(text):
            if len(sentence.split()) > LONGEST:
                yield f"a sentence of over {LONGEST} words ({language}). Make two of it."


def words_to_avoid(folder: Path) -> dict[str, list[Avoided]]:
    """Per language, the words to avoid, each with what to write instead. Raises Unreadable."""
    path = folder / "terms.yaml"
    terms: Any = read_tree(path) if path.exists() else {}
    try:
        return {
            language: [
                Avoided(
                    str(entry["word"]), str(entry.get("instead") or ""), entry.get("whole") is True
                )
                for entry in (terms.get("avoid") or {}).get(language) or ()
            ]
            for language in LANGUAGES
        }
    except (AttributeError, KeyError, TypeError):
        raise Unreadable(
            0, "under `avoid`, nl and en each hold a list of {word: ..., instead: ...}."
        ) from None


def _text(words: Mapping[str, object], avoid: dict[str, list[Avoided]]) -> Iterator[str]:
    for language in LANGUAGES:
        if not isinstance(words.get(language), str) or not str(words[language]).strip():
            yield f"no text in {language}."
    try:
        places = {frozenset(_places(text)) for text in words.values() if isinstance(text, str)}
    except ValueError:
        yield "a brace is not closed, or not opened. Write {{ or }} for a brace itself."
        return
    if len(places) > 1:
        yield "the places in braces differ between the languages."
    yield from _avoided(words, avoid)


def _places(text: str) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(text):
        if name is not None:
            yield name


def _avoided(words: Mapping[str, object], avoid: dict[str, list[Avoided]]) -> Iterator[str]:
    for language in LANGUAGES:
        for each in avoid[language]:
            if each.is_in(str(words.get(language, ""))):
                advice = f" Write {each.instead}." if each.instead else ""
                yield f'"{each.word}" is a word to avoid ({language}).{advice}'
