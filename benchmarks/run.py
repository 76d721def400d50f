"""`python benchmarks/run.py`: the same rules and the same people through every engine, one table.

`make bench` puts the peers in place first; see README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MET_BEFORE = 2000
"""How many others the compiled engine meets before it is timed on new people."""


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print. The exit status is 1 if any engine disagrees with the reference."""
    sys.path.insert(0, str(ROOT))
    from benchmarks import ours, peers, startup, through_node
    from benchmarks.people import draw
    from benchmarks.rules import Rules, in_effect, plain
    from benchmarks.table import Report, as_json, as_text
    from benchmarks.timing import measure
    from benchmarks.versions import versions
    from rugwijzer.compiler import build_engine, load_files, read_files
    from rugwijzer.compiler.language.guideline import Ladder
    from rugwijzer.paths import find

    options = _options(words)
    folder = find("guideline", options.guideline)
    texts = read_files(folder)
    files = {name: text for name, text in texts.items() if not name.endswith("cases.yaml")}
    guideline = load_files(files, checked=False)
    ladder = next(each for each in guideline.decisions.values() if isinstance(each, Ladder))
    rules = Rules(guideline, ladder)

    quick = build_engine(guideline, "compiled")
    everyone = draw(guideline, quick, options.people + MET_BEFORE)
    records, met = everyone[: options.people], everyone[options.people :]
    effects = (in_effect(guideline, quick, each) for each in records)
    people = [plain(rules.given, each, rules.facts) for each in effects]

    contenders = [
        ours.contender(rules, "compiled", records),
        ours.contender(rules, "reference", records),
        *peers.contenders(rules, people),
    ]
    compiled, reference, *rows = measure(contenders, options.clock)
    fresh = ours.never_seen(rules, met, records, compiled.levels, options.clock)
    missing = through_node.missing()
    if missing is None:
        rows += through_node.measure(rules, records, people, options.clock)
    counted = Counter(ladder.levels[level] for level in reference.levels)
    version = guideline.version
    report = Report(
        versions=versions(),
        clock=options.clock,
        guideline="guideline" if version is None else f"{version.name} {version.number}",
        people=len(records),
        met_before=len(met),
        levels={level: counted[level] for level in ladder.levels if counted[level]},
        rules=len(rules.conditions),
        facts=len(rules.facts),
        rows=[compiled, fresh, reference, *rows],
        reference=reference.levels,
        missing=missing,
        starts=startup.starts(guideline, records[0], options.guideline),
        throughput=startup.throughput(guideline, records, options.guideline),
    )
    print(json.dumps(as_json(report), indent=2) if options.json else as_text(report))
    return 0 if report.agreed else 1


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--people", type=int, default=500, help="how many people (500)")
    parser.add_argument(
        "--clock",
        choices=["wall", "processor"],
        default="wall",
        help="count wall time, or on a busy machine processor time (wall)",
    )
    parser.add_argument("--guideline", type=Path, help="the folder of another guideline")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main())
