"""Which exercises: what fits somebody's wishes and home, and nothing that her body rules out.

An exercise fits only if all that the body does in it is in the decision `movements`. Among those
that fit, the ones come first that the guideline names for how somebody leans (`leanings`, SEL-01 to
SEL-14); then those for what she wants to do again, and what she likes. A session has variety: no
two of a group before every group has had its turn (DOS-13).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rugwijzer.compiler import Item

AT_HAND = frozenset(
    ("none", "mat", "bed", "chair", "table", "wall", "towel", "pillow", "sock", "box", "bag",
     "bottle", "shoes", "phone")
)  # fmt: skip
"""What everybody has, or has something like it. The rest has to be at home (`at_home`)."""
LEANINGS = {
    "strong_bones": 4, "pregnancy": 4, "backward": 4, "forward": 4, "calm_nerve": 4,
    "moving_nerve": 4, "courage": 3, "heavy_work": 3, "sitting_day": 2, "low_pressure": 2,
    "comfort": 2, "build_up": 2, "own_choice": 1,
}  # fmt: skip
"""How much it weighs that an exercise is among the first for a leaning: what makes somebody's body
different weighs more than how long the pain has lasted."""
WANTED = {
    "walking": ("stamina", "strength"),
    "sitting": ("mobility", "everyday"),
    "household": ("everyday", "strength"),
    "lifting": ("everyday", "strength"),
    "working": ("everyday", "strength"),
    "sport": ("strength", "stability"),
    "caring": ("everyday", "strength"),
    "sleeping": ("relief", "mobility"),
}
"""The goals of exercises that serve what somebody wants to do again first."""
LIKES = {"strength": ("strength", "stability"), "stretching": ("mobility", "relief")}
EASES = "relief"
"""The goal of comfort moves; others come in where the guideline names them for a leaning."""
EASING = ("relief", "flexibility")
BUILDING = ("belly", "back", "core", "hip", "everyday", "flexibility")
ELSEWHERE = frozenset(("sitting-break", "belly-breathing", "tense-and-let-go", "walking"))
"""Exercises that have a part of the plan to themselves."""
MUCH_PAIN = 7
LYING = ("on_back", "on_side", "on_belly")


@dataclass(frozen=True)
class Wish:
    """What counts when choosing for one person: what is allowed, and what she leans to and has."""

    movements: Collection[str]
    leanings: Collection[str]
    at_home: Collection[str]
    likes: Collection[str]
    goal: str | None
    pain: int | None


def fits(item: Item, wish: Wish) -> bool:
    """Whether somebody may do an exercise, and has what it takes."""
    return (
        set(item.tags) <= set(wish.movements)
        and set(item.equipment) <= AT_HAND | set(wish.at_home)
        and not set(item.later_for) & set(wish.leanings)
    )


def comfort_moves(
    items: Iterable[Item], wish: Wish, most: int, kept: Sequence[str] = ()
) -> tuple[Item, ...]:
    """Small moves that ease: those that were there, as long as they fit, and the most fitting."""
    fitting = {
        item.name: item
        for item in items
        if item.group in EASING
        and (EASES in item.goals or set(item.first_for) & set(wish.leanings))
        and _open(item, wish)
    }
    first = [name for name in kept if name in fitting]
    best = sorted(fitting, key=lambda name: _order(fitting[name], wish))
    return tuple(fitting[name] for name in dict.fromkeys((*first, *best)))[:most]


def exercises(
    items: Iterable[Item], wish: Wish, most: int, kept: Sequence[str] = ()
) -> tuple[Item, ...]:
    """Exercises to build up with: those that were there, as long as they fit, and then more."""
    fitting = {item.name: item for item in items if item.group in BUILDING and _open(item, wish)}
    first = [fitting[name] for name in kept if name in fitting][:most]
    groups = {item.group for item in first}
    rest = [item for item in fitting.values() if item not in first]
    return (*first, *_varied(rest, wish, most - len(first), groups))


def forms(items: Iterable[Item], wish: Wish) -> tuple[Item, ...]:
    """Whole forms of moving that somebody likes, such as cycling or yoga, and can do."""
    liked = {name.replace("_", "-") for name in wish.likes}
    return tuple(
        item
        for item in items
        if item.name in liked and item.name not in ELSEWHERE and fits(item, wish)
    )


def _open(item: Item, wish: Wish) -> bool:
    return item.name not in ELSEWHERE and fits(item, wish)


def _varied(
    items: Iterable[Item], wish: Wish, most: int, groups: Collection[str] = ()
) -> tuple[Item, ...]:
    """The best ones, of groups that have none yet as long as there are any."""
    left = sorted(items, key=lambda item: _order(item, wish))
    found: list[Item] = []
    seen = set(groups)
    while left and len(found) < most:
        best = next((item for item in left if item.group not in seen), left[0])
        left.remove(best)
        found.append(best)
        seen.add(best.group)
    return tuple(found)


def _order(item: Item, wish: Wish) -> tuple[int, int, str]:
    """Where an exercise stands: the better it fits the earlier; then as the evidence has it."""
    points = sum(LEANINGS.get(name, 0) for name in set(item.first_for) & set(wish.leanings))
    if wish.goal is not None and set(item.goals) & set(WANTED.get(wish.goal, ())):
        points += 1
    points += sum(bool(set(item.goals) & set(LIKES.get(name, ()))) for name in wish.likes)
    if wish.pain is not None and wish.pain >= MUCH_PAIN and item.position in LYING:
        points += 1
    number = next((row for row in item.evidence if row.startswith("EX-")), "EX-99")
    return -points, int(number.removeprefix("EX-")), item.name
