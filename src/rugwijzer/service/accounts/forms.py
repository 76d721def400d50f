"""What is asked besides an address at sign-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from rugwijzer.service.accounts.actions import give_consent
from rugwijzer.service.accounts.models import User
from rugwijzer.service.accounts.words import later


class Agreeing(forms.Form):
    """Nobody has an account without having agreed that her answers are kept."""

    field_order = ("email", "password1", "consent")
    consent = forms.BooleanField(required=True, error_messages={"required": later("error.consent")})

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep that she agreed, to which words and when."""
        give_consent(user)

    def clean(self) -> dict[str, Any]:
        """Nothing more."""
        return super().clean() or {}
