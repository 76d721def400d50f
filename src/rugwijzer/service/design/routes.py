"""Addresses in two languages: one route, one name, and a path of its own in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import lazystr
from django.utils.translation import get_language


class _InLanguage:
    """The path in the language of the moment; Django asks for it anew in every language."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self.paths = paths

    def __str__(self) -> str:
        return self.paths.get(get_language() or "nl", self.paths["nl"])


def route(nl: str, en: str, view: Callable[..., Any], name: str) -> URLPattern:
    """A view under a Dutch and an English path, with one name.

    What stands between `<` and `>` has the same name in both.
    """
    return path(lazystr(_InLanguage({"nl": nl, "en": en})), view, name=name)
