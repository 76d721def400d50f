"""Every address of the service, as Django itself knows them, and who may see each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

SHOWN, SIGN_IN, ELSEWHERE, NOT_THERE, AGAIN, NOT_SO = (
    "shown",
    "sign in",
    "elsewhere",
    "not there",
    "again",
    "not so",
)
"""What somebody gets: the page; a way to sign in; another page; nothing; first to show once more
that it is her; or a refusal of the way it was asked."""


@dataclass(frozen=True)
class Who:
    """What each gets on a plain visit. `owner` is signed in; what is hers is made by the test."""

    stranger: str
    owner: str
    another: str = ""
    staff: str = ""

    def of(self, name: str) -> str:
        """Another person and staff get what the owner gets, unless it is said."""
        return str(getattr(self, name)) or self.owner


OPEN = Who(SHOWN, SHOWN)
HERS = Who(SIGN_IN, SHOWN)
STRANGERS = Who(SHOWN, ELSEWHERE)
MIDWAY = Who(ELSEWHERE, ELSEWHERE)
"""A step of something that has to be begun elsewhere."""
GUARDED = Who(SIGN_IN, AGAIN)
"""Of her own only, and after showing once more that it is her."""
WITHOUT_PLAN = Who(SIGN_IN, ELSEWHERE)
"""Of her own plan; she has none in this test."""
NONE_YET = Who(SIGN_IN, NOT_THERE)
"""Of what is only there once she has made it."""
SENDS = Who(SIGN_IN, NOT_SO)
"""Of her own only, and only something to send to."""
ONLY_SENT = Who(NOT_SO, NOT_SO)
"""For everybody, and only to send to."""
SECRET = Who(NOT_THERE, NOT_THERE)
"""Of whoever has the whole address, signed in or not; with a wrong one there is nothing."""

MAY_SEE: dict[str, Who] = {
    "healthz": OPEN,
    # the public site
    "home": OPEN,
    "guide": OPEN,
    "guide_page": OPEN,
    "rules": OPEN,
    "privacy": OPEN,
    "check": OPEN,
    "check_question": OPEN,
    "check_result": MIDWAY,
    "changed": OPEN,
    "figure": OPEN,
    "preview": OPEN,
    "design": OPEN,
    "sitemap": OPEN,
    "robots": OPEN,
    "search": OPEN,
    "exercises": OPEN,
    "exercise": OPEN,
    "positions": OPEN,
    "position": OPEN,
    "lessons": OPEN,
    "lesson": OPEN,
    "rules_questions": OPEN,
    "rules_question": OPEN,
    "rules_term": OPEN,
    "rules_sources": OPEN,
    "rules_source": OPEN,
    "rules_claims": OPEN,
    "rules_unsigned": OPEN,
    "rules_decision": OPEN,
    "rules_rule": OPEN,
    "call_card": MIDWAY,
    "check_paper": MIDWAY,
    # a plan on the phone alone: nothing of it is here
    "phone": OPEN,
    "phone_offline": OPEN,
    "phone_worker": OPEN,
    "manifest": OPEN,
    "phone_card": OPEN,
    "phone_check_in": ONLY_SENT,
    "phone_forget": ONLY_SENT,
    "phone_keep": ONLY_SENT,
    "phone_today": ONLY_SENT,
    # accounts
    "account": HERS,
    "account_login": STRANGERS,
    "mfa_login_webauthn": MIDWAY,
    "mfa_authenticate": MIDWAY,
    "account_logout": Who(ELSEWHERE, SHOWN),
    "account_inactive": OPEN,
    "account_signup": STRANGERS,
    "account_signup_by_passkey": STRANGERS,
    "mfa_signup_webauthn": MIDWAY,
    "account_email_verification_sent": MIDWAY,
    "account_email": GUARDED,
    "account_reauthenticate": HERS,
    "mfa_reauthenticate": GUARDED,
    "mfa_reauthenticate_webauthn": GUARDED,
    "account_change_password": HERS,
    "account_set_password": Who(SIGN_IN, ELSEWHERE),
    "account_reset_password": OPEN,
    "account_confirm_password_reset_code": MIDWAY,
    "account_complete_password_reset": MIDWAY,
    "account_password_reset_completed": OPEN,
    "mfa_index": HERS,
    "mfa_activate_totp": GUARDED,
    "mfa_deactivate_totp": NONE_YET,
    "mfa_view_recovery_codes": NONE_YET,
    "mfa_generate_recovery_codes": GUARDED,
    "mfa_download_recovery_codes": NONE_YET,
    "mfa_list_webauthn": HERS,
    "mfa_add_webauthn": GUARDED,
    "mfa_remove_webauthn": GUARDED,
    "mfa_edit_webauthn": GUARDED,
    "usersessions_list": HERS,
    # a plan in an account: an owner without one is led to where she can get one
    "take_check": MIDWAY,
    "today": HERS,
    "today_done": WITHOUT_PLAN,
    "week": WITHOUT_PLAN,
    "check_in": WITHOUT_PLAN,
    "check_in_question": WITHOUT_PLAN,
    "check_in_result": WITHOUT_PLAN,
    "today_call_card": WITHOUT_PLAN,
    "stop_plan": WITHOUT_PLAN,
    "doing_exercise": WITHOUT_PLAN,
    "doing_lesson": WITHOUT_PLAN,
    # how it goes, diary, reminders, her data
    "progress": HERS,
    "progress_picture": NONE_YET,
    "earlier_advice": NONE_YET,
    "diary": HERS,
    "reminders": HERS,
    "calendar_change": SENDS,
    "calendar_feed": SECRET,
    "letters_stop": SECRET,
    "small_start": HERS,
    "data": HERS,
    "data_json": HERS,
    "data_pdf": HERS,
    "data_correct": NONE_YET,
    "data_withdraw": GUARDED,
    "data_agree": SENDS,
    "data_delete": GUARDED,
    "goodbye": OPEN,
}
"""Each address by its name. A new one is added here by whoever makes it."""

NOBODYS = UUID("00000000-0000-4000-8000-000000000000")
FILLED: dict[str, dict[str, Any]] = {
    "guide_page": {"page": "low-back-pain"},
    "check_question": {"step": 1},
    "check_in_question": {"step": 1},
    "doing_exercise": {"slug": "bridge"},
    "doing_lesson": {"slug": "moving-is-allowed"},
    "preview": {"kind": "page", "slug": "low-back-pain"},
    "exercise": {"exercise": "bridge"},
    "position": {"position": "on-back-pillow-under-knees"},
    "lesson": {"lesson": "moving-is-allowed"},
    "rules_question": {"fact": "age"},
    "rules_term": {"term": "nearly_or_fully_recovered"},
    "rules_source": {"source": "SEED-A"},
    "rules_decision": {"decision": "urgency"},
    "rules_rule": {"decision": "urgency", "rule": "saddle_new"},
    "figure": {"room": "exercises", "slug": "bridge", "form": "still"},
    "progress_picture": {"what": "pain", "theme": "light"},
    "earlier_advice": {"advice": NOBODYS},
    "calendar_feed": {"secret": "x" * 43},
    "letters_stop": {"secret": "x" * 43},
    "data_correct": {"visit": NOBODYS, "number": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}
"""What stands in an address, where something does."""


def names(resolver: URLResolver | None = None) -> Iterator[str]:
    """The name of every address. An address without a name is called by its path."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each)
        elif isinstance(each, URLPattern):
            yield each.name or str(each.pattern)


def address(name: str, language: str = "nl") -> str:
    """Where it is, in a language."""
    with override(language):
        return reverse(name, kwargs=FILLED.get(name))
