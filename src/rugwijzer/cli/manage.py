"""`rugwijzer manage`: what looks after the service, as Django names it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rugwijzer.loading import load_to_apply
from rugwijzer.paths import VARIABLES

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
    use(options.guideline)
    return manage(options.words or ["help"])


def use(guideline: Path | None) -> None:
    """Let the service use the guideline in this folder. Raises what is wrong with it."""
    if guideline is not None:
        load_to_apply(guideline)
        os.environ[VARIABLES["guideline"]] = str(guideline)


def manage(words: list[str]) -> int:
    """One command of Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import CommandError, execute_from_command_line
        from django.db import OperationalError

        from rugwijzer.service.config.environment import Misconfigured
    except ModuleNotFoundError as error:
        print(missing(error), file=sys.stderr)
        return 1
    try:
        execute_from_command_line(["rugwijzer manage", *words])
    except (CommandError, ImproperlyConfigured, Misconfigured) as error:
        print(error, file=sys.stderr)
        return 1
    except OperationalError as error:
        print(
            f"The database cannot be used: {str(error).splitlines()[0]}. Check that it runs, and"
            " that RUGWIJZER_DATABASE names it well; left out, SQLite in RUGWIJZER_FOLDER is used.",
            file=sys.stderr,
        )
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def missing(error: ModuleNotFoundError) -> str:
    """What to do about a package that is not there."""
    return f"{error.name} is not installed. Install it with: pip install 'rugwijzer[service]'"
