"""A sitting that travels with its visitor: packed, encrypted and signed in her own cookie.

Nothing of it is kept here. The key comes from the secret of the service and differs from every
other key made from it; what is older than `HOURS` is not read any more.
"""

from __future__ import annotations

import base64
import json
import zlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rugwijzer.compiler import Guideline
from rugwijzer.service.asking.sitting import Sitting, as_plain, from_plain

HOURS = 12
COOKIE = "check"
LARGEST = 3900
"""A browser refuses a cookie that is much larger."""


class TooMuch(Exception):
    """The sitting no longer fits in a cookie."""


def carried(request: HttpRequest, guideline: Guideline, version: str) -> tuple[Sitting, bool]:
    """The sitting of this visitor, or an empty one; and whether one was lost: too old, say."""
    token = request.COOKIES.get(_name())
    if not token:
        return Sitting(), False
    try:
        return unsealed(token, guideline, version), False
    except ValueError:
        return Sitting(), True


def carry(response: HttpResponse, sitting: Sitting, version: str) -> None:
    """Give the sitting to the visitor. Raises TooMuch."""
    token = sealed(sitting, version)
    if len(token) > LARGEST:
        raise TooMuch
    response.set_cookie(
        _name(),
        token,
        max_age=HOURS * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def sealed(sitting: Sitting, version: str) -> str:
    """A sitting packed and encrypted. `version` names what it may be gone on with."""
    plain = json.dumps({"v": version, **as_plain(sitting)}, separators=(",", ":"))
    return _box().encrypt(zlib.compress(plain.encode(), 9)).decode()


def unsealed(token: str, guideline: Guideline, version: str) -> Sitting:
    """The same sitting. Raises ValueError if it is too old, none of ours, or of another version."""
    try:
        packed = _box().decrypt(token.encode(), ttl=HOURS * 60 * 60)
        plain = json.loads(zlib.decompress(packed))
        if plain.pop("v") != version:
            raise ValueError("another guideline")
        return from_plain(guideline, plain)
    except (InvalidToken, zlib.error, KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a sitting") from error


def let_go(response: HttpResponse) -> None:
    """Take the sitting back from the visitor."""
    response.set_cookie(
        _name(), "", max_age=0, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _name() -> str:
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE


def _box() -> Fernet:
    return _box_of(settings.SECRET_KEY)


@cache
def _box_of(secret: str) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"rugwijzer: a check in a cookie").derive(
        secret.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))
