"""What somebody told, made unreadable to who lacks her key.

Everybody has a key of her own (256 bits, AES-GCM), itself wrapped under the keys of the service.
What is sealed belongs to one column of one row: put elsewhere, it does not open. Without her key
nothing opens any more.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rugwijzer.service.accounts.keys import NONCE, CannotOpen, unwrap, wrap

FORM = b"\x01"
"""The first byte: how it is sealed. Another way gets another byte."""
BLOCK = 256
"""Lengths are rounded up to this, so that the length says little of what is inside."""


@dataclass(frozen=True)
class Place:
    """Where something sealed stands."""

    table: str
    row: UUID
    column: str

    def __bytes__(self) -> bytes:
        return f"rugwijzer\0{self.table}\0{self.row.hex}\0{self.column}".encode()


def new_key(person: UUID) -> bytes:
    """A key for a person, wrapped."""
    return wrap(os.urandom(32), _of(person))


def key_of(person: UUID, wrapped: bytes) -> bytes:
    """The key itself. Raises CannotOpen."""
    return unwrap(bytes(wrapped), _of(person))


def rewrapped(person: UUID, wrapped: bytes) -> bytes:
    """The same key under the newest key of the service. Raises CannotOpen."""
    return wrap(key_of(person, wrapped), _of(person))


def seal(key: bytes, place: Place, content: object) -> bytes:
    """Plain values, as JSON has them, sealed for one place."""
    packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    packed = len(packed).to_bytes(4, "big") + packed
    packed += bytes(-len(packed) % BLOCK)
    nonce = os.urandom(NONCE)
    return FORM + nonce + AESGCM(key).encrypt(nonce, packed, FORM + bytes(place))


def unseal(key: bytes, place: Place, sealed: bytes) -> object:
    """The values. Raises CannotOpen if anything is not as it was sealed."""
    sealed = bytes(sealed)
    form, nonce, rest = sealed[:1], sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    if form != FORM:
        raise CannotOpen
    try:
        packed = AESGCM(key).decrypt(nonce, rest, FORM + bytes(place))
    except (InvalidTag, ValueError):
        raise CannotOpen from None
    length = int.from_bytes(packed[:4], "big")
    return json.loads(zlib.decompress(packed[4 : 4 + length]))


def _of(person: UUID) -> bytes:
    return b"person\0" + person.bytes
