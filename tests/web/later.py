"""The service with a clock that a test puts forward, so that weeks go by in a minute.

In a file, named by `DAYS_AHEAD`, stands by how many days. As a program it runs a command at that
moment: `python -m tests.web.later remind`.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

_now = timezone.now


def _later() -> datetime:
    return _now() + timedelta(days=int(Path(os.environ["DAYS_AHEAD"]).read_text()))


timezone.now = _later

# Only now, so that nobody has taken the clock of the machine before.
from rugwijzer.service.config.wsgi import application  # noqa: E402

__all__ = ["application"]

if __name__ == "__main__":
    from django.core.management import call_command

    call_command(*sys.argv[1:])
