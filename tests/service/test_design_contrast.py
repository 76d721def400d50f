"""The design keeps its promises: contrast in both themes, no style or words outside their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils.translation import override
from pytest_django import Settings

import rugwijzer.service
from rugwijzer.service import knowledge
from rugwijzer.service.design.examples import EXAMPLES, TOKENS
from rugwijzer.service.site import urls

SERVICE = Path(rugwijzer.service.__file__).parent
CSS = SERVICE / "design" / "static" / "design" / "rugwijzer.css"
STYLES = sorted(path for path in SERVICE.rglob("*.css") if "vendor" not in path.parts)
TEMPLATES = sorted(SERVICE.rglob("templates/**/*.html"))
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

GROUNDS = ("ground", "paper", "sunk", "tint")
LEVELS = ("calm", "soon", "today", "now")
TEXTS = [
    *((text, ground) for text in ("ink", "soft") for ground in GROUNDS),
    *((text, f"{level}-ground") for text in ("ink", "soft", "brand") for level in LEVELS),
    *((text, ground) for text in ("brand", "brand-strong") for ground in GROUNDS),
    *((level, ground) for level in LEVELS for ground in (*GROUNDS[:2], f"{level}-ground")),
    ("accent", "ground"),
    ("accent", "paper"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("paper", "now"),
    *((ink, ground) for ground, ink in TOKENS),
]
"""Text and the ground it stands on."""
EDGES = [
    *((edge, ground) for edge in ("edge", "brand", "focus") for ground in GROUNDS),
    *((level, f"{level}-ground") for level in LEVELS),
    *((level, "ground") for level in LEVELS),
    *(("focus", f"{level}-ground") for level in LEVELS),
    ("brand", "sunk"),
]
"""What somebody must be able to see to find or use a part: borders of controls, focus, progress."""

LETTERS = re.compile(r"[^\W\d_]{2,}")
TAGS = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
OUR_NAME = {"Rugwijzer"}
SAID = ("alt", "aria-label", "aria-description", "placeholder", "title")
"""Attributes that are read out or shown."""


# --- contrast


def themes() -> dict[str, dict[str, str]]:
    """The colours of both themes; in the dark, what is not said is as in the light."""
    sheet = CSS.read_text(encoding="utf-8")
    light, dark = (_tokens(block) for block in re.findall(r":root \{(.*?)\}", sheet, re.S)[:2])
    return {"light": light, "dark": {**light, **dark}}


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), sorted(set(TEXTS)))
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), sorted(set(EDGES)))
def test_an_edge_can_be_seen_on_its_ground(theme: str, edge: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[edge], colours[ground]) >= 3


def test_black_and_white_differ_as_much_as_anything_can() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_colour_of_the_light_has_one_in_the_dark() -> None:
    sheet = CSS.read_text(encoding="utf-8")
    light, dark = (_tokens(block) for block in re.findall(r":root \{(.*?)\}", sheet, re.S)[:2])
    assert set(light) == set(dark)


def _pairs_in_use() -> Iterator[tuple[str, str, str]]:
    """Of every rule of the sheets that sets both: the selector, the text, the ground."""
    for path in STYLES:
        sheet = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
            text = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", body)
            ground = re.search(r"(?<![\w-])background(?:-color)?: var\(--([\w-]+)\)", body)
            if text and ground:
                yield selector.strip(), text.group(1), ground.group(1)


def test_no_rule_of_a_sheet_sets_text_on_a_ground_that_is_not_tested() -> None:
    unknown = [each for each in _pairs_in_use() if each[1:] not in TEXTS]
    assert not unknown


# --- every colour in its place


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_are_named_once_and_used_by_name(path: Path) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    sheet = re.sub(r":root \{.*?\}", "", sheet, flags=re.S)
    raw = re.findall(r"#[0-9a-fA-F]{3,8}\b|(?:rgba?|hsla?|oklch|lab)\(", sheet)
    named = re.findall(r"(?:color|background|border[\w-]*): *(?:white|black|red|gr[ae]y)\b", sheet)
    assert not raw + named


def test_every_token_that_is_used_exists() -> None:
    known = set(re.findall(r"--([\w-]+):", CSS.read_text(encoding="utf-8")))
    for path in STYLES:
        used = set(re.findall(r"var\(--([\w-]+)\)", path.read_text(encoding="utf-8")))
        assert used <= known, path.name


# --- templates


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_no_template_holds_style_or_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert "javascript:" not in text
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or 'type="application/' in attributes


class _Words(HTMLParser):
    """The words that stand in a template itself, between tags and in attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        for name, value in attrs:
            described = name == "content" and ("name", "description") in attrs
            if (name in SAID or described) and value:
                self.found += LETTERS.findall(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.inside):
            self.found += LETTERS.findall(data)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_word_of_a_template_comes_from_the_content(path: Path) -> None:
    words = _Words()
    words.feed(TAGS.sub("", path.read_text(encoding="utf-8")))
    assert set(words.found) <= OUR_NAME


