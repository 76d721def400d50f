"""Somebody with a phone in a real browser: she reads each question and taps an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Page

HERE = ZoneInfo("Europe/Amsterdam")
CALM: Mapping[str, str] = {
    "age": "40",
    "pain_area": "low_back",
    "pain_days": "3",
    "pain_now": "4",
    "overall_change": "better",
    "activities_back": "-no",
    "done": "nearly_all",
    "response": "calm",
    "expects_recovery": "-yes",
}
MILDEST = ("-none", "-no", "none", "no_paid_work")


class Person:
    """One person with one phone, at a moment that can be moved on."""

    def __init__(self, context: BrowserContext, home: str, at: datetime) -> None:
        self.context = context
        self.home = home
        self.at = at
        self.page = self.open()

    def open(self) -> Page:
        """A new window on the phone, at the moment it is for her."""
        page = self.context.new_page()
        page.clock.install(time=self.at)
        page.set_default_timeout(15000)
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda said: self.errors.append(said.text) if said.type == "error" else None,
        )
        return page

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.home + path)

    def later(self, days: int, hours: int = 0) -> None:
        """So much later, with the page opened anew."""
        self.at += timedelta(days=days, hours=hours)
        self.page.close()
        self.page = self.open()

    def answer(self, **told: str) -> None:
        """Answer all questions on the page: as told, or else the mildest."""
        for group in self.page.locator("#main form fieldset:visible").all():
            name = (group.get_attribute("id") or "")[2:]
            inputs = group.locator("input[type=radio], input[type=checkbox]").all()
            values = [each.get_attribute("value") or "" for each in inputs]
            wanted = {**CALM, **told}.get(name)
            if wanted is None:
                wanted = next((each for each in MILDEST if each in values), values[0])
            if wanted not in values and group.locator("input[type=text]").count():
                if not group.locator("input[type=text]").is_visible():
                    group.locator("details:has(input[type=text]) > summary").click()
                group.locator("input[type=text]").fill(wanted)
                if group.locator("select").count():
                    group.locator("select").select_option("day")
            else:
                for each in wanted.split(","):
                    group.locator(f"input[value='{each}']").check()

    def first_check(self, **told: str) -> None:
        """The check, to its result."""
        self.go("/check/")
        self.page.locator("form button").first.click()
        while not self.page.url.endswith(("uitslag/", "result/")):
            with self.page.expect_response(lambda answer: "/check/" in answer.url):
                before = self.page.url
                warned = self.page.locator("button[value=warned]")
                if warned.count():
                    warned.click()
                else:
                    self.answer(**told)
                    self.page.locator("form .actions button").first.click()
            self.page.wait_for_function("before => location.href !== before", arg=before)
            self.page.wait_for_load_state("networkidle")

    def keep(self) -> None:
        """Keep the plan on this phone."""
        self.page.locator("[data-keep]").click()
        self.today()

    def today(self) -> None:
        """Wait until today is shown."""
        self.page.locator("[data-plan] .eyebrow").wait_for()

    def check_in(self, **told: str) -> int:
        """A check-in that has begun, to its end. How many screens it took."""
        screens = 0
        view = self.page.locator("[data-view=check]")
        while True:
            view.locator("h1").first.wait_for()
            if view.locator("button[data-today]").count():
                return screens
            screens += 1
            with self.page.expect_response(lambda answer: answer.request.method == "POST"):
                if view.locator("[data-warned]").count():
                    view.locator("[data-warned]").click()
                else:
                    self.answer(**told)
                    view.locator("form .actions button").first.click()
            self.page.wait_for_timeout(50)

    def kept(self) -> dict[str, object] | None:
        """What is on the phone."""
        found: dict[str, object] | None = self.page.evaluate(
            "() => JSON.parse(localStorage.getItem('rugwijzer.phone'))"
        )
        return found
