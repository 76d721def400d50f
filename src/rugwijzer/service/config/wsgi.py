"""The service as a WSGI application, for granian."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rugwijzer.service.config.settings")
application = get_wsgi_application()

from rugwijzer.service.config import warming  # noqa: E402 - needs the applications to be ready

warming.begin()
