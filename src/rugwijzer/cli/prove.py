"""`rugwijzer guideline prove`: every claim put to the solver, and what is there for nobody."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from rugwijzer.compiler import (
    Claim,
    Guideline,
    Record,
    build_engine,
    claims_digest,
    digest,
    load_files,
    nearest,
    plain_record,
    read_files,
)
from rugwijzer.compiler.claims.document import FILE, Proofs, write_proofs
from rugwijzer.library import Library
from rugwijzer.loading import load_texts
from rugwijzer.paths import find
from rugwijzer.wording.words import answer_in_words, label, say

FINDINGS = {
    "never_fires": "no consistent person meets the rule {name}. Mend it or remove it.",
    "never_decisive": "the rule {name} never decides: the outcome is the same without it. Remove "
    "it, or mark it with `echo:` and the reason.",
    "inside": "whoever meets the rule {name} also meets {other}, with the same level and concern. "
    "Remove {name}, or mark it with `echo:` and the reason.",
    "changes_nothing": "no answer to the fact {name} changes a decision. Remove it, or mark it "
    "`preference: true`.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "--claim", action="append", metavar="NAME", help="only this claim; may be repeated"
    )
    parser.add_argument("--lang", choices=("nl", "en"), default="en", help="language of answers")
    parser.add_argument(
        "--save", type=Path, metavar="FILE", help="write the people that break a claim as cases"
    )
    parser.add_argument("--list", action="store_true", help="name every claim, with its time")


def run(options: argparse.Namespace) -> int:
    """Prove, say what became of each claim, and write `proofs.json` if all claims were tried."""
    folder = find("guideline", options.guideline)
    files = read_files(folder)
    guideline = load_files(files)
    claims = list(guideline.claims.values())
    for name in options.claim or ():
        if name not in guideline.claims:
            near = nearest(name, guideline.claims)
            print(f'There is no claim "{name}". {near}'.rstrip(), file=sys.stderr)
            return 2
    if options.claim:
        claims = [guideline.claims[name] for name in options.claim]
    return prove(options, folder, files, guideline, claims)


def prove(
    options: argparse.Namespace,
    folder: Path,
    files: Mapping[str, str],
    guideline: Guideline,
    claims: list[Claim],
) -> int:
    """Put the claims to the solver."""
    try:
        from rugwijzer.compiler.claims import findings as search
        from rugwijzer.compiler.claims import prove as solve
    except ModuleNotFoundError as error:
        print(
            f"This command needs {error.name}. Install it with `pip install rugwijzer[proofs]`.",
            file=sys.stderr,
        )
        return 2
    started = time.perf_counter()
    processes = min(2, os.cpu_count() or 1)
    progress = _progress(len(claims)) if sys.stderr.isatty() else None
    with ProcessPoolExecutor(1) as aside:
        looking = None if options.claim else aside.submit(search.findings, guideline)
        verdicts = solve.prove(guideline, claims, processes=processes, told=progress)
        found = () if looking is None else looking.result()
    if progress is not None:
        print("\r\033[K", end="", file=sys.stderr)
    texts = load_texts()
    for verdict in verdicts:
        if options.list or verdict.status != "proved":
            print(f"{verdict.status:<10}{verdict.seconds:>6.2f} s  {verdict.claim.name}")
        if verdict.status != "proved":
            for line in refuted(guideline, verdict, texts, options.lang):
                print(line)
    for finding in found:
        said = FINDINGS[finding.kind].format(name=finding.name, other=finding.other)
        print(f"{finding.place}: {said}")
    proved = sum(verdict.status == "proved" for verdict in verdicts)
    questions = sum(verdict.questions for verdict in verdicts)
    print(
        f"{proved} of {len(verdicts)} claims proved; {len(found)} findings "
        f"({questions} questions, {time.perf_counter() - started:.0f} s)"
    )
    if options.save is not None:
        saved = [case for verdict in verdicts for case in cases(guideline, verdict)]
        try:
            options.save.write_text(
                yaml.safe_dump(saved, sort_keys=False, allow_unicode=True), encoding="utf-8"
            )
        except OSError as error:
            print(not_written(options.save, error), file=sys.stderr)
            return 1
        print(f"{len(saved)} cases written to {options.save}")
    if not options.claim:
        proofs = Proofs(
            digest(files),
            claims_digest(files),
            {verdict.claim.name: verdict.status for verdict in verdicts},
            tuple(
                {"kind": each.kind, "name": each.name}
                | ({} if each.other is None else {"other": each.other})
                for each in found
            ),
        )
        try:
            write_proofs(folder, proofs)
        except OSError as error:
            print(not_written(folder / FILE, error), file=sys.stderr)
            return 1
        print(f"{FILE} written.")
    return 0 if proved == len(verdicts) and not found else 1


def not_written(path: Path, error: OSError) -> str:
    """What to say of a file that could not be written."""
    return f"{path}: cannot be written ({error.strerror}). Check the folder and its permissions."


def _progress(total: int) -> Any:
    heard: set[str] = set()

    def told(name: str) -> None:
        heard.add(name)
        print(f"\r{len(heard)} of {total} claims", end="", file=sys.stderr, flush=True)

    return told


def refuted(guideline: Guideline, verdict: Any, texts: Library, language: str) -> Iterator[str]:
    """A refuted claim, and the person or the two people that break it."""
    claim, refutation = verdict.claim, verdict.refutation
    yield f"  {claim.place}: {say(claim.words, language)}"
    if refutation is None:
        yield "  The solver gave up on it."
        return
    if refutation.first is None:
        yield "  No consistent person makes it true."
        return
    if len(verdict.changes) > 1:
        yield f"  Broken by a change of: {', '.join(verdict.changes)}"
    if refutation.second is None:
        yield "  This person breaks it:"
        yield from _person(guideline, refutation.first, texts, language)
        return
    yield "  These two break it; first:"
    yield from _person(guideline, refutation.first, texts, language)
    yield "  then, of the same person:"
    differing = {
        name: answer
        for name, answer in refutation.second.items()
        if name not in refutation.first or refutation.first[name] != answer
    }
    yield from _person(guideline, refutation.second, texts, language, only=differing)


def _person(
    guideline: Guideline,
    record: Record,
    texts: Library,
    language: str,
    only: Record | None = None,
) -> Iterator[str]:
    for name, answer in (record if only is None else only).items():
        said = answer_in_words(guideline.facts[name], answer, texts, language)
        yield f"    {label(guideline, name, language) or name} ({name}): {said}"
    if not record:
        yield "    no answers at all"
    outcome = build_engine(guideline, "reference").evaluate(record)
    for name in guideline.decisions:
        yield f"      {name}: {in_short(outcome.decisions[name])}"
    rules = dict.fromkeys(reason.rule for reason in outcome.reasons)
    yield f"      because of: {', '.join(rules) or 'no rule'}"


def in_short(value: Any) -> str:
    """A decision's value on one line."""
    match value:
        case _ if hasattr(value, "inside"):
            return ", ".join(value.inside) or "none"
        case _ if hasattr(value, "possible"):
            return " or ".join(value.possible)
        case _ if hasattr(value, "lower"):
            return value.lower if value.settled else f"{value.lower} to {value.upper}"
        case _:
            return f"{value.low} to {value.high}"


def cases(guideline: Guideline, verdict: Any) -> Iterator[dict[str, Any]]:
    """The people that break a claim, as cases that expect what comes out now, to be mended."""
    if verdict.refutation is None:
        return
    engine = build_engine(guideline, "reference")
    both = (verdict.refutation.first, verdict.refutation.second)
    for which, record in zip(("first", "second"), both, strict=True):
        if record is None:
            continue
        bounds: Any = next(iter(engine.evaluate(record).decisions.values()))
        for value in engine.evaluate(record).decisions.values():
            if hasattr(value, "lower"):
                bounds = value
                break
        yield {
            "case": f"{verdict.claim.name} is broken by this person ({which} of two)"
            if verdict.refutation.second is not None
            else f"{verdict.claim.name} is broken by this person",
            "facts": plain_record(guideline, record),
            "expect": {
                next(n for n, d in guideline.decisions.items() if hasattr(d, "levels")): {
                    "at_least": bounds.lower,
                    "at_most": bounds.upper,
                }
            },
        }
