"""YAML as a tree that knows its lines, with a stricter reading of what a word means.

Duplicate keys, anchors and tags are errors. `true`, `false` and `null` are the only words that are
not text; `yes`, `no`, `on` and `off` are text, whatever YAML 1.1 thought. Numbers are exact.

>>> tree = read_document("brakes: [front, 2.50, null]", "bike.yaml")
>>> plain(tree)
{'brakes': ['front', Fraction(5, 2), None]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import yaml

from rugwijzer.compiler.language.places import GuidelineError, Place, Problem

Plain = None | bool | int | Fraction | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class Scalar:
    """One value, as it was written."""

    text: str
    quoted: bool
    place: Place


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """Keys and values, in order, no key twice."""

    entries: dict[str, Tree]
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)


Tree = Scalar | Sequence | Mapping

DEEPEST = 50
_CHECK_AROUND = "Check the indentation, the colons and the quotes here and just above."
_MENDS = {
    "did not find expected key": "Check the indentation here and just above; a text that begins "
    "with a quote needs other quotes around the whole of it.",
    "mapping values are not allowed": "A text with a colon in it needs quotes around it.",
    "cannot start any token": "Indent with spaces, not tabs; a text that begins with a sign "
    "needs quotes around it.",
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NOT_IN_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None, "~": None}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_document(text: str, file: str) -> Tree | None:
    """The tree of one YAML document, or None if it is empty. Raises GuidelineError."""
    if stray := _NOT_IN_TEXT.search(text):
        line = text.count("\n", 0, stray.start()) + 1
        raise GuidelineError(
            [
                Problem(
                    Place(file, line),
                    f"a character that is not text stands here (U+{ord(stray[0]):04X}).",
                    "Remove it.",
                )
            ]
        )
    try:
        events = iter(_events(text, file))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        reason = getattr(error, "problem", None) or "it cannot be read"
        raise GuidelineError(
            [
                Problem(
                    Place(file, line),
                    f"this is not valid YAML: {reason}.",
                    next((mend for part, mend in _MENDS.items() if part in reason), _CHECK_AROUND),
                )
            ]
        ) from None
    problems: list[Problem] = []
    tree = _document(events, file, problems)
    if problems:
        raise GuidelineError(problems)
    return tree


def _events(text: str, file: str) -> list[yaml.Event]:
    """What stands in a text, in order; no further than where it is nested too deep.

    The parser takes half a minute for a hundred thousand brackets.
    """
    found: list[yaml.Event] = []
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.NodeEvent) and depth >= DEEPEST:
            raise GuidelineError(
                [
                    Problem(
                        _place(event, file),
                        f"this is nested more than {DEEPEST} deep.",
                        "Nothing here needs that: check the brackets and the indentation.",
                    )
                ]
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        found.append(event)
    return found


def _document(events: Iterator[yaml.Event], file: str, problems: list[Problem]) -> Tree | None:
    tree: Tree | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if tree is not None:
                problems.append(
                    Problem(
                        _place(event, file),
                        "a second document starts here.",
                        "Keep one document to a file: remove the line with ---.",
                    )
                )
            else:
                tree = _tree(next(events), events, file, problems)
    return None if isinstance(tree, Scalar) and plain(tree) is None else tree


def _place(event: yaml.Event, file: str) -> Place:
    mark = event.start_mark
    return Place(file, mark.line + 1 if mark is not None else 0)


def _tree(
    event: yaml.Event,
    events: Iterator[yaml.Event],
    file: str,
    problems: list[Problem],
) -> Tree:
    place = _place(event, file)
    if getattr(event, "anchor", None) is not None:
        problems.append(
            Problem(
                place,
                "anchors and aliases (& and *) are not read.",
                "Write the value out where it belongs.",
            )
        )
    if getattr(event, "tag", None) is not None:
        problems.append(
            Problem(
                place,
                "tags (!) are not read.",
                "Remove it, or put quotes around a text that begins with an exclamation mark.",
            )
        )
    match event:
        case yaml.SequenceStartEvent():
            items: list[Tree] = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(_tree(inner, events, file, problems))
            return Sequence(tuple(items), place)
        case yaml.MappingStartEvent():
            entries: dict[str, Tree] = {}
            keys: dict[str, Place] = {}
            while not isinstance(inner := next(events), yaml.MappingEndEvent):
                key = _tree(inner, events, file, problems)
                value = _tree(next(events), events, file, problems)
                if not isinstance(key, Scalar):
                    problems.append(
                        Problem(key.place, "a key must be one word.", "Write `word: value`.")
                    )
                elif key.text in entries:
                    problems.append(
                        Problem(
                            key.place,
                            f'the key "{key.text}" stands here twice'
                            f" (first on line {keys[key.text].line}).",
                            "Keep one of them.",
                        )
                    )
                else:
                    entries[key.text] = value
                    keys[key.text] = key.place
            return Mapping(entries, place, keys)
        case yaml.ScalarEvent():
            return Scalar(event.value, event.style in ("'", '"', "|", ">"), place)
        case _:
            return Scalar("", False, place)


def plain(tree: Tree) -> Plain:
    """The tree as plain Python values; numbers exact, lines forgotten."""
    match tree:
        case Mapping(entries):
            return {key: plain(value) for key, value in entries.items()}
        case Sequence(items):
            return [plain(item) for item in items]
        case Scalar(text, True):
            return text
        case Scalar(text):
            if text in _WORDS:
                return _WORDS[text]
            if _WHOLE.fullmatch(text):
                return int(text)
            if _DECIMAL.fullmatch(text):
                return Fraction(text)
            return text


def describe(value: object) -> str:
    """What a plain value is, in words for an error.

    >>> describe(True), describe([1]), describe("soft")
    ('true', 'a list', '"soft"')
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Fraction():
            return str(value.numerator if value.denominator == 1 else float(value))
        case str():
            return f'"{value[:40]}"'
        case list():
            return "a list"
        case _:
            return "a mapping"
