"""Reading the texts, and giving one by key and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from rugwijzer.paths import DataNotFound

LANGUAGES = ("nl", "en")
ROOMS = ("messages", "interface")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TextMissing(KeyError):
    """There is no text under this key: a mistake in the program, not of its user."""


class Library:
    """All texts, by key."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self.texts = texts

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    def text(self, key: str, language: str, **places: object) -> str:
        """One text, its `{places}` filled in. Raises TextMissing."""
        try:
            text = self.texts[key][language]
        except KeyError:
            raise TextMissing(f"{key} ({language})") from None
        return text.format(**places) if places else text

    def numbered(self, key: str, language: str) -> tuple[str, ...]:
        """The texts under `key.1`, `key.2`, ... in order; none if there are none."""
        found: list[str] = []
        while f"{key}.{len(found) + 1}" in self.texts:
            found.append(self.text(f"{key}.{len(found) + 1}", language))
        return tuple(found)


def load_library(folder: Path) -> Library:
    """The texts in a folder of content. Raises DataNotFound if there are none to be read."""
    texts: dict[str, Mapping[str, str]] = {}
    for path in text_files(folder):
        try:
            texts.update(leaves(yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)))  # noqa: S506
        except yaml.YAMLError as error:
            raise DataNotFound(f"{path}: this is not valid YAML. {error}") from None
    if not texts:
        raise DataNotFound(f"{folder}: this folder holds no texts. It has {' and '.join(ROOMS)}.")
    return Library(texts)


def text_files(folder: Path) -> Iterator[Path]:
    """The files that hold texts by key."""
    for room in ROOMS:
        yield from sorted((folder / room).glob("*.yaml"))


def leaves(tree: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text of a nested mapping, with its key."""
    if not isinstance(tree, dict):
        yield ".".join(path), {}
    elif tree and set(tree) <= set(LANGUAGES):
        yield ".".join(path), tree
    else:
        for key, inner in tree.items():
            yield from leaves(inner, (*path, str(key)))
