"""Libraries that only simulated people need, and what to say when one is missing."""

from __future__ import annotations


class ExtraMissing(ImportError):
    """A library of the `population` extra is not installed."""

    def __init__(self, name: str | None) -> None:
        super().__init__(
            f"Simulated people need {name}, which is not installed."
            " Install it with: pip install 'rugwijzer[population]'"
        )
