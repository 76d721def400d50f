"""Send the letters that are due. To be run every quarter of an hour by a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rugwijzer.service.audit.actions import acting
from rugwijzer.service.patients.letters import send_due


class Command(BaseCommand):
    """Run it as often as you like, and break it off: a letter goes out once at most."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything due at this moment."""
        with acting(None):
            try:
                sent, failed = send_due(timezone.now())
            except OSError as error:
                raise CommandError(
                    f"The server for letters does not answer ({type(error).__name__}). "
                    "Nothing was lost: see RUGWIJZER_MAIL, and run this again."
                ) from None
        self.stdout.write(f"{sent} sent.")
        if failed:
            raise CommandError(f"{failed} could not be sent, and are not tried again.")
