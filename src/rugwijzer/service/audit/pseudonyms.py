"""Names for people in the audit that say nothing to who lacks the secret of the service.

The same person always has the same one, so that what was done for her can be put in a row; when she
is gone, nothing leads from it to her. With another secret the same people get other names.
"""

from __future__ import annotations

import hmac
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

LENGTH = 32


def pseudonym(account: str) -> str:
    """The name in the audit of an account, by its id."""
    return hmac.digest(_key(settings.SECRET_KEY), account.encode(), "sha256").hex()[:LENGTH]


@cache
def _key(secret: str) -> bytes:
    purpose = b"rugwijzer: names in the audit"
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret.encode())
