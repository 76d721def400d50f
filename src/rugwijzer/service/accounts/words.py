"""The words of this room, also for what is said later in another language."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazystr

from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language


def said(key: str, **places: object) -> str:
    """A text of `content/interface/account.yaml`, in the language of the moment."""
    return knowledge.texts().text(f"account.{key}", language(), **places)


class _Later:
    def __init__(self, key: str) -> None:
        self.key = key

    def __str__(self) -> str:
        return said(self.key)


def later(key: str) -> Any:
    """The same, in the language of the moment in which it is read."""
    return lazystr(_Later(key))
