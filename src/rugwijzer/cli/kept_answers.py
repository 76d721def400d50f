"""Answers kept on this computer when somebody stops halfway, and taken up again later."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from rugwijzer.care.kept import Kept
from rugwijzer.cli.answer_files import FileProblem
from rugwijzer.compiler import AnswerProblem, Guideline, plain_answer, read_answer
from rugwijzer.library import Library


def kept_file() -> Path:
    """Where answers are kept when someone stops: one file, only for this user."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "rugwijzer" / "check.json"


def keep(guideline: Guideline, kept: Mapping[str, Kept], path: Path) -> None:
    """Write the answers, readable by this user alone; the old file stays until the new is whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    version = guideline.version
    content = {
        "guideline_version": version.number if version is not None else None,
        "answers": {
            name: {
                "value": plain_answer(guideline.facts[name], each.answer),
                "at": each.at.isoformat(),
            }
            for name, each in kept.items()
        },
    }
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
    new.replace(path)


def take_up(
    guideline: Guideline, texts: Library, language: str, path: Path
) -> tuple[dict[str, Kept], list[str]]:
    """The answers kept earlier, and what the person should know about them. Raises FileProblem.

    An answer that this guideline cannot read any more is left out, so that it is asked again.
    """
    if not path.exists():
        raise FileProblem(texts.text("error.file.not_found", language, path=path))
    unreadable = FileProblem(texts.text("error.file.not_yaml", language, path=path, line=1))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        answers = {
            str(name): (each["value"], date.fromisoformat(each["at"]))
            for name, each in content["answers"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise unreadable from None
    notes = [
        texts.text("check.resume.found", language, path=path),
        texts.text("check.resume.welcome_back", language),
    ]
    ours = guideline.version.number if guideline.version is not None else None
    theirs = content.get("guideline_version")
    if theirs != ours:
        notes.append(texts.text("error.version.other", language, theirs=theirs, ours=ours))
    kept: dict[str, Kept] = {}
    for name, (value, at) in answers.items():
        if at > date.today():
            raise FileProblem(texts.text("error.moment.in_future", language, date=at.isoformat()))
        fact = guideline.facts.get(name)
        answer = read_answer(fact, value) if fact is not None else None
        if fact is not None and not isinstance(answer, AnswerProblem):
            kept[name] = Kept(answer, at)
    return kept, notes


def wants_to_resume(texts: Library, language: str, path: Path, out: Console) -> bool:
    """Whether someone who kept answers earlier goes on with them. Asked only in a terminal."""
    if not path.exists() or not sys.stdin.isatty():
        return False
    out.print(Text(texts.text("check.resume.found", language, path=path)))
    yes, no = (texts.text(f"check.answer.{key}", language) for key in ("true", "false"))
    out.print(Text(f"{texts.text('check.resume.question', language)} ({yes} / {no})", style="bold"))
    try:
        answer = out.input("  > ").strip().lower()
    except EOFError:
        return False
    if answer in (yes.lower(), yes[:1].lower(), "1"):
        return True
    out.print(Text(texts.text("check.resume.fresh", language)))
    return False
