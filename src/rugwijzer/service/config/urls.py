"""Every address of the service. Dutch ones stand at the root, English ones under /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from rugwijzer.service.config import answers


def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the service and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *i18n_patterns(path("", include("rugwijzer.service.site.urls")), prefix_default_language=False),
    # --- accounts and records
    *i18n_patterns(
        path("", include("rugwijzer.service.accounts.urls")), prefix_default_language=False
    ),
    # --- end of accounts and records
    *i18n_patterns(
        path("", include("rugwijzer.service.patients.urls")), prefix_default_language=False
    ),
]

handler400 = answers.bad_request
handler403 = answers.not_allowed
handler404 = answers.not_found
handler500 = answers.server_error
