"""Somebody with a browser. She reads each question on the page and taps her answer.

On every page she meets, in every state, she looks whether it is as it should be: see `look`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    StorageState,
    ViewportSize,
)
from tests.journeys.person import LANGUAGES, text
from tests.whole import guideline

from rugwijzer.compiler import Answer, AskGroup, Choice, Number, SetOf, YesNo

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
ZOOMED: ViewportSize = {"width": 640, "height": 400}
"""A desk at 200 %, as a browser zooms: half as many points."""
NARROW: ViewportSize = {"width": 320, "height": 568}
SIZES = {"phone": PHONE, "desk": DESK}
LOOKED_AT = [("nl", "phone"), ("en", "desk")]
"""Where axe looks along: the other two have the same words, or the same lay-out."""
EVERYWHERE = [
    pytest.param(language, size, marks=() if (language, size) in LOOKED_AT else pytest.mark.slow)
    for language in LANGUAGES
    for size in SIZES
]
"""Both languages on both sizes: each once, and the other way about in the long run."""

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, {resultTypes: ["violations"], runOnly: rules});
  const where = (node) => `    ${node.target.join(" ")}  ${node.html.slice(0, 200)}`;
  return found.violations.map((each) => [each.id, each.help, ...each.nodes.map(where)].join("\\n"));
}"""
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter((each) =>
    each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll"));
  return wide.slice(-3).map((each) => each.outerHTML.slice(0, 200)).concat("the page itself");
}"""
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((each) => {
  const style = getComputedStyle(each);
  const hides = [style.overflowX, style.overflowY].some((each) => /hidden|clip/.test(each));
  return hides && each.clientWidth > 2 && each.clientHeight > 2 && each.innerText?.trim() &&
    (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 200))"""
