"""Facts as Python source: what each is worth, whether it was asked, and whether it is at rest.

With `brakes` asked of everybody, and `lights` if it is `dark`:

    f0 = get("brakes", absent)
    if f0 != "both":
        s0 = s1 = True
        if f0 is absent: f0 = None; unasked |= 1
    ...
    away = (f1 is False)
    f2 = get("lights", absent)
    if f2 is absent:
        if away: f2 = True
        else: s1 = True; f2 = None; unasked |= 4
    elif f2 is not True: s1 = True

`absent` is `()`, a value no fact has. `unasked` has a bit per fact. `s0` and `s1` tell that the
stretches these facts guard have to be looked at after all (see `rest`).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.types import Answer

from .expressions import Names, rails
from .rest import Guard, at_rest
from .source import Line, Source


class Facts:
    """Writes facts, and keeps which stretches of the rest each of them can wake."""

    def __init__(self, guideline: Guideline, names: Names, source: Source, *, aloud: bool) -> None:
        self._guideline = guideline
        self._names = names
        self._source = source
        self._aloud = aloud
        self._bits = {name: 1 << at for at, name in enumerate(guideline.facts)}
        self._flags: dict[Guard, str] = {}

    def begin(self) -> None:
        """Before all else: nothing is known to be amiss."""
        self._source.add(
            "get = record.get",
            "absent = ()",
            "unasked = 0",
            lambda: " = ".join([*self._flags.values(), "False"]) if self._flags else "",
        )

    def write(self, names: Iterable[str]) -> None:
        """These facts, whose `asked_if` can be told by now."""
        groups: dict[object, list[Fact]] = {}
        for name in names:
            fact = self._guideline.facts[name]
            if fact.asked_if is None or not fact.supplied_by_person:
                self._asked_always(fact)
            else:
                groups.setdefault(fact.asked_if.node, []).append(fact)
        for group in groups.values():
            assert group[0].asked_if is not None
            self._source.add(f"away = {rails(group[0].asked_if.node, self._names).false}")
            for fact in group:
                self._asked_if(fact)

    def mask(self, names: Iterable[str]) -> int:
        """The bits of some facts."""
        return sum(self._bits[name] for name in names)

    def stirred(self, guard: Guard) -> AbstractContextManager[None]:
        """What follows is passed over while the guard is at rest; without guard it never is."""
        if not guard:
            return nullcontext()
        return self._source.block(f"if {self._flags.setdefault(guard, f's{len(self._flags)}')}:")

    def _asked_always(self, fact: Fact) -> None:
        """A fact without `asked_if`, or not supplied by the person."""
        variable = self._names.fact(fact.name)
        missing = [f"if {variable} is absent: {self._unknown(fact)}"]
        if fact.supplied_by_person:
            self._source.add(f"{variable} = get({fact.name!r}, absent)")
        else:
            self._source.add(f"{variable} = get({fact.name!r}, {_literal(fact, fact.otherwise)})")
            missing = []
        if at_rest(fact) is None:
            self._source.add(*missing)
            return
        with self._source.block(f"if {self._not_at_rest(fact)}:"):
            self._source.add(self._wake(fact), *missing)

    def _asked_if(self, fact: Fact) -> None:
        """A fact with `asked_if`, which is `away` if false."""
        variable = self._names.fact(fact.name)
        self._source.add(f"{variable} = get({fact.name!r}, absent)")
        with self._source.block(f"if {variable} is absent:"):
            self._source.add(f"if away: {variable} = {_literal(fact, fact.otherwise)}")
            with self._source.block("else:"):
                self._source.add(self._wake(fact), self._unknown(fact))
        with self._source.block("else:"):
            if at_rest(fact) is not None:
                with self._source.block(f"if {self._not_at_rest(fact)}:"):
                    self._source.add(self._wake(fact))
            if self._aloud:
                number = len(self._guideline.contradictions) + list(self._bits).index(fact.name)
                misplaced = f"away and {variable} is not None"
                self._source.add(f"if {misplaced}: contradictions.append({number})")

    def _not_at_rest(self, fact: Fact) -> str:
        variable, rest = self._names.fact(fact.name), at_rest(fact)
        unlike = "is not" if isinstance(rest, bool) else "!="
        return f"{variable} {unlike} {_literal(fact, rest)}"

    def _unknown(self, fact: Fact) -> str:
        return f"{self._names.fact(fact.name)} = None; unasked |= {self._bits[fact.name]}"

    def _wake(self, fact: Fact) -> Line:
        """Known only once all has been written: what this fact can wake."""

        def line() -> str:
            flags = [flag for guard, flag in self._flags.items() if fact.name in guard]
            return " = ".join([*flags, "True"]) if flags else ""

        return line


def sets(guideline: Guideline) -> dict[str, object]:
    """What the source above relies on: the sets among the values of facts at rest."""
    return {"REST": {name: at_rest(fact) for name, fact in guideline.facts.items()}}


def _literal(fact: Fact, value: Answer) -> str:
    return f"REST[{fact.name!r}]" if isinstance(value, frozenset) else repr(value)
