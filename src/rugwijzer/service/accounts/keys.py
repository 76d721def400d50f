"""The keys of the service itself, under which the key of each person is kept.

They come from the environment, the newest first. What was wrapped says under which one, so that a
new key can be put before the old one, everything wrapped anew (`rugwijzer manage rotate_keys`), and
the old one taken away.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NAME, NONCE = 8, 12
"""Bytes of the name of a key, and of the number that is used once."""
SHORTEST = 32


class CannotOpen(Exception):
    """Something sealed is not what it was, stands elsewhere, or its key is not there any more."""


@dataclass(frozen=True)
class MasterKey:
    """One key, and the name by which what it wrapped refers to it."""

    name: bytes
    key: bytes


def wrap(secret: bytes, place: bytes) -> bytes:
    """A secret under the newest key. It can only be opened for the same place."""
    newest = _keys(settings.MASTER_KEYS)[0]
    nonce = os.urandom(NONCE)
    return newest.name + nonce + AESGCM(newest.key).encrypt(nonce, secret, newest.name + place)


def unwrap(wrapped: bytes, place: bytes) -> bytes:
    """The secret. Raises CannotOpen."""
    name, nonce, rest = wrapped[:NAME], wrapped[NAME : NAME + NONCE], wrapped[NAME + NONCE :]
    for each in _keys(settings.MASTER_KEYS):
        if each.name == name:
            try:
                return AESGCM(each.key).decrypt(nonce, rest, name + place)
            except (InvalidTag, ValueError):
                raise CannotOpen from None
    raise CannotOpen


def is_newest(wrapped: bytes) -> bool:
    """Whether it was wrapped under the newest key."""
    return wrapped[:NAME] == _keys(settings.MASTER_KEYS)[0].name


@cache
def _keys(named: str) -> tuple[MasterKey, ...]:
    """Raises ImproperlyConfigured if there is none, or one is too short."""
    words = [each.strip() for each in named.split(",") if each.strip()]
    if not words or min(map(len, words)) < SHORTEST:
        raise ImproperlyConfigured(
            f"RUGWIJZER_KEYS needs keys of {SHORTEST} signs or more, with commas between."
        )
    return tuple(MasterKey(_derived(each, b"name", NAME), _derived(each, b"key")) for each in words)


def _derived(secret: str, purpose: bytes, length: int = 32) -> bytes:
    info = b"rugwijzer: master " + purpose
    return HKDF(SHA256(), length, salt=None, info=info).derive(secret.encode())
