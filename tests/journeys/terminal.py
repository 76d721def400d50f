"""A person at a terminal: reads what is on it, and types."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from struct import pack
from termios import TIOCSWINSZ
from types import TracebackType

PROMPT = "  > "
PATIENCE = 90
"""Seconds to wait for a page, on a machine that does many other things."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\x07]*\x07|\r")


class Terminal:
    """`rugwijzer` with these words, in a pseudo-terminal of 80 columns."""

    def __init__(self, words: Sequence[str], folder: Path, extra: Mapping[str, str] = {}) -> None:
        ours, theirs = pty.openpty()
        ioctl(theirs, TIOCSWINSZ, pack("HHHH", 50, 80, 0, 0))
        surroundings = {
            **os.environ,
            "TERM": "xterm",
            "COLUMNS": "80",
            "PYTHONIOENCODING": "utf-8",
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            **extra,
        }
        surroundings.setdefault("XDG_CACHE_HOME", str(folder / "cache"))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rugwijzer", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings,
            start_new_session=True,
            preexec_fn=_heed_control_c,
        )
        os.close(theirs)
        self.ours = ours
        self.seen = ""
        self.read_to = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)

    # --- reading

    def more(self, seconds: float) -> bool:
        """Read what has come. False at the end, or if nothing came in time."""
        ready, _, _ = select.select([self.ours], [], [], seconds)
        if not ready:
            return False
        try:
            raw = os.read(self.ours, 65536)
        except OSError:
            return False
        self.seen += raw.decode("utf-8", "replace")
        return bool(raw)

    def until_asked(self) -> str:
        """What is shown until the next prompt, or until the end. Frames and colours left out."""
        deadline = time.monotonic() + PATIENCE
        while not self.plain().endswith(PROMPT) and self.more(deadline - time.monotonic()):
            pass
        return self.new()

    def until_the_end(self) -> str:
        """The rest of what is shown."""
        deadline = time.monotonic() + PATIENCE
        while self.more(max(0.0, deadline - time.monotonic())):
            pass
        return self.new()

    def plain(self) -> str:
        return _ESCAPES.sub("", self.seen[self.read_to :])

    def new(self) -> str:
        found = self.plain()
        self.read_to = len(self.seen)
        return found

    # --- typing

    def type(self, line: str) -> str:
        """Type a line, and read on until the next prompt."""
        os.write(self.ours, f"{line}\n".encode())
        return self.until_asked()

    def end_of_input(self) -> str:
        """Control-D."""
        os.write(self.ours, b"\x04")
        return self.until_the_end()

    def interrupt(self) -> str:
        """Control-C."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.until_the_end()

    def status(self) -> int:
        """How the program ended."""
        return self.process.wait(PATIENCE)


def _heed_control_c() -> None:
    """What a person's terminal does. A job in the background starts with Control-C ignored, and
    would hand that down to the program."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def flat(text: str) -> str:
    """Text without frames and line ends."""
    return " ".join(re.sub(r"[│╭╮╰╯─┌┐└┘•]", " ", text).split())
