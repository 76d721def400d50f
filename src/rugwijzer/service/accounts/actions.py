"""What can be done to an account, apart from its ways to log in."""

from __future__ import annotations

from django.utils import timezone

from rugwijzer.service.accounts.models import CONSENT, Consent, User
from rugwijzer.service.audit.actions import action


def has_consented(user: User) -> bool:
    """Whether her answers may be kept."""
    return Consent.objects.filter(user=user, withdrawn__isnull=True).exists()


@action("consent_given")
def give_consent(user: User, version: str = CONSENT) -> Consent:
    """She agrees that her answers are kept. Whoever agreed already agrees to these words now."""
    Consent.objects.filter(user=user, withdrawn__isnull=True).update(withdrawn=timezone.now())
    return Consent.objects.create(user=user, version=version, given=timezone.now())


@action("consent_withdrawn")
def withdraw_consent(user: User) -> None:
    """She does not agree any more. See `records.actions.withdraw` for what goes with it."""
    Consent.objects.filter(user=user, withdrawn__isnull=True).update(withdrawn=timezone.now())
