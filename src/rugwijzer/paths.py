"""Where the data is: as given, the environment, the wheel's copy, the checkout, in that order."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent
"""Where the checkout is, if the program runs from one."""
VARIABLES = {"guideline": "RUGWIJZER_GUIDELINE", "content": "RUGWIJZER_CONTENT"}


class DataNotFound(Exception):
    """A folder of data is in none of the places it could be."""


def find(room: str, given: Path | None = None) -> Path:
    """The folder of a room of data: `guideline`, `content` or `spec`.

    A folder that was given, or named in the environment, is taken as it is. Raises DataNotFound.
    """
    if given is not None:
        return given
    if (variable := VARIABLES.get(room)) and (named := os.environ.get(variable)):
        return Path(named)
    for candidate in (PACKAGE / "data" / room, CHECKOUT / room):
        if candidate.is_dir():
            return candidate
    raise DataNotFound(
        f"the folder {room}/ is missing. Run from a checkout, or set {VARIABLES.get(room, room)}."
    )
