"""What is slow at first use is made ready while the service starts, so that no visitor waits.

It happens beside the first requests: the service answers at once, and who comes too early waits
only for what is still being made.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Thread

from django.apps import apps
from django.template.loader import get_template
from django.urls import get_resolver

from rugwijzer.service import knowledge
from rugwijzer.service.site import book, check, figures, search

LOGGER = logging.getLogger(__name__)


def begin() -> Thread:
    """Begin, and do not wait for it."""
    thread = Thread(target=_try, name="warming", daemon=True)
    thread.start()
    return thread


def load() -> None:
    """All that is made once: addresses, guideline, words, questions, drawings, pages, rules."""
    assert get_resolver().url_patterns
    knowledge.planner()
    knowledge.texts()
    knowledge.catalogue()
    knowledge.pages()
    knowledge.glossary()
    check.interview()
    figures.shown()
    for name in templates():
        get_template(name)
    for language in ("nl", "en"):
        search.index(language)
    book.book()


def templates() -> list[str]:
    """The names of the pages of our own rooms."""
    rooms = [Path(app.path) / "templates" for app in apps.get_app_configs()]
    return [
        path.relative_to(room).as_posix()
        for room in rooms
        if room.is_relative_to(Path(__file__).parents[1])
        for path in sorted(room.rglob("*.html"))
    ]


def _try() -> None:
    try:
        load()
    except Exception:
        # Whoever asks for it next will meet the same, and be told.
        LOGGER.exception("What the service needs could not be made ready.")
