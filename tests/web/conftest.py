"""The service as it runs, and a real browser. To be merged with the fixture of the journeys."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that runs only for these tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "rugwijzer.service.config.settings",
        "RUGWIJZER_FOLDER": str(tmp_path_factory.mktemp("service")),
        "RUGWIJZER_ADDRESS": address,
    }
    django = [sys.executable, "-m", "django"]
    subprocess.run([*django, "collectstatic", "--noinput", "-v0"], env=environment, check=True)
    subprocess.run([*django, "migrate", "--noinput", "-v0"], env=environment, check=True)
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    log = tmp_path_factory.mktemp("log") / "log"
    with log.open("w") as out:
        running = subprocess.Popen(
            [*serve, "rugwijzer.service.config.wsgi:application"],
            env=environment, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        running.terminate()
        running.wait(10)
    said = log.read_text(encoding="utf-8")
    assert "pain_now" not in said
    assert "Traceback" not in said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the system."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()
