"""What happens to an account is written in the audit, in the transaction in which it happens."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_step
from django.dispatch import Signal

from rugwijzer.service.audit.actions import note

HAPPENED: dict[str, Signal] = {
    "account_made": account.user_signed_up,
    "logged_in": account.user_logged_in,
    "address_changed": account.email_changed,
    "password_set": account.password_set,
    "password_changed": account.password_changed,
    "password_reset": account.password_reset,
    "second_step_added": second_step.authenticator_added,
    "second_step_removed": second_step.authenticator_removed,
    "second_step_renewed": second_step.authenticator_reset,
}


def _listen(what: str, signal: Signal) -> None:
    def noted(sender: Any, user: Any, **_: Any) -> None:
        note(user, what)

    signal.connect(noted, weak=False, dispatch_uid=f"audit {what}")


for _what, _signal in HAPPENED.items():
    _listen(_what, _signal)
