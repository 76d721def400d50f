"""`rugwijzer serve`: the web service on this machine, made ready and started."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec

from rugwijzer.cli.manage import manage, use

APPLICATION = "rugwijzer.service.config.wsgi:application"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen. For whom, the environment says: RUGWIJZER_ADDRESS."""
    parser.add_argument("--host", default="127.0.0.1", help="listen on this address (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="and on this port (8000)")
    parser.add_argument(
        "--threads", type=int, default=4, metavar="N", help="so many requests at once (4)"
    )


def run(options: argparse.Namespace) -> int:
    """Static files, tables, and then the server in place of this process."""
    status = _ready(options)
    if status:
        return status
    print(f"Rugwijzer: {os.environ['RUGWIJZER_ADDRESS']}", flush=True)
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    server += ["--host", options.host, "--port", str(options.port)]
    server += ["--blocking-threads", str(options.threads), APPLICATION]
    return os.execv(sys.executable, server)  # noqa: S606


def _ready(options: argparse.Namespace) -> int:
    if find_spec("granian") is None:
        print(
            "granian is not installed. Install it with: pip install 'rugwijzer[service]'",
            file=sys.stderr,
        )
        return 1
    if not 1 <= options.port <= 65535 or options.threads < 1:
        print(
            "A port is a number from 1 to 65535, and there is at least 1 thread.", file=sys.stderr
        )
        return 2
    use(options.guideline)
    os.environ.setdefault("RUGWIJZER_ADDRESS", f"http://localhost:{options.port}")
    for words in (["collectstatic", "--noinput", "-v", "0"], ["migrate", "--noinput", "-v", "0"]):
        if status := manage(words):
            return status
    return 0
