"""The guideline and the texts, as every command needs them.

Reading and checking some hundred files takes a second or so, and so does writing the compiled
engine; a command that only applies the guideline starts from what was kept when these very files
were last read. It is kept in the user's own cache, under the fingerprint of the files and of the
program that read them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from rugwijzer import __version__, compiler
from rugwijzer.compiler import (
    Compiled,
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


def load_to_apply(given: Path | None) -> tuple[Guideline, Compiled]:
    """The same, without cases and people, and its fast engine; kept from before where possible."""
    files = read_files(find("guideline", given))
    place = cache() / fingerprint(files)
    try:
        guideline = restore_guideline((place / "guideline.json").read_text(encoding="utf-8"))
        return guideline, Compiled(guideline, (place / "engine.code").read_bytes())
    except (OSError, ValueError):
        pass
    guideline = load_files(files)
    engine = Compiled(guideline)
    _keep(
        place,
        {"guideline.json": export_guideline(guideline).encode(), "engine.code": engine.keep()},
    )
    return guideline, engine


def fingerprint(files: Mapping[str, str]) -> str:
    """A name for these files as read by this very program."""
    mark = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for path in sorted(Path(compiler.__file__).parent.rglob("*.py")):
        stat = path.stat()
        mark.update(f"\0{path.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    for name, text in files.items():
        mark.update(f"\0{name}\0{text}".encode())
    return mark.hexdigest()[:32]


def cache() -> Path:
    """The folder where guidelines and engines are kept. It may be removed at any time."""
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "rugwijzer"


def _keep(place: Path, contents: Mapping[str, bytes]) -> None:
    """Keep files whole or not at all, and none of before; without a place to write, do without."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        for old in place.parent.glob("*"):
            shutil.rmtree(old, ignore_errors=True)
        new.mkdir(parents=True, mode=0o700)
        for name, content in contents.items():
            (new / name).write_bytes(content)
        new.replace(place)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)


def load_texts() -> Library:
    """The texts people read."""
    return load_library(find("content"))
