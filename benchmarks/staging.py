"""The service as it runs for everybody, with the people of the demo and what their browsers hold.

Lighthouse, the benchmarks of the service and the pictures of the README stand on it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from tests.journeys.person import whole
from tests.web.browser import FLAGS, find
from tests.web.server import Served, serving
from tests.web.visitor import Visitor

DEMO = re.compile(r"^Password of everybody: (\S+)$", re.MULTILINE)
NOBODY_IS_BRAKED = {"RUGWIJZER_CHECKS_A_MINUTE": "0"}
"""Here everybody comes from one place."""

Cookies = Sequence[Any]
"""As the browser gives them, and takes them back."""


@dataclass(frozen=True)
class Stage:
    """A service with demo people in it; nobody's password but theirs is known."""

    served: Served
    password: str

    @property
    def address(self) -> str:
        """Where it answers."""
        return self.served.address

    def after_the_check(self, browser: Browser, who: str, language: str = "nl") -> Cookies:
        """What is in the browser of one of the four people when she has her result."""
        with Visitor(browser, self.address, language=language, axe=False) as visitor:
            visitor.begin()
            visitor.to_the_end(whole(who))
            return _cookies(visitor)

    def signed_in(self, browser: Browser, name: str) -> Cookies:
        """What is in the browser of somebody of the demo who has signed in."""
        with Visitor(browser, self.address, axe=False, script=False) as visitor:
            page = visitor.page
            page.goto(f"{self.address}/account/inloggen/")
            page.locator("input[name=login]").fill(f"{name}@demo.example")
            page.locator("input[name=password]").fill(self.password)
            with page.expect_navigation():
                page.locator("form:has(input[name=password]) button").first.click()
            return _cookies(visitor)


def _cookies(visitor: Visitor) -> Cookies:
    return [*visitor.context.storage_state()["cookies"]]


@contextmanager
def stage(**variables: str) -> Iterator[Stage]:
    """Everything made ready, in a folder of its own that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="rugwijzer-") as folder,
        serving(Path(folder), **{**NOBODY_IS_BRAKED, **variables}) as served,
    ):
        told = DEMO.search(served.manage("demo"))
        assert told is not None
        yield Stage(served, told[1])


@contextmanager
def browsing(*flags: str) -> Iterator[Browser]:
    """The browser of the tests."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find(), args=[*FLAGS, *flags])
        try:
            yield chromium
        finally:
            chromium.close()
