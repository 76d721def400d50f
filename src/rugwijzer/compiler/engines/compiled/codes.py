"""The functions an engine runs, as Python code that can be kept and used again."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER
from types import CodeType

from .source import Source

_MARK = 32


def _fingerprint(code: bytes) -> bytes:
    """Of so many bytes; what is no kept code could bring down the reading of it."""
    return hashlib.sha256(code).digest()[:_MARK]


class Codes:
    """Code by the name of its function: compiled when first needed, or kept from before.

    Kept code belongs to one guideline and one version of Python. That of another Python, or not as
    it was kept, is passed over and made anew; that it is of the same guideline is for the caller to
    see to.

    >>> codes = Codes()
    >>> codes.function("ring", lambda: "def ring(): return 'ting'", {})()
    'ting'
    >>> Codes(codes.kept()).function("ring", lambda: "never written", {})()
    'ting'
    """

    def __init__(self, kept: bytes = b"") -> None:
        self._codes: dict[str, CodeType] = {}
        if kept.startswith(MAGIC_NUMBER):
            mark, code = kept[len(MAGIC_NUMBER) :][:_MARK], kept[len(MAGIC_NUMBER) + _MARK :]
            if mark == _fingerprint(code):
                self._codes = marshal.loads(code)  # noqa: S302

    def kept(self) -> bytes:
        """All code so far, for a later engine."""
        code = marshal.dumps(self._codes)
        return MAGIC_NUMBER + _fingerprint(code) + code

    def function(
        self, name: str, write: Callable[[], Source | str], world: dict[str, object]
    ) -> Callable[..., object]:
        """The function of that name, knowing only `world`; its first word is its name in Python."""
        if name not in self._codes:
            self._codes[name] = compile(str(write()), f"<{name}>", "exec")
        world["__builtins__"] = {"set": set, "tuple": tuple}
        exec(self._codes[name], world)  # noqa: S102
        made = world[name.split(maxsplit=1)[0]]
        assert callable(made)
        return made
