"""One file of content about one thing: its words in both languages, and its fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from rugwijzer.library.texts import LANGUAGES, Unreadable, read_tree, twice

Text = Mapping[str, str]
"""The same text in each language."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOTHING: Text = dict.fromkeys(LANGUAGES, "")


class ContentProblem(Exception):
    """What is wrong with files of content: a line each, with file, key and how to mend it."""

    def __init__(self, problems: Collection[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Entry:
    """The fields of one file. Every mistake is kept in `problems`; nothing is passed over."""

    def __init__(self, path: Path, root: Path) -> None:
        self.where = path.relative_to(root).as_posix()
        self.slug = path.parent.name
        self.problems: list[str] = []
        self.texts: list[tuple[str, Text]] = []
        self._asked: set[str] = set()
        self._tree: dict[str, Any] = {}
        self._readable = False
        try:
            tree = read_tree(path)
        except Unreadable as error:
            at = f"{self.where}:{error.line}" if error.line else self.where
            self.problems.append(f"{at}: {error}")
            return
        if not isinstance(tree, dict) or not all(isinstance(key, str) for key in tree):
            self.problems.append(
                f"{self.where}: this holds no fields. Write `name: {{nl: ..., en: ...}}` and so on."
            )
            return
        self.problems += [f"{self.where}:{problem}" for problem in twice(path)]
        self._tree = tree
        self._readable = True

    def say(self, what: str, mend: str) -> None:
        """Keep a problem; of a file that could not be read, nothing beside that."""
        if self._readable:
            self.problems.append(f"{self.where}: {what} {mend}")

    def text(self, key: str) -> Text:
        """A text in both languages."""
        return self._text(key, self.field(key))

    def list_of_texts(self, key: str, least: int, most: int) -> tuple[Text, ...]:
        """Several texts, in order."""
        return tuple(
            self._text(f"{key}.{number}", each)
            for number, each in enumerate(self.items(key, least, most), start=1)
        )

    def items(self, key: str, least: int, most: int) -> list[Any]:
        """The items of a list, as they are."""
        found = self.field(key)
        if found is None:
            return []
        if not isinstance(found, list) or not least <= len(found) <= most or None in found:
            self.say(f"{key} must be a list of {least} to {most}.", "Add to it, or shorten it.")
            return []
        return found

    def inner(self, key: str, value: Any, keys: Collection[str]) -> dict[str, Any]:
        """A mapping within the file that has exactly these keys."""
        if not isinstance(value, dict) or set(value) != set(keys) or None in value.values():
            if value is not None:
                names = ", ".join(sorted(keys))
                self.say(f"{key} must have {names}.", "Write these, and no others.")
            return {}
        return value

    def words(self, key: str, value: Any) -> Text:
        """A text that stands within something else."""
        return self._text(key, value)

    def name(self, key: str, known: Collection[str]) -> str:
        """One name out of those known."""
        found = self.field(key)
        if found is None:
            return ""
        if found not in known:
            self.say(f"{key} is no known name.", f"Known: {', '.join(sorted(known))}.")
            return ""
        return str(found)

    def names(self, key: str, known: Collection[str], least: int = 1) -> tuple[str, ...]:
        """Names out of those known, each once."""
        found = self.field(key)
        if found is None:
            return ()
        few = not isinstance(found, list) or len(found) < least
        if few or not set(map(str, found)) <= set(known):
            self.say(f"{key} must list known names.", f"Known: {', '.join(sorted(known))}.")
            return ()
        if len(set(found)) < len(found):
            self.say(f"{key} names one twice.", "Name each once.")
        return tuple(map(str, found))

    def ids(self, key: str) -> tuple[str, ...]:
        """Rows of evidence, by id."""
        return self.rows(key, self.field(key))

    def rows(self, key: str, found: Any) -> tuple[str, ...]:
        """Rows of evidence that stand within something else."""
        if found is None:
            return ()
        if not isinstance(found, list) or not found or not all(map(_is_id, found)):
            self.say(f"{key} must list rows of evidence.", "Write [EX-01].")
            return ()
        return tuple(found)

    def id(self, key: str) -> str:
        """One id, such as EX-01."""
        found = self.field(key)
        if found is None:
            return ""
        if not _is_id(found):
            self.say(f"{key} must be an id.", "Write it as EX-01.")
            return ""
        return str(found)

    def day(self, key: str) -> date:
        """A day of the calendar."""
        found = self.field(key)
        if found is None:
            return date.min
        if type(found) is not date:
            self.say(f"{key} must be a day.", "Write it as 2026-11-22.")
            return date.min
        return found

    def fact(self, key: str) -> str:
        """The name of a fact of the guideline."""
        found = self.field(key)
        if not isinstance(found, str) or not found.isidentifier():
            if found is not None:
                self.say(f"{key} must be a fact.", "Write its name, as in `rugwijzer facts`.")
            return ""
        return found

    def slug_of(self, key: str, found: Any) -> str:
        """A name in lower case with hyphens that stands within something else."""
        if not isinstance(found, str) or not SLUG.fullmatch(found):
            if found is not None:
                self.say(f"{key} must be a name.", "Write it in lower case, with hyphens.")
            return ""
        return found

    def whole(self, key: str) -> int:
        """A whole number from 1."""
        found = self.field(key)
        if found is None:
            return 0
        if type(found) is not int or found < 1:
            self.say(f"{key} must be a whole number from 1.", "Write 1, 2 and so on.")
            return 0
        return found

    def end(self) -> None:
        """Complain about fields that nobody asked for."""
        for key in self._tree:
            if key not in self._asked:
                self.say(
                    f"{key} is no field of this.", f"Fields: {', '.join(sorted(self._asked))}."
                )

    def field(self, key: str) -> Any:
        """The value of a key as it is; a key that is not there is a problem."""
        self._asked.add(key)
        found = self._tree.get(key)
        if found is None:
            self.say(f"{key} is missing.", "Add it, in nl and en.")
        return found

    def _text(self, key: str, value: Any) -> Text:
        fits = isinstance(value, dict) and set(value) == set(LANGUAGES)
        if not fits or not all(isinstance(text, str) and text.strip() for text in value.values()):
            if value is not None:
                self.say(f"{key} must have a text in nl and in en.", "Write {nl: ..., en: ...}.")
            return NOTHING
        words = {language: str(value[language]).strip() for language in LANGUAGES}
        self.texts.append((key, words))
        return words


Found = TypeVar("Found")


def whole(read: tuple[tuple[Found, ...], tuple[Entry, ...]]) -> tuple[Found, ...]:
    """What was read, if its files are in order. Raises ContentProblem with every mistake."""
    found, entries = read
    if problems := [problem for entry in entries for problem in entry.problems]:
        raise ContentProblem(problems)
    return found


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and value.replace("-", "").isalnum() and value.upper() == value
