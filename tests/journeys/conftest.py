"""What every journey starts from: a fresh home, and a terminal with the check in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .person import Start
from .terminal import Terminal


@pytest.fixture(scope="module")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def start(tmp_path: Path, cache_home: str) -> Start:
    def begin(*words: str) -> Terminal:
        return Terminal(["check", *words], tmp_path, {"XDG_CACHE_HOME": cache_home})

    return begin
