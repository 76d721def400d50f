"""Tags that every template has: a text by key, words of the guideline, a component."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rugwijzer.compiler.language.guideline import rules_of
from rugwijzer.service import knowledge

register = template.Library()
ICONS = Path(__file__).parents[1] / "templates" / "design" / "icons"


@register.simple_tag
def text(key: str, **places: object) -> str:
    """One text of the content, in the language of the page. Raises TextMissing."""
    if places:
        return knowledge.texts().text(key, language(), **places)
    return _plain(key, language())


@cache
def _plain(key: str, language: str) -> SafeString:
    """A text without places, as it may stand in a page."""
    return conditional_escape(knowledge.texts().text(key, language))


@register.simple_tag
def around(template: str, section: str = "") -> SafeString:
    """A part around every page that is the same for everybody: made once in each language."""
    return _around(template, section, language())


@cache
def _around(template: str, section: str, language: str) -> SafeString:
    return render_to_string(template, {"section": section})


@register.filter
def say(words: Mapping[str, str] | None) -> str:
    """Words that the guideline or the content has in both languages, in that of the page."""
    return in_words(words, language())


def in_words(words: Mapping[str, str] | None, language: str) -> str:
    """The same, in a language that is named."""
    return " ".join((words or {}).get(language, "").split())


@register.simple_tag
def rule_url(name: str) -> str:
    """Where a rule of the guideline is explained: its condition, sources, cases and proofs.

    Empty for a name that this guideline does not have, such as one of older advice.
    """
    decision = _decisions().get(name)
    if decision is None:
        return ""
    return reverse("rules_rule", kwargs={"decision": decision, "rule": name})


@cache
def _decisions() -> dict[str, str]:
    return {
        rule.name: decision.name
        for decision in knowledge.guideline().decisions.values()
        for rule in rules_of(decision)
    }


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign beside words that say the same; never alone."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    # Files of our own, drawn by ourselves.
    return mark_safe((ICONS / f"{name}.svg").read_text(encoding="utf-8").strip())  # noqa: S308


def language() -> str:
    """The language of the page."""
    return "en" if get_language() == "en" else "nl"
