"""This room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Audit(AppConfig):
    """See the room itself."""

    name = "rugwijzer.service.audit"
    label = "audit"
