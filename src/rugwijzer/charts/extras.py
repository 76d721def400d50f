"""Libraries that only charts need, and what to say when one is missing."""

from __future__ import annotations


class ChartsMissing(ImportError):
    """A library of the `charts` extra is not installed."""

    def __init__(self, name: str | None) -> None:
        super().__init__(
            f"A picture needs {name}, which is not installed."
            " Install it with: pip install 'rugwijzer[charts]'"
        )
