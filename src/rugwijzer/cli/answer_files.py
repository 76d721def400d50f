"""Reading files of answers: `.json`, `.yaml`, `.jsonl`, or standard input.

Errors name the file, the line and the fact, and never repeat an answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from rugwijzer.compiler import Answer, AnswerError, Guideline, GuidelineError, nearest, read_answers

LONGEST = 64 * 1024 * 1024
"""The largest file of one person's answers, in bytes; a real one has a few thousand."""


class FileProblem(Exception):
    """A file of answers cannot be used. The message says where, what, and how to mend it.

    It may name what stands in the file; what no terminal could show is left out of it.
    """

    def __init__(self, message: str) -> None:
        super().__init__("".join(c if c.isprintable() or c == "\n" else "�" for c in message))


def is_many(name: str) -> bool:
    """Whether the file holds many people, one to a line."""
    return name.endswith(".jsonl")


def read_person(guideline: Guideline, name: str) -> dict[str, Answer]:
    """The typed record of one person. Raises FileProblem."""
    text = read_text(name)
    answers = parse_yaml(text, name) if name.endswith((".yaml", ".yml")) else parse_json(text, name)
    return typed(guideline, answers, name)


NOTHING_YET = "Write {} for someone who has answered nothing yet."


def read_text(name: str, if_empty: str = NOTHING_YET) -> str:
    """The text of a file, or of standard input for `-`. Raises FileProblem.

    `if_empty` says what to write in a file that holds nothing.
    """
    if name == "-":
        raw = sys.stdin.buffer.read(LONGEST + 1)
    else:
        path = Path(name)
        try:
            with path.open("rb") as file:
                raw = file.read(LONGEST + 1)
        except IsADirectoryError:
            raise FileProblem(
                f"{name}: this is a folder. Name a .json, .yaml or .jsonl file."
            ) from None
        except FileNotFoundError:
            near = nearest(path.name, _siblings(path))
            raise FileProblem(f"{name}: there is no such file. {near}".rstrip()) from None
        except OSError as error:
            raise FileProblem(f"{name}: cannot be read ({error.strerror}).") from None
    if len(raw) > LONGEST:
        raise FileProblem(f"{name}: too large for one person. For many people use .jsonl.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileProblem(f"{name}: this is not a text file. Save it as UTF-8.") from None
    if "\0" in text:
        raise FileProblem(f"{name}: this is not a text file. Save it as UTF-8.")
    if not text.strip():
        raise FileProblem(f"{name}: the file is empty. {if_empty}")
    return text


def _siblings(path: Path) -> list[str]:
    try:
        return [each.name for each in path.parent.iterdir()]
    except OSError:
        return []


def parse_json(text: str, name: str) -> Mapping[str, object]:
    """One JSON object of facts and answers. Raises FileProblem."""
    value = json_value(text, name)
    if not isinstance(value, dict):
        raise FileProblem(f"{name}: this must be a mapping of facts to answers: {{fact: value}}.")
    return value


def json_value(text: str, name: str) -> object:
    """One JSON value, no key twice, its numbers exact. Raises FileProblem."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise FileProblem(f'{name}: the key "{key[:60]}" stands there twice. Keep one.')
            found[key] = value
        return found

    try:
        return json.loads(text, parse_float=_decimal, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise FileProblem(
            f"{name}:{error.lineno}: this is not valid JSON: {error.msg.lower()}."
            " Check the quotes, commas and brackets here."
        ) from None
    except (RecursionError, ValueError):
        raise FileProblem(f"{name}: this is nested too deep, or holds a number too long.") from None


def _decimal(text: str) -> object:
    number = Decimal(text)
    return number if -400 < number.adjusted() < 400 else float("inf")


def parse_yaml(text: str, name: str) -> Mapping[str, object]:
    """One YAML mapping. Raises FileProblem."""
    from rugwijzer.compiler.reading.documents import plain, read_document

    try:
        tree = read_document(text, name)
    except GuidelineError as error:
        raise FileProblem(str(error.problems[0])) from None
    except (RecursionError, ValueError):
        raise FileProblem(f"{name}: this is nested too deep, or holds a number too long.") from None
    value = plain(tree) if tree is not None else None
    if not isinstance(value, dict):
        raise FileProblem(f"{name}: this must be a mapping of facts to answers, `fact: value`.")
    return value


def typed(guideline: Guideline, answers: Mapping[str, object], where: str) -> dict[str, Answer]:
    """The typed record. Raises FileProblem naming every answer that cannot be read."""
    try:
        return read_answers(guideline, answers)
    except AnswerError as error:
        raise FileProblem("\n".join(f"{where}: {problem}" for problem in error.problems)) from None


def lines(name: str) -> Iterator[tuple[int, str | None]]:
    """The lines of a file of many people, numbered; None for a line that is no text.

    Empty lines are passed over. Raises FileProblem if there is no such file.
    """
    if name == "-":
        yield from _numbered(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield from _numbered(file)
    except OSError as error:
        read_text(name)
        raise FileProblem(f"{name}: cannot be read ({error.strerror}).") from None


def _numbered(file: Any) -> Iterator[tuple[int, str | None]]:
    for number, raw in enumerate(file, start=1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield number, None
            continue
        if text.strip():
            yield number, text


def progress(stream: TextIO) -> bool:
    """Whether to show progress: only to someone who is looking."""
    return stream.isatty()


def only_ascii() -> bool:
    """Whether standard output takes no more than ASCII for certain: JSON can do with that."""
    return (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
