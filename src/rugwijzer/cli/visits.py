"""One person's visits in a file, read and added to: lines of a `.jsonl`, or a list in a `.yaml`.

    {"at": "2026-11-01", "answers": {"pain_now": 6}, "measures": {"everyday": 17}}

Errors name the file and the line, every mistake at once, and never repeat an answer.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rugwijzer.care.history import DERIVED, Visit, scores
from rugwijzer.cli.answer_files import FileProblem, json_value, read_text
from rugwijzer.compiler import (
    AnswerError,
    Guideline,
    GuidelineError,
    nearest,
    plain_answer,
    read_answers,
)

KEYS = ("at", "answers", "measures")
FORM = '{"at": "2026-03-31", "answers": {...}}'
MOST_PROBLEMS = 50
"""As many are named at once: somebody may have given a file of another kind."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IF_EMPTY = f"Write one visit per line: {FORM}."


@dataclass(frozen=True)
class LeftOut:
    """A visit after the moment of the assessment, and the line it stands on."""

    at: date
    line: int


@dataclass(frozen=True)
class VisitsRead:
    """The visits up to and including a day, in the order of the file, and those left out."""

    visits: tuple[Visit, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Entry:
    """One visit as written, its line, and the lines of its answers where they differ."""

    value: object
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)


def read_visits(guideline: Guideline, name: str, at: date) -> VisitsRead:
    """The visits in a file, or standard input for `-`. Raises FileProblem with every mistake."""
    if name.endswith(".json"):
        raise FileProblem(
            f"{name}: visits stand in a .jsonl, one per line, or as a list in a .yaml. "
            "Call it .jsonl and write each visit on a line of its own."
        )
    text = read_text(name, _IF_EMPTY)
    in_yaml = name.endswith((".yaml", ".yml"))
    visits: list[Visit] = []
    left_out: list[LeftOut] = []
    problems: list[str] = []
    for entry in _yaml_entries(text, name) if in_yaml else _json_entries(text, name):
        if isinstance(entry, FileProblem):
            problems.append(str(entry))
            continue
        try:
            visit = _visit(guideline, entry, name)
        except FileProblem as problem:
            problems.append(str(problem))
            continue
        if visit.at > at:
            left_out.append(LeftOut(visit.at, entry.line))
        else:
            visits.append(visit)
    if problems:
        lines = "\n".join(problems).split("\n")
        more = len(lines) - MOST_PROBLEMS
        if more > 0:
            lines = [*lines[:MOST_PROBLEMS], f"{name}: and {more} more. Mend these first."]
        raise FileProblem("\n".join(lines))
    if not visits and left_out:
        raise FileProblem(
            f"{name}: every visit is after {at.isoformat()}. Name a later day with --at."
        )
    if not visits:
        raise FileProblem(f"{name}: there is no visit in this file. {_IF_EMPTY}")
    return VisitsRead(tuple(visits), tuple(left_out))


