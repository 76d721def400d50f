"""A posed body, its room and its marks as layers, in painter's order: what lies behind comes first."""

from __future__ import annotations

from math import cos, pi, sin
from typing import NamedTuple

from rugwijzer.figures import body as sizes
from rugwijzer.figures.head import faces_eye
from rugwijzer.figures.landmarks import landmark
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.parts import shapes
from rugwijzer.figures.pose import Body, Eye
from rugwijzer.figures.props import held_shape
from rugwijzer.figures.vectors import Point, add


class Piece(NamedTuple):
    """One shape of a layer: its name, its paint, and the rigid part it moves with."""

    name: str
    paint: str
    part: str


class Layer(NamedTuple):
    """Pieces with one outline round all of them. `far` is drawn a shade darker."""

    name: str
    pieces: tuple[Piece, ...]
    far: bool = False
    lines: tuple[Piece, ...] = ()


SPOT = 0.13
"""Half as wide as a spot where it may be felt."""
Frame = dict[str, list[Point]]


def picture(body: Body, eye: Eye, movement: Movement) -> Frame:
    """Every shape of one moment: the body, what it holds, and where it may be felt."""
    build = movement.look.build
    found = shapes(body, eye, movement.look)
    for index, held in enumerate(movement.held):
        found[f"held.{index}"] = held_shape(body, held, eye, build)
    for index, mark in enumerate(movement.feel):
        spot = landmark(body, mark.part, build)
        assert spot is not None
        x, y = eye.see(add(spot[0], spot[1], -0.05))
        found[f"feel.{index}"] = [
            (x + SPOT * cos(pi * step / 4), y + SPOT * sin(pi * step / 4)) for step in range(8)
        ]
    return found


def layers(bodies: list[Body], eye: Eye, movement: Movement) -> tuple[Layer, ...]:
    """The layers of a movement, from the back to the front, from how its parts lie on average."""
    feet = "skin" if movement.look.feet == "bare" else movement.look.feet
    depth: dict[str, float] = {}
    for side in sizes.SIDES:
        depth[f"leg.{side}"] = _mean(bodies, eye, "legs", side)
        depth[f"arm.{side}"] = _mean(bodies, eye, "arms", side)
    away = sum(faces_eye(body.head, eye) for body in bodies) / len(bodies) < -0.25
    behind = sorted((name for name in depth if depth[name] < 0), key=depth.__getitem__)
    before = sorted((name for name in depth if depth[name] >= 0), key=depth.__getitem__)
    found = [_limb(name, feet, True, True) for name in behind]
    neck = Layer("neck", (Piece("neck", "skin", "neck"),))
    shirt = Layer("shirt", (Piece("shirt", "shirt", "shirt"),))
    pelvis = (Piece("pelvis", "pants", "pelvis"),)
    legs = [name for name in before if name.startswith("leg")]
    arms = [name for name in before if name.startswith("arm")]
    found += [neck, shirt]
    if legs:
        joined = [_limb(name, feet, False, False) for name in legs]
        pieces = tuple(piece for layer in joined for piece in layer.pieces)
        found.append(Layer("legs", (*pelvis, *pieces)))
    else:
        found.append(Layer("legs", pelvis))
    found += _head(bodies[0], movement, away)
    for index, held in enumerate(movement.held):
        paint = "wood" if held.kind == "stick" else "thing"
        found.append(Layer(f"held.{index}", (Piece(f"held.{index}", paint, f"held.{index}"),)))
    found += [_limb(name, feet, False, True) for name in arms]
    marks = tuple(Piece(f"feel.{index}", "feel", f"feel.{index}") for index in range(len(movement.feel)))
    if marks:
        found.append(Layer("feel", (), False, marks))
    return tuple(found)


def _mean(bodies: list[Body], eye: Eye, kind: str, side: str) -> float:
    total = 0.0
    for body in bodies:
        limb = (body.legs if kind == "legs" else body.arms)[side]
        middle = body.spine_at(0.1 if kind == "legs" else 0.9).start
        points = [limb[0].start, limb[0].end, limb[1].end]
        total += sum(eye.depth(point) - eye.depth(middle) for point in points) / 3 + 0.02
    return total / len(bodies)


def _limb(name: str, feet: str, far: bool, apart: bool) -> Layer:
    kind, _, side = name.partition(".")
    if kind == "leg":
        return Layer(
            name,
            (
                Piece(f"toes.{side}", feet, f"foot.{side}"),
                Piece(f"foot.{side}", feet, f"foot.{side}"),
                Piece(f"ankle.{side}", "skin" if feet != "socks" else feet, f"shank.{side}"),
                Piece(f"shank.{side}", "pants", f"shank.{side}"),
                Piece(f"thigh.{side}", "pants", f"thigh.{side}"),
            ),
            far,
        )
    pieces = [
        Piece(f"thumb.{side}", "skin", f"hand.{side}"),
        Piece(f"hand.{side}", "skin", f"hand.{side}"),
        Piece(f"forearm.{side}", "skin", f"forearm.{side}"),
        Piece(f"upper_arm.{side}", "skin", f"upper_arm.{side}"),
        Piece(f"sleeve.{side}", "shirt", f"upper_arm.{side}"),
    ]
    seamless = () if far else (Piece(f"shoulder.{side}", "shirt", f"shoulder.{side}"),)
    return Layer(name, tuple(pieces), far, seamless)


def _head(body: Body, movement: Movement, away: bool) -> list[Layer]:
    bun = (Piece("bun", "hair", "head"),) if movement.look.hair == "bun" else ()
    ears = tuple(Piece(f"ear.{side}", "skin", "head") for side in sizes.SIDES)
    face = (Piece("face", "skin", "head"),)
    hair = (Piece("hair", "hair", "head"),)
    lines = tuple(
        Piece(name, paint, "head")
        for name, paint in (
            ("eye.right", "dot"), ("eye.left", "dot"), ("brow.right", "line"), ("brow.left", "line"),
            ("mouth", "line"),
        )
    )  # fmt: skip
    if away:
        return [Layer("head", (*ears, *face, *hair, *bun))]
    return [Layer("head", (*bun, *hair, *face, *ears), False, lines)]
