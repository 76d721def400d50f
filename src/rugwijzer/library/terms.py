"""Words to avoid, and hard words with the plain one to prefer: `terms.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rugwijzer.library.texts import LANGUAGES, Unreadable, read_tree, twice

FILE = "terms.yaml"


@dataclass(frozen=True)
class Unwanted:
    """A word that should not stand in a text, and what to write instead."""

    word: str
    instead: str
    whole: bool
    """Whether it is meant as a word of its own only, or within longer words as well."""

    @cached_property
    def lower(self) -> str:
        """The word in lower case."""
        return self.word.lower()

    def is_in(self, text: str) -> bool:
        """Whether a text, in lower case, uses it."""
        if self.lower not in text:
            return False
        return not self.whole or re.search(rf"\b{re.escape(self.lower)}\b", text) is not None


@dataclass(frozen=True)
class Terms:
    """Per language: `avoid` frightens, blames or belittles; `prefer` is hard where easy will do."""

    avoid: Mapping[str, tuple[Unwanted, ...]]
    prefer: Mapping[str, tuple[Unwanted, ...]]


NO_TERMS = Terms(dict.fromkeys(LANGUAGES, ()), dict.fromkeys(LANGUAGES, ()))


def read_terms(folder: Path) -> tuple[Terms, tuple[str, ...]]:
    """The terms of a folder of content, and every mistake; none if there is no such file.

    Under `names` stands one word per idea, for who writes; no program reads it.
    """
    path = folder / FILE
    if not path.exists():
        return NO_TERMS, ()
    try:
        tree: Any = read_tree(path)
    except Unreadable as error:
        return NO_TERMS, (f"{FILE}:{error.line}: {error}" if error.line else f"{FILE}: {error}",)
    problems = [f"{FILE}:{problem}" for problem in twice(path)]
    if not isinstance(tree, dict) or not set(tree) <= {"names", "avoid", "prefer"}:
        return NO_TERMS, (f"{FILE}: this holds {KEYS}. Write these, and no others.",)
    terms = Terms(_pairs(tree, "avoid", problems), _pairs(tree, "prefer", problems))
    return terms, tuple(problems)


KEYS = "`names`, `avoid` and `prefer`"


def _pairs(
    tree: Mapping[str, Any], name: str, problems: list[str]
) -> Mapping[str, tuple[Unwanted, ...]]:
    given = tree.get(name, {})
    if not isinstance(given, dict) or not set(given) <= set(LANGUAGES):
        problems.append(f"{FILE}: {name} must have {' and '.join(LANGUAGES)}. {_MEND}")
        return dict.fromkeys(LANGUAGES, ())
    found: dict[str, tuple[Unwanted, ...]] = {}
    for language in LANGUAGES:
        pairs = given.get(language, [])
        if not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
            problems.append(f"{FILE}: {name}.{language} must be a list of words. {_MEND}")
            pairs = []
        found[language] = tuple(
            Unwanted(each["word"], each.get("instead", ""), each.get("whole", False))
            for each in pairs
        )
    return found


_MEND = "Write {word: ..., instead: ...}, perhaps with whole: true."


def _is_pair(given: Any) -> bool:
    if not isinstance(given, dict) or not set(given) <= {"word", "instead", "whole"}:
        return False
    texts = (given.get("word"), given.get("instead", "-"))
    return all(isinstance(text, str) and text for text in texts) and isinstance(
        given.get("whole", False), bool
    )
