"""The files of `items/`: one thing each that may be chosen, with how much of it at each level."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from rugwijzer.compiler.language.items import LEVELS, ONE, WEEK, Block, Dose, Item, Level, Range
from rugwijzer.compiler.language.places import Place, Problem
from rugwijzer.compiler.reading.documents import Mapping, Sequence, Tree, describe, plain
from rugwijzer.compiler.reading.fields import Fields, as_sequence, check_option

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEYS = (
    "item", "group", "goals", "position", "equipment", "tags", "first_for", "later_for", "easier",
    "harder", "levels", "blocks", "slower", "pace", "evidence",
)  # fmt: skip
_AMOUNTS = ("sets", "times", "hold", "breaths", "minutes", "metres", "kg")
_RHYTHM = ("a_day", "a_week", "an_hour", "weeks")
_DOSE = (
    *_AMOUNTS, "each_set", "per_side", *_RHYTHM, "as_needed", "woven_in", "how", "equipment",
)  # fmt: skip
_BESIDE = ("or", "and")
_BLOCK = ("weeks", "minutes", "a_week", "or", "brisk")


def read_item(path: str, tree: Tree, problems: list[Problem]) -> Item:
    """One file of `items/`."""
    name = PurePosixPath(path).stem
    fields = Fields(tree, f'item "{name}"', problems, _KEYS)
    if not SLUG.fullmatch(name):
        fields.problem(
            f"an item cannot be called {describe(name)}.",
            "Use small letters and digits, and single hyphens between words.",
            Place(tree.place.file, 0),
        )
    fields.required("item", f"Write `item: {name}`, the name of its file.")
    if (called := fields.text("item")) is not None and called != name:
        fields.problem(
            f"{fields.what} is called {describe(called)} in its file.",
            "Give the item and its file one name.",
            fields.at("item"),
        )
    for key, mend in (
        ("group", "Say with which others it is shown: `group: name`."),
        ("goals", "Say what it is for: `goals: [one, two]`."),
        ("position", "Write it in one word."),
        ("equipment", "Write `equipment: [one, two]`, or [none]."),
        ("tags", "Say what it asks of somebody: `tags: [one, two]`, or []."),
    ):
        fields.required(key, mend)
    return Item(
        name=name,
        group=_word(fields, "group"),
        goals=_words(fields, "goals"),
        position=_word(fields, "position"),
        equipment=_words(fields, "equipment"),
        tags=_words(fields, "tags"),
        first_for=_words(fields, "first_for"),
        later_for=_words(fields, "later_for"),
        easier=_once(fields, "easier"),
        harder=_once(fields, "harder"),
        levels=_levels(fields),
        blocks=_blocks(fields),
        slower=_slower(fields),
        pace=fields.words("pace"),
        evidence=fields.names("evidence"),
        place=fields.place,
    )


def _word(fields: Fields, key: str) -> str:
    """One name."""
    text = fields.text(key) or ""
    if text:
        check_option(text, fields.at(key), f'"{key}" of {fields.what}', fields.problems)
    return text


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    """Names, each once."""
    for name, place in fields.placed_names(key):
        check_option(name, place, f'a word in "{key}" of {fields.what}', fields.problems)
    return _once(fields, key, again=False)


def _once(fields: Fields, key: str, *, again: bool = True) -> tuple[str, ...]:
    """What a list says, each once. `again`: it was not read before, with its mistakes."""
    before = len(fields.problems)
    found = fields.placed_names(key)
    if not again:
        del fields.problems[before:]
    seen: set[str] = set()
    for name, place in found:
        if name in seen:
            fields.problem(f'"{key}" of {fields.what} says "{name}" twice.', "Once will do.", place)
        seen.add(name)
    return tuple(name for name, _ in found)


# --- how much


def _levels(fields: Fields) -> tuple[Level, ...]:
    tree = fields.required("levels", "Begin with `- {sets: 1, times: 8, a_week: 3}`.")
    if tree is None:
        return ()
    levels = tuple(
        _level(item, f"level {number} of {fields.what}", fields.problems)
        for number, item in enumerate(
            as_sequence(tree, f'"levels" of {fields.what}', fields.problems), start=1
        )
    )
    if levels and len(levels) != LEVELS:
        fields.problem(
            f"{fields.what} has {len(levels)} level{'s' if len(levels) > 1 else ''}.",
            f"Write {LEVELS}, the first to begin with.",
            tree.place,
        )
    return levels


def _level(tree: Tree, what: str, problems: list[Problem]) -> Level:
    fields = Fields(tree, what, problems, (*_DOSE, *_BESIDE))
    if all(key in fields for key in _BESIDE):
        fields.problem(f'{what} has both "or" and "and".', "Keep one of them.")
    return Level(
        _dose(fields),
        *(
            None
            if (inner := fields.tree(key)) is None
            else _dose(Fields(inner, f'"{key}" of {what}', problems, _DOSE))
            for key in _BESIDE
        ),
    )


def _dose(fields: Fields) -> Dose:
    found = {key: _range(fields, key) for key in (*_AMOUNTS, *_RHYTHM)}
    each_set = _each_set(fields)
    flags = {key: fields.flag(key) for key in ("per_side", "as_needed", "woven_in")}
    _fitting(fields, {key for key, said in flags.items() if said})
    return Dose(
        place=fields.place,
        sets=found["sets"] or ONE,
        times=found["times"],
        each_set=each_set,
        hold=found["hold"],
        breaths=found["breaths"],
        minutes=found["minutes"],
        metres=found["metres"],
        kg=found["kg"],
        a_day=found["a_day"] or ONE,
        a_week=found["a_week"],
        an_hour=found["an_hour"],
        weeks=found["weeks"],
        how=fields.words("how"),
        equipment=_words(fields, "equipment"),
        **flags,
    )


def _fitting(fields: Fields, flags: Collection[str]) -> None:
    """Whether the keys of a dose say one thing: what one go is, and how often."""
    what = fields.what
    repeats = [key for key in ("times", "hold", "breaths", "metres", "each_set") if key in fields]
    if "minutes" in fields and (others := [*repeats, *(["sets"] if "sets" in fields else [])]):
        fields.problem(
            f'{what} has "minutes" and "{others[0]}".', "Say it in minutes or in repeats."
        )
    if "each_set" in fields and (others := [key for key in ("sets", "times") if key in fields]):
        fields.problem(
            f'{what} has "each_set" and "{others[0]}".',
            "The repeats of each set say both: leave out the other.",
        )
    if not fields.readable:
        return
    if not ("minutes" in fields or repeats or "woven_in" in flags):
        fields.problem(
            f"{what} does not say how much.", "Write `times:`, `hold:`, `metres:` or `minutes:`."
        )
    often = [
        name
        for name, keys in (
            ("a_week", ("a_day", "a_week")),
            ("an_hour", ("an_hour",)),
            ("as_needed", ("as_needed",)),
            ("woven_in", ("woven_in",)),
        )
        if any(key in flags or (key in fields and key in _RHYTHM) for key in keys)
    ]
    if not often:
        fields.problem(
            f"{what} does not say how often.",
            "Write `a_week:` (days), `a_day:`, `an_hour:`, `as_needed: true` or `woven_in: true`.",
        )
    elif len(often) > 1:
        fields.problem(f'{what} has "{often[0]}" and "{often[1]}".', "Keep one of them.")


def _each_set(fields: Fields) -> tuple[int, ...]:
    tree = fields.tree("each_set")
    if tree is None:
        return ()
    found = tuple(plain(item) for item in tree.items) if isinstance(tree, Sequence) else ()
    whole = tuple(each for each in found if isinstance(each, int) and not isinstance(each, bool))
    if not whole or len(whole) != len(found) or min(whole) < 1:
        fields.problem(
            f'"each_set" of {fields.what} is not a list of whole numbers above 0.',
            "Write the repeats of each set: [6, 4, 2].",
            tree.place,
        )
        return ()
    return whole


def _range(fields: Fields, key: str) -> Range | None:
    """A whole number above 0, or two: the one to begin with and the one to grow to."""
    tree = fields.tree(key)
    if tree is None:
        return None
    value = plain(tree)
    ends = value if isinstance(value, list) and len(value) == 2 else [value, value]
    if not all(isinstance(end, int) and not isinstance(end, bool) and end > 0 for end in ends):
        fields.problem(
            f'"{key}" of {fields.what} is not one or two whole numbers above 0.',
            "Write 8, or [8, 10] to grow from 8 to 10.",
            tree.place,
        )
        return None
    first, last = (end for end in ends if isinstance(end, int))
    if first > last:
        fields.problem(
            f'"{key}" of {fields.what} is upside down: {first} is above {last}.',
            "Put the number to begin with first.",
            tree.place,
        )
    if key == "a_week" and last > WEEK:
        fields.problem(
            f"{fields.what} is on {last} days of a week.",
            f"A week has {WEEK}; for more than once on a day write `a_day:`.",
            tree.place,
        )
    return Range(first, last)


# --- a programme


def _blocks(fields: Fields) -> tuple[Block, ...]:
    tree = fields.tree("blocks")
    if tree is None:
        return ()
    return tuple(
        _block(item, f"block {number} of {fields.what}", fields.problems)
        for number, item in enumerate(
            as_sequence(tree, f'"blocks" of {fields.what}', fields.problems), start=1
        )
    )


def _block(tree: Tree, what: str, problems: list[Problem]) -> Block:
    fields = Fields(tree, what, problems, _BLOCK)
    for key in ("weeks", "minutes", "a_week"):
        fields.required(key, "Write `{weeks: 2, minutes: 10, a_week: 3}`.")
    either = None
    if isinstance(inner := fields.tree("or"), Mapping):
        other = Fields(inner, f'"or" of {what}', problems, ("minutes", "a_week"))
        for key in ("minutes", "a_week"):
            other.required(key, "Write `or: {minutes: 26, a_week: 5}`.")
        either = _one(other, "minutes"), _one(other, "a_week")
    elif inner is not None:
        fields.problem(
            f'"or" of {what} must be a mapping.', "Write `{minutes: 26, a_week: 5}`.", inner.place
        )
    return Block(
        weeks=_one(fields, "weeks"),
        minutes=_one(fields, "minutes"),
        a_week=_one(fields, "a_week"),
        either=either,
        brisk=_range(fields, "brisk"),
        place=fields.place,
    )


def _one(fields: Fields, key: str) -> int:
    """A single whole number above 0."""
    found = _range(fields, key)
    if found is not None and not found.single:
        fields.problem(f'"{key}" of {fields.what} is two numbers.', "Write one.", fields.at(key))
    return found.first if found is not None else 1


def _slower(fields: Fields) -> int | None:
    found = fields.whole("slower")
    if found is None:
        return None
    if found < 2:
        fields.problem(
            f'"slower" of {fields.what} is {found}, which is not slower.',
            "Write how many times as long each block lasts, or leave it out.",
            fields.at("slower"),
        )
    if "blocks" not in fields:
        fields.problem(
            f'"slower" of {fields.what} has no blocks to slow down.',
            "Write `blocks:`, or leave it out.",
            fields.at("slower"),
        )
    return found
