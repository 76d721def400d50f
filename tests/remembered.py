"""What was read before in this process is not read again.

Hundreds of tests read the same guideline and the same content, most of them a copy in which one
file differs. What a file says follows from its text alone, so it is read once for all tests; who
tests the reading itself brings a text that was not read before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from unittest import mock

from rugwijzer.compiler import Guideline
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.reading import documents, guideline
from rugwijzer.library import texts

MANY = 2000
"""Files: three times those of the guideline and the content together."""


def remember() -> None:
    """Let this process read every text once."""
    document = lru_cache(MANY)(documents.read_document)
    read = guideline.read_guideline

    @lru_cache(4)
    def whole(
        files: tuple[tuple[str, str], ...], prefix: str
    ) -> tuple[Guideline, tuple[Problem, ...]]:
        found, problems = read(dict(files), prefix=prefix)
        return found, tuple(problems)

    def read_guideline(
        files: Mapping[str, str], *, prefix: str = ""
    ) -> tuple[Guideline, list[Problem]]:
        found, problems = whole(tuple(files.items()), prefix)
        return found, list(problems)

    for module in (documents, guideline):
        mock.patch.object(module, "read_document", document).start()
    mock.patch.object(guideline, "read_guideline", read_guideline).start()
    mock.patch.object(texts, "_look_over", lru_cache(MANY)(texts._look_over)).start()
