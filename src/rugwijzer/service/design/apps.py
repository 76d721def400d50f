"""The design as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Design(AppConfig):
    """Templates, styles and the tags of every page."""

    name = "rugwijzer.service.design"
    label = "design"
