"""What different people send at each screen of the check, written down to be sent again.

`python -m benchmarks.service.recording NUMBER` prints it as JSON. The people are those of the other
benchmarks: the guideline's own, each with a few answers changed by chance.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import django
from django.test import Client
from django.test.utils import setup_test_environment
from tests.web.visitor import answer_to

from benchmarks.people import draw
from rugwijzer.compiler import load
from rugwijzer.paths import find

SCREENS = 40
"""More than anybody meets."""


def record(number: int) -> Iterator[dict[str, Any]]:
    """Each person by what she sends where, where that leads, and the heading of her result."""
    from rugwijzer.service import knowledge

    guideline = load(find("guideline"))
    for person in draw(guideline, knowledge.engine(), number):
        yield _walked(person)


def _walked(person: dict[str, Any]) -> dict[str, Any]:
    client = Client()
    first = {"for": "me"}
    here = client.post("/check/", first)["Location"]
    sent = [{"path": "/check/", "body": urlencode(first), "to": here}]
    for _ in range(SCREENS):
        shown = client.get(here)
        if here.endswith("/uitslag/"):
            return {"sent": sent, "heading": str(shown.context["panel"].inner[0].words)}
        form = shown.context.get("form")
        body = {"do": "warned"} if form is None else _filled(form, person)
        answered = client.post(here, body)
        if answered.status_code == 422:
            body = _filled(form, None)
            answered = client.post(here, body)
        to = answered["Location"]
        sent.append({"path": here, "body": urlencode(body, doseq=True), "to": to})
        here = to
    raise SystemExit("A check did not end.")


def _filled(form: Any, person: dict[str, Any] | None) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for question in form.questions:
        offered = [each.value for each in question.options]
        how, *values = answer_to(question.name, offered, person)
        if how == "tapped":
            body[question.name] = values
        else:
            body[f"{question.name}.typed"] = values[0]
            if len(values) > 1:
                body[f"{question.name}.unit"] = values[1]
    return body


if __name__ == "__main__":
    django.setup()
    setup_test_environment()
    print(json.dumps([*record(int(sys.argv[1]))]))
