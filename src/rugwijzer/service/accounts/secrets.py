"""The secrets behind a second step, wrapped under the keys of the service."""

from __future__ import annotations

from base64 import b64decode, b64encode

from allauth.mfa.models import Authenticator
from django.db import transaction

from rugwijzer.service.accounts.keys import CannotOpen, is_newest, unwrap, wrap

PLACE = b"second step"
HELD = ("secret", "seed")
"""Where the library keeps what it was given wrapped."""


def hide(secret: str) -> str:
    """A secret as it may be kept."""
    return b64encode(wrap(secret.encode(), PLACE)).decode()


def shown(hidden: str) -> str:
    """The secret itself. Raises CannotOpen."""
    try:
        return unwrap(b64decode(hidden, validate=True), PLACE).decode()
    except ValueError:
        raise CannotOpen from None


def rewrap_secrets() -> tuple[int, int]:
    """All of them under the newest key: how many were, and how many cannot be opened."""
    wrapped = lost = 0
    for pk in Authenticator.objects.values_list("pk", flat=True):
        with transaction.atomic():
            each = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if each is None:
                continue
            held = {name: each.data[name] for name in HELD if name in each.data}
            old = {name: value for name, value in held.items() if not is_newest(b64decode(value))}
            try:
                each.data |= {name: hide(shown(value)) for name, value in old.items()}
            except CannotOpen:
                lost += 1
                continue
            if old:
                each.save(update_fields=("data",))
                wrapped += 1
    return wrapped, lost
