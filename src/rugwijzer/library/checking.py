"""Is every text there in both languages, well formed, and in words we want?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from rugwijzer.library.texts import LANGUAGES, leaves, text_files


def problems_of(folder: Path, more: Iterable[tuple[str, Mapping[str, str]]] = ()) -> Iterator[str]:
    """Every mistake in the texts of a folder, one line each.

    `more` are texts kept elsewhere (the guideline's own words), checked for words to avoid.
    """
    avoid = words_to_avoid(folder)
    seen: dict[str, Path] = {}
    for path in text_files(folder):
        where = path.relative_to(folder).as_posix()
        for key, words in leaves(yaml.safe_load(path.read_text(encoding="utf-8"))):
            if key in seen:
                yield f"{where}: {key} stands already in {seen[key].name}."
            seen[key] = path
            yield from (f"{where}: {key}: {problem}" for problem in _text(words, avoid))
    for key, words in more:
        yield from (f"guideline: {key}: {problem}" for problem in _avoided(words, avoid))


def words_to_avoid(folder: Path) -> dict[str, dict[str, str]]:
    """Per language, the words to avoid, each with what to write instead."""
    path = folder / "terms.yaml"
    terms: Any = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        for entry in (terms.get("avoid") or {}).get(language) or ():
            found[language][str(entry["word"])] = str(entry.get("instead") or "")
    return found


def _text(words: Mapping[str, str], avoid: dict[str, dict[str, str]]) -> Iterator[str]:
    for language in LANGUAGES:
        if not str(words.get(language) or "").strip():
            yield f"no text in {language}."
    places = {
        language: {name for _, name, _, _ in Formatter().parse(words[language]) if name}
        for language in LANGUAGES
        if words.get(language)
    }
    if len({frozenset(each) for each in places.values()}) > 1:
        yield "the places in braces differ between the languages."
    yield from _avoided(words, avoid)


def _avoided(words: Mapping[str, str], avoid: dict[str, dict[str, str]]) -> Iterator[str]:
    for language in LANGUAGES:
        for word, instead in avoid[language].items():
            if re.search(rf"\b{re.escape(word)}\b", str(words.get(language, "")), re.IGNORECASE):
                advice = f" Write {instead}." if instead else ""
                yield f'"{word}" is a word to avoid ({language}).{advice}'
