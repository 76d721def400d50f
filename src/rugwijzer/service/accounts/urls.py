"""The addresses of everything about an account, in our own words and in two languages.

The views are those of the library. What one sends is done wholly or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as library
from allauth.account.decorators import reauthentication_required as again
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from rugwijzer.service.accounts import views
from rugwijzer.service.design import routes


def route(nl: str, en: str, view: Callable[..., Any], name: str) -> URLPattern:
    """A page below the account; what is sent to it is one transaction."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]
        with transaction.atomic():
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]

    return routes.route(f"account/{nl}", f"account/{en}", whole, name)


urlpatterns = [
    route("", "", views.account, "account"),
    route("inloggen/", "sign-in/", library.login, "account_login"),
    route("inloggen/passkey/", "sign-in/passkey/", passkeys.login_webauthn, "mfa_login_webauthn"),
    route("inloggen/code/", "sign-in/code/", second_step.authenticate, "mfa_authenticate"),
    route("uitloggen/", "sign-out/", library.logout, "account_logout"),
    route("gesloten/", "closed/", library.account_inactive, "account_inactive"),
    route("aanmaken/", "sign-up/", library.signup, "account_signup"),
    route(
        "aanmaken/passkey/",
        "sign-up/passkey/",
        library.signup_by_passkey,
        "account_signup_by_passkey",
    ),
    route(
        "aanmaken/passkey/maken/",
        "sign-up/passkey/make/",
        passkeys.signup_webauthn,
        "mfa_signup_webauthn",
    ),
    route(
        "e-mail/code/",
        "e-mail/code/",
        library.email_verification_sent,
        "account_email_verification_sent",
    ),
    route("e-mail/", "e-mail/", again(library.email, app="allauth.account"), "account_email"),
    route(
        "opnieuw/wachtwoord/", "again/password/", library.reauthenticate, "account_reauthenticate"
    ),
    route("opnieuw/code/", "again/code/", second_step.reauthenticate, "mfa_reauthenticate"),
    route(
        "opnieuw/passkey/",
        "again/passkey/",
        passkeys.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
    ),
    route("wachtwoord/", "password/", library.password_change, "account_change_password"),
    route("wachtwoord/kiezen/", "password/choose/", library.password_set, "account_set_password"),
    route("vergeten/", "forgotten/", library.password_reset, "account_reset_password"),
    route(
        "vergeten/code/",
        "forgotten/code/",
        library.confirm_password_reset_code,
        "account_confirm_password_reset_code",
    ),
    route(
        "vergeten/nieuw/",
        "forgotten/new/",
        library.complete_password_reset,
        "account_complete_password_reset",
    ),
    route(
        "vergeten/klaar/",
        "forgotten/done/",
        library.password_reset_from_key_done,
        "account_password_reset_completed",
    ),
    route("tweede-stap/", "second-step/", second_step.index, "mfa_index"),
    route("tweede-stap/app/", "second-step/app/", app.activate_totp, "mfa_activate_totp"),
    route(
        "tweede-stap/app/uit/", "second-step/app/off/", app.deactivate_totp, "mfa_deactivate_totp"
    ),
    route(
        "tweede-stap/herstelcodes/",
        "second-step/recovery-codes/",
        codes.view_recovery_codes,
        "mfa_view_recovery_codes",
    ),
    route(
        "tweede-stap/herstelcodes/nieuw/",
        "second-step/recovery-codes/new/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    route(
        "tweede-stap/herstelcodes/bestand/",
        "second-step/recovery-codes/file/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    route("passkeys/", "passkeys/", passkeys.list_webauthn, "mfa_list_webauthn"),
    route("passkeys/nieuw/", "passkeys/new/", passkeys.add_webauthn, "mfa_add_webauthn"),
    route(
        "passkeys/<int:pk>/weg/",
        "passkeys/<int:pk>/remove/",
        passkeys.remove_webauthn,
        "mfa_remove_webauthn",
    ),
    route("passkeys/<int:pk>/", "passkeys/<int:pk>/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    route("apparaten/", "devices/", sessions.list_usersessions, "usersessions_list"),
]
