"""The page with everything about an account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Her address, and where to change how she signs in."""
    kinds = set(
        Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True)
    )
    return render(
        request,
        "accounts/account.html",
        {"section": "account", "second_step": Authenticator.Type.TOTP in kinds},
    )
