"""How soon the service answers after its start, how soon everything is ready, and what it holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.web.server import APPLICATION

PAGES = ("/", "/check/", "/gids/", "/zo-beslissen-we/")
"""Asked for one after another, at once."""


@dataclass(frozen=True)
class Begun:
    """Seconds from the start to the first answer, seconds each page then took, and megabytes."""

    healthy: float
    pages: Mapping[str, float]
    megabytes: float


def begin(surroundings: Mapping[str, str], settle: float) -> Begun:
    """Start the service, and visit it `settle` seconds after it first answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    start = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*start, "--blocking-threads", "4", APPLICATION],
        env=dict(surroundings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                _get(f"{address}/healthz")
                break
            except OSError:
                if process.poll() is not None:
                    raise
                time.sleep(0.02)
        healthy = time.perf_counter() - started
        time.sleep(settle)
        pages = {path: _get(f"{address}{path}") for path in PAGES}
        time.sleep(1)
        return Begun(healthy, pages, _held(process.pid))
    finally:
        process.terminate()
        process.wait(15)


def _get(address: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - began


def _held(process: int) -> float:
    """Megabytes of the worker, the largest of the processes that were started."""
    found = [process]
    for each in found:
        for task in Path(f"/proc/{each}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    pages = max(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in found)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
