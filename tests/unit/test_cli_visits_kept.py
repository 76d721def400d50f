"""Adding a visit to a file: the old ones are never lost, and only this user can read it."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from tests.whole import guideline

from rugwijzer.care.history import Visit
from rugwijzer.cli.visits import add_visit, read_visits

ONE = Visit(date(2026, 3, 2), {"pain_now": 6, "at_home": frozenset({"step"}), "saddle": None})
TWO = Visit(date(2026, 3, 9), {"pain_now": 4}, {"everyday": 12})


def test_what_is_added_is_read_back_as_it_was_told(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    add_visit(guideline(), file, ONE)
    add_visit(guideline(), file, TWO)
    assert read_visits(guideline(), str(file), TWO.at).visits == (ONE, TWO)
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert os.listdir(tmp_path) == ["mine.jsonl"]


def test_a_last_line_without_an_end_stays_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text('{"at": "2026-03-02", "answers": {}}')
    file.chmod(0o640)
    add_visit(guideline(), file, TWO)
    assert [json.loads(line)["at"] for line in file.read_text().splitlines()] == [
        "2026-03-02",
        "2026-03-09",
    ]
    assert oct(file.stat().st_mode & 0o777) == "0o640"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.jsonl", tmp_path / "mine.jsonl"
    add_visit(guideline(), real, ONE)
    link.symlink_to(real)
    add_visit(guideline(), link, TWO)
    assert link.is_symlink()
    assert len(real.read_text().splitlines()) == 2


def test_when_the_disk_is_full_the_old_file_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.jsonl"
    add_visit(guideline(), file, ONE)
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        add_visit(guideline(), file, TWO)
    assert file.read_bytes() == before
    assert os.listdir(tmp_path) == ["mine.jsonl"]
