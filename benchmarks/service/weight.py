"""How many bytes a page is over the wire, with all it asks for: at a first visit, and later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser

from benchmarks.staging import Cookies

GOAL = 60_000
"""The check is to stay below this at a first visit."""


@dataclass(frozen=True)
class Weight:
    """A page: what came over the wire for it, and in how many requests."""

    name: str
    first: int
    requests: int
    again: int
    asked_again: int


def weigh(browser: Browser, address: str, name: str, path: str, cookies: Cookies) -> Weight:
    """Two visits with a browser that knows nothing of us, and has only these cookies."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([*cookies])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    came: list[float] = []
    wire.on("Network.loadingFinished", lambda each: came.append(each["encodedDataLength"]))
    counted: list[Sequence[float]] = []
    for _ in range(2):
        came.clear()
        answer = page.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status == 200
        assert page.url == f"{address}{path}", page.url
        page.wait_for_load_state("networkidle")
        counted.append([each for each in came if each])
        page.goto("about:blank")
    context.close()
    first, again = counted
    return Weight(name, round(sum(first)), len(first), round(sum(again)), len(again))
