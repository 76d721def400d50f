"""Simulated people, one by one, and the files that hold them.

A `.jsonl` file has one person to a line:

```json
{"id": 1, "setting": "primary_care", "truth": "fracture", "sex": "woman",
 "flags": ["fall"], "answers": {"age": 71, "saddle": "none", "relief_fails": null}}
```

A `.parquet` file has the columns id, setting, truth, sex and flags, and for each fact a column and
a boolean column `<fact>__dk` (spec/language.md, 1.4): absent in a line, or null in a column, is not
asked; null in a line, or true in `<fact>__dk`, is don't know.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rugwijzer.population.extras import ExtraMissing

DONT_KNOW = "__dk"
"""Ends the name of the column that says who answered "don't know"."""

ABOUT = ("id", "setting", "truth", "sex", "flags")
"""The columns that are no facts."""

_BLOCK = 10_000
"""So many people are held as objects at a time; a file may hold any number."""


class PeopleProblem(Exception):
    """A file of people cannot be read or written. The message says where, what and how to mend it.

    It never repeats an answer; what no terminal could show is left out of it.
    """

    def __init__(self, message: str) -> None:
        super().__init__("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in message))


@dataclass(frozen=True)
class SimulatedPerson:
    """Someone who never lived: what is really the matter, and what they answer.

    `answers` are plain values, as a file of answers has them; absent is not asked, None is don't
    know. `sex` is "woman" or "man", None if the file does not say. `flags` are the classic red
    flags this person has, the ones the check does not ask for included.
    """

    number: int
    setting: str
    truth: str
    answers: Mapping[str, object]
    sex: str | None = None
    flags: tuple[str, ...] = ()


def write_people(people: Iterable[SimulatedPerson], path: Path) -> int:
    """Write people to a `.jsonl` or `.parquet` file, whole or not at all. Returns how many.

    Raises PeopleProblem if the file cannot be written, ExtraMissing without pyarrow.
    """
    write: Callable[[Iterable[SimulatedPerson], Path], int] = {
        "jsonl": _write_lines,
        "parquet": _write_table,
    }[kind_of(path)]
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        written = write(people, unfinished)
        unfinished.replace(path)
    except OSError as error:
        raise PeopleProblem(
            f"{path}: cannot be written ({error.strerror or error})."
            " Check the folder and the space on the disk."
        ) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return written


def read_people(path: Path) -> Iterator[SimulatedPerson]:
    """The people of a file, in order.

    Raises PeopleProblem, on the way too, at the first thing that cannot be read; ExtraMissing
    without pyarrow.
    """
    reading = {"jsonl": _read_lines, "parquet": _read_table}[kind_of(path)]
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise PeopleProblem(f"{path}: there is no such file. Check the path.") from None
    except OSError as error:
        raise PeopleProblem(f"{path}: cannot be read ({error.strerror}). Check the path.") from None
    if stat.S_ISDIR(kind):
        raise PeopleProblem(f"{path}: this is a folder. Name a .jsonl or .parquet file in it.")
    return reading(path)


def kind_of(path: Path) -> str:
    """`jsonl` or `parquet`, by the end of the name. Raises PeopleProblem for any other name."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("jsonl", "parquet"):
        raise PeopleProblem(
            f"{path}: people are kept in files that end in .jsonl or .parquet. Choose one of these."
        )
    if not str(path).isprintable():
        raise PeopleProblem(f"{path}: this name is not text. Choose another name for the file.")
    return kind


