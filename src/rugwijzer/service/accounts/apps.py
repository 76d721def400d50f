"""This room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """See the room itself."""

    name = "rugwijzer.service.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begin to listen to what happens to an account."""
        from rugwijzer.service.accounts import listening

        assert listening
