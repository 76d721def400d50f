"""Whole processes: how long they take to start, and how many people a second one gets through."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rugwijzer.compiler import Guideline, plain_record

from .people import Record

TIMES = 10


@dataclass(frozen=True)
class Started:
    """A command, and the median of its wall time; None if it does not work here."""

    command: str
    seconds: float | None


@dataclass(frozen=True)
class Throughput:
    """One file of many people through `assess`."""

    people: int
    seconds: float

    @property
    def a_second(self) -> float:
        """People per second, the start of the process included."""
        return self.people / self.seconds


def program() -> list[str]:
    """The installed command, or the package run as a module."""
    installed = Path(sysconfig.get_path("scripts")) / "rugwijzer"
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "rugwijzer"]


def starts(guideline: Guideline, record: Record, folder: Path | None) -> list[Started]:
    """How long each takes, all of them in turn, ten times."""
    with tempfile.TemporaryDirectory() as made:
        person = Path(made) / "person.json"
        person.write_text(json.dumps(plain_record(guideline, record)), encoding="utf-8")
        commands: dict[str, list[str]] = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import rugwijzer.compiler'": [
                sys.executable, "-c", "import rugwijzer.compiler",
            ],
            "rugwijzer assess FILE": [*program(), "assess", str(person), *_guideline(folder)],
        }  # fmt: skip
        return _in_turn(commands)


def _in_turn(commands: Mapping[str, Sequence[str]]) -> list[Started]:
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    working = {name: words for name, words in commands.items() if _wall(words) is not None}
    for _ in range(TIMES):
        for name, words in working.items():
            taken = _wall(words)
            if taken is not None:
                seconds[name].append(taken)
    return [Started(name, median(taken) if taken else None) for name, taken in seconds.items()]


def throughput(
    guideline: Guideline, records: Sequence[Record], folder: Path | None
) -> Throughput | None:
    """Many people in one file; None if the command does not work here."""
    with tempfile.TemporaryDirectory() as made:
        everyone = Path(made) / "people.jsonl"
        lines = [json.dumps(plain_record(guideline, record)) for record in records]
        everyone.write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = [*program(), "assess", str(everyone), "--json", *_guideline(folder)]
        found = [taken for _ in range(3) if (taken := _wall(words)) is not None]
    return Throughput(len(records), median(found)) if found else None


def _guideline(folder: Path | None) -> list[str]:
    return [] if folder is None else ["--guideline", str(folder)]


def _wall(words: Sequence[str]) -> float | None:
    """Seconds one process takes; None if it fails."""
    began = time.perf_counter()
    done = subprocess.run(words, capture_output=True, check=False)
    taken = time.perf_counter() - began
    return None if done.returncode else taken
