"""The order in which things can be worked out: each after all that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def in_reading_order(reads: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in an order that works, and one cycle if there is any (else empty).

    >>> in_reading_order({"ride": ["safe"], "safe": ["brakes"], "brakes": []})
    (('brakes', 'safe', 'ride'), ())
    >>> in_reading_order({"egg": ["hen"], "hen": ["egg"]})[1]
    ('egg', 'hen', 'egg')
    """
    done: dict[str, None] = {}
    for start in reads:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, left = stack.pop()
            if left:
                path.pop()
                done[name] = None
            elif name in path:
                return tuple(done), (*path[path.index(name) :], name)
            elif name not in done:
                path.append(name)
                stack.append((name, True))
                stack += [(read, False) for read in reversed(tuple(reads.get(name, ())))]
    return tuple(done), ()
