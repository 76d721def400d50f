"""An account, and what its owner agreed to."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from rugwijzer.service.audit.actions import Guarded

CONSENT = "2026-1"
"""The version of the words somebody agrees to at sign-up; other words get another one."""


class Users(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account; without a password it has another way to log in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Somebody who looks after the service. She sees no answers."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """By e-mail address, however it is written."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account: an e-mail address and nothing else that says who it is. No name is asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=2, default="nl", db_default="nl")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    made = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Users()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="accounts_address_in_small_letters", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="accounts_language_is_known", condition=Q(language__in=("nl", "en"))
            ),
        )

    def __str__(self) -> str:
        # Never the address: what is printed may end in a log.
        return str(self.pk)

    @property
    def audit_id(self) -> str:
        """Under which the audit knows her."""
        return str(self.pk)


class Consent(Guarded):
    """What somebody agreed to, in which words, when, and until when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=16)
    given = models.DateTimeField(db_default=Now())
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta(Guarded.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(withdrawn__isnull=True),
                name="accounts_one_consent_at_a_time",
            ),
            models.CheckConstraint(
                name="accounts_consent_withdrawn_after_given",
                condition=Q(withdrawn__isnull=True) | Q(withdrawn__gte=F("given")),
            ),
            models.CheckConstraint(name="accounts_consent_has_words", condition=~Q(version="")),
        )

    def __str__(self) -> str:
        return self.version
