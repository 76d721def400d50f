"""Every write is an action: one transaction, with its entry in the audit, or nothing at all.

    @action("visit_recorded")
    def record_visit(person: Person, …) -> Visit: …

Models that hold something of a person are `Guarded`: outside an action they refuse to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.db import models, transaction

from rugwijzer.service.audit.models import Entry
from rugwijzer.service.audit.pseudonyms import pseudonym

SERVICE = "service"
"""The actor of what the service does by itself, such as changing to a new key."""


class Subject(Protocol):
    """For whom something is done."""

    @property
    def audit_id(self) -> str:
        """The id of the account."""
        ...


S = TypeVar("S", bound=Subject)
M = TypeVar("M", bound=models.Model)
P = ParamSpec("P")
R = TypeVar("R")

_doing: ContextVar[str] = ContextVar("doing", default="")
_actor: ContextVar[str] = ContextVar("actor", default="")


class OutsideAction(Exception):
    """Something of a person was to be written outside an action. Write it in one."""


def action(
    what: str,
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """A function whose first argument is for whom; `what` names it in the audit.

    It runs in one transaction, with its entry. Whoever does it is the subject herself, unless
    `acting` says otherwise.
    """

    def decorate(function: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(function)
        def run(subject: S, *args: P.args, **kwargs: P.kwargs) -> R:
            who = pseudonym(subject.audit_id)
            with transaction.atomic(), _within(what):
                found = function(subject, *args, **kwargs)
                Entry.objects.create(actor=_actor.get() or who, subject=who, what=what)
            return found

        run.action = what  # type: ignore[attr-defined]
        return cast(Callable[Concatenate[S, P], R], run)

    return decorate


@contextmanager
def acting(by: Subject | None) -> Iterator[None]:
    """Say who acts, where it is not the person herself; None is the service."""
    token = _actor.set(pseudonym(by.audit_id) if by is not None else SERVICE)
    try:
        yield
    finally:
        _actor.reset(token)


@contextmanager
def _within(what: str) -> Iterator[None]:
    token = _doing.set(what)
    try:
        yield
    finally:
        _doing.reset(token)


def require_action() -> None:
    """Raises OutsideAction."""
    if not _doing.get():
        raise OutsideAction


class GuardedRows(models.QuerySet[M]):
    """Rows that are written in an action only, however they are written."""

    def update(self, **kwargs: Any) -> int:
        """See the class."""
        require_action()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """See the class."""
        require_action()
        return super().delete()

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """See the class."""
        require_action()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        """See the class."""
        require_action()
        return super().bulk_update(objs, *args, **kwargs)

    def _raw_delete(self, using: str | None) -> int:
        require_action()
        return super()._raw_delete(using)

    # Django itself looks for these marks of a method that a template may not call.
    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]


class Guarded(models.Model):
    """Something of a person: written in an action only."""

    objects = GuardedRows.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """See the class."""
        require_action()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """See the class."""
        require_action()
        return super().delete(*args, **kwargs)


def note(subject: Subject, what: str) -> None:
    """Add an entry for what a library did to an account, in the transaction of its request."""
    who = pseudonym(subject.audit_id)
    Entry.objects.create(actor=_actor.get() or who, subject=who, what=what)
