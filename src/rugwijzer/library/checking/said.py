"""Every text that a person may read, with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rugwijzer.library.entries import Entry, Text
from rugwijzer.library.exercises import Exercise, read_exercises
from rugwijzer.library.glossary import FILE, Glossary, read_glossary
from rugwijzer.library.lessons import Lesson, read_lessons
from rugwijzer.library.pages import Page, read_pages
from rugwijzer.library.positions import Position, read_positions
from rugwijzer.library.texts import (
    LANGUAGES,
    Unreadable,
    leaves,
    no_texts,
    read_tree,
    text_files,
    twice,
)

GUIDELINE = "guideline"
GLOSSARY = "glossary"


@dataclass(frozen=True)
class Said:
    """One text. `kind` is its room in `content/`, or `glossary`, or `guideline`."""

    kind: str
    where: str
    key: str
    words: Mapping[str, object]

    def texts(self) -> Iterator[tuple[str, str]]:
        """The languages it is there in, each with the text."""
        for language in LANGUAGES:
            if isinstance(text := self.words.get(language), str):
                yield language, text

    @property
    def place(self) -> str:
        """File and key, as a problem begins."""
        return f"{self.where}: {self.key}"


@dataclass
class Everything:
    """All content of a folder as far as it can be read, and what is wrong with the files."""

    said: list[Said] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    exercises: tuple[Exercise, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    pages: tuple[Page, ...] = ()
    positions: tuple[Position, ...] = ()
    glossary: Glossary | None = None


def everything(folder: Path, own: Iterable[tuple[str, Text]] = ()) -> Everything:
    """Read a folder of content. `own` are the guideline's own words, by what they are of.

    Raises DataNotFound if it holds no texts.
    """
    found = Everything()
    _keyed(folder, found)
    found.exercises, exercises = read_exercises(folder)
    found.lessons, lessons = read_lessons(folder)
    found.pages, pages = read_pages(folder)
    found.positions, positions = read_positions(folder)
    for kind, entries in (
        ("exercises", exercises),
        ("lessons", lessons),
        ("pages", pages),
        ("positions", positions),
    ):
        _entries(kind, entries, found)
    if (folder / FILE).exists():
        found.glossary, entry = read_glossary(folder)
        _entries(GLOSSARY, (entry,), found)
    if not found.said and not found.problems:
        raise no_texts(folder)
    found.said += [Said(GUIDELINE, GUIDELINE, what, words) for what, words in own]
    return found


def _keyed(folder: Path, found: Everything) -> None:
    seen: dict[str, Path] = {}
    for path in text_files(folder):
        where = path.relative_to(folder).as_posix()
        try:
            tree = read_tree(path)
        except Unreadable as error:
            at = f"{where}:{error.line}" if error.line else where
            found.problems.append(f"{at}: {error}")
            continue
        found.problems += [f"{where}:{problem}" for problem in twice(path)]
        for key, words in leaves(tree):
            if key in seen and seen[key] != path:
                found.problems.append(f"{where}: {key} stands already in {seen[key].name}.")
            seen[key] = path
            found.said.append(Said(path.parent.name, where, key, words))


def _entries(kind: str, entries: Iterable[Entry], found: Everything) -> None:
    for entry in entries:
        found.problems += entry.problems
        found.said += [Said(kind, entry.where, key, words) for key, words in entry.texts]
