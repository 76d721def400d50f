"""The peers that run inside Python: GoRules ZEN and CEL, both written in Rust.

Each is measured in several forms, and its fastest one counts. What can be compiled beforehand is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from .infix import CEL, ZEN, ZEN_STAGED, ZEN_WITHIN, Writer
from .rules import Plain, Rules
from .timing import Contender, Work


def contenders(rules: Rules, people: Sequence[Plain]) -> Iterator[Contender]:
    """All forms of all peers inside Python."""

    def contender(engine: str, form: str, work: Work, assess: Callable[[Plain], int]) -> Contender:
        return Contender(engine, form, work, "no", people, assess)

    zen = "ZEN decision"
    traced = zen_table(rules, "collect", staged=True, trace=True)
    yield contender(zen, "definitions, table of rules, traced", "trace", traced)
    yield contender(zen, "table of rules, all hits", "rules", zen_table(rules, "collect"))
    yield contender(zen, "table of rules, first hit", "level", zen_table(rules, "first"))
    zen = "ZEN expression"
    yield contender(zen, "list of conditions", "rules", zen_expression(rules, every=True))
    yield contender(zen, "from the top", "level", zen_expression(rules, every=False))
    yield contender("CEL", "list of conditions", "rules", cel_program(rules, every=True))
    yield contender("CEL", "from the top", "level", cel_program(rules, every=False))


def zen_expression(rules: Rules, *, every: bool) -> Callable[[Plain], int]:
    """One compiled expression, without the decision engine around it."""
    import zen

    writer = Writer(rules, ZEN)
    evaluate = zen.compile_expression(writer.every_rule() if every else writer.level()).evaluate
    return _reading(rules, evaluate, every=every)


def cel_program(rules: Rules, *, every: bool) -> Callable[[Plain], int]:
    """One compiled program."""
    import cel

    writer = Writer(rules, CEL)
    execute = cel.compile(writer.every_rule() if every else writer.level()).execute
    return _reading(rules, execute, every=every)


def _reading(
    rules: Rules, evaluate: Callable[[Plain], Any], *, every: bool
) -> Callable[[Plain], int]:
    level, raised = reader(rules)

    def assess(person: Plain) -> int:
        found = evaluate(person)
        return level(found) if every else raised(found[0], found[1:])

    return assess


def reader(
    rules: Rules,
) -> tuple[Callable[[Sequence[bool]], int], Callable[[int, Sequence[bool]], int]]:
    """From flags to a level, without asking the rules anything again."""
    ranks, raises = rules.ranks, rules.raises
    size = len(ranks)

    def level(flags: Sequence[bool]) -> int:
        base = max([rank for rank, holds in zip(ranks, flags, strict=False) if holds], default=0)
        return raised(base, flags[size:])

    def raised(base: int, flags: Sequence[bool]) -> int:
        best = base
        for each, holds in zip(raises, flags, strict=True):
            if holds and each.start <= base < each.top:
                best = max(best, min(base + each.steps, each.top))
        return best

    return level, raised


def zen_table(
    rules: Rules, policy: str, *, staged: bool = False, trace: bool = False
) -> Callable[[Plain], int]:
    """A decision: perhaps a node of definitions, and a table with one condition a row.

    Every row has one cell: a condition over the whole person. A table with a column for each fact
    would need one row for each way a rule can hold. The engine is given the decision beforehand and
    asked for it by name: a decision made by `create_decision` is several times slower.
    """
    import zen

    graph = zen_graph(rules, policy, staged)
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"ladder": graph}}})
    options: zen.DecisionEvaluateOptions = {"trace": trace}
    ranks, raises, size = rules.ranks, rules.raises, len(rules.ranks)
    _, raised = reader(rules)

    def first(person: Plain) -> int:
        row = engine.evaluate("ladder", person, options)["result"]
        base = row.get("rule")
        return raised(0 if base is None else ranks[base], row["raises"])

    def collect(person: Plain) -> int:
        rows: Any = engine.evaluate("ladder", person, options)["result"]
        held = {row["rule"] for row in rows or ()}
        base = max([ranks[each] for each in held if each < size], default=0)
        return raised(base, [each in held for each in range(size, size + len(raises))])

    return collect if policy == "collect" else first


def zen_graph(rules: Rules, policy: str, staged: bool) -> dict[str, Any]:
    """The decision as ZEN's own JSON."""
    path = [_node("person", "inputNode")]
    if staged:
        path.append(_node("definitions", "expressionNode", _zen_definitions(rules)))
    write = _zen_first if policy == "first" else _zen_collect
    rows = write(rules, staged)
    outputs = [name for name in rows[0] if name != "when"]
    table = {
        "hitPolicy": policy,
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": name, "field": name, "name": name} for name in outputs],
        "rules": [{"_id": str(number), **row} for number, row in enumerate(rows)],
    }
    path += [_node("table", "decisionTableNode", table), _node("answer", "outputNode")]
    edges = [
        {"id": f"{a['id']}-{b['id']}", "sourceId": a["id"], "targetId": b["id"], "type": "edge"}
        for a, b in pairwise(path)
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": path, "edges": edges}


def _node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    node = {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
    return node if content is None else {**node, "content": content}


def _zen_definitions(rules: Rules) -> dict[str, Any]:
    """Every definition, one line each, the earlier ones within reach of the later."""
    writer = Writer(rules, ZEN_WITHIN)
    lines = [
        {"id": name, "key": name, "value": writer.condition(rules.meaning(name))}
        for name in rules.definitions
    ]
    return {"expressions": lines, "passThrough": True}


def _zen_collect(rules: Rules, staged: bool) -> list[dict[str, str]]:
    """A row for every rule, in order."""
    writer = Writer(rules, ZEN_STAGED if staged else ZEN)
    return [
        {"when": writer.condition(node), "rule": str(number)}
        for number, node in enumerate(rules.conditions)
    ]


def _zen_first(rules: Rules, staged: bool) -> list[dict[str, str]]:
    """A row for every rule, the highest level first; a last row for when none holds."""
    rows = _zen_collect(rules, staged)
    size = len(rules.ranks)
    raises = "[" + ", ".join(row["when"] for row in rows[size:]) + "]"
    from_the_top = sorted(rows[:size], key=lambda row: -rules.ranks[int(row["rule"])])
    return [{**row, "raises": raises} for row in [*from_the_top, {"when": "", "rule": "null"}]]
