"""The fast engine: the whole guideline as one Python function, written and compiled when it loads.

Everything that can be decided beforehand is: who reads whom, which level is higher, which facts
stand behind a rule. What is left for each record is a run of short conditions over local variables.
`expressions` writes conditions, `decisions` what follows from them, `reasons` why, `program` puts
them together, and `changes` tries other answers. `reference` says what it must come to; the tests
hold the two to each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from rugwijzer.compiler.language.guideline import Guideline, Ladder
from rugwijzer.compiler.language.outcome import Change, Outcome
from rugwijzer.compiler.language.types import Record

from .changes import Changes
from .codes import Codes
from .program import evaluator
from .reasons import write_reasons


class Compiled:
    """A guideline, ready to be asked about records, many times a second."""

    def __init__(self, guideline: Guideline, kept: bytes = b"") -> None:
        """`kept` is what `keep` gave for the same guideline: it saves writing it all again."""
        self.guideline = guideline
        self._codes = Codes(kept)
        self._evaluate = cast(Callable[[Record], Outcome], evaluator(guideline, self._codes))
        self._changes: dict[str, Changes] = {}

    def evaluate(self, record: Record) -> Outcome:
        """All that follows from the record. It must be typed: see `read_answers`."""
        return self._evaluate(record)

    def would_change(self, record: Record, decision: str | None = None) -> tuple[Change, ...]:
        """Per fact, the other answers that would raise the lower bound of a ladder.

        `decision` is the ladder's name; without it, the first ladder of the guideline.
        """
        for ladder in self.guideline.decisions.values():
            if isinstance(ladder, Ladder) and decision in (None, ladder.name):
                return tuple(self._changes_of(ladder).of(record))
        return ()

    def _changes_of(self, ladder: Ladder) -> Changes:
        if ladder.name not in self._changes:
            self._changes[ladder.name] = Changes(self.guideline, ladder, self._codes)
        return self._changes[ladder.name]

    def keep(self) -> bytes:
        """The code of this engine, whole, for the next one of the same guideline and Python."""
        for decision in self.guideline.decisions.values():
            if isinstance(decision, Ladder):
                self._changes_of(decision)
        write_reasons(self.guideline, self._codes)
        return self._codes.kept()
