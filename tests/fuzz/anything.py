"""Anything a command may be given, and what it did: for the fuzzes of the commands."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from rugwijzer import loading
from rugwijzer.cli import main
from rugwijzer.compiler import Compiled, Guideline
from rugwijzer.paths import find

SLOW = bool(os.environ.get("RUGWIJZER_SLOW"))
REAL = find("guideline")
CONTENT = find("content")
BICYCLE = REAL.parent / "tests" / "bicycle"
SECRET = "qzx83519"
"""Stands in every answer that is made up here, and may never be said back."""


def often(times: int) -> settings:
    """How often a fuzz is tried: half of it here; with RUGWIJZER_SLOW=1 ten times."""
    return settings(
        max_examples=times * 10 if SLOW else max(times // 2, 2),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )


# --- a command in this process


@dataclass(frozen=True)
class Ran:
    """What a command did. `crash` is the traceback of what should not have come out."""

    words: tuple[str, ...]
    status: object
    out: str
    err: str
    crash: str


def run(
    *words: object,
    typed: bytes = b"",
    here: Mapping[str, str] = {},
) -> Ran:
    """Run a command with this on standard input, and `here` in its environment."""
    said = tuple(map(str, words))
    streams = [io.TextIOWrapper(io.BytesIO(each), "utf-8") for each in (typed, b"", b"")]
    status: object = None
    crash = ""
    with (
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
        mock.patch.dict(os.environ, here),
    ):
        try:
            status = main(said)
        except SystemExit as stop:
            status = stop.code
        except Exception:
            crash = traceback.format_exc()
    for stream in streams[1:]:
        stream.flush()
    out, err = (each.buffer.getvalue().decode(errors="replace") for each in streams[1:])
    return Ran(said, status, out, err, crash)


PYTHON_SAID_IT = re.compile(
    r"\[Errno|Traceback|\b[A-Z][a-z]+(Error|Exception)\b|<class |object at 0"
)
A_SENTENCE = re.compile(r"\S.*[.?]\s*$", re.MULTILINE)


def ends_well(ran: Ran, *, silent: bool = False) -> Ran:
    """Check what may be asked of every command. `silent`: a bad end may be told on standard output.

    What it was given in `words` may be said back; a secret in a file may not.
    """
    assert not ran.crash, f"{ran.words}\n{ran.crash}"
    assert ran.status in (0, 1, 2), ran
    assert not PYTHON_SAID_IT.search(ran.err), ran
    if ran.status:
        usage = "usage:" in ran.err
        assert usage or A_SENTENCE.search(ran.err) or (silent and ran.out), ran
    given_in_words = any(SECRET in word for word in ran.words)
    if not given_in_words:
        assert SECRET not in ran.err, ran
        assert SECRET not in ran.out, ran
    return ran


# --- what it is given


@cache
def real() -> tuple[Guideline, Compiled]:
    """The guideline itself, read once for all."""
    guideline = loading.load_guideline(REAL)
    return guideline, Compiled(guideline)


@contextlib.contextmanager
def read_once() -> Iterator[None]:
    """Loading a folder gives the guideline that was read before, if it is the real one.

    What a command says of the folder, its files and its rates, is not touched.
    """
    honest, quick = loading.load_guideline, loading.load_to_apply

    def load_guideline(folder: Path | None) -> Guideline:
        return real()[0] if folder in (None, REAL) else honest(folder)

    def load_to_apply(folder: Path | None) -> tuple[Guideline, Compiled]:
        return real() if folder in (None, REAL) else quick(folder)

    with contextlib.ExitStack() as stack:
        for name in COMMAND_MODULES:
            module = importlib.import_module(f"rugwijzer.cli.{name}")
            for each in (load_guideline, load_to_apply):
                if hasattr(module, each.__name__):
                    stack.enter_context(mock.patch.object(module, each.__name__, each))
        yield


COMMAND_MODULES = (
    "assess", "check", "content", "cost", "course", "difference", "exercises", "facts",
    "painkillers", "population_evaluation", "population_simulation",
)  # fmt: skip

PIECES = st.sampled_from(
    [
        "a", "age", "b: ", "- ", "? ", ": ", "\n", "\n  ", "[", "]", "{", "}", ", ", "'", '"', "|",
        ">", "&x ", "*x", "!t ", "<<: ", "---", "~", "null", "true", "1", "1.5", "1e999", "NaN",
        "-Infinity", "9" * 5000, "\t", "\0", "\u2028", "\ufeff", "\\", "\\u0000", "[" * 3000,
        "{" * 3000, "- " * 3000, '{"a":' * 3000, "2020-99-99", "%", "@", "`", "{0.x}", "{}", "nl: ",
        "en: ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=25).map("".join))
BYTES = st.one_of(
    st.binary(max_size=60),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.sampled_from([b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"{}", b"[]", b"null"]),
)
WORDS = st.one_of(
    st.text(max_size=12).filter(lambda text: "\0" not in text),
    st.sampled_from(
        [
            "", "-", "--", "-x", "--lang", "--lang=xx", "--json", "--guideline", "--help", "nl",
            "0", "-1", "9" * 5000, "1e9", "٣", "\udcff", "x" * 5000, "/", ".", "..", "/dev/null",
            "a\nb", "\x1b[31m", "--at=2020-02-30", "--at", "--sources",
        ]
    ),
).filter(lambda word: word != "--save")  # fmt: skip
OPTIONS = st.lists(WORDS, max_size=3)
ANSWERS = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.just(10**4000),
        st.sampled_from([SECRET, f"{SECRET}\n", f"\0{SECRET}", f"\ud800{SECRET}"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.just("a"), inner, max_size=1)
    ),
    max_leaves=4,
)
FACTS = st.sampled_from(
    ["age", "saddle", "pain_area", "pain_now", "pain_days", "fever", "fevr", "x"]
)
PEOPLE = st.dictionaries(FACTS, ANSWERS, max_size=4)


def as_text(person: object) -> bytes:
    """One line of JSON, if Python writes it at all."""
    try:
        return json.dumps(person).encode()
    except ValueError:
        return b'{"age": ' + b"9" * 5000 + b"}"


ANSWER_FILES = st.one_of(
    BYTES,
    PEOPLE.map(as_text),
    st.lists(st.one_of(PEOPLE.map(as_text), BYTES), max_size=4).map(b"\n".join),
)

PLACES = ("file", "folder", "missing", "below a file", "dead link", "too long", "not text")


@st.composite
def put(draw: st.DrawFn, content: st.SearchStrategy[bytes], *ends: str) -> tuple[str, str, bytes]:
    """A file to be: in what kind of place, with which end of its name, and with what in it."""
    place = draw(st.sampled_from(("file",) * 6 + PLACES))
    return place, draw(st.sampled_from(ends)), draw(content)


@contextlib.contextmanager
def place(file: tuple[str, str, bytes]) -> Iterator[Path]:
    """The file, put where it should be, in a folder that is gone afterwards."""
    kind, end, content = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"it{end}"
        match kind:
            case "file":
                path.write_bytes(content)
            case "folder":
                path.mkdir()
            case "below a file":
                path.write_bytes(content)
                path = path / f"it{end}"
            case "dead link":
                path.symlink_to(Path(folder) / "nowhere")
            case "too long":
                path = path.with_name("x" * 300 + end)
            case "not text":
                path = path.with_name(f"\udcff{end}")
                path.write_bytes(content)
        yield path


NAMES = st.sampled_from(
    [
        *(path.relative_to(BICYCLE).as_posix() for path in sorted(BICYCLE.rglob("*.yaml"))),
        "facts/x.yaml", "x.yaml", "x.yml", "proofs.json", "prices.json", "facts/\udcff.yaml",
        "population/x.yaml", "claims/x.yaml", "facts/a\nb.yaml",
    ]
)  # fmt: skip
HOW = st.sampled_from(["write", "write", "write", "cut", "add", "drop", "folder", "dead link"])


@st.composite
def changes(draw: st.DrawFn, names: st.SearchStrategy[str]) -> list[tuple[str, str, bytes]]:
    """What is done to a good folder: to which file, what, and with which bytes."""
    several = st.lists(st.tuples(names, HOW, BYTES), max_size=2)
    return draw(several)


@contextlib.contextmanager
def changed(folder: Path, done: list[tuple[str, str, bytes]]) -> Iterator[Path]:
    """A copy of a folder, with these changes made."""
    with tempfile.TemporaryDirectory() as above:
        copy = Path(above) / "copy"
        shutil.copytree(folder, copy)
        for name, how, content in done:
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_bytes() if path.is_file() else b""
            if path.is_symlink() or path.is_file():
                path.unlink()
            elif path.is_dir():
                continue
            match how:
                case "write":
                    path.write_bytes(content)
                case "cut":
                    path.write_bytes(before[: len(before) * (1 + len(content) % 7) // 8])
                case "add":
                    path.write_bytes(before + content)
                case "folder":
                    path.mkdir()
                case "dead link":
                    path.symlink_to("nowhere")
        yield copy
