"""The entries of the audit. They are written, and never changed or removed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Unchangeable(Exception):
    """An entry of the audit is not changed and not removed."""


class Entries(models.QuerySet["Entry"]):
    """Entries can be read and added to."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Unchangeable

    def delete(self) -> NoReturn:
        """Refused."""
        raise Unchangeable

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Unchangeable


class Entry(models.Model):
    """What was done, when, by whom and for whom: by pseudonym, and without any answer."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.CharField(max_length=32)
    subject = models.CharField(max_length=32, db_index=True)
    what = models.CharField(max_length=40)

    objects = Entries.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="audit_entry_is_whole",
                condition=Q(actor__regex=r"^([0-9a-f]{32}|service)$")
                & Q(subject__regex=r"^([0-9a-f]{32}|service)$")
                & Q(what__regex=r"^[a-z_]+$"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.at} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Unchangeable
