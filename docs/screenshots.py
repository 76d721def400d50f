"""`python -m docs.screenshots`: the pictures of the README, taken of the service as it runs.

`make screenshots` puts the browser in place first. Each is a phone, in light colours, packed as
WebP by the browser itself.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.staging import Stage, browsing, stage
from playwright.sync_api import Browser, Page, ViewportSize
from tests.journeys.person import whole
from tests.web.visitor import Visitor

OUT = Path(__file__).resolve().parent / "screenshots"
SIZE: ViewportSize = {"width": 390, "height": 780}
LARGEST = 60_000
QUALITY = 80
NUMBER = "012 345 6789"
"""Of nobody."""
LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Picture:
    """A picture by its name, who is on the page, and how she gets there."""

    name: str
    who: str
    go: Callable[[Visitor], None]


def _home(visitor: Visitor) -> None:
    visitor.go("/", look=False)


def _question(visitor: Visitor) -> None:
    """The first screen with a drawing at each sign."""
    visitor.begin()
    while not visitor.page.locator("main .pictogram, main fieldset svg").count():
        visitor.answer(whole("A"))


def _call(visitor: Visitor) -> None:
    """What somebody sees who can no longer feel the saddle, and then the card to phone with."""
    visitor.begin()
    while visitor.is_asked:
        visitor.answer({**whole("A"), "saddle": "new_or_worse", "bladder": "new_or_worse"})
    visitor.tap(visitor.page.locator("a[href*=belkaart], a[href*=call-card]").first, look=False)
    visitor.page.locator("[data-own-number] [data-input]").fill(NUMBER)
    visitor.page.locator("[data-own-number] [data-ask] button").click()


def _result(visitor: Visitor) -> None:
    visitor.begin()
    visitor.to_the_end(whole("A"))


def _at(nl: str, en: str) -> Callable[[Visitor], None]:
    def go(visitor: Visitor) -> None:
        visitor.page.goto(f"{visitor.address}/{nl if visitor.language == 'nl' else f'en/{en}'}")

    return go


def _progress(visitor: Visitor) -> None:
    """The line of the pain, not the words above it."""
    _at("verloop/", "progress/")(visitor)
    visitor.page.locator("main figure, main picture").first.scroll_into_view_if_needed()


def _player(visitor: Visitor) -> None:
    """The first exercise of today, begun."""
    _at("vandaag/", "today/")(visitor)
    visitor.page.locator("a[href*=oefening-doen], a[href*=do-exercise]").first.click()
    visitor.page.locator("[data-start]").click()


PICTURES = (
    Picture("home", "", _home),
    Picture("check", "", _question),
    Picture("call", "", _call),
    Picture("result", "", _result),
    Picture("today", "anna", _at("vandaag/", "today/")),
    Picture("exercise", "anna", _player),
    Picture("progress", "fatma", _progress),
)


def main() -> int:
    """Take them all. The exit status is 1 if one is too large."""
    OUT.mkdir(exist_ok=True)
    only = sys.argv[1:]
    too_large = []
    with stage() as staged, browsing("--hide-scrollbars") as browser:
        for picture in PICTURES:
            for language in LANGUAGES:
                if only and picture.name not in only:
                    continue
                path = OUT / f"{picture.name}-{language}.webp"
                path.write_bytes(_taken(staged, browser, picture, language))
                size = path.stat().st_size
                sys.stdout.write(f"{path.name:<24}{size / 1000:>7.1f} kB\n")
                if size > LARGEST:
                    too_large.append(path.name)
    return 1 if too_large else 0


def _taken(staged: Stage, browser: Browser, picture: Picture, language: str) -> bytes:
    with Visitor(
        browser,
        staged.address,
        language=language,
        size=SIZE,
        calm=picture.go is not _player,
        axe=False,
    ) as visitor:
        if picture.who:
            visitor.context.add_cookies([*staged.signed_in(browser, picture.who)])
        picture.go(visitor)
        visitor.page.wait_for_load_state("networkidle")
        return _webp(visitor.page)


def _webp(page: Page) -> bytes:
    """What is on the screen, three points to each two of the page's."""
    wire = page.context.new_cdp_session(page)
    wire.send(
        "Emulation.setDeviceMetricsOverride",
        {**SIZE, "deviceScaleFactor": 1.5, "mobile": True},
    )
    taken = wire.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    raise SystemExit(main())
