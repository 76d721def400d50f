"""This room as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class Patients(AppConfig):
    """See the room itself."""

    name = "rugwijzer.service.patients"
    label = "patients"
