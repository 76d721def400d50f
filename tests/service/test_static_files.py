"""Every file that a page names is there, under the name that says what is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import Storage
from django.core.management import call_command
from pytest_django import Settings

import rugwijzer.service
from rugwijzer.service.site.phone_device import FILES, ICONS

FILES_BACKEND = "rugwijzer.service.config.files.Files"
NAMED = re.compile(r"{% static '([^']+)' %}")


def names() -> set[str]:
    pages = Path(rugwijzer.service.__file__).parent.rglob("templates/**/*.html")
    named = {name for page in pages for name in NAMED.findall(page.read_text(encoding="utf-8"))}
    icons = {f"site/phone-{purpose}-{size}.png" for size, purpose in ICONS}
    return {*named, *FILES, *icons}


@pytest.fixture
def gathered(tmp_path: Path, settings: Settings) -> Storage:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": FILES_BACKEND}}
    call_command("collectstatic", "--noinput", verbosity=0)
    return staticfiles_storage


def test_every_file_that_a_page_names_is_gathered_and_its_name_says_what_is_in_it(
    gathered: Storage, settings: Settings
) -> None:
    settings.DEBUG = False
    assert len(names()) > 20
    for name in names():
        address = gathered.url(name)
        stem, _, kind = name.rpartition(".")
        assert re.fullmatch(rf"/static/{re.escape(stem)}\.[0-9a-f]{{12}}\.{kind}", address), name


def test_no_page_names_a_file_in_another_way() -> None:
    pages = Path(rugwijzer.service.__file__).parent.rglob("templates/**/*.html")
    other = [
        page.name for page in pages if re.search(r"(src|href)=\"/static", page.read_text("utf-8"))
    ]
    assert other == []
