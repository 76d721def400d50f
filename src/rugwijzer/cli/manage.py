"""`rugwijzer manage`: what looks after the service, as Django names it."""

from __future__ import annotations

import argparse
import os
import sys

SETTINGS = "rugwijzer.service.config.settings"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` goes to Django."""
    parser.add_argument(
        "words",
        nargs=argparse.REMAINDER,
        metavar="...",
        help="a command of Django; `help` lists them",
    )


def run(options: argparse.Namespace) -> int:
    """The exit status is that of the command."""
    return manage(options.words or ["help"])


def manage(words: list[str]) -> int:
    """One command of Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import CommandError, execute_from_command_line

        from rugwijzer.service.config.environment import Misconfigured
    except ModuleNotFoundError as error:
        print(missing(error), file=sys.stderr)
        return 1
    try:
        execute_from_command_line(["rugwijzer manage", *words])
    except (CommandError, ImproperlyConfigured, Misconfigured) as error:
        print(error, file=sys.stderr)
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def missing(error: ModuleNotFoundError) -> str:
    """What to do about a package that is not there."""
    return f"{error.name} is not installed. Install it with: pip install 'rugwijzer[service]'"