def _write_lines(people: Iterable[SimulatedPerson], path: Path) -> int:
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for person in people:
            line = {
                "id": person.number,
                "setting": person.setting,
                "truth": person.truth,
                "sex": person.sex,
                "flags": person.flags,
                "answers": dict(person.answers),
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            written += 1
    return written


def _read_lines(path: Path) -> Iterator[SimulatedPerson]:
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip():
                    yield _of_line(raw, f"{path}:{number}")
    except OSError as error:
        raise PeopleProblem(f"{path}: cannot be read ({error.strerror}).") from None


def _of_line(raw: bytes, where: str) -> SimulatedPerson:
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PeopleProblem(f"{where}: this is not text. Save the file as UTF-8.") from None
    except (ValueError, RecursionError):
        raise PeopleProblem(
            f"{where}: this is not valid JSON. Write one whole object on the line."
        ) from None
    if not isinstance(line, dict):
        raise PeopleProblem(
            f'{where}: this is no person. Write {{"id": 1, "setting": ..., "truth": ...,'
            ' "answers": {...}} on the line.'
        )
    answers = _part(line, "answers", dict, "a mapping of facts to answers", where)
    flags = line.get("flags") or []
    if not isinstance(flags, list) or not all(isinstance(flag, str) for flag in flags):
        raise PeopleProblem(f'{where}: "flags" must be a list of names. Write [] for none.')
    sex = line.get("sex")
    if sex is not None and not isinstance(sex, str):
        raise PeopleProblem(f'{where}: "sex" must be a word, or null if it is not known.')
    return SimulatedPerson(
        number=_part(line, "id", int, "a whole number", where),
        setting=_part(line, "setting", str, "the name of a setting", where),
        truth=_part(line, "truth", str, "the name of a truth", where),
        answers=answers,
        sex=sex,
        flags=tuple(flags),
    )


def _part(line: Mapping[str, Any], key: str, kind: type, words: str, where: str) -> Any:
    value = line.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        what = "is missing" if key not in line else "is something else"
        raise PeopleProblem(f'{where}: "{key}" {what}. It must be {words}.')
    return value


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise ExtraMissing(error.name) from None
    return pyarrow, parquet


def _write_table(people: Iterable[SimulatedPerson], path: Path) -> int:
    pa, parquet = _arrow()
    everyone = iter(people)
    tables = []
    while block := list(itertools.islice(everyone, _BLOCK)):
        tables.append(_table_of(pa, block))
    if not tables:
        tables.append(_table_of(pa, []))
    table = pa.concat_tables(tables, promote_options="permissive")
    parquet.write_table(table, path, compression="zstd")
    return int(table.num_rows)


def _table_of(pa: Any, people: list[SimulatedPerson]) -> Any:
    """A table of some people; a fact that none of them was asked has no column."""
    columns: dict[str, Any] = {
        "id": pa.array([person.number for person in people], pa.int64()),
        "setting": pa.array([person.setting for person in people], pa.string()),
        "truth": pa.array([person.truth for person in people], pa.string()),
        "sex": pa.array([person.sex for person in people], pa.string()),
        "flags": pa.array([person.flags for person in people], pa.list_(pa.string())),
    }
    facts: dict[str, tuple[list[object], list[bool]]] = {}
    for row, person in enumerate(people):
        for name, value in person.answers.items():
            if name not in facts:
                facts[name] = [None] * len(people), [False] * len(people)
            values, unknown = facts[name]
            values[row] = value
            unknown[row] = value is None
    for name, (values, unknown) in facts.items():
        lists = any(isinstance(value, list) for value in values)
        columns[name] = pa.array(values, pa.list_(pa.string()) if lists else None)
        columns[name + DONT_KNOW] = pa.array(unknown, pa.bool_())
    return pa.table(columns)


def _read_table(path: Path) -> Iterator[SimulatedPerson]:
    pa, parquet = _arrow()
    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError):
        raise PeopleProblem(
            f"{path}: this is not a Parquet file that can be read. Simulate the people anew."
        ) from None
    names = file.schema_arrow.names
    if lacking := [name for name in ABOUT[:3] if name not in names]:
        raise PeopleProblem(
            f'{path}: the column "{lacking[0]}" is missing, so these are no simulated people.'
            " Simulate them with `rugwijzer population simulate`."
        )
    facts = [name for name in names if name not in ABOUT and not name.endswith(DONT_KNOW)]
    facts += [
        name
        for column in names
        if column.endswith(DONT_KNOW) and (name := column.removesuffix(DONT_KNOW)) not in names
    ]
    row = 0
    try:
        for batch in file.iter_batches(_BLOCK):
            yield from _of_batch(batch, facts, path, row)
            row += batch.num_rows
    except (pa.ArrowException, OSError):
        raise PeopleProblem(f"{path}: the file is damaged after row {row}.") from None


def _of_batch(batch: Any, facts: list[str], path: Path, before: int) -> Iterator[SimulatedPerson]:
    columns: dict[str, list[Any]] = {
        name: batch.column(name).to_pylist() for name in batch.schema.names
    }
    rows = range(batch.num_rows)
    answers: list[dict[str, object]] = [{} for _ in rows]
    for name in facts:
        unknown = columns.get(name + DONT_KNOW)
        for row, value in enumerate(columns.get(name, [None] * len(rows))):
            if unknown is not None and unknown[row]:
                if value is not None:
                    raise PeopleProblem(
                        f'{path}: in row {before + row + 1}, "{name}" has a value and is a don\'t'
                        " know as well. Keep one of the two."
                    )
                answers[row][name] = None
            elif value is not None:
                if isinstance(value, float) and math.isnan(value):
                    raise PeopleProblem(
                        f'{path}: in row {before + row + 1}, "{name}" is NaN.'
                        " Leave it null if it was not asked."
                    )
                answers[row][name] = value
    for row in rows:
        about = [columns[name][row] for name in ABOUT[:3]]
        if not isinstance(about[0], int) or not all(isinstance(word, str) for word in about[1:]):
            raise PeopleProblem(
                f"{path}: row {before + row + 1} has no whole number as id, or no setting or truth."
            )
        yield SimulatedPerson(
            number=about[0],
            setting=about[1],
            truth=about[2],
            answers=answers[row],
            sex=columns["sex"][row] if "sex" in columns else None,
            flags=tuple(columns["flags"][row] or ()) if "flags" in columns else (),
        )
