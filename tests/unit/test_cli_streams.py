"""What a command does when nobody listens, nothing can be written, or a stream is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rugwijzer.paths import find

BICYCLE = find("guideline").parent / "tests" / "bicycle"
FACTS = [sys.executable, "-m", "rugwijzer", "facts", "--guideline", str(BICYCLE)]
CHECK = [sys.executable, "-m", "rugwijzer", "guideline", "--guideline", str(BICYCLE), "check"]


@pytest.mark.parametrize(
    "words", [FACTS, [*FACTS, "--json"], CHECK], ids=["facts", "json", "check"]
)
def test_when_the_reader_of_the_output_has_left_a_command_stops_without_a_word(
    words: list[str],
) -> None:
    here, there = os.pipe()
    os.close(here)
    ran = subprocess.run(words, stdout=there, stderr=subprocess.PIPE, text=True, check=False)
    os.close(there)
    assert ran.returncode == 0
    assert ran.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_is_told_and_gives_no_traceback() -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(FACTS, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1
    assert "space on the disk" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_from_the_start_give_no_traceback(closed: str) -> None:
    program = f'"$@" {closed}'
    words = ["sh", "-c", program, "sh", *FACTS]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stderr == ""
