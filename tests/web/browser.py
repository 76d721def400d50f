"""Finds a Chromium on this machine, and puts one there where that can be done.

`make browser` runs it. The browser that is named in CHROMIUM comes first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/usr/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Nothing of its own is asked of the network, and nothing of the machine is needed."""
MISSING = """\
No Chromium was found, and the tests of the website need one. Do one of these:
  - install it: `apt-get install chromium` as root on Debian, or the package of your own system;
  - name one that is there: CHROMIUM=/path/to/chrome make test."""


class NoBrowser(Exception):
    """There is no browser here. Says what to install."""


def find() -> Path:
    """Where the browser is. Raises NoBrowser."""
    if named := os.environ.get("CHROMIUM"):
        path = shutil.which(named)
        if path is None:
            raise NoBrowser(f"CHROMIUM={named}: there is no program there.")
        return Path(path)
    for name in (*NAMES, *ELSEWHERE):
        if path := shutil.which(name):
            return Path(path)
    raise NoBrowser(MISSING)


def install() -> None:
    """Put one there with the packages of Debian. Raises NoBrowser where that cannot be done."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise NoBrowser(MISSING)
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "--quiet=2"],
        ["install", "--yes", "--quiet=2", "--no-install-recommends", "chromium"],
    ):
        # What apt says goes to the errors: the answer of this script is one line, the path.
        done = subprocess.run([apt, *words], env=surroundings, stdout=sys.stderr, check=False)
        if done.returncode:
            raise NoBrowser(f"`apt-get {' '.join(words)}` did not succeed.\n{MISSING}")


def main() -> int:
    """Says where the browser is, after putting one there if need be."""
    try:
        try:
            found = find()
        except NoBrowser:
            if os.environ.get("CHROMIUM"):
                raise
            install()
            found = find()
    except NoBrowser as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"The browser for the tests: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