def test_every_text_that_a_template_names_exists() -> None:
    texts = knowledge.texts()
    for path in TEMPLATES:
        named = re.findall(r"""\{% text ["']([\w.]+)["'](?!\|)""", path.read_text(encoding="utf-8"))
        missing = [key for key in named if key not in texts]
        assert not missing, path.name


# --- the preview


@pytest.fixture
def files_as_they_are(settings: Settings) -> None:
    """Without the names that are given to files when they are collected."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}


@pytest.mark.usefixtures("files_as_they_are")
@pytest.mark.parametrize("path", ["/vormgeving/", "/en/design/"])
def test_the_preview_shows_every_component(path: str) -> None:
    said = Client().get(path).content.decode()
    for example in EXAMPLES:
        assert f'<section id="{example.name}">' in said
    assert 'content="noindex"' in said


def test_every_component_has_its_example_and_its_style() -> None:
    sheet = CSS.read_text(encoding="utf-8")
    for example in EXAMPLES:
        template = SERVICE / "design" / "templates" / example.template
        assert template.exists()
        for name in example.classes:
            assert re.search(rf"\.{name}\b", sheet), name
    shown = {f"design/examples/{path.name}" for path in TEMPLATES if path.parent.name == "examples"}
    assert shown == {example.template for example in EXAMPLES}


# --- both languages

WITHOUT_OTHER = ("figure",)
"""Drawings and the like: no pages."""


def samples() -> dict[str, object]:
    """A value for each part of a public address."""
    guideline = knowledge.guideline()
    return {
        "page": next(iter(knowledge.pages())),
        "decision": "urgency",
        "rule": "cannot_bear_weight",
        "fact": "age",
        "term": next(iter(guideline.definitions)),
        "source": next(iter(guideline.sources)),
        "step": 1,
    }


def public_names() -> list[str]:
    return [
        each.name
        for each in urls.urlpatterns
        if isinstance(each, URLPattern) and each.name and each.name not in WITHOUT_OTHER
    ]


@pytest.mark.usefixtures("files_as_they_are")
@pytest.mark.parametrize("name", public_names())
def test_every_public_page_names_itself_in_both_languages(name: str) -> None:
    found: dict[str, str] = {}
    pattern = next(each for each in urls.urlpatterns if each.name == name)
    known = samples()
    needed = pattern.pattern.converters
    if not set(needed) <= set(known):
        pytest.skip(f"no sample for {sorted(set(needed) - set(known))}")
    for language in ("nl", "en"):
        with override(language):
            found[language] = reverse(name, kwargs={each: known[each] for each in needed})
    for path in found.values():
        answer = Client().get(path)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        said = answer.content.decode()
        for code, there in found.items():
            assert re.search(rf'hreflang="{code}" href="[^"]*{re.escape(there)}"', said), path
