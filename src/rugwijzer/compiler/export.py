"""A checked guideline as one JSON document, and back: read in a fraction of the time.

The document holds everything but the cases, the people they start from, the claims, and the worked
examples of measures. It is what is kept with old assessments, so that their reasons can still be
shown, and what commands start from when the files have not changed since it was made.

Every object is a list: the name of its class and the values of its fields, in order; the last of
them are left out where they are what they are unless said. Before all objects stand the number of
the format and a fingerprint of all that follows: a document is restored as it was made, or not at
all.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from types import ModuleType
from typing import Any

from rugwijzer.compiler.language import courses, items, measures, nodes, places, types
from rugwijzer.compiler.language import guideline as guideline_module
from rugwijzer.compiler.language.guideline import Guideline

FORMAT = 2
"""Raised when a document of an older program can no longer be read, or means something else: also
when a field changes what it is unless said."""


def _classes(*modules: ModuleType) -> dict[str, type]:
    return {
        name: each
        for module in modules
        for name, each in vars(module).items()
        if isinstance(each, type)
        and each.__module__ == module.__name__
        and (dataclasses.is_dataclass(each) or issubclass(each, Enum))
    }


_CLASSES = _classes(guideline_module, courses, items, measures, nodes, places, types)
_FIELDS: dict[type, tuple[str, ...]] = {
    each: tuple(field.name for field in dataclasses.fields(each))
    for each in _CLASSES.values()
    if dataclasses.is_dataclass(each)
}
_UNLESS_SAID: dict[type, tuple[Any, ...]] = {
    each: tuple(field.default for field in dataclasses.fields(each)) for each in _FIELDS
}


def export_guideline(guideline: Guideline) -> str:
    """The document."""
    kept = dataclasses.replace(
        guideline,
        cases=(),
        people={},
        claims={},
        measures={
            name: dataclasses.replace(measure, examples=())
            for name, measure in guideline.measures.items()
        },
    )
    return _sealed(json.dumps(_plain(kept), ensure_ascii=False, separators=(",", ":")))


def restore_guideline(document: str) -> Guideline:
    """The guideline of a document. Raises ValueError if it is not one of this format."""
    document = document.strip()
    tree = document[len(_sealed("")) - 1 : -1]
    if document != _sealed(tree):
        raise ValueError("this is not an exported guideline of this format, or it was changed")
    try:
        found = _object(json.loads(tree))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
            RecursionError) as error:  # fmt: skip
        raise ValueError("this is not an exported guideline") from error
    if not isinstance(found, Guideline):
        raise ValueError("this is not an exported guideline")
    return found


def _sealed(tree: str) -> str:
    mark = hashlib.sha256(tree.encode(errors="surrogatepass")).hexdigest()[:32]
    return f'[{FORMAT},"{mark}",{tree}]'


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Enum():
            return ["#", type(value).__name__, value.value]
        case Fraction():
            return ["/", value.numerator, value.denominator]
        case tuple():
            return ["(", *map(_plain, value)]
        case frozenset():
            return ["{", *sorted(map(str, value))]
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case _:
            return [type(value).__name__, *map(_plain, _said(value))]


def _said(value: Any) -> list[Any]:
    """The values of the fields of an object, without those at the end that need not be said."""
    found = [getattr(value, name) for name in _FIELDS[type(value)]]
    for default in reversed(_UNLESS_SAID[type(value)]):
        if type(found[-1]) is not type(default) or found[-1] != default:
            break
        found.pop()
    return found


def _object(tree: Any) -> Any:
    if isinstance(tree, list):
        head = tree[0]
        special = _SPECIAL.get(head)
        if special is not None:
            return special(tree)
        return _CLASSES[head](*map(_object, tree[1:]))
    if isinstance(tree, dict):
        return {key: _object(each) for key, each in tree.items()}
    return tree


_SPECIAL: dict[str, Callable[[list[Any]], Any]] = {
    "(": lambda tree: tuple(map(_object, tree[1:])),
    "/": lambda tree: Fraction(tree[1], tree[2]),
    "{": lambda tree: frozenset(tree[1:]),
    "#": lambda tree: _CLASSES[tree[1]](tree[2]),
}
