"""Words to avoid, and hard words with the plain one to prefer: `terms.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rugwijzer.library.texts import LANGUAGES, Unreadable, read_tree

FILE = "terms.yaml"


@dataclass(frozen=True)
class Unwanted:
    """A word that should not stand in a text, and what to write instead."""

    word: str
    instead: str
    whole: bool
    """Whether it is meant as a word of its own only, or within longer words as well."""

    def is_in(self, text: str) -> bool:
        """Whether a text, in lower case, uses it."""
        word = self.word.lower()
        if word not in text:
            return False
        return not self.whole or re.search(rf"\b{re.escape(word)}\b", text) is not None


@dataclass(frozen=True)
class Terms:
    """Per language: `avoid` frightens, blames or belittles; `prefer` is hard where easy will do."""

    avoid: Mapping[str, tuple[Unwanted, ...]]
    prefer: Mapping[str, tuple[Unwanted, ...]]


NO_TERMS = Terms(dict.fromkeys(LANGUAGES, ()), dict.fromkeys(LANGUAGES, ()))


def read_terms(folder: Path) -> Terms:
    """The terms of a folder of content; none if there is no such file. Raises Unreadable."""
    path = folder / FILE
    tree: Any = read_tree(path) if path.exists() else {}
    if not isinstance(tree, dict):
        raise Unreadable(0, "this holds no terms. Write `avoid:` and `prefer:`.")
    return Terms(_pairs(tree, "avoid"), _pairs(tree, "prefer"))


def _pairs(tree: Mapping[str, Any], name: str) -> Mapping[str, tuple[Unwanted, ...]]:
    try:
        return {
            language: tuple(
                Unwanted(
                    str(each["word"]), str(each.get("instead") or ""), each.get("whole") is True
                )
                for each in (tree.get(name) or {}).get(language) or ()
            )
            for language in LANGUAGES
        }
    except (AttributeError, KeyError, TypeError):
        raise Unreadable(
            0, f"under `{name}`, nl and en each hold a list of {{word: ..., instead: ...}}."
        ) from None
