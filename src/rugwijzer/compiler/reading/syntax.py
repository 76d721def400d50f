"""One line as Python's grammar sees it, unless it holds what the language of conditions lacks.

Nothing is executed. What people write out of habit from elsewhere is refused with the word for it
here.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

from rugwijzer.compiler.language.places import nearest
from rugwijzer.compiler.language.units import LITERALS

DEEPEST = 50
MOST_DIGITS = 15
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NUMBERLIKE = re.compile(r"(?<![\w.])\.?[0-9][\w.]*")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
NOT_TRUTHS = ("true", "false", "yes", "no")
NOT_KNOWN = ("None", "null", "unknown")
CLAIM_WORDS = {
    "asked": "Leave it out: a rule waits by itself for what was not asked.",
    "dont_know": "Leave it out: a rule says with `if_unknown` what a don't know comes to.",
    "settled": "Compare the decision itself.",
    "lower": "Compare the decision itself.",
    "upper": "Compare the decision itself.",
    "complete": "Leave it out: bounds say by themselves what is still open.",
    "empty": "Leave it out: bounds say by themselves what is still open.",
    "consistent": "Name the contradiction that is meant.",
}
"""What only claims may call, and what to write elsewhere."""
_FOREIGN = (
    ("&&", "Write `and` for &&."),
    (r"\|\|", "Write `or` for ||."),
    ("!(?!=)", "Write `not` for !."),
    (r"\b(AND|OR|NOT)\b", "Write `and`, `or` and `not` in small letters."),
    ("<>", "Write != for <>."),
    ("===", "Write == for ===."),
    ("=>", "Write >= for =>."),
    ("=<", "Write <= for =<."),
    ("[\u2018\u2019\u201c\u201d\u201e]", 'Write straight quotes: ".'),
    ("[^=!<>]=[^=]", "Write == to compare."),
    ("", "Check the brackets, the quotes and the operators."),
)


class Refused(Exception):
    """The expression cannot mean anything: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def parsed(text: str) -> ast.expr:
    """The tree of a line. Raises Refused."""
    text = text.strip()
    bare = _QUOTED.sub('""', text)
    if not bare:
        raise Refused("there is no condition here.", "Write one.")
    if "\n" in text or "#" in bare or "\\" in text:
        raise Refused(
            "a line break, a comment or a backslash stands in it.", "Write it on one line."
        )
    for sign in text:
        if not sign.isprintable():
            raise Refused(
                f"a space or sign that cannot be seen stands in it (U+{ord(sign):04X}).",
                "Type the spaces again.",
            )
    for number in _NUMBERLIKE.findall(bare):
        if not _NUMBER.fullmatch(number):
            raise Refused(
                f"{short(number)} is not a way to write a number.", "Write it like 3 or 2.5."
            )
        if len(number) > MOST_DIGITS:
            raise Refused(
                f"{short(number)} has more than {MOST_DIGITS} digits.", "Write a shorter number."
            )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval").body
    except (RecursionError, MemoryError):
        raise _too_deep() from None
    except (SyntaxError, ValueError):
        hint = next(mend for sign, mend in _FOREIGN if re.search(sign, bare))
        raise Refused("it cannot be read as a condition.", hint) from None
    if _depth(tree) > DEEPEST:
        raise _too_deep()
    return tree


def short(text: str) -> str:
    """A text on one line, cut off for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."


def unparsed(tree: ast.expr) -> str:
    """A part of a line as it could be written, for a message."""
    return short(ast.unparse(tree).replace("'", '"'))


def no_word(word: str) -> Refused:
    """Refuse a word for a truth value, or for what is not known."""
    if word in NOT_KNOWN:
        mend = "Nothing asks whether an answer is known; a rule has `if_unknown` for that."
    else:
        mend = "Write the name alone, or `not` before it."
    return Refused(f"{word} is not a word of this language.", mend)


def no_function(name: str, words: Iterable[str] = ()) -> Refused:
    """Refuse a call of anything but `count`, the units and these words."""
    if name in CLAIM_WORDS:
        return Refused(f"only claims may use {name}(...).", CLAIM_WORDS[name])
    known = ("count", *words)
    listed = ", ".join(f"{word}()" for word in known)
    return Refused(
        f"there is no function {short(name)}().",
        nearest(name, [*LITERALS, *known])
        or f"There are {listed} and the units: {', '.join(LITERALS)}.",
    )


def _too_deep() -> Refused:
    return Refused(
        f"it is nested more than {DEEPEST} deep.", "Give parts of it a name under definitions/."
    )


_SIGNS = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)


def _depth(tree: ast.AST) -> int:
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST:
            return depth
        waiting += [
            (child, depth + 1)
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, _SIGNS)
        ]
    return deepest
