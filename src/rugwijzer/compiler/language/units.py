"""Units of numbers, and the literals that carry them: `weeks(6)`, `celsius(38.0)`.

>>> literal_unit("weeks")
('days', 7)
"""

from __future__ import annotations

PLAIN = "plain"

UNITS: dict[str, dict[str, int]] = {
    PLAIN: {},
    "days": {"days": 1, "weeks": 7, "months": 30, "years": 365},
    "celsius": {"celsius": 1},
}
"""Each unit with the literals that express it, and how many of the unit each literal is."""

LITERALS: dict[str, tuple[str, int]] = {
    literal: (unit, size) for unit, literals in UNITS.items() for literal, size in literals.items()
}


def literal_unit(literal: str) -> tuple[str, int]:
    """The unit a literal stands for and its size in that unit. Raises KeyError if there is none."""
    return LITERALS[literal]
