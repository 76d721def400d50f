"""The files of a guideline as text, and their fingerprint. Nothing is understood here yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from rugwijzer.compiler.language.places import GuidelineError, Place, Problem

Files = Mapping[str, str]
"""The text of each file, by its path inside the guideline's folder."""

_NOT_IN_DIGEST = ("version.yaml", "claims/", "population/", "people/", "history/", "stories/")


def read_files(folder: Path) -> dict[str, str]:
    """The text of every file of a guideline. Raises GuidelineError if there is no such folder."""
    files = _texts(folder)
    if not any(name.startswith("facts/") for name in files):
        raise GuidelineError(
            [
                Problem(
                    Place(str(folder), 0),
                    "this folder holds no guideline.",
                    "A guideline has at least one file under facts/.",
                )
            ]
        )
    return files


def read_pack(folder: Path) -> dict[str, str]:
    """The text of every file of a pack. Raises GuidelineError if there is no such folder."""
    files = _texts(folder)
    if not files:
        raise GuidelineError(
            [
                Problem(
                    Place(str(folder), 0),
                    "this folder holds no pack.",
                    "A pack has a file of measures that ends in .yaml.",
                )
            ]
        )
    return files


def _texts(folder: Path) -> dict[str, str]:
    if not is_folder(folder):
        raise GuidelineError(
            [Problem(Place(str(folder), 0), "there is no such folder.", "Check the path.")]
        )
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if not name.isprintable():
            problems.append(
                Problem(Place(_shown(name), 0), "this name is not text.", "Rename the file.")
            )
            continue
        if path.suffix == ".yml":
            problems.append(
                Problem(Place(name, 0), "files that end in .yml are not read.", "Call it .yaml.")
            )
            continue
        if not path.is_file():
            problems.append(
                Problem(Place(name, 0), "this is no file.", "Remove it, or rename it: not .yaml.")
            )
            continue
        try:
            files[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(
                Problem(Place(name, 0), "this is not a text file.", "Save it as UTF-8.")
            )
        except OSError as error:
            problems.append(
                Problem(
                    Place(name, 0),
                    f"this file cannot be read ({error.strerror}).",
                    "Check its permissions.",
                )
            )
    if problems:
        raise GuidelineError(problems)
    return files


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; not if the system cannot even look for it."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _shown(name: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in name)


def digest(files: Files) -> str:
    """A fingerprint of everything that can change an advice or its words. Cases do not count."""
    return _fingerprint(
        files,
        (
            name
            for name in files
            if not name.startswith(_NOT_IN_DIGEST) and not name.endswith("cases.yaml")
        ),
    )


def claims_digest(files: Files) -> str:
    """A fingerprint of the claims alone; beside `digest` it says what a proof was a proof of.

    >>> claims_digest({"facts/all.yaml": "brakes: {type: yes_no}"}) == claims_digest({})
    True
    """
    return _fingerprint(files, (name for name in files if name.startswith("claims/")))


def population_digest(files: Files) -> str:
    """A fingerprint of the rates alone; beside `digest` it says what a price was a price of."""
    return _fingerprint(files, (name for name in files if name.startswith("population/")))


def _fingerprint(files: Files, names: Iterable[str]) -> str:
    mark = hashlib.sha256()
    for name in sorted(names):
        mark.update(name.encode() + b"\0" + files[name].encode() + b"\0")
    return mark.hexdigest()[:16]
