"""The guideline and the texts, as every command needs them.

Reading and checking some hundred files takes a second or so; a command that only applies the
guideline starts from the document exported when these very files were last read. It is kept in the
user's own cache, under the fingerprint of the files and the version of the program.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from rugwijzer import __version__
from rugwijzer.compiler import (
    Guideline,
    export_guideline,
    load_files,
    read_files,
    restore_guideline,
)
from rugwijzer.library import Library, load_library
from rugwijzer.paths import find


def load_guideline(given: Path | None) -> Guideline:
    """The guideline that was asked for, read and checked: with its cases and people."""
    return load_files(read_files(find("guideline", given)))


def load_to_apply(given: Path | None) -> Guideline:
    """The same, without cases and people, from the cache where it holds these very files."""
    files = read_files(find("guideline", given))
    mark = hashlib.sha256(__version__.encode())
    for name, text in files.items():
        mark.update(f"\0{name}\0{text}".encode())
    path = cache() / f"{mark.hexdigest()[:32]}.json"
    try:
        return restore_guideline(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pass
    guideline = load_files(files)
    _keep(path, export_guideline(guideline))
    return guideline


def cache() -> Path:
    """The folder where exported guidelines are kept. It may be removed at any time."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "rugwijzer"


def _keep(path: Path, document: str) -> None:
    """Write the document whole or not at all; without a place to write, do without."""
    new = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("*.json"):
            old.unlink(missing_ok=True)
        new.write_text(document, encoding="utf-8")
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)


def load_texts() -> Library:
    """The texts people read."""
    return load_library(find("content"))
