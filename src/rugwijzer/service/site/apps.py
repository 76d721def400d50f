"""This room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Site(AppConfig):
    """See the room itself."""

    name = "rugwijzer.service.site"
    label = "site"
