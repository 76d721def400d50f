"""What the surroundings say: where to be reached, where to keep things, how to send letters.

Everything has a safe default for one's own machine; a service for others names its address, and is
then refused what would be unsafe there.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import environ

ADDRESS = "http://localhost:8000"
"""By its name: a passkey belongs to a name, and there are none on a bare number."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Misconfigured(Exception):
    """A variable of the environment is missing or cannot be. Says which, and what to write."""


class Environment:
    """The variables that begin with `RUGWIJZER_`, read once."""

    def __init__(self, variables: dict[str, str] | None = None) -> None:
        self._env = environ.Env()
        self._env.ENVIRON = dict(os.environ) if variables is None else variables
        self.address = self._text("ADDRESS", ADDRESS).rstrip("/")
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Misconfigured(
                f"RUGWIJZER_ADDRESS={self.address}: this is no address. Write https://example.org."
            )
        self.host = parts.hostname
        self.is_local = self.host in LOOPBACK
        self.is_https = parts.scheme == "https"
        if not self.is_https and not self.is_local:
            raise Misconfigured(
                f"RUGWIJZER_ADDRESS={self.address}: answers about health need https. "
                "Write https://… and put a server with a certificate before it."
            )

    def _text(self, name: str, default: str = "") -> str:
        return str(self._env.str(f"RUGWIJZER_{name}", default=default)).strip()

    @property
    def folder(self) -> Path:
        """Where the service keeps its own things, made if need be, closed to others."""
        named = self._text("FOLDER")
        home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
        folder = Path(named) if named else Path(home) / "rugwijzer"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def secret(self, name: str, words: int = 64) -> str:
        """A secret that is named, or on one's own machine made once and kept.

        Raises Misconfigured where others use the service and none is named.
        """
        if named := self._text(name):
            if len(named) < 32:
                raise Misconfigured(f"RUGWIJZER_{name} is too short. Use 32 characters or more.")
            return named
        if not self.is_local:
            raise Misconfigured(
                f"RUGWIJZER_{name} is missing. Make one with: "
                'python -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        path = self.folder / f"{name.lower()}.secret"
        if not path.exists():
            # Whole or not there: several processes may begin at the same moment.
            draft = path.with_suffix(f".{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(words), encoding="utf-8")
            with suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        return path.read_text(encoding="utf-8").strip()

    @property
    def database(self) -> dict[str, object]:
        """The database: SQLite in the folder, or what RUGWIJZER_DATABASE names."""
        named = self._text("DATABASE")
        try:
            found = dict(self._env.db_url_config(named)) if named else None
        except Exception:
            raise Misconfigured(
                "RUGWIJZER_DATABASE cannot be read. "
                "Write postgres://name:password@host/database, or leave it out for SQLite."
            ) from None
        if found is None:
            found = {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(self.folder / "rugwijzer.sqlite3"),
            }
        if found["ENGINE"] == "django.db.backends.sqlite3":
            # Written ahead, and on the disk before a write is confirmed; writers wait in turn.
            # What is deleted is overwritten.
            found["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
            }
        else:
            found["CONN_MAX_AGE"] = 60
            found["CONN_HEALTH_CHECKS"] = True
        return found

    # --- accounts and records

    @property
    def proxies(self) -> int:
        """How many servers of our own stand before this one and say for whom they ask."""
        return self._number("PROXIES", 0 if self.is_local else 1)

    @property
    def checks_a_minute(self) -> int:
        """How many screens of the check may be sent from one place in a minute; 0 is any number.

        An office or a library is one place.
        """
        return self._number("CHECKS_A_MINUTE", 600)

    def _number(self, name: str, default: int) -> int:
        named = self._text(name, str(default))
        if not named.isdecimal():
            raise Misconfigured(f"RUGWIJZER_{name} is no whole number. Write {default}, say.")
        return int(named)

    # --- end of accounts and records

    @property
    def mail(self) -> dict[str, object]:
        """How letters go out: RUGWIJZER_MAIL, or on one's own machine into the folder."""
        named = self._text("MAIL")
        if named:
            return {key: value for key, value in self._env.email_url_config(named).items() if value}
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self.folder / "letters"),
        }

    @property
    def operator(self) -> str:
        """Who runs this service and how to reach them, for the page about data; `|` ends a line."""
        return "\n".join(line.strip() for line in self._text("OPERATOR").split("|"))

    @property
    def sender(self) -> str:
        """From whom letters come."""
        return self._text("SENDER", f"Rugwijzer <rugwijzer@{self.host}>")
