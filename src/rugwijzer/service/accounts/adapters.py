"""How the library for accounts behaves here: our words, our letters, secrets wrapped.

A letter is short, has no link to click on but the front page and never says that this is about
somebody's health.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from rugwijzer.service.accounts.models import User
from rugwijzer.service.accounts.secrets import hide, shown
from rugwijzer.service.accounts.words import later, said
from rugwijzer.service.design.templatetags.design import language

ERRORS = (
    "account_inactive",
    "duplicate_email",
    "email_password_mismatch",
    "email_taken",
    "enter_current_password",
    "incorrect_code",
    "incorrect_password",
    "invalid_login",
    "invalid_or_expired_key",
    "invalid_password_reset",
    "rate_limited",
    "same_as_current",
    "too_many_login_attempts",
    "unverified_primary_email",
)
SAID = (
    "email_confirmation_failed",
    "email_confirmed",
    "password_changed",
    "password_set",
    "recovery_codes_generated",
    "sessions_logged_out",
    "totp_activated",
    "totp_deactivated",
    "webauthn_added",
    "webauthn_removed",
)
"""What is said after something was done. All else shows for itself."""
ASKED_FOR = (
    "account_already_exists",
    "email_confirmation",
    "email_confirmation_signup",
    "password_reset_code",
    "unknown_account",
)
"""Letters that were asked for. The others tell that something was done to an account."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """E-mail addresses, passwords, letters."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        **{name: later(f"error.{name}") for name in ERRORS},
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what is worth saying, in our words."""
        if message_template:
            name = message_template.rpartition("/")[2].removesuffix(".txt")
            message = said(f"message.{name}") if name in SAID else None
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A letter, in the language of the page from which it comes."""
        name = template_prefix.rpartition("/")[2]
        home = settings.ADDRESS + reverse("home")
        text = said(f"letter.{name}.text", code=context.get("code", ""), home=home)
        if name not in ASKED_FOR:
            text += "\n\n" + said("letter.not_you", home=home)
        return EmailMessage(
            said(f"letter.{name}.subject"),
            f"{text}\n\n{said('letter.greeting')}\n",
            self.get_from_email(),
            [email] if isinstance(email, str) else email,
            headers={"Auto-Submitted": "auto-generated", **(headers or {})},
        )

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new account remembers the language in which it was made."""
        user.language = language()
        return super().save_user(request, user, form, commit)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to say again who somebody is, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**each, "description": said(_way(each["id"]))} for each in methods]


def _way(name: str) -> str:
    return f"again.{name.replace(':', '_')}"


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes, passkeys, and codes for when these are lost."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": later("error.incorrect_code"),
        "unverified_email": later("error.unverified_primary_email"),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A passkey is a way to sign in, and asks for no second step: only an app with codes does.

        Otherwise whoever loses her only passkey could not come back with a code from a letter.
        """
        if types is None or Authenticator.Type.TOTP in types:
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types))

    def encrypt(self, text: str) -> str:
        """Under the keys of the service."""
        return hide(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The other way round."""
        return shown(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What stands in her app."""
        return "Rugwijzer"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What her phone says the passkey is for."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Rugwijzer"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name to begin with."""
        return said("passkey.first_name")


def display(user: User) -> str:
    """How an account is called where somebody must know which it is."""
    return user.email
