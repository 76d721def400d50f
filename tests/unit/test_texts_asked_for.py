"""Every text that people could read is asked for by some code, or stands in a list of what is not.

`texts_not_yet.txt` names the texts that nothing shows: each waits for what will show it, or has to
go. A line that comes true has to go from the list, and no text is added to it unseen.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import rugwijzer
from rugwijzer.library import load_library
from rugwijzer.paths import find

SOURCE = Path(rugwijzer.__file__).parent
NOT_YET = Path(__file__).with_name("texts_not_yet.txt")
_IN_TEMPLATE = re.compile(r"""\{% text ["']([a-z0-9_.]+)["'](\|add:)?""")


@cache
def asked_for() -> re.Pattern[str]:
    """Every key that the code or a template writes out, a name in it standing for anything.

    A key that is written as a whole may be the first of a numbered list, and one that ends in a
    name may lead to several.
    """
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[a-z0-9_.]+", node.value):
                    found.add(re.escape(node.value) + r"(\.\d+)?")
            elif isinstance(node, ast.JoinedStr):
                written = "".join(
                    re.escape(each.value)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                    else ".+"
                    for each in node.values
                )
                if re.match(r"[a-z_]+\\\.", written):
                    found.add(written + r"(\..+)?")
    for path in SOURCE.rglob("*.html"):
        for key, more in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            found.add(re.escape(key) + (r".+" if more else ""))
    return re.compile("|".join(sorted(found)))


def not_asked_for() -> list[str]:
    """The keys that no code asks for."""
    keys = load_library(find("content")).texts
    return sorted(key for key in keys if not asked_for().fullmatch(key))


def test_every_text_is_asked_for_by_some_code_or_named_as_not_shown_yet() -> None:
    listed = [
        line
        for line in NOT_YET.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert listed == sorted(listed)
    assert not_asked_for() == listed


def test_a_text_that_is_asked_for_by_name_or_by_the_beginning_of_its_name_is_found() -> None:
    assert asked_for().fullmatch("plan.state.building.title")
    assert asked_for().fullmatch("gate.bridge.do.2")
    assert not asked_for().fullmatch("nothing.asks.for.this")
