"""Styles, fonts and scripts: under a name that says what is in them, packed, and kept for good."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """They do not change while the service runs, so each address is worked out once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._known: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file."""
        found = self._known.get(name)
        if found is None or force:
            found = self._known[name] = str(super().url(name, force))
        return found
