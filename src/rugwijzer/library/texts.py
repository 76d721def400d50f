"""Reading the texts, and giving one by key and language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from rugwijzer.paths import DataNotFound

LANGUAGES = ("nl", "en")
ROOMS = ("messages", "interface")
DEEPEST = 20
"""So deep a file may be nested; reading one that is far deeper would end the program."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TextMissing(KeyError):
    """There is no text under this key, or it has places that nothing fills.

    A mistake in the program, or in texts that are not its own.
    """


class Unreadable(Exception):
    """A file of texts cannot be read: on which line (0 for the file as a whole), and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


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
        try:
            return text.format(**places) if places else text
        except (LookupError, ValueError, AttributeError, TypeError):
            raise TextMissing(f"{key} ({language})") from None

    def numbered(self, key: str, language: str) -> tuple[str, ...]:
        """The texts under `key.1`, `key.2`, ... in order; none if there are none."""
        found: list[str] = []
        while f"{key}.{len(found) + 1}" in self.texts:
            found.append(self.text(f"{key}.{len(found) + 1}", language))
        return tuple(found)


def load_library(folder: Path) -> Library:
    """The texts in a folder of content.

    Raises DataNotFound if there are none to be read, or one is missing in a language.
    """
    texts: dict[str, Mapping[str, str]] = {}
    for path in text_files(folder):
        try:
            found = dict(leaves(read_tree(path)))
        except Unreadable as error:
            where = f"{path}:{error.line}" if error.line else path
            raise DataNotFound(f"{where}: {error}") from None
        for key, words in found.items():
            for language in LANGUAGES:
                if not words.get(language, "").strip():
                    raise DataNotFound(f"{path}: {key}: no text in {language}. Write one.")
        texts.update(found)
    if not texts:
        raise no_texts(folder)
    return Library(texts)


def no_texts(folder: Path) -> DataNotFound:
    """What to say of a folder without texts."""
    return DataNotFound(
        f"{folder}: this folder holds no texts. Name one with {' and '.join(ROOMS)} in it."
    )


def text_files(folder: Path) -> Iterator[Path]:
    """The files that hold texts by key."""
    for room in ROOMS:
        try:
            yield from sorted((folder / room).glob("*.yaml"))
        except OSError as error:
            raise DataNotFound(
                f"{folder}: cannot be looked into ({error.strerror}). Check the path."
            ) from None


def read_tree(path: Path) -> Any:
    """The plain content of a YAML file. Raises Unreadable."""
    if not path.exists() and not path.is_symlink():
        raise Unreadable(0, "is missing. Add it.")
    if not path.is_file():
        raise Unreadable(0, "this is no file. Remove it, or rename it: not .yaml.")
    try:
        text = path.read_text(encoding="utf-8")
        _look_over(text)
        return yaml.load(text, Loader=_LOADER)  # noqa: S506
    except UnicodeDecodeError:
        raise Unreadable(0, "this is not a text file. Save it as UTF-8.") from None
    except OSError as error:
        raise Unreadable(0, f"cannot be read ({error.strerror}). Check the file.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "it cannot be read"
        line = mark.line + 1 if mark is not None else 0
        raise Unreadable(line, f"this is not valid YAML: {why}. Mend it here.") from None
    except ValueError:
        raise Unreadable(0, "this holds a date or number that cannot be. Mend it.") from None


def twice(path: Path) -> Iterator[str]:
    """The keys that a mapping of a readable file has twice; only the last would be read."""
    yield from _twice(yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER))


def _twice(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _twice(each)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            yield f"{key.start_mark.line + 1}: {key.value} stands there twice."
        seen.add(key.value)
        yield from _twice(value)


def _look_over(text: str) -> None:
    """Refuse what is nested too deep, or refers to itself."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise Unreadable(_line(event), "aliases (*) are not read. Write the value out.")
        if getattr(event, "tag", None):
            raise Unreadable(_line(event), "tags (!) are not read. Take it out.")
        if depth > DEEPEST:
            raise Unreadable(
                _line(event), "this is nested too deep. Check brackets and indentation."
            )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def leaves(tree: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text of a nested mapping, with its key."""
    if not isinstance(tree, dict):
        yield ".".join(path), {}
    elif tree and set(tree) <= set(LANGUAGES):
        yield ".".join(path), {key: text for key, text in tree.items() if isinstance(text, str)}
    else:
        for key, inner in tree.items():
            yield from leaves(inner, (*path, str(key)))
