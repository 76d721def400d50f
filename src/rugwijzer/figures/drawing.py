"""A posed body and its marks as layers, in painter's order: what lies behind comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from rugwijzer.figures import bicycle
from rugwijzer.figures import body as sizes
from rugwijzer.figures import held as things
from rugwijzer.figures.head import faces_eye
from rugwijzer.figures.head import shows as shown_of
from rugwijzer.figures.landmarks import landmark
from rugwijzer.figures.marks import Marks, When
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.muscles import outline_of
from rugwijzer.figures.parts import shapes
from rugwijzer.figures.pose import Body, Eye
from rugwijzer.figures.vectors import Point, add


class Piece(NamedTuple):
    """One shape of a layer: its name, its paint, the rigid part it moves with, when it shows."""

    name: str
    paint: str
    part: str
    when: When = ()


class Layer(NamedTuple):
    """Pieces with one outline round all of them. `far` is drawn a shade darker."""

    name: str
    pieces: tuple[Piece, ...]
    far: bool = False
    lines: tuple[Piece, ...] = ()
    when: str = ""
    """An arm that passes the trunk has two layers: `arm.left before` and `arm.left behind`."""


SPOT = 0.15
"""Half as wide as a spot where it may be felt."""
Frame = dict[str, list[Point]]


def picture(body: Body, eye: Eye, movement: Movement, marks: Marks) -> Frame:
    """Every shape of one moment: the body, what it holds, and where it may be felt."""
    build = movement.look.build
    found = shapes(body, eye, movement.look)
    for each in movement.supports:
        if each.kind == "bicycle":
            found.update(bicycle.shapes(each, body.angles.get("pedal", 0.0), eye))
    for index, held in enumerate(movement.held):
        found.update(things.shapes(index, body, held, eye, build))
    for work in marks.works:
        found[f"works.{work.name}"] = outline_of(work.name, body, eye, build)
    for mark in marks.feel:
        spot = landmark(body, mark.name, build)
        assert spot is not None
        x, y = eye.see(add(spot[0], spot[1], -0.05))
        found[f"feel.{mark.name}"] = [
            (x + SPOT * cos(pi * step / 4), y + SPOT * sin(pi * step / 4)) for step in range(8)
        ]
    return found


def layers(bodies: list[Body], eye: Eye, movement: Movement, marks: Marks) -> tuple[Layer, ...]:
    """The layers of a movement, from the back to the front, from how its parts lie on average."""
    feet = "skin" if movement.look.feet == "bare" else movement.look.feet
    depth: dict[str, float] = {}
    passing = []
    for kind, limb in (("legs", "leg"), ("arms", "arm")):
        for side in sizes.SIDES:
            found = [nearness(body, eye, kind, side) for body in bodies]
            depth[f"{limb}.{side}"] = sum(found) / len(found)
            if kind == "legs":
                depth[f"{limb}.{side}"] += 1.0 if _beside(bodies, eye, side) else 0.0
            if kind == "arms" and min(found) < -PASSES and max(found) > PASSES:
                passing.append(f"{limb}.{side}")
    away = sum(faces_eye(body.head, eye) for body in bodies) / len(bodies) < -0.25
    behind = sorted(
        (name for name in depth if depth[name] < 0 or name in passing), key=depth.__getitem__
    )
    before = sorted(
        (name for name in depth if depth[name] >= 0 or name in passing), key=depth.__getitem__
    )
    if movement.order:
        before = [name for name in movement.order if name in before] + [
            name for name in before if name not in movement.order
        ]
    fields: dict[str, list[Piece]] = {}
    for work in marks.works:
        name = f"works.{work.name}"
        fields.setdefault(work.where, []).append(Piece(name, "works", name, work.when))
    sided = {f"works.{each.field}" for each in movement.works} | {
        f"works.{each.name}" for each in marks.works if each.when
    }
    shown = [
        _limb(
            name, feet, name not in passing, [f for f in fields.get(name, ()) if f.name in sided]
        )._replace(when=f"{name} behind" if name in passing else "")
        for name in behind
    ]
    if any(each.kind == "bicycle" for each in movement.supports):
        shown = _bicycle(shown)
    shown += [layer for name in before if (layer := _under(name, movement))]
    things_at = _things(movement, eye, behind)
    shown += things_at["near"]
    shown.append(Layer("neck", (Piece("neck", "skin", "neck"),)))
    yokes = tuple(Piece(f"yoke.{side}", "shirt", "shirt") for side in sizes.SIDES)
    shown.append(Layer("shirt", (*yokes, Piece("shirt", "shirt", "shirt"))))
    shown += _hips([name for name in before if name.startswith("leg")], feet, fields)
    shown += _head(bodies, eye, movement, away)
    shown = things_at["all"] + shown + things_at[""]
    for name in before:
        if name.startswith("arm"):
            layer = _limb(name, feet, False, fields.get(name, []))
            hidden = _under(name, movement)
            if hidden:
                rest = tuple(each for each in layer.pieces if each not in hidden.pieces)
                layer = layer._replace(pieces=rest)
            layer = layer._replace(when=f"{name} before" if name in passing else "")
            shown.insert(_place(shown, name, movement.order), layer)
    felt = tuple(
        Piece(f"feel.{each.name}", "feel", f"feel.{each.name}", each.when) for each in marks.feel
    )
    if felt:
        shown.append(Layer("feel", (), False, felt))
    return tuple(shown)


def _bicycle(behind: list[Layer]) -> list[Layer]:
    """A bicycle between the far limbs and the near ones."""

    def pieces(parts: tuple[bicycle.Part, ...]) -> tuple[Piece, ...]:
        return tuple(
            Piece(
                each.name,
                each.paint,
                each.name if each.paint == "spokes" or each.name.endswith("t") else "bike",
            )
            for each in parts
        )

    return [
        Layer("bike wheels", (), False, pieces(bicycle.LINES)),
        Layer("bike far", pieces(bicycle.FAR)),
        *behind,
        Layer("bike frame", pieces(bicycle.FRAME)),
        Layer("bike", pieces(bicycle.TOP)),
        Layer("bike near", pieces(bicycle.NEAR)),
    ]


def _under(name: str, movement: Movement) -> Layer | None:
    """The hand, or hand and forearm, of an arm that are under the body."""
    kind, _, side = name.partition(".")
    words = [each.partition(".")[0] for each in movement.behind if each.endswith(f".{side}")]
    if kind != "arm" or not words:
        return None
    hidden = ("thumb", "hand", "forearm") if "forearm" in words else ("thumb", "hand")
    pieces = [
        each
        for each in _limb(name, "skin", False, ()).pieces
        if each.name.partition(".")[0] in hidden
    ]
    return Layer(f"{name} under", tuple(pieces))


def _place(shown: Sequence[Layer], name: str, order: Sequence[str]) -> int:
    """Where an arm comes: last, or before the first leg that `order` names after it."""
    later = order[order.index(name) + 1 :] if name in order else ()
    for index, layer in enumerate(shown):
        if layer.name in later and layer.name.startswith("leg."):
            return index
    return len(shown)


def _things(movement: Movement, eye: Eye, behind: Sequence[str]) -> dict[str, list[Layer]]:
    """What is held, by where it comes: behind all, behind the near side, or before the body."""
    found: dict[str, list[Layer]] = {"all": [], "near": [], "": []}
    for index, held in enumerate(movement.held):
        parts = things.parts(index, held, eye)
        pieces = tuple(Piece(each.name, each.paint, held.kind) for each in parts if not each.line)
        lines = tuple(Piece(each.name, each.paint, held.kind) for each in parts if each.line)
        where = held.behind or ("all" if held.kind in things.UNDER else "")
        hand = str(held.at[0])
        if not where and len(held.at) == 1 and hand.endswith("_hand"):
            where = "near" if f"arm.{hand.partition('_')[0]}" in behind else ""
        found[where].append(Layer(f"held.{index}", pieces, False, lines))
    return found


def _hips(legs: list[str], feet: str, marks: Mapping[str, list[Piece]]) -> list[Layer]:
    """The pelvis with the legs before it: the farther one first, each with its own line."""
    pelvis = Piece("pelvis", "pants", "pelvis")
    if not legs:
        return [Layer("legs", (pelvis,), False, tuple(marks.get("trunk", ())))]
    first = _limb(legs[0], feet, False, ()).pieces
    found = [Layer("legs", (pelvis, *first), False, tuple(marks.get(legs[0], ())))]
    for name in legs[1:]:
        patch = Piece(f"hip.{name.partition('.')[2]}", "pants", f"hip.{name}")
        layer = _limb(name, feet, False, ())
        found.append(layer._replace(lines=(patch, *marks.get(name, ()))))
    last = found[-1]
    found[-1] = last._replace(lines=(*last.lines, *marks.get("trunk", ())))
    return found


PASSES = 0.06
"""An arm this much (thighs) behind the trunk at one time and before it at another passes it."""


def nearness(body: Body, eye: Eye, kind: str, side: str) -> float:
    """How much nearer to the viewer a limb is than the trunk at its root, in thighs."""
    limb = (body.legs if kind == "legs" else body.arms)[side]
    middle = eye.depth(body.spine_at(0.1 if kind == "legs" else 0.9).start)
    points = [limb[0].start, limb[0].end, limb[1].end]
    return sum(eye.depth(point) - middle for point in points) / 3 + 0.02


def _beside(bodies: list[Body], eye: Eye, side: str) -> bool:
    """Whether a leg is never quite hidden behind the pelvis."""
    return all(
        eye.depth(body.spine[0].side) * (1 if side == "left" else -1) > -0.8 for body in bodies
    )


def shows(layer: Layer, body: Body, eye: Eye) -> bool:
    """Whether a layer is shown at a moment."""
    if not layer.when:
        return True
    name, _, where = layer.when.partition(" ")
    return (nearness(body, eye, "arms", name.partition(".")[2]) >= 0) == (where == "before")


def _limb(name: str, feet: str, far: bool, fields: Sequence[Piece]) -> Layer:
    kind, _, side = name.partition(".")
    if kind == "leg":
        return Layer(
            name,
            (
                Piece(f"toes.{side}", feet, f"toes.{side}"),
                Piece(f"foot.{side}", feet, f"foot.{side}"),
                Piece(f"ankle.{side}", "skin" if feet != "socks" else feet, f"shank.{side}"),
                Piece(f"shank.{side}", "pants", f"shank.{side}"),
                Piece(f"thigh.{side}", "pants", f"thigh.{side}"),
            ),
            far,
            tuple(fields),
        )
    pieces = [
        Piece(f"thumb.{side}", "skin", f"hand.{side}"),
        Piece(f"hand.{side}", "skin", f"hand.{side}"),
        Piece(f"forearm.{side}", "skin", f"forearm.{side}"),
        Piece(f"upper_arm.{side}", "skin", f"upper_arm.{side}"),
        Piece(f"sleeve.{side}", "shirt", f"upper_arm.{side}"),
    ]
    seamless = () if far else (Piece(f"shoulder.{side}", "shirt", f"shoulder.{side}"),)
    return Layer(name, tuple(pieces), far, (*seamless, *fields))


def _head(bodies: list[Body], eye: Eye, movement: Movement, away: bool) -> list[Layer]:
    """The head: far ear, hair, ears in between, face, and what is drawn on it."""
    bun = (Piece("bun", "hair", "head"),) if movement.look.hair == "bun" else ()
    places: dict[int, list[str]] = {-1: [], 0: [], 1: []}
    lines = []
    for side in sizes.SIDES:
        seen = sum(shown_of(f"ear.{side}", body.head, eye) for body in bodies) / len(bodies)
        places[0 if abs(seen) < 0.25 else 1 if seen > 0 else -1].append(f"ear.{side}")
        for kind, paint in (("eye", "dot"), ("brow", "brow")):
            name = f"{kind}.{side}"
            if max(shown_of(name, body.head, eye) for body in bodies) > 0.25:
                lines.append(Piece(name, paint, "head"))
    lines.append(Piece("mouth", "line", "head"))
    far, middle, near = (
        tuple(Piece(name, paint, "head") for name in places[at])
        for at, paint in ((-1, "skin"), (0, "skin"), (1, "ear"))
    )
    face = (Piece("jaw", "skin", "head"), Piece("face", "skin", "head"))
    hair = (Piece("hair", "hair", "head"),)
    if away:
        return [Layer("head", (*far, *face, *middle, *hair, *bun), False, near)]
    return [Layer("head", (*far, *bun, *hair, *middle, *face), False, (*near, *lines))]
