"""YAML whose every value knows its line, and taking it apart while noting what is wrong.

The guideline's own reader checks the same files for anchors, tags and the like when the guideline
is loaded. What is read here is only what the rates need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from rugwijzer.compiler import GuidelineError, Place, Problem, Words, nearest

Plain = None | bool | int | float | str | list["Placed"] | dict[str, "Placed"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "": None, "~": None}


@dataclass(frozen=True)
class Placed:
    """A value and where it stands. For a mapping, `keys` says where each key stands."""

    value: Plain
    place: Place


def read_yaml(text: str, file: str) -> Placed:
    """The tree of one document. Raises GuidelineError."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = Problem(
            Place(file, mark.line + 1 if mark is not None else 0),
            f"this is not valid YAML: {getattr(error, 'problem', None) or 'it cannot be read'}.",
            "Check the indentation, the colons and the quotes here and just above.",
        )
        raise GuidelineError([problem]) from None
    problems: list[Problem] = []
    tree = _placed(node, file, problems) if node is not None else Placed(None, Place(file, 0))
    if problems:
        raise GuidelineError(problems)
    return tree


def _placed(node: yaml.Node, file: str, problems: list[Problem]) -> Placed:
    place = Place(file, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Placed] = {}
        for key, value in node.value:
            name, at = str(key.value), Place(file, key.start_mark.line + 1)
            if name in entries:
                problems.append(
                    Problem(at, f'the key "{name}" stands here twice.', "Keep one of them.")
                )
            inner = _placed(value, file, problems)
            entries[name] = Placed(inner.value, at)
        return Placed(entries, place)
    if isinstance(node, yaml.SequenceNode):
        return Placed([_placed(each, file, problems) for each in node.value], place)
    text = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return Placed(text.strip(), place)
    if text in _WORDS:
        return Placed(_WORDS[text], place)
    if _NUMBER.fullmatch(text):
        return Placed(float(text) if "." in text else int(text), place)
    return Placed(text, place)


class Part:
    """One mapping, what it is called in errors, and the problems found.

    Every getter notes a problem and goes on, so that one reading names every mistake.
    """

    def __init__(
        self, tree: Placed, what: str, problems: list[Problem], known: Iterable[str] | None = None
    ) -> None:
        """`known` are the keys that may stand here; None allows any."""
        self.what, self.place, self.problems = what, tree.place, problems
        self.entries: dict[str, Placed] = {}
        if not isinstance(tree.value, dict):
            self.wrong(f"{what} must be a mapping.", "Write one `key: value` per line.")
            return
        known = None if known is None else tuple(known)
        for key, value in tree.value.items():
            if known is None or key in known:
                self.entries[key] = value
            else:
                self.wrong(
                    f'unknown key "{key}" in {what}.',
                    nearest(key, known) or f"Known keys: {', '.join(known)}.",
                    value.place,
                )

    def wrong(self, what: str, mend: str, place: Place | None = None) -> None:
        """Note a mistake, at the mapping itself unless a place is given."""
        self.problems.append(Problem(place or self.place, what, mend))

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def at(self, key: str) -> Place:
        """Where a key stands, or the mapping if it is not there."""
        return self.entries[key].place if key in self.entries else self.place

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A text."""
        found = self.entries.get(key)
        if found is None:
            if required:
                self.wrong(f'{self.what} has no "{key}".', "Write it.")
            return None
        if not isinstance(found.value, str):
            self.wrong(f'"{key}" of {self.what} must be text.', "Write one text.", found.place)
            return None
        return found.value

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        found = self.entries.get(key)
        if found is None or isinstance(found.value, bool):
            return found is not None and found.value is True
        self.wrong(f'"{key}" of {self.what} must be true or false.', "Write one.", found.place)
        return False

    def number(self, key: str) -> float | None:
        """A number."""
        found = self.entries.get(key)
        if found is None:
            return None
        if isinstance(found.value, bool) or not isinstance(found.value, int | float):
            self.wrong(f'"{key}" of {self.what} must be a number.', "Write one.", found.place)
            return None
        return float(found.value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts; absent is empty."""
        found = self.entries.get(key)
        if found is None:
            return ()
        items = found.value if isinstance(found.value, list) else [found]
        texts = tuple(each.value for each in items if isinstance(each.value, str))
        if len(texts) < len(items):
            self.wrong(f'"{key}" of {self.what} must hold words.', "Write [one, two].", found.place)
        return texts

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers; absent is empty."""
        found = self.entries.get(key)
        if found is None:
            return ()
        items = found.value if isinstance(found.value, list) else [found]
        numbers = tuple(
            float(each.value)
            for each in items
            if isinstance(each.value, int | float) and not isinstance(each.value, bool)
        )
        if len(numbers) < len(items):
            self.wrong(
                f'"{key}" of {self.what} must be a list of numbers.', "Write [1, 2].", found.place
            )
        return numbers

    def words(self, key: str) -> Words:
        """A text in Dutch and in English."""
        found = self.entries.get(key)
        value = found.value if found is not None else None
        texts = (
            {language: each.value for language, each in value.items()}
            if isinstance(value, dict)
            else {}
        )
        if set(texts) != {"nl", "en"} or not all(isinstance(each, str) for each in texts.values()):
            self.wrong(
                f'{self.what} needs a "{key}" in Dutch and in English.',
                "Write {nl: ..., en: ...}.",
                self.at(key),
            )
        return {language: str(text) for language, text in texts.items()}

    def parts(self, key: str) -> Mapping[str, Placed]:
        """A mapping with names of its own choosing; absent is empty."""
        found = self.entries.get(key)
        if found is None:
            return {}
        if not isinstance(found.value, dict):
            self.wrong(
                f'"{key}" of {self.what} must be a mapping.',
                "Write `name:` and what belongs to it, indented, below.",
                found.place,
            )
            return {}
        return found.value

    def items(self, key: str) -> list[Placed]:
        """A list of anything; absent is empty."""
        found = self.entries.get(key)
        if found is None:
            return []
        if not isinstance(found.value, list):
            self.wrong(f'"{key}" of {self.what} must be a list.', "Use dashes.", found.place)
            return []
        return found.value
