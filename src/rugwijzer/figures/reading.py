"""A movement from plain values (as YAML gives them), with every mistake and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rugwijzer.figures import body
from rugwijzer.figures.body import BUILDS, FEET, HAIRS, LOOKS, SKINS, Look
from rugwijzer.figures.landmarks import NAMES
from rugwijzer.figures.movement import (
    ANCHORS,
    BREATHS,
    DEPTHS,
    EASES,
    ENDS,
    FACINGS,
    HELD,
    PARTS_OF,
    SUPPORTS,
    Arrow,
    Held,
    Mark,
    Movement,
    Pin,
    Pose,
    Step,
    Support,
    Work,
)
from rugwijzer.figures.muscles import NAMES as FIELDS_OF_WORK
from rugwijzer.figures.pose import VIEWS, Camera

_SPINE = ("lumbar", "thorax", "neck")
_BALLS = ("hip", "shoulder")
_HINGES = ("knee", "ankle", "elbow", "wrist", "palm", "heel", "toes", "shrug", "fist")
_WHOLE = ("slope", "roll", "lean", "pedal", "belly")
_KEYS = ("view", "facing", "supports", "held", "anchor", "pins", "poses", "loop", "repeats",
         "mirror", "travel", "stills", "icon", "works", "feel", "arrows", "figure",
         "order", "behind")  # fmt: skip
MOST = 1000
"""No angle, time or length is larger."""
REPEATS, VIEWS_AT_ONCE, STILLS = 20, 3, 4
"""The most there may be."""
LIMBS = tuple(f"{limb}.{side}" for limb in ("leg", "arm") for side in body.SIDES)
BEHIND = tuple(f"{part}.{side}" for part in ("hand", "forearm") for side in body.SIDES)
_FAR = {"near": "right", "far": "left", "right": "right", "left": "left"}


def read_movement(tree: object, number: int = 0) -> tuple[Movement | None, tuple[str, ...]]:
    """The movement, or None, and every mistake. `number` chooses who is drawn, if not said."""
    reader = _Reader()
    movement = reader.movement(tree, number)
    return (None if reader.problems else movement), tuple(reader.problems)


def _named(value: object) -> str:
    """A word as it is written; of anything else only its kind, for it may be endless."""
    plain = value is None or isinstance(value, str | bool)
    return repr(value) if plain else f"a {type(value).__name__}"


class _Reader:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.room = {"floor"}
        """What one can stand, lie or hold on."""

    def say(self, where: str, what: str, mend: str) -> None:
        self.problems.append(f"{where}: {what} {mend}")

    def mapping(self, value: object, where: str) -> dict[str, Any]:
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            return dict(value)
        self.say(where, "is not a mapping.", "Write keys with values.")
        return {}

    def known(self, tree: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
        allowed = tuple(keys)
        for key in tree:
            if key not in allowed:
                self.say(f"{where}{key}", "is no key here.", f"Use one of: {', '.join(allowed)}.")

    def number(self, value: object, where: str, otherwise: float = 0.0) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            if abs(value) <= MOST:
                return float(value)
            self.say(where, "is too large, or no number.", f"Write at most {MOST}.")
            return otherwise
        self.say(where, "is not a number.", "Write degrees, seconds or thighs, such as 45.")
        return otherwise

    def one_of(self, value: object, options: Iterable[str], where: str) -> str:
        allowed = tuple(options)
        if isinstance(value, str) and value in allowed:
            return value
        self.say(where, f"{_named(value)} is not known.", f"Use one of: {', '.join(allowed)}.")
        return allowed[0] if allowed else ""

    def rows(self, value: object, where: str) -> list[Any]:
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.say(where, "is not a list.", "Write [a, b].")
        return []

    def whole(self, value: object, most: int, where: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most:
            return value
        self.say(where, "is no such number.", f"Write a whole number from 1 to {most}.")
        return 1

    def truth(self, value: object, where: str) -> bool:
        if not isinstance(value, bool):
            self.say(where, "is neither true nor false.", "Write true or false.")
        return value is True

    def vector(self, value: object, where: str, count: tuple[int, ...] = (3,)) -> tuple[float, ...]:
        rows = self.rows(value, where)
        if len(rows) not in count:
            self.say(
                where, "has another number of figures.", "Write [x, y] or [x, y, z], in thighs."
            )
            return (0.0,) * count[0]
        return tuple(self.number(each, where) for each in rows)

    # --- the whole

    def movement(self, tree: object, number: int) -> Movement | None:
        found = self.mapping(tree, "movement")
        self.known(found, _KEYS, "")
        for key in ("poses", "loop", "anchor"):
            if key not in found:
                self.say(key, "is missing.", "Every movement needs poses, a loop and an anchor.")
        if self.problems:
            return None
        supports = tuple(
            self.support(each, f"supports.{index}")
            for index, each in enumerate(self.rows(found.get("supports"), "supports"))
        )
        self.room |= {each.kind for each in supports}
        pins = self.pins(found.get("pins"), "pins")
        poses = self.poses(self.mapping(found["poses"], "poses"), pins)
        loop = self.loop(self.rows(found["loop"], "loop"), poses)
        if self.problems or not loop:
            return None
        anchor, place = self.anchor(found["anchor"])
        stills = tuple(
            self.one_of(each, poses, "stills") for each in self.rows(found.get("stills"), "stills")
        )
        if len(stills) > STILLS:
            self.say("stills", "has too many poses.", f"Name at most {STILLS}.")
        return Movement(
            cameras=self.cameras(found.get("view", "side")),
            facing=self.one_of(found.get("facing", "forward"), FACINGS, "facing"),
            anchor=anchor,
            anchor_at=place,
            poses=poses,
            loop=loop,
            stills=stills or (loop[-1].to, loop[0].to),
            supports=supports,
            held=tuple(
                self.held(each, f"held.{index}")
                for index, each in enumerate(self.rows(found.get("held"), "held"))
            ),
            mirror=self.truth(found.get("mirror", False), "mirror"),
            repeats=self.whole(found.get("repeats", 1), REPEATS, "repeats"),
            travel=self.number(found.get("travel", 0), "travel"),
            works=self.works(found.get("works"), poses),
            feel=tuple(self.mark(each, poses) for each in self.rows(found.get("feel"), "feel")),
            arrows=tuple(
                self.arrow(each, poses) for each in self.rows(found.get("arrows"), "arrows")
            ),
            look=self.look(found.get("figure", {}), number),
            icon=self.one_of(found["icon"], poses, "icon") if "icon" in found else "",
            order=tuple(
                self.one_of(each, LIMBS, "order") for each in self.rows(found.get("order"), "order")
            ),
            behind=tuple(
                self.one_of(each, BEHIND, "behind")
                for each in self.rows(found.get("behind"), "behind")
            ),
        )

    def cameras(self, value: object) -> tuple[Camera, ...]:
        rows = value if isinstance(value, list) else [value]
        if not 1 <= len(rows) <= VIEWS_AT_ONCE:
            self.say("view", "has none or too many.", f"Name one view, or at most {VIEWS_AT_ONCE}.")
        return tuple(self.camera(each) for each in rows)

    def camera(self, value: object) -> Camera:
        if isinstance(value, Mapping):
            tree = self.mapping(value, "view")
            self.known(tree, ("yaw", "pitch"), "view.")
            return Camera(
                self.number(tree.get("yaw", 0), "view.yaw"),
                self.number(tree.get("pitch", 0), "view.pitch"),
            )
        return VIEWS[self.one_of(value, VIEWS, "view")]

    def anchor(self, value: object) -> tuple[str, tuple[float, str]]:
        tree = self.mapping(value, "anchor")
        self.known(tree, ("part", "at"), "anchor.")
        part = self.one_of(tree.get("part"), ANCHORS, "anchor.part")
        at = self.rows(tree.get("at", [0, "floor"]), "anchor.at")
        if len(at) != 2:
            self.say("anchor.at", "has not two parts.", "Write [x, surface], such as [0, mat].")
            return part, (0.0, "floor")
        return part, (self.number(at[0], "anchor.at"), self.there(at[1], SUPPORTS, "anchor.at"))

    # --- poses

    def poses(self, tree: Mapping[str, Any], pins: Mapping[str, Pin]) -> dict[str, Pose]:
        found: dict[str, Pose] = {}
        for name, value in tree.items():
            where = f"poses.{name}"
            words = self.mapping(value, where)
            base = words.pop("from", None)
            angles: dict[str, float] = {}
            held = dict(pins)
            move = (0.0, 0.0, 0.0)
            if base is not None:
                if isinstance(base, str) and base in found:
                    angles.update(found[base].angles)
                    held, move = dict(found[base].pins), found[base].move
                else:
                    self.say(
                        f"{where}.from",
                        f"{_named(base)} does not stand above.",
                        "Name an earlier pose.",
                    )
            for end in self.rows(words.pop("free", None), f"{where}.free"):
                held.pop(self.one_of(end, ENDS, f"{where}.free"), None)
            held.update(self.pins(words.pop("pins", None), f"{where}.pins"))
            if "move" in words:
                x, y, z = self.vector(words.pop("move"), f"{where}.move")
                move = (x, y, z)
            for key, angle in words.items():
                self.angle(key, angle, angles, f"{where}.{key}")
            found[name] = Pose(name, angles, held, move)
        return found

    def angle(self, key: str, value: object, angles: dict[str, float], where: str) -> None:
        if key in _WHOLE:
            angles[key] = self.number(value, where)
        elif key in _SPINE:
            if isinstance(value, Mapping):
                self.known(value, ("bend", "side", "turn"), f"{where}.")
                for part, name in (("bend", key), ("side", f"{key}_side"), ("turn", f"{key}_turn")):
                    if part in value:
                        angles[name] = self.number(value[part], f"{where}.{part}")
            else:
                angles[key] = self.number(value, where)
        elif key in (*_BALLS, *_HINGES):
            sided = isinstance(value, Mapping) and set(value) & set(_FAR)
            if sided and isinstance(value, Mapping):
                self.known(value, _FAR, f"{where}.")
                sides = [_FAR[side] for side in value if side in _FAR]
                if len(sides) != len(set(sides)):
                    self.say(where, "names one side twice.", "near is right, far is left.")
                for side, each in value.items():
                    if side in _FAR:
                        self.joint(key, _FAR[side], each, angles, f"{where}.{side}")
            else:
                for side in body.SIDES:
                    self.joint(key, side, value, angles, where)
        else:
            names = (*_WHOLE, *_SPINE, *_BALLS, *_HINGES, "from", "free", "pins", "move")
            self.say(where, "is no joint.", f"Use one of: {', '.join(names)}.")

    def joint(
        self, key: str, side: str, value: object, angles: dict[str, float], where: str
    ) -> None:
        if isinstance(value, Mapping):
            if key not in _BALLS:
                self.say(where, "bends in one way only.", "Write one number.")
                return
            self.known(value, ("flexion", "abduction", "rotation"), f"{where}.")
            for part, name in (
                ("flexion", key),
                ("abduction", f"{key}_abduction"),
                ("rotation", f"{key}_rotation"),
            ):
                if part in value:
                    angles[f"{name}.{side}"] = self.number(value[part], f"{where}.{part}")
        else:
            angles[f"{key}.{side}"] = self.number(value, where)

    def pins(self, value: object, where: str) -> dict[str, Pin]:
        if value is None:
            return {}
        if isinstance(value, list):
            return {self.one_of(each, ENDS, where): Pin() for each in value}
        tree = self.mapping(value, where)
        found: dict[str, Pin] = {}
        for end, what in tree.items():
            name = self.one_of(end, ENDS, where)
            here = f"{where}.{end}"
            if isinstance(what, str):
                found[name] = Pin(self.surface(what, here))
            elif isinstance(what, list):
                found[name] = Pin("floor", self.vector(what, here, (2, 3)))
            else:
                words = self.mapping(what, here)
                self.known(words, ("where", "at", "shift", "palm"), f"{here}.")
                off = (
                    self.vector(words["shift"], f"{here}.shift")
                    if "shift" in words
                    else (0.0, 0.0, 0.0)
                )
                found[name] = Pin(
                    self.surface(words.get("where", "floor"), f"{here}.where"),
                    self.vector(words["at"], f"{here}.at", (2, 3)) if "at" in words else (),
                    (off[0], off[1], off[2]),
                    self.one_of(words.get("palm", "down"), ("down", "up"), f"{here}.palm") == "up",
                )
        return found

    def surface(self, value: object, where: str) -> str:
        return self.there(value, (*SUPPORTS, *PARTS_OF, *sorted(NAMES)), where)

    def there(self, value: object, options: Iterable[str], where: str) -> str:
        """A known surface, which must be in the room; a place on the body always is."""
        surface = self.one_of(value, options, where)
        support = "bicycle" if surface in PARTS_OF else surface
        if surface == value and support in SUPPORTS and support not in self.room:
            self.say(where, f"there is no {support} in the room.", "Add it to supports.")
        return surface

    # --- the loop, and what is drawn beside it

    def loop(self, rows: list[Any], poses: Mapping[str, Pose]) -> tuple[Step, ...]:
        found: list[Step] = []
        goals = [row["to"] for row in rows if isinstance(row, Mapping) and "to" in row]
        last = goals[-1] if goals and isinstance(goals[-1], str) else ""
        if not goals:
            self.say("loop", "goes nowhere.", "Write at least one {to: pose, seconds: 2}.")
            return ()
        for index, row in enumerate(rows):
            where = f"loop.{index}"
            words = self.mapping(row, where)
            self.known(words, ("to", "hold", "seconds", "ease", "breath"), f"{where}.")
            if "hold" in words:
                goal, timed = (found[-1].to if found else last), "hold"
                if "to" in words or "seconds" in words:
                    self.say(f"{where}.hold", "is a pause, and goes nowhere.", "Write two steps.")
            else:
                goal, timed = self.one_of(words.get("to"), poses, f"{where}.to"), "seconds"
            long = self.number(words.get(timed, 2), f"{where}.{timed}", 1)
            if long <= 0:
                self.say(f"{where}.{timed}", "is not above zero.", "Write seconds.")
                long = 1.0
            found.append(
                Step(
                    goal,
                    long,
                    self.one_of(words.get("ease", "smooth"), EASES, f"{where}.ease"),
                    self.one_of(words["breath"], BREATHS, f"{where}.breath")
                    if "breath" in words
                    else "",
                )
            )
        return tuple(found)

    def support(self, value: object, where: str) -> Support:
        tree = self.mapping(value, where)
        self.known(tree, ("kind", "at", "height", "width", "facing"), f"{where}.")
        numbers = {
            key: self.number(tree[key], f"{where}.{key}")
            for key in ("at", "height", "width")
            if key in tree
        }
        return Support(
            self.one_of(tree.get("kind"), SUPPORTS, f"{where}.kind"),
            numbers.get("at"),
            numbers.get("height"),
            numbers.get("width"),
            self.one_of(tree.get("facing", "right"), ("right", "left"), f"{where}.facing"),
        )

    def held(self, value: object, where: str) -> Held:
        tree = self.mapping(value, where)
        self.known(tree, ("kind", "at", "from", "to", "size", "beyond", "behind"), f"{where}.")
        places = [tree[key] for key in ("at", "from", "to") if key in tree]
        if not places:
            self.say(where, "is nowhere.", "Write at, or from and to.")
        beyond = self.vector(tree.get("beyond", [0, 0]), f"{where}.beyond", (2,))
        return Held(
            self.one_of(tree.get("kind"), HELD, f"{where}.kind"),
            tuple(
                self.vector(each, where, (2, 3))
                if isinstance(each, list)
                else self.one_of(each, sorted(NAMES), where)
                for each in places
            ),
            self.number(tree.get("size", 0), f"{where}.size"),
            (beyond[0], beyond[1]),
            self.one_of(tree.get("behind", ""), DEPTHS, f"{where}.behind"),
        )

    def works(self, value: object, poses: Mapping[str, Pose]) -> tuple[Work, ...]:
        """A list of fields; or poses, each with a list of the fields that work in it."""
        rows: list[tuple[object, tuple[str, ...]]]
        if isinstance(value, Mapping):
            where: dict[str, list[str]] = {}
            for pose, fields in self.mapping(value, "works").items():
                self.one_of(pose, poses, "works")
                for each in self.rows(fields, f"works.{pose}"):
                    name = self.one_of(each, sorted(FIELDS_OF_WORK), "works")
                    where.setdefault(name, []).append(pose)
            rows = [(each, tuple(named)) for each, named in where.items()]
        else:
            rows = [(each, ()) for each in self.rows(value, "works")]
        return tuple(
            Work(self.one_of(each, sorted(FIELDS_OF_WORK), "works"), named) for each, named in rows
        )

    def mark(self, value: object, poses: Mapping[str, Pose]) -> Mark:
        tree = self.mapping(value, "feel")
        self.known(tree, ("part", "in"), "feel.")
        named = tree.get("in", [])
        named = [named] if isinstance(named, str) else self.rows(named, "feel.in")
        return Mark(
            self.one_of(tree.get("part"), sorted(NAMES), "feel.part"),
            tuple(self.one_of(each, poses, "feel.in") for each in named),
        )

    def arrow(self, value: object, poses: Mapping[str, Pose]) -> Arrow:
        tree = self.mapping(value, "arrows")
        self.known(tree, ("of", "from", "to", "apart"), "arrows.")
        return Arrow(
            self.one_of(tree.get("of"), sorted(NAMES), "arrows.of"),
            self.one_of(tree.get("from"), poses, "arrows.from"),
            self.one_of(tree.get("to"), poses, "arrows.to"),
            self.number(tree.get("apart", 0.16), "arrows.apart"),
        )

    def look(self, value: object, number: int) -> Look:
        usual = LOOKS[number % len(LOOKS)]
        tree = self.mapping(value, "figure")
        self.known(tree, ("build", "skin", "hair", "feet"), "figure.")
        return Look(
            BUILDS[self.one_of(tree.get("build", usual.build.name), BUILDS, "figure.build")],
            self.one_of(tree.get("skin", usual.skin), SKINS, "figure.skin"),
            self.one_of(tree.get("hair", usual.hair), HAIRS, "figure.hair"),
            self.one_of(tree.get("feet", usual.feet), FEET, "figure.feet"),
        )
