"""The engines: each says the same about the same record, in its own way.

`reference` is the plain interpreter and so the meaning; `compiled` is the fast one. Engines do not
see each other: that they agree is tested, not arranged.
"""

from __future__ import annotations

from typing import Protocol

from rugwijzer.compiler.language.outcome import Change, Outcome
from rugwijzer.compiler.language.types import Record


class Engine(Protocol):
    """What every engine can do with one guideline."""

    def evaluate(self, record: Record) -> Outcome:
        """All that follows from a typed record."""
        ...

    def would_change(self, record: Record, decision: str | None = None) -> tuple[Change, ...]:
        """The other answers, one at a time, that would raise the lower bound of a ladder."""
        ...
