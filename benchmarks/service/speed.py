"""Requests per second of the check, beside a bare view of Django with pages of the same size."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.through_node import node

GOAL = 0.5
"""A page of the check is to reach this share of the bare view."""
CONNECTIONS = 8
ROUNDS = 5
SECONDS = 3.0


@dataclass(frozen=True)
class Speed:
    """Pages of a kind: how large each is, and how quickly they come."""

    name: str
    size: int
    a_second: float
    p50: float
    p99: float
    errors: int


@dataclass(frozen=True)
class Raced:
    """Both, and the middle of the shares of all rounds."""

    check: Speed
    bare: Speed
    share: float

    @property
    def is_met(self) -> bool:
        """Whether the check is quick enough."""
        return self.share >= GOAL and not self.check.errors and not self.bare.errors


def race(address: str, cookie: str, screens: int) -> Raced:
    """In turns, so that what else the machine does meets both."""
    paths = [f"/check/{number}/" for number in range(1, screens + 1)]
    sizes = [_size(address, path, cookie) for path in paths]
    twins = [_of_size(address, size) for size in sizes]
    rounds: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for _ in range(ROUNDS):
        rounds.append((_hammer(address, cookie, paths), _hammer(address, cookie, twins)))
    found = [
        Speed(
            name,
            sum(_size(address, path, cookie) for path in some) // len(some),
            median(each[at]["a_second"] for each in rounds),
            median(each[at]["p50"] for each in rounds),
            median(each[at]["p99"] for each in rounds),
            sum(each[at]["errors"] for each in rounds),
        )
        for at, (name, some) in enumerate((("a screen of the check", paths), ("bare view", twins)))
    ]
    share = median(ours["a_second"] / bare["a_second"] for ours, bare in rounds)
    return Raced(found[0], found[1], share)


def _size(address: str, path: str, cookie: str) -> int:
    request = urllib.request.Request(f"{address}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())


def _of_size(address: str, size: int) -> str:
    """The bare page that is as large as this, or the next smaller one."""
    rows = 0
    while _size(address, f"/bare/{rows + 1}/", "") <= size:
        rows += 1
    return f"/bare/{rows}/"


def _hammer(address: str, cookie: str, paths: Sequence[str]) -> dict[str, Any]:
    job = {
        "address": address,
        "cookie": cookie,
        "paths": paths,
        "seconds": SECONDS,
        "connections": CONNECTIONS,
    }
    done = subprocess.run(
        [str(node()), str(Path(__file__).with_name("hammer.mjs"))],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
