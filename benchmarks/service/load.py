"""`make load`: many people go through whole checks at once, and every answer is looked at.

Each is somebody else, with her own cookies and connection. Every page must be the one she gets when
she is alone, down to the heading of her result. The exit status is 1 if anything was not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.web.server import Served, serving

from benchmarks.through_node import node

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
"""After so many seconds without an answer somebody gives up."""
KINDS = {
    "start": "the page before the check",
    "file": "a style, font or script",
    "screen": "a screen",
    "answer": "sending answers",
    "result": "the result",
}


def main(words: Sequence[str] | None = None) -> int:
    """Load and print. The exit status is 1 if anybody did not get what she gets alone."""
    sys.path.insert(0, str(ROOT))

    options = _options(words)
    surroundings = {"RUGWIJZER_CHECKS_A_MINUTE": "0", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    with (
        tempfile.TemporaryDirectory(prefix="rugwijzer-") as folder,
        serving(Path(folder), **surroundings) as served,
    ):
        recorded = _recorded(served, options.people)
        job = {
            "address": served.address,
            "people": recorded,
            "pause": options.pause,
            "spread": options.spread,
            "patience": PATIENCE,
        }
        done = subprocess.run(
            [str(node()), str(Path(__file__).with_name("walk.mjs"))],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        log = served.log.read_text(encoding="utf-8")
    print("\n".join(_table(found, options)))
    if "ERROR" in log:
        print("The service wrote of errors.")
    return 1 if found["errors"] or "ERROR" in log else 0


def _recorded(served: Served, people: int) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.service.recording", str(people)],
        env=dict(served.surroundings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def _table(found: dict[str, Any], options: argparse.Namespace) -> Iterator[str]:
    times: dict[str, list[float]] = found["times"]
    number = sum(map(len, times.values()))
    about = "without a pause between screens"
    if options.pause:
        about = f"{options.pause:g} s between screens"
    yield (
        f"{options.people} different people at once through whole checks, {about}: "
        f"{found['finished']} finished, {len(found['errors'])} errors."
    )
    yield (
        f"{number} requests in {found['seconds']:.1f} s: {number / found['seconds']:.0f} a second."
    )
    yield ""
    head = f"{'request':<28}{'number':>8}{'p50':>10}{'p90':>10}{'p99':>10}{'slowest':>10}"
    yield head
    yield "-" * len(head)
    every = {**{KINDS[kind]: times.get(kind, []) for kind in KINDS}}
    every["all of them"] = [each for some in times.values() for each in some]
    for name, some in every.items():
        if some:
            shown = "".join(f"{_at(some, share):>7.0f} ms" for share in (0.5, 0.9, 0.99, 1))
            yield f"{name:<28}{len(some):>8}{shown}"
    for what, often in Counter(found["errors"]).most_common(10):
        yield f"  {often} × {what}"


def _at(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=200, help="how many people (200)")
    parser.add_argument(
        "--pause", type=float, default=0, help="seconds somebody reads a screen (0)"
    )
    parser.add_argument(
        "--spread", type=float, default=0, help="seconds in which all of them begin (0)"
    )
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main())
