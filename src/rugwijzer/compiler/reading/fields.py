"""Taking a mapping apart, key by key, and saying what is wrong with it.

A `Fields` knows which keys may be there; what is left over at the end is reported with the nearest
known key. Every getter records a problem and goes on, so that one run names every mistake.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from fractions import Fraction

from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.units import LITERALS
from rugwijzer.compiler.reading.documents import (
    Mapping,
    Scalar,
    Sequence,
    Tree,
    describe,
    plain,
)
from rugwijzer.compiler.reading.syntax import CLAIM_WORDS

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LANGUAGES = ("nl", "en")
_TRUTHS = frozenset(("yes", "no", "on", "off", "true", "false", "null"))
"""Words that YAML, or a reader, takes for a truth value or for nothing. They name nothing here."""
RESERVED = frozenset([*keyword.kwlist, "count", *CLAIM_WORDS, *LITERALS, *_TRUTHS])


class Fields:
    """One mapping of a guideline file, what it is called in errors, and the problems found."""

    def __init__(
        self, tree: Tree, what: str, problems: list[Problem], known: Iterable[str]
    ) -> None:
        self.what = what
        self.place = tree.place
        self.problems = problems
        self.entries: dict[str, Tree] = {}
        self.readable = isinstance(tree, Mapping)
        if not isinstance(tree, Mapping):
            self.problem(
                f"{what} must be a mapping, not {describe(plain(tree))}.",
                "Write one `key: value` per line.",
            )
            return
        known = tuple(known)
        for key, value in tree.entries.items():
            if key not in known:
                self.problem(
                    f'unknown key "{key}" in {what}.',
                    nearest(key, known) or f"Known keys: {', '.join(known)}.",
                    tree.keys[key],
                )
            else:
                self.entries[key] = value

    def problem(self, what: str, mend: str, place: Place | None = None) -> None:
        """Record a mistake, at the mapping itself unless a place is given."""
        self.problems.append(Problem(place or self.place, what, mend))

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def at(self, key: str) -> Place:
        """Where a key's value stands, or the mapping if it is not there."""
        return self.entries[key].place if key in self.entries else self.place

    def tree(self, key: str) -> Tree | None:
        """The value of a key as a tree."""
        return self.entries.get(key)

    def required(self, key: str, mend: str) -> Tree | None:
        """The value of a key that must be there."""
        if key not in self.entries and self.readable:
            self.problem(f'{self.what} has no "{key}".', mend)
        return self.entries.get(key)

    def text(self, key: str) -> str | None:
        """The value of a key as text."""
        tree = self.entries.get(key)
        if tree is None:
            return None
        if not isinstance(tree, Scalar) or plain(tree) is None:
            self.problem(
                f'"{key}" of {self.what} must be text, not {describe(plain(tree))}.',
                "Write one line of text.",
                tree.place,
            )
            return None
        return tree.text

    def one_of(self, key: str, options: Iterable[str], default: str | None = None) -> str | None:
        """The value of a key as one of several words."""
        text = self.text(key)
        options = tuple(options)
        if text is None:
            return default
        if text not in options:
            self.problem(
                f'"{key}" of {self.what} cannot be {describe(text)}.',
                nearest(text, options)
                or (f"It is one of: {', '.join(options)}." if options else "There are none yet."),
                self.at(key),
            )
            return default
        return text

    def flag(self, key: str) -> bool:
        """The value of a key as true or false; absent is false."""
        tree = self.entries.get(key)
        value = plain(tree) if tree is not None else False
        if not isinstance(value, bool):
            self.problem(
                f'"{key}" of {self.what} must be true or false, not {describe(value)}.',
                "Write true or false.",
                self.at(key),
            )
            return False
        return value

    def whole(self, key: str) -> int | None:
        """The value of a key as a whole number."""
        tree = self.entries.get(key)
        if tree is None:
            return None
        value = plain(tree)
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem(
                f'"{key}" of {self.what} must be a whole number, not {describe(value)}.',
                "Write a whole number.",
                tree.place,
            )
            return None
        return value

    def quantity(self, key: str) -> Fraction | None:
        """The value of a key as an exact number."""
        tree = self.entries.get(key)
        return None if tree is None else as_quantity(tree, f'"{key}" of {self.what}', self.problems)

    def names(self, key: str) -> tuple[str, ...]:
        """The value of a key as a list of words; absent is empty."""
        return tuple(name for name, _ in self.placed_names(key))

    def placed_names(self, key: str) -> tuple[tuple[str, Place], ...]:
        """The value of a key as a list of words with their places; absent is empty."""
        tree = self.entries.get(key)
        if tree is None:
            return ()
        if not isinstance(tree, Sequence):
            self.problem(
                f'"{key}" of {self.what} must be a list, not {describe(plain(tree))}.',
                "Write [one, two].",
                tree.place,
            )
            return ()
        found: list[tuple[str, Place]] = []
        for item in tree.items:
            if not isinstance(item, Scalar) or plain(item) is None:
                self.problem(
                    f'"{key}" of {self.what} must hold words, not {describe(plain(item))}.',
                    "Write [one, two].",
                    item.place,
                )
            else:
                found.append((item.text, item.place))
        return tuple(found)

    def words(self, key: str) -> dict[str, str] | None:
        """The value of a key as a text in each language."""
        tree = self.entries.get(key)
        return None if tree is None else as_words(tree, f'"{key}" of {self.what}', self.problems)

    def mapping(self, key: str) -> dict[str, Tree]:
        """The value of a key as a mapping of names to trees; absent is empty."""
        tree = self.entries.get(key)
        return {} if tree is None else as_mapping(tree, f'"{key}" of {self.what}', self.problems)


