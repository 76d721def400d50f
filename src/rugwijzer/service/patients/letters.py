"""The letters that remind: a sentence and a link, and nothing of what they are about."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPRecipientsRefused

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from rugwijzer.service import knowledge
from rugwijzer.service.patients.reminding import QUIET, Due, claim, confirm, due


def send_due(now: datetime) -> tuple[int, int]:
    """Send what is due: how many went out, and how many could not.

    Whether the server for letters answers is known before anything is written down. A letter is
    written down before it is sent: broken off in between, it is not sent a second time.
    """
    waiting = list(due(now))
    if not waiting:
        return 0, 0
    sent = failed = 0
    connection = get_connection()
    connection.open()
    try:
        for each in waiting:
            address = _address(each)
            if address is None:
                continue
            letter = claim(each.reminders.person, each.kind, each.since)
            if letter is None:
                continue
            try:
                connection.send_messages([message(each, address)])
            except SMTPRecipientsRefused:
                failed += 1
                continue
            except OSError:
                # It stays written down: it may have gone out after all. The next ones can wait.
                failed += 1
                break
            confirm(each.reminders.person, letter)
            sent += 1
    finally:
        connection.close()
    return sent, failed


def message(each: Due, address: str) -> EmailMessage:
    """The letter, in her language."""
    user = each.reminders.person.user
    language = user.language
    texts = knowledge.texts()
    with override(language):
        stop = settings.ADDRESS + reverse("letters_stop", kwargs={"secret": each.reminders.stop})
        link = settings.ADDRESS + (reverse("small_start") if each.kind == QUIET else _here())

    def said(key: str, **places: object) -> str:
        return texts.text(f"mine.letter.{key}", language, **places)

    return EmailMessage(
        said(f"{each.kind}.subject"),
        f"{said(f'{each.kind}.text', link=link)}\n\n{said('stop', link=stop)}\n",
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _address(each: Due) -> str | None:
    """Her address, if she has shown that it is hers."""
    user = each.reminders.person.user
    known = EmailAddress.objects.filter(user_id=user.pk, verified=True, primary=True).first()
    return str(known.email) if known is not None else None


def _here() -> str:
    try:
        return reverse("today")
    except NoReverseMatch:
        return reverse("progress")
