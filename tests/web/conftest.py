"""What every journey starts from: one service and one browser for all of them.

A module that needs them is named in `tests/conftest.py`, so that only one worker starts them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright
from tests.journeys.person import whole

from .browser import FLAGS, find
from .server import Served, serving
from .visitor import Visitor

Meet = Callable[..., Visitor]
Kept = Callable[[str], StorageState]


@pytest.fixture(scope="package")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("service")) as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Playwright runs a loop of its own in this thread, and Django would take us for a part of it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find(), args=list(FLAGS))
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def meet(service: Served, browser: Browser) -> Meet:
    """Somebody new: `with meet(language="en", size=DESK) as visitor`."""

    def new(**how: Any) -> Visitor:
        return Visitor(browser, service.address, **how)

    return new


@pytest.fixture(scope="package")
def kept(service: Served, browser: Browser) -> Kept:
    """What is in the browser of one of the four people after her check; each walks it once."""

    @cache
    def of(who: str) -> StorageState:
        with Visitor(browser, service.address, axe=False) as visitor:
            visitor.begin()
            visitor.to_the_end(whole(who))
            return visitor.context.storage_state()

    return of


@pytest.fixture(scope="package")
def home(service: Served) -> str:
    """The address of the service."""
    return service.address
