"""Somebody with an account: she gets letters, signs in, and comes back on later days."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Keeping

from .phone_person import CALM, MILDEST
from .server import Served, serving
from .visitor import Visitor

ROOT = Path(__file__).parents[2]
PASSWORD = "vier woorden naast elkaar"
PLACES = {
    "today": ("vandaag/", "today/"),
    "week": ("vandaag/plan/", "today/plan/"),
    "check_in": ("vandaag/hoe-gaat-het/", "today/how-is-it/"),
    "stop": ("vandaag/stoppen/", "today/stop/"),
    "progress": ("verloop/", "progress/"),
    "diary": ("dagboek/", "diary/"),
    "reminders": ("herinneringen/", "reminders/"),
    "data": ("mijn-gegevens/", "my-data/"),
    "withdraw": ("mijn-gegevens/intrekken/", "my-data/withdraw/"),
    "delete": ("mijn-gegevens/wissen/", "my-data/delete/"),
    "small": ("klein-beginnen/", "small-start/"),
    "keep": ("bewaren/", "keep/"),
    "account": ("account/", "account/"),
    "sign_in": ("account/inloggen/", "account/sign-in/"),
    "sign_out": ("account/uitloggen/", "account/sign-out/"),
    "sign_up": ("account/aanmaken/", "account/sign-up/"),
    "sign_up_passkey": ("account/aanmaken/passkey/", "account/sign-up/passkey/"),
    "forgotten": ("account/vergeten/", "account/forgotten/"),
    "email": ("account/e-mail/", "account/e-mail/"),
    "password": ("account/wachtwoord/", "account/password/"),
    "second_step": ("account/tweede-stap/", "account/second-step/"),
    "app": ("account/tweede-stap/app/", "account/second-step/app/"),
    "codes": ("account/tweede-stap/herstelcodes/", "account/second-step/recovery-codes/"),
    "passkeys": ("account/passkeys/", "account/passkeys/"),
    "new_passkey": ("account/passkeys/nieuw/", "account/passkeys/new/"),
    "devices": ("account/apparaten/", "account/devices/"),
    "goodbye": ("tot-ziens/", "goodbye/"),
}
"""Where each page is, in Dutch and in English."""


class Post(Keeping):
    """A server for letters that keeps what it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.got.append(message)

    def newest(self, address: str) -> str:
        """What stands in the last letter to somebody."""
        found = [each for each in self.got if each["To"] == address]
        body = found[-1].get_payload(decode=True)
        assert isinstance(body, bytes)
        return body.decode()

    def code(self, address: str) -> str:
        """The code in it."""
        found = re.search(r"\n([A-Z0-9-]{6,12})\n", self.newest(address).replace("\r", ""))
        assert found is not None
        return found[1]


@dataclass
class House:
    """The service with letters, a clock that is put forward, and people of the demo in it."""

    served: Served
    post: Post
    ahead: Path
    surroundings: Mapping[str, str]
    password: str = ""

    def days(self, ahead: int) -> None:
        """By how many days it is later now."""
        draft = self.ahead.with_suffix(".draft")
        draft.write_text(str(ahead))
        draft.replace(self.ahead)

    def run(self, *words: str) -> str:
        """Run a command of the service at that moment."""
        command = [sys.executable, "-m", "tests.web.later", *words]
        ran = subprocess.run(
            command,
            env=dict(self.surroundings),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout


@contextmanager
def house(folder: Path, *people: str) -> Iterator[House]:
    """For as long as the tests run."""
    post, ahead = Post(), folder / "days"
    ahead.write_text("0")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    letters = Controller(post, hostname="127.0.0.1", port=port)
    letters.start()
    paths = [str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    variables = {
        "RUGWIJZER_MAIL": f"smtp://127.0.0.1:{port}",
        "DAYS_AHEAD": str(ahead),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    try:
        # A passkey belongs to a name: there are none on a bare number.
        with serving(folder, "localhost", "tests.web.later:application", **variables) as served:
            found = House(served, post, ahead, served.surroundings)
            told = found.run("demo", *people)
            found.password = re.findall(r"Password of everybody: (\S+)", told)[0]
            yield found
    finally:
        letters.stop()


@dataclass
class Owner(Visitor):
    """A browser of somebody with an account."""

    house: House = field(kw_only=True)
    calm: bool = True
    """Pictures that move cost more than all the rest; `test_reading.py` looks at them."""
    password: str = PASSWORD

    def to(self, place: str, *, look: bool = True) -> None:
        """Open a page by its name."""
        self.go("/" + PLACES[place][self.language == "en"], look=look)

    def later(self, days: int) -> None:
        """So many days after today, on her page of that day."""
        self.house.days(days)
        self.to("today")

    def sign_up(self, address: str) -> None:
        """From the page to make an account to being signed in, with the code from a letter."""
        page = self.page
        page.locator("[name=email]").fill(address)
        page.locator("[name=password1]").fill(self.password)
        page.locator("[name=consent]").check()
        self.tap(self.button("account.signup.do"))
        page.locator("[name=code]").fill(self.house.post.code(address))
        self.tap(self.button("account.code.do"))

    def sign_in(self, name: str, password: str = "", *, look: bool = True) -> None:
        """As somebody of the demo, or with an address."""
        self.to("sign_in", look=look)
        known = "@" in name
        self.page.locator("[name=login]").fill(name if known else f"{name}@demo.example")
        self.page.locator("[name=password]").fill(password or self.house.password)
        self.tap(self.button("account.login.do"), look=look)

    def show_again(self, password: str = "") -> None:
        """Show once more that it is her, where that is asked."""
        if self.title == self.text("account.again.title"):
            self.page.locator("[name=password]").fill(password or self.house.password)
            self.tap(self.button("account.again.do"))

    def report(self, **told: str) -> int:
        """A check-in that has begun, answered as told and else with the mildest; how many answers.

        Stops at its end, or where something cannot wait.
        """
        before = self.answers
        while self.is_asked:
            for name in self.asked():
                self._mild(name, {**CALM, **told}.get(name))
            self.go_on()
            assert self.answers - before < 60, "this never ends"
        return self.answers - before

    def _mild(self, name: str, wanted: str | None) -> None:
        group = self.page.locator(f'fieldset[id="q-{name}"]')
        values = group.locator("input[type=radio], input[type=checkbox]").evaluate_all(
            "all => all.map((each) => each.value)"
        )
        if wanted is None:
            wanted = next((each for each in MILDEST if each in values), values[0])
        if wanted in values:
            self.choose(name, wanted)
        else:
            self.type(name, wanted, "day" if group.locator("select").count() else "")
