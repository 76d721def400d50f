"""Wrap everything anew under the newest key of the service."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rugwijzer.service.accounts.keys import CannotOpen, is_newest
from rugwijzer.service.accounts.secrets import rewrap_secrets
from rugwijzer.service.audit.actions import acting
from rugwijzer.service.records.actions import rewrap
from rugwijzer.service.records.models import Person


class Command(BaseCommand):
    """To change keys: put the new one before the old in RUGWIJZER_KEYS, run this, drop the old."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Each key by itself: if it is broken off, run it again."""
        wrapped = lost = 0
        with acting(None):
            for person in Person.objects.iterator():
                if is_newest(bytes(person.wrapped_key)):
                    continue
                try:
                    rewrap(person)
                    wrapped += 1
                except CannotOpen:
                    lost += 1
            again, cannot = rewrap_secrets()
        wrapped, lost = wrapped + again, lost + cannot
        self.stdout.write(f"{wrapped} wrapped anew under the newest key.")
        if lost:
            raise CommandError(
                f"{lost} cannot be opened with any key of RUGWIJZER_KEYS. Put the older key back "
                "behind the newest, and run this again."
            )
