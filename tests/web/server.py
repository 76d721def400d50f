"""The real service on a port of its own, with a folder of its own, as `make run` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

APPLICATION = "rugwijzer.service.config.wsgi:application"
PATIENCE = 60
"""So many seconds to come up; more than enough on a machine that is busy."""


@dataclass(frozen=True)
class Served:
    """Where the service answers, where it writes what went wrong, and in what surroundings."""

    address: str
    log: Path
    surroundings: Mapping[str, str]
    process: int

    def manage(self, *words: str) -> str:
        """What a command of Django says of this very service."""
        command = [sys.executable, "-m", "django", *words]
        return subprocess.run(
            command, env=dict(self.surroundings), check=True, capture_output=True, text=True
        ).stdout


@contextmanager
def serving(
    folder: Path, host: str = "127.0.0.1", application: str = APPLICATION, **variables: str
) -> Iterator[Served]:
    """The service, for as long as it is needed; `variables` of the environment it gets as well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, log_of = f"http://{host}:{port}", folder / "service.log"
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RUGWIJZER_")},
        "DJANGO_SETTINGS_MODULE": "rugwijzer.service.config.settings",
        "RUGWIJZER_FOLDER": str(folder / "service"),
        "RUGWIJZER_ADDRESS": address,
        **variables,
    }
    python = [sys.executable, "-m"]
    for words in (["collectstatic", "--noinput"], ["migrate", "--noinput"]):
        subprocess.run(
            [*python, "django", *words], env=surroundings, check=True, capture_output=True
        )
    start = [*python, "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    with log_of.open("wb") as log:
        process = subprocess.Popen(
            [*start, "--port", str(port), "--blocking-threads", "4", application],
            env=surroundings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    served = Served(address, log_of, surroundings, process.pid)
    try:
        _wait(served, process)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(served: Served, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            # The check itself, so that nobody pays for the loading of the guideline.
            urllib.request.urlopen(f"{served.address}/check/", timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the service does not answer:\n{served.log.read_text()}")
