"""The commands. Each is a module, loaded only when it is named.

A command module has `HELP`, `arguments(parser)` and `run(options) -> exit status`: 0 fine, 1 the
guideline or a file is wrong, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TextIO

from rugwijzer import __version__
from rugwijzer.paths import DataNotFound

COMMANDS = {
    "check": "ask the questions, and say how soon to get help, from whom and why",
    "assess": "facts in, assessment out",
    "course": "how it goes for one person beside how it usually goes, with a picture",
    "plan": "facts in, and what to do today and this week out",
    "story": "list the stories of a year, or tell one with its plans",
    "facts": "list every fact the guideline knows",
    "measures": "list the instruments, or show one: range, which change counts, licence",
    "painkillers": "ask what matters, and say which painkiller may be tried",
    "explain": "explain one rule",
    "guideline": "check, test and measure the guideline",
    "population": "simulate people, and judge the guideline on them",
    "exercises": "list every exercise: what for, in which position, with what, how much",
    "exercise": "show one exercise: how it goes, how much at each level, what to mind",
    "guide": "read the guide and the lessons",
    "content": "check the texts",
    "serve": "serve the web service",
    "manage": "look after the service: `manage help` lists what can be done",
    "figures": "draw every exercise and position, and a page to look at them all",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    words = list(sys.argv[1:] if words is None else words)
    _ready_streams()
    parser = _parser(words)
    options = parser.parse_args(words)
    from rugwijzer.compiler.language.places import GuidelineError
    from rugwijzer.library.entries import ContentProblem
    from rugwijzer.library.texts import TextMissing

    try:
        status = int(import_module(f"rugwijzer.cli.{options.command}").run(options))
        sys.stdout.flush()
        return status
    except GuidelineError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(
            f"The guideline cannot be used: {count} problem{'s' if count > 1 else ''}.",
            file=sys.stderr,
        )
        return 1
    except (ContentProblem, DataNotFound) as error:
        print(error, file=sys.stderr)
        return 1
    except TextMissing as error:
        print(
            f"content/: the text {error.args[0]} is missing, or has places that nothing fills."
            " Mend it; `rugwijzer content check` checks every text.",
            file=sys.stderr,
        )
        return 1
    except BrokenPipeError:
        _let_go(sys.stdout)
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        about = error.filename or "standard input or output"
        print(
            f"{os.fsdecode(about) if isinstance(about, str | bytes) else about}: cannot be read or"
            f" written ({error.strerror or error}). Check the path, its permissions and the space"
            " on the disk.",
            file=sys.stderr,
        )
        _let_go(sys.stdout)
        return 1


def _ready_streams() -> None:
    """What cannot be read or shown is replaced; a stream closed before the start holds nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _let_go(stream: TextIO) -> None:
    """Write nothing more to a stream whose reader has left, at the end of the program either."""
    with suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rugwijzer", description="An open digital care pathway for low back pain."
    )
    parser.add_argument("--version", action="version", version=f"rugwijzer {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    named = next((word for word in words if word in COMMANDS), None)
    for name, description in COMMANDS.items():
        command = commands.add_parser(name, help=description, description=description)
        command.add_argument(
            "--guideline", type=Path, metavar="DIR", help="use the guideline in this folder"
        )
        if name == named:
            import_module(f"rugwijzer.cli.{name}").arguments(command)
    return parser
