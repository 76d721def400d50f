"""Make a few fictional people in different weeks, to look around with."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from rugwijzer.service.patients.demo import PEOPLE, address_of, make
from rugwijzer.service.patients.hers import today_is

NAMES = tuple(each.name for each in PEOPLE)


class Command(BaseCommand):
    """Only on one's own machine: their password is printed."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """All of them, or a few."""
        parser.add_argument("name", nargs="*", help=", ".join(NAMES))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it again to begin anew."""
        if not settings.ENVIRONMENT.is_local:
            raise CommandError(
                "Demo people are only made on your own machine: RUGWIJZER_ADDRESS is another "
                "address. Leave it out, or write http://localhost:8000."
            )
        if strangers := set(options["name"]) - set(NAMES):
            raise CommandError(f"There is no {min(strangers)}. Choose from: {', '.join(NAMES)}.")
        password = secrets.token_urlsafe(9)
        self.stdout.write(f"Sign in at {settings.ADDRESS}{reverse('account_login')}")
        self.stdout.write(f"Password of everybody: {password}")
        for someone, _ in make(password, today_is(), options["name"]):
            week = someone.days // 7 + 1
            self.stdout.write(
                f"  {address_of(someone):<22} week {week:>2}, day {someone.days + 1:>2}  "
                + someone.story.replace("-", " ")
            )
