"""Print how many people still use their plan at days 7, 30 and 180: counts only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from rugwijzer.service.patients.hers import today_is
from rugwijzer.service.patients.use import AT, said, use_at


class Command(BaseCommand):
    """A table with a row for each of these days."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is kept of it."""
        self.stdout.write(f"{'day':>5}  {'began':>14}  {'used that week':>16}  {'of 100':>7}")
        for day in AT:
            found = use_at(day, today_is())
            share = "" if found.share is None else str(found.share)
            self.stdout.write(
                f"{day:>5}  {said(found.began):>14}  {said(found.used):>16}  {share:>7}"
            )
