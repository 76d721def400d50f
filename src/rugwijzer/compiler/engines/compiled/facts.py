"""Facts as Python source: what each is worth, whether it was asked, and whether it is at rest.

All answers are taken from the record at once, in an order of our own, with `absent` where there is
none. Then whole blocks of facts are compared with what they are at rest, and only where a block
differs each fact is looked at by itself. With `brakes` and `bell` in one block, and `lights` asked
if it is `dark`:

    f0, f1, f2, f3, = values = (*{**ANSWERS, **record}.values(),)
    if values[0:2] != ("both", False):
        if f0 != "both":
            if f0 is absent: f0 = None; unasked |= 1
            stirred |= 1
        ...
    away = (f2 is False)
    if f3 is absent:
        if away: f3 = True
        else: f3 = None; unasked |= 8; stirred |= 8
    else: ...

`unasked` and `stirred` have a bit per fact: those still to be asked, and those not at rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby

from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.types import Answer, Choice, YesNo

from .expressions import Names, rails
from .rest import Guard, at_rest
from .source import Source

ABSENT: tuple[()] = ()
"""Stands for no answer, until it becomes unknown or an `else`."""

BLOCK = 8
"""How many facts without `asked_if` are compared with their rest at once."""

FEW = 2
"""So many facts with one `asked_if` are looked at one by one."""


class Facts:
    """Writes facts. Block by block, those asked of everybody first, then by `asked_if`."""

    def __init__(self, guideline: Guideline, names: Names, source: Source, *, aloud: bool) -> None:
        self._guideline = guideline
        self._names = names
        self._source = source
        self._aloud = aloud
        self._bits = {name: 1 << at for at, name in enumerate(guideline.facts)}
        self._blocks = tuple(blocks(guideline))

    def all_answers(self) -> None:
        """Every answer as a variable."""
        variables = "".join(f"{self._names.fact(f.name)}, " for b in self._blocks for f in b)
        self._source.add(
            "values = (*{**ANSWERS, **record}.values(),)",
            f"if len(values) > {len(self._bits)}: values = values[:{len(self._bits)}]",
            *([f"{variables}= values"] if variables else []),
            "absent = ()",
            "unasked = stirred = 0",
        )

    def write(self, needed: Iterable[str]) -> None:
        """These facts, whose `asked_if` can be told by now."""
        wanted, start = set(needed), 0
        for block in self._blocks:
            facts = [fact for fact in block if fact.name in wanted]
            if facts:
                self._block(block, facts, slice(start, start + len(block)))
            start += len(block)

    def stirred(self, guard: Guard) -> AbstractContextManager[None]:
        """What follows is passed over while the guard is at rest; without guard it never is."""
        if not guard:
            return nullcontext()
        return self._source.block(f"if stirred & {self.mask(guard)}:")

    def mask(self, names: Iterable[str]) -> int:
        """The bits of some facts."""
        return sum(self._bits[name] for name in names)

    def _block(self, block: Sequence[Fact], facts: Sequence[Fact], at: slice) -> None:
        here = f"values[{at.start}:{at.stop}]"
        if block[0].supplied_by_person and block[0].asked_if is not None:
            self._conditional(block, facts, here)
        elif len(block) == 1:
            self._single(block[0])
        else:
            with self._source.block(f"if {here} != {self._literal(block)}:"):
                for fact in facts:
                    self._single(fact)

    def _single(self, fact: Fact) -> None:
        """A fact without `asked_if`, or not supplied by the person."""
        variable, bit = self._names.fact(fact.name), self._bits[fact.name]
        if at_rest(fact) is None:
            if fact.supplied_by_person:
                self._source.add(f"if {variable} is absent: {variable} = None; unasked |= {bit}")
            return
        with self._source.block(f"if {variable} != {self._rest(fact)}:"):
            if fact.supplied_by_person:
                self._source.add(f"if {variable} is absent: {variable} = None; unasked |= {bit}")
            self._source.add(f"stirred |= {bit}")

    def _conditional(self, block: Sequence[Fact], facts: Sequence[Fact], here: str) -> None:
        """Facts with one `asked_if`: mostly all absent if it is false, all at rest if it is not."""
        assert block[0].asked_if is not None
        self._source.add(f"away = {rails(block[0].asked_if.node, self._names).false}")
        if len(block) <= FEW:
            for fact in facts:
                self._asked_if(fact)
            return
        absent = repr((ABSENT,) * len(block))
        if None in [at_rest(fact) for fact in block]:
            differs = f"not away or {here} != {absent}"
        else:
            differs = f"{here} != ({absent} if away else {self._literal(block)})"
        with self._source.block(f"if {differs}:"):
            for fact in facts:
                self._asked_if(fact)
        with self._source.block("elif away:"):
            for otherwise, alike in groupby(facts, self._otherwise):
                variables = [self._names.fact(fact.name) for fact in alike]
                self._source.add(" = ".join([*variables, otherwise]))

    def _asked_if(self, fact: Fact) -> None:
        variable, bit = self._names.fact(fact.name), self._bits[fact.name]
        unknown = f"{variable} = None; unasked |= {bit}; stirred |= {bit}"
        with self._source.block(f"if {variable} is absent:"):
            self._source.add(f"if away: {variable} = {self._otherwise(fact)}", f"else: {unknown}")
        with self._source.block("else:"):
            if at_rest(fact) is not None:
                self._source.add(f"if {variable} != {self._rest(fact)}: stirred |= {bit}")
            if self._aloud:
                number = len(self._guideline.contradictions) + bit.bit_length() - 1
                misplaced = f"away and {variable} is not None"
                self._source.add(f"if {misplaced}: contradictions.append({number})")

    def _literal(self, block: Sequence[Fact]) -> str:
        """A block at rest, as a tuple."""
        return "(" + "".join(f"{self._rest(fact)}, " for fact in block) + ")"

    def _rest(self, fact: Fact) -> str:
        rest = at_rest(fact)
        return f"REST[{fact.name!r}]" if isinstance(rest, frozenset) else repr(rest)

    def _otherwise(self, fact: Fact) -> str:
        otherwise = fact.otherwise
        return f"REST[{fact.name!r}]" if isinstance(otherwise, frozenset) else repr(otherwise)


def blocks(guideline: Guideline) -> Iterator[tuple[Fact, ...]]:
    """All facts, in blocks to be looked at together."""
    facts = guideline.facts.values()
    everybody = [fact for fact in facts if fact.supplied_by_person and fact.asked_if is None]
    for several in (everybody, [fact for fact in facts if not fact.supplied_by_person]):
        calm = [fact for fact in several if isinstance(fact.type, YesNo | Choice)]
        for start in range(0, len(calm), BLOCK):
            yield tuple(calm[start : start + BLOCK])
        yield from ((fact,) for fact in several if fact not in calm)
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        if fact.supplied_by_person and fact.asked_if is not None:
            groups.setdefault(fact.asked_if.node, []).append(fact)
    yield from map(tuple, groups.values())


def world(guideline: Guideline) -> dict[str, object]:
    """What the source above relies on."""
    answers: Mapping[str, Answer | tuple[()]] = {
        fact.name: ABSENT if fact.supplied_by_person else fact.otherwise
        for block in blocks(guideline)
        for fact in block
    }
    resting = {name: at_rest(fact) for name, fact in guideline.facts.items()}
    return {"ANSWERS": answers, "REST": resting}
