"""Medical words, each with what it means: `glossary.yaml`.

```
entries:    a word in each language, its other forms, and what it means
marks:      how a medical word is recognised, per language: endings, beginnings, whole words
everyday:   words so marked that need no explaining
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rugwijzer.library.entries import ContentProblem, Entry, Text
from rugwijzer.library.texts import LANGUAGES

FILE = "glossary.yaml"
MARKS = ("endings", "beginnings", "words")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@dataclass(frozen=True)
class Meaning:
    """A word and what it means, in both languages; `forms` are its other spellings."""

    id: str
    word: Text
    forms: Mapping[str, tuple[str, ...]]
    means: Text


@dataclass(frozen=True)
class Glossary:
    """Every word that is explained, and how one that should be is recognised, per language."""

    entries: tuple[Meaning, ...]
    endings: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    everyday: Mapping[str, frozenset[str]]

    def unexplained(self, text: str, language: str) -> Iterator[str]:
        """The medical words of a text that nobody explains, in the order in which they stand."""
        if all(self._is_clear(word, language) for word in _WORD.findall(text)):
            return  # as nearly always; to take the phrases out costs most
        for word in _WORD.findall(self._phrases[language].sub(" ", text)):
            if not self._is_plain(word, language):
                yield word

    def _is_clear(self, word: str, language: str) -> bool:
        """Whether nothing of a word needs explaining, also with a phrase taken out of it."""
        known = self._clear[language]
        if word not in known:
            parts = word.split("-")
            known[word] = len(parts) < 3 and all(
                self._is_plain(part, language) for part in (word, *parts)
            )
        return known[word]

    @cached_property
    def _clear(self) -> Mapping[str, dict[str, bool]]:
        return {language: {} for language in LANGUAGES}

    def _is_plain(self, word: str, language: str) -> bool:
        parts = {word.lower(), *word.lower().split("-")}
        return not self._is_medical(word, language) or bool(parts & self._explained[language])

    def _is_medical(self, word: str, language: str) -> bool:
        """A mark in capitals, such as ACT, is meant in capitals only."""
        plain = word.lower()
        if plain in self.everyday[language]:
            return False
        return (
            bool({word, plain} & self.words[language])
            or plain.endswith(self.endings[language])
            or plain.startswith(self.beginnings[language])
        )

    @cached_property
    def _explained(self) -> Mapping[str, frozenset[str]]:
        return {
            language: frozenset(
                said.lower()
                for entry in self.entries
                for said in (entry.word[language], *entry.forms[language])
            )
            for language in LANGUAGES
        }

    @cached_property
    def _phrases(self) -> Mapping[str, re.Pattern[str]]:
        """What is explained as several words; it counts before its single words do."""
        found = {}
        for language, known in self._explained.items():
            phrases = sorted((each for each in known if " " in each), key=len, reverse=True)
            either = "|".join(map(re.escape, phrases)) or r"(?!)"
            found[language] = re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
        return found


def load_glossary(folder: Path) -> Glossary:
    """The glossary of a folder of content. Raises ContentProblem with every mistake."""
    glossary, entry = read_glossary(folder)
    if entry.problems:
        raise ContentProblem(entry.problems)
    return glossary


def read_glossary(folder: Path) -> tuple[Glossary, Entry]:
    """The glossary as far as it can be read, and its file with every mistake."""
    entry = Entry(folder / FILE, folder)
    marks = entry.inner("marks", entry.field("marks"), LANGUAGES)
    by_language = {
        language: entry.inner(f"marks.{language}", marks.get(language), MARKS)
        for language in LANGUAGES
    }

    def marked(language: str, kind: str) -> tuple[str, ...]:
        return _all(entry, f"marks.{language}.{kind}", by_language[language].get(kind))

    everyday = entry.inner("everyday", entry.field("everyday"), LANGUAGES)
    glossary = Glossary(
        entries=tuple(
            _meaning(entry, f"entries.{number}", each)
            for number, each in enumerate(entry.items("entries", 1, 1000), start=1)
        ),
        endings={each: marked(each, "endings") for each in LANGUAGES},
        beginnings={each: marked(each, "beginnings") for each in LANGUAGES},
        words={each: frozenset(marked(each, "words")) for each in LANGUAGES},
        everyday={
            each: frozenset(_all(entry, f"everyday.{each}", everyday.get(each)))
            for each in LANGUAGES
        },
    )
    ids = [each.id for each in glossary.entries]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        entry.say(f"entries: {name} stands there twice.", "Give each a name of its own.")
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for each in glossary.entries:
            for word in {each.word[language].lower(), *map(str.lower, each.forms[language])}:
                if word and word in seen:
                    entry.say(
                        f"entries: {word} ({language}) is explained by {seen[word]} and {each.id}.",
                        "Explain a word once.",
                    )
                seen[word] = each.id
    entry.end()
    return glossary, entry


def _meaning(entry: Entry, key: str, given: Any) -> Meaning:
    inner = entry.inner(key, given, ("id", *LANGUAGES))
    said = {
        language: entry.inner(f"{key}.{language}", inner.get(language), ("word", "forms", "means"))
        for language in LANGUAGES
    }
    return Meaning(
        id=entry.slug_of(f"{key}.id", inner.get("id")),
        word=entry.words(f"{key}.word", {each: said[each].get("word") for each in LANGUAGES}),
        forms={
            each: _all(entry, f"{key}.{each}.forms", said[each].get("forms")) for each in LANGUAGES
        },
        means=entry.words(f"{key}.means", {each: said[each].get("means") for each in LANGUAGES}),
    )


def _all(entry: Entry, key: str, given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(each, str) and each for each in given):
        entry.say(f"{key} must be a list of words.", "Write [word, other], or [].")
        return ()
    return tuple(given)