def add_visit(guideline: Guideline, path: Path, visit: Visit) -> None:
    """Add a visit to a `.jsonl`, for this user alone. Raises OSError.

    The old file stays as it is until the new one is whole and on the disk beside it.
    """
    path = path.resolve()
    old = path.read_bytes() if path.exists() else b""
    facts = guideline.facts
    written: dict[str, object] = {
        "at": visit.at.isoformat(),
        "answers": {name: plain_answer(facts[name], each) for name, each in visit.answers.items()},
    }
    if visit.measures:
        written["measures"] = dict(visit.measures)
    line = json.dumps(written, ensure_ascii=False).encode()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(old + (b"" if not old or old.endswith(b"\n") else b"\n") + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if old:
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _json_entries(text: str, name: str) -> Iterator[_Entry | FileProblem]:
    # Not `splitlines`: a text in JSON may hold characters that it takes for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _Entry(json_value(line, f"{name}:{number}"), number)
        except FileProblem as problem:
            yield problem


def _yaml_entries(text: str, name: str) -> Iterator[_Entry | FileProblem]:
    from rugwijzer.compiler.reading.documents import Mapping as MappingTree
    from rugwijzer.compiler.reading.documents import Sequence, plain, read_document

    try:
        tree = read_document(text, name)
    except GuidelineError as error:
        yield FileProblem("\n".join(map(str, error.problems)))
        return
    except (RecursionError, ValueError):
        yield FileProblem(f"{name}: this is nested too deep, or holds a number too long.")
        return
    if tree is None:
        return
    if not isinstance(tree, Sequence):
        yield FileProblem(
            f"{name}: this must be a list of visits. Begin each with a dash: `- at: 2026-03-31`."
        )
        return
    for item in tree.items:
        lines: dict[str, int] = {}
        if isinstance(item, MappingTree):
            for key in ("answers", "measures"):
                inner = item.entries.get(key)
                if isinstance(inner, MappingTree):
                    lines |= {fact: place.line for fact, place in inner.keys.items()}
        yield _Entry(plain(item), item.place.line, lines)


def _visit(guideline: Guideline, entry: _Entry, name: str) -> Visit:
    """One visit, typed. Raises FileProblem with every mistake in it."""
    here = f"{name}:{entry.line}"
    value = entry.value
    if not isinstance(value, dict):
        raise FileProblem(f"{here}: a visit must be a mapping. Write {FORM}.")
    problems: list[str] = []
    for key in value:
        if key not in KEYS:
            mend = nearest(key, KEYS) or f"A visit has: {', '.join(KEYS)}."
            problems.append(f"{here}: a visit has no {_quoted(key)}. {mend}")
    at = _day(value.get("at"))
    if "at" not in value:
        problems.append(f'{here}: a visit has no "at". Write the day: {FORM}.')
    elif at is None:
        problems.append(f'{here}: "at" is not a date. Write year-month-day, such as 2026-03-31.')
    given: dict[str, Mapping[str, object]] = {}
    for key in ("answers", "measures"):
        inner = value.get(key, {})
        if not isinstance(inner, dict):
            problems.append(f'{here}: "{key}" must be a mapping. Write {{name: value}}.')
            inner = {}
        given[key] = inner

    def place(fact: str) -> str:
        return f"{name}:{entry.lines.get(fact, entry.line)}"

    for fact in DERIVED:
        if fact in given["answers"]:
            problems.append(
                f'{place(fact)}: "{fact}": it follows from the visits themselves. Leave it out.'
            )
    told = {fact: each for fact, each in given["answers"].items() if fact not in DERIVED}
    measures = {}
    for measure, score in given["measures"].items():
        try:
            measures[measure] = _score(scores(guideline), measure, score)
        except FileProblem as problem:
            problems.append(f"{place(measure)}: {problem}")
    try:
        answers = read_answers(guideline, told)
    except AnswerError as error:
        problems += [f"{place(each.fact)}: {each}" for each in error.problems]
    if problems or at is None:
        raise FileProblem("\n".join(problems))
    return Visit(at, answers, measures)


def _day(value: object) -> date | None:
    # `fromisoformat` by itself also takes weeks, and days without dashes: two ways to write one.
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _score(measures: Mapping[str, tuple[int, int]], measure: str, score: object) -> int | None:
    """A score of an instrument, None for don't know. Raises FileProblem without the place."""
    if measure not in measures:
        mend = nearest(measure, measures) or f"It is one of: {', '.join(measures)}."
        raise FileProblem(f"{_quoted(measure)}: there is no such measure. {mend}")
    low, high = measures[measure]
    if score is None:
        return None
    if isinstance(score, int) and not isinstance(score, bool) and low <= score <= high:
        return score
    raise FileProblem(
        f'"{measure}": it must be a whole number from {low} to {high}. Write null for don\'t know.'
    )


def _quoted(key: str) -> str:
    """A name from the file, shortened, as JSON has it: a line break in it breaks no line."""
    return json.dumps(key[:60], ensure_ascii=False)
