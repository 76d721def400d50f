"""Where something stands in a file, and what is wrong there.

Every mistake in a guideline or an answer is a `Problem`: where, what, and how to mend it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A line in a file; line 0 means the file as a whole."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what it is, and how to mend it."""

    place: Place
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.mend}".rstrip()


class GuidelineError(Exception):
    """The guideline cannot be used. `problems` names every mistake found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(name: str, names: Iterable[str]) -> str:
    """A sentence proposing the known name most like `name`, or listing nothing if none is near.

    >>> nearest("brkes", ["brakes", "lights"])
    'Did you mean "brakes"?'
    """
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f'Did you mean "{near[0]}"?' if near else ""