FACTS = """() => ({
  lang: document.documentElement.lang,
  h1: document.querySelectorAll("h1").length,
  style: document.querySelectorAll("[style], style").length,
  html: document.getElementById("main").innerHTML,
})"""
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""The spacing of WCAG 1.4.12, by a sheet that the policy of the page lets through."""

CHECK = {
    "nl": re.compile(r"/check/(?:\d+/|uitslag/|belkaart/|plan\.pdf)?|/veranderd/"),
    "en": re.compile(r"/en/check/(?:\d+/|result/|call-card/|plan\.pdf)?|/en/changed/"),
}
"""Every address of the check there is: nothing but the number of a screen is ever in one."""

BARE = re.compile(r"|next=[\w%/-]*|ago=\d+")
"""All that may come after a `?`: nothing, where to go next, or which day of her diary."""

seen: set[str] = set()
"""The states that axe has looked at, so that none is paid for twice."""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8") + ";0"


@dataclass
class Visitor:
    """A browser of somebody's own, with nothing in it yet."""

    browser: Browser
    address: str
    language: str = "nl"
    size: ViewportSize = field(default_factory=lambda: PHONE)
    script: bool = True
    dark: bool = False
    calm: bool = False
    spaced: bool = False
    axe: bool = True
    carrying: StorageState | None = None
    """What an earlier visit of hers left in the browser."""

    def __post_init__(self) -> None:
        self.context = self.browser.new_context(
            viewport=self.size,
            java_script_enabled=self.script,
            color_scheme="dark" if self.dark else "light",
            reduced_motion="reduce" if self.calm else "no-preference",
            has_touch=self.size["width"] < 600,
            accept_downloads=True,
            storage_state=self.carrying,
        )
        self.context.set_default_timeout(20_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.refused: set[int] = set()
        """Answers of the service that she will get; a browser writes them in its console."""
        self.context.on("request", self._requested)
        self.context.on("console", self._complained)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.answers = self.taps = self.waits = 0
        self.screens: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._nothing_leaked()
        finally:
            self.context.close()

    # --- what is always watched

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def _complained(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _nothing_leaked(self) -> None:
        for url in self.requests:
            parts = urlsplit(url)
            assert parts.scheme in ("data", "blob") or url.startswith(f"{self.address}/"), (
                f"a request left the service: {url}"
            )
            asks = unquote(parts.path).endswith(("/zoeken/", "/search/"))
            assert asks or BARE.fullmatch(parts.query), url
            if "/check/" in url or "changed" in url or "veranderd" in url:
                assert any(each.fullmatch(parts.path) for each in CHECK.values()), url
        expected = [
            f"{say} {each} " for each in self.refused for say in ("status of", "Error Code")
        ]
        left = [each for each in self.complaints if not any(say in each for say in expected)]
        assert not left, left

    def look(self) -> None:
        """Whether the page is as every page should be."""
        page = self.page
        where = page.url
        assert page.title().strip(), where
        if not self.script:
            assert page.locator("h1").count() == 1, where
            return
        if self.spaced:
            page.evaluate(SPACED)
        facts = page.evaluate(FACTS)
        assert facts["lang"] == ("en" if "/en/" in where else "nl"), where
        assert facts["h1"] == 1, where
        assert facts["style"] == 0, f"{where} has a style of its own"
        assert page.evaluate(OVERFLOWING) == [], f"{where} is wider than {self.size['width']}"
        assert page.evaluate(CUT) == [], f"{where} hides words"
        state = re.sub(r'value="[A-Za-z0-9]{64}"', "", facts["html"])
        key = sha256(f"{self.size}{self.dark}{self.spaced}{where}{state}".encode()).hexdigest()
        if self.axe and key not in seen:
            seen.add(key)
            page.evaluate(_axe())
            assert page.evaluate(RUN_AXE, RULES) == [], where

    # --- going about

    def path(self, path: str) -> str:
        """The path in her language."""
        return path if self.language == "nl" else f"/en{path}"

    def go(self, path: str, *, look: bool = True) -> None:
        """Open a page, in her language."""
        self.page.goto(self.address + self.path(path))
        if look:
            self.look()

    def text(self, key: str, **places: object) -> str:
        """A text of the service in her language."""
        return text(key, self.language, **places)

    @property
    def words(self) -> str:
        """What stands on the page."""
        return " ".join(self.page.locator("#main").inner_text().split())

    @property
    def title(self) -> str:
        """The heading of the page."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def tap(self, what: Locator, *, look: bool = True) -> None:
        """Tap what leads to another page, and wait for that."""
        self.taps += 1
        self._and_wait(what.click)
        if look:
            self.look()

    def press(self, name: str) -> None:
        """Press a key that leads to another page, and wait for that."""
        self._and_wait(lambda: self.page.keyboard.press(name))
        self.look()

    def _and_wait(self, act: Any) -> None:
        page = self.page
        if not self.script:
            with page.expect_navigation():
                act()
            return
        self.waits += 1
        page.evaluate(
            "(number) => document.getElementById('main').dataset.before = number", self.waits
        )
        act()
        page.locator(f'#main:not([data-before="{self.waits}"])').wait_for()
        page.wait_for_load_state("load")

    def link(self, key: str, **places: object) -> Locator:
        """The link with this text."""
        return self.page.get_by_role("link", name=self.text(key, **places), exact=True).first

    def button(self, key: str) -> Locator:
        """The button with this text."""
        return self.page.get_by_role("button", name=self.text(key), exact=True)

    def back(self) -> None:
        """The button of the browser."""
        self._and_wait(self.page.go_back)
        self.look()

    def forward(self) -> None:
        """And the one beside it."""
        self._and_wait(self.page.go_forward)

    # --- the check

    @property
    def is_asked(self) -> bool:
        """Whether there are questions on the page."""
        return self.page.locator("form fieldset").count() > 0

    def begin(self, *, someone: bool = False) -> None:
        """From the page before the check to its first screen."""
        self.go("/check/")
        self.tap(self.button("web_check.start.someone" if someone else "web_check.start.myself"))

    def asked(self) -> list[str]:
        """The names of the questions on the page, in order."""
        fields = self.page.locator("form fieldset")
        return [str(each.get_attribute("id"))[2:] for each in fields.all()]

    def chosen(self, name: str) -> list[str]:
        """What is chosen at a question."""
        found = self.page.locator(f'[name="{name}"]:checked').evaluate_all(
            "all => all.map((each) => each.value)"
        )
        return [str(each) for each in found]

    def choose(self, name: str, *values: str) -> None:
        """Tap answers to one question."""
        self.answers += 1
        for value in values:
            self.taps += 1
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def type(self, name: str, number: str, unit: str = "") -> None:
        """Type a number instead."""
        self.answers += 1
        self.taps += 1
        field_ = self.page.locator(f'input[name="{name}.typed"]')
        if not field_.is_visible():
            self.page.locator(f'fieldset[id="q-{name}"] details:has(.typed) summary').click()
        field_.fill(number)
        if unit:
            self.page.locator(f'select[name="{name}.unit"]').select_option(unit)

    def go_on(self) -> None:
        """Send the page."""
        self.tap(self.button("web_check.go_on"))

    def fill(self, truth: Mapping[str, Answer] | None) -> None:
        """Answer every question on the page as it is, or "I don't know" to all of them."""
        if self.title not in self.screens:
            self.screens.append(self.title)
        for name in self.asked():
            how, *values = self._answer(name, truth)
            if how == "typed":
                self.type(name, *values)
            else:
                self.choose(name, *values)

    def answer(self, truth: Mapping[str, Answer] | None) -> None:
        """Answer the page, and go on."""
        self.fill(truth)
        self.go_on()

    def to_the_end(self, truth: Mapping[str, Answer] | None) -> None:
        """Answer everything, going on after a warning, until the result."""
        while True:
            if self.is_asked:
                self.answer(truth)
            elif self.is_warned:
                self.tap(self.button("web_check.emergency.go_on"))
            else:
                return
            assert self.answers < 90, "this never ends"

    @property
    def is_warned(self) -> bool:
        """Whether this is the page that says what cannot wait."""
        return self.button("web_check.emergency.go_on").count() > 0

    def _answer(
        self, name: str, truth: Mapping[str, Answer] | None
    ) -> tuple[Literal["tapped", "typed"] | str, ...]:
        field_ = self.page.locator(f'fieldset[id="q-{name}"]')
        offered = field_.locator("input[type=radio], input[type=checkbox]").evaluate_all(
            "all => all.map((each) => each.value)"
        )
        return answer_to(name, offered, truth)


def answer_to(
    name: str, offered: Sequence[str], truth: Mapping[str, Answer] | None
) -> tuple[Literal["tapped", "typed"] | str, ...]:
    """What somebody taps or types at a question; without a truth she knows nothing."""
    if name == "clash":
        return "tapped", "-none"
    if truth is None:
        return "tapped", "-unsure"
    if name.startswith("rest."):
        return "tapped", "-yes"
    if name.startswith("tick."):
        ticked = [each for each in offered if truth.get(each) is True]
        return "tapped", *(ticked or ["-none"])
    answer = truth.get(name)
    if answer is None:
        return "tapped", "-unsure"
    fact = guideline().facts[name]
    match fact.type:
        case YesNo():
            return "tapped", "-yes" if answer else "-no"
        case SetOf(options=options):
            assert isinstance(answer, frozenset)
            return "tapped", *([each for each in options if each in answer] or ["-none"])
        case Choice():
            if answer in offered:
                return "tapped", str(answer)
            at = next(
                at
                for at, each in enumerate(fact.ask)
                if isinstance(each, AskGroup) and answer in each.options
            )
            return "tapped", f"-group{at}"
        case Number() as number:
            assert isinstance(answer, int)
            if str(answer) in offered:
                return "tapped", str(answer)
            if number.unit == "days":
                return "typed", str(answer), "day"
            return "typed", f"{float(number.quantity(answer)):g}"