def as_words(tree: Tree, what: str, problems: list[Problem]) -> dict[str, str]:
    """A text in each language: `{nl: ..., en: ...}`."""
    if isinstance(tree, Scalar):
        problems.append(
            Problem(
                tree.place,
                f"{what} must be given in each language, not as {describe(plain(tree))}.",
                "Write {nl: ..., en: ...}.",
            )
        )
        return {}
    fields = Fields(tree, what, problems, LANGUAGES)
    return {
        language: text.strip()
        for language in LANGUAGES
        if (text := fields.text(language)) is not None
    }


def as_mapping(tree: Tree, what: str, problems: list[Problem]) -> dict[str, Tree]:
    """A mapping with names of its own choosing as keys."""
    if not isinstance(tree, Mapping):
        problems.append(
            Problem(
                tree.place,
                f"{what} must be a mapping, not {describe(plain(tree))}.",
                "Write `name:` and what belongs to it, indented, below.",
            )
        )
        return {}
    for key in tree.entries:
        check_name(key, tree.keys[key], f"an entry of {what}", problems)
    return dict(tree.entries)


def as_sequence(tree: Tree, what: str, problems: list[Problem]) -> tuple[Tree, ...]:
    """A list."""
    if not isinstance(tree, Sequence):
        problems.append(
            Problem(
                tree.place,
                f"{what} must be a list, not {describe(plain(tree))}.",
                "Begin each entry with a dash.",
            )
        )
        return ()
    return tree.items


def as_quantity(tree: Tree, what: str, problems: list[Problem]) -> Fraction | None:
    """An exact number."""
    value = plain(tree)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        problems.append(
            Problem(
                tree.place,
                f"{what} must be a number, not {describe(value)}.",
                "Write a number, without quotes.",
            )
        )
        return None
    return Fraction(value)


def check_name(name: str, place: Place, what: str, problems: list[Problem]) -> None:
    """Names are lower_snake and not a word of the language."""
    if name in RESERVED:
        problems.append(
            Problem(
                place,
                f'{what} cannot be called "{name}", a word of the language itself.',
                "Choose another name.",
            )
        )
    else:
        _check_shape(name, place, what, problems)


def check_option(name: str, place: Place, what: str, problems: list[Problem]) -> None:
    """Options are shaped like names, and never a word that could be taken for a truth value."""
    if name in _TRUTHS or re.fullmatch(r"[-+]?[0-9.]+", name):
        problems.append(
            Problem(
                place,
                f'{what} cannot be called "{name}".',
                "Never yes, no, on, off, true, false, null or a number: "
                "choose a word that says what it means.",
            )
        )
    else:
        _check_shape(name, place, what, problems)


def _check_shape(name: str, place: Place, what: str, problems: list[Problem]) -> None:
    if not NAME.fullmatch(name):
        problems.append(
            Problem(
                place,
                f"{what} cannot be called {describe(name)}.",
                "Use small letters, digits and single underscores, starting with a letter.",
            )
        )
