"""Styles, fonts and scripts: under a name that says what is in them, packed, and kept for good."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """They do not change while the service runs, so each address is worked out once."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file by its name."""
        if force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]
