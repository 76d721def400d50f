"""Every component of the design with an example: for the preview page, the tests, the pictures.

A component is a template of `design/examples/`, which shows it in all its forms with words from
`web_design.yaml`. What is not in this list is no component yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@dataclass(frozen=True)
class Example:
    """One component: its name, the classes of the style sheet that it shows."""

    name: str
    classes: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"design/examples/{self.name}.html"

    @property
    def title(self) -> str:
        """The key of its heading."""
        return f"web_design.{self.name}.title"


EXAMPLES = (
    Example("colours", ("swatch",)),
    Example("type", ("lead", "small", "eyebrow")),
    Example("buttons", ("button", "plain", "actions")),
    Example("notes", ("note",)),
    Example("levels", ("level",)),
    Example("cards", ("card", "cards", "card-link")),
    Example("tags", ("tag", "count")),
    Example("answers", ("answers", "answer")),
    Example("ticks", ("answers", "answer")),
    Example("scale", ("scale", "ends")),
    Example("fields", ("field",)),
    Example("errors", ("error",)),
    Example("say", ("say",)),
    Example("progress"),
    Example("details"),
    Example("table", ("scroll",)),
    Example("figure", ("drawing",)),
    Example("tree", ("tree", "branch")),
    Example("changed", ("changed",)),
)

TOKENS = (
    ("ground", "ink"),
    ("paper", "ink"),
    ("sunk", "ink"),
    ("paper", "soft"),
    ("paper", "brand"),
    ("tint", "brand"),
    ("brand", "on-brand"),
    ("calm-ground", "calm"),
    ("soon-ground", "soon"),
    ("today-ground", "today"),
    ("now-ground", "now"),
)
"""Grounds with the colour of text on them, as the preview shows them."""


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """All components on one page. For whoever works on the design."""
    return render(
        request,
        "design/preview.html",
        {"examples": EXAMPLES, "tokens": TOKENS, "numbers": range(11)},
    )
