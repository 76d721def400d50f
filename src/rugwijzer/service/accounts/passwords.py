"""What a password must be, said in our words."""

from __future__ import annotations

from django.contrib.auth import password_validation as django

from rugwijzer.service.accounts.words import said


class LongEnough(django.MinimumLengthValidator):
    """Length is what counts; signs and capitals are not asked."""

    def get_error_message(self) -> str:
        """See the class."""
        return said("error.password_short", least=self.min_length)

    def get_help_text(self) -> str:
        """See the class."""
        return said("help.password1", least=self.min_length)


class NotCommon(django.CommonPasswordValidator):
    """None of those that everybody tries first."""

    def get_error_message(self) -> str:
        """See the class."""
        return said("error.password_common")

    def get_help_text(self) -> str:
        """Nothing: it is said when it happens."""
        return ""


class NotHerAddress(django.UserAttributeSimilarityValidator):
    """Not what can be read from the account."""

    def get_error_message(self) -> str:
        """See the class."""
        return said("error.password_address")

    def get_help_text(self) -> str:
        """Nothing: it is said when it happens."""
        return ""
