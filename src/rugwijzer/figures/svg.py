"""Drawings as SVG: moving (without a script), still (poses beside each other), and an icon.

What keeps its form moves as a whole; what bends (the back, a limb seen from the front) changes its
outline. Whoever asked for less motion sees the first pose, standing still; so does paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gzip import compress
from html import escape

from rugwijzer.figures.arrows import arrow_path
from rugwijzer.figures.drawing import Layer, Piece
from rugwijzer.figures.lines import numbers, whole
from rugwijzer.figures.marks import When
from rugwijzer.figures.movement import Arrow, Movement
from rugwijzer.figures.paint import colours
from rugwijzer.figures.props import Face
from rugwijzer.figures.room import has_floor, passing, room_of, water
from rugwijzer.figures.scene import Bounds, Scene, bounds_of
from rugwijzer.figures.units import Units, share_of

LINE = 5
LARGEST = 11_800
"""So many bytes a moving picture may have, packed; else it is told in fewer moments."""
LOOSER = (1.0, 1.3, 1.8, 2.5, 3.5, 5.0, 7.0, 10.0)


# --- the parts of a document


def _style(movement: Movement, theme: str, key: str) -> tuple[str, dict[str, str]]:
    """The colours: fixed for a theme, or by variables that follow the reader's choice."""
    light, dark = colours(movement.look)
    if theme == "auto":
        used = {name: f"var(--{name})" for name in light}
        one = ";".join(f"--{name}:{value}" for name, value in light.items())
        two = ";".join(f"--{name}:{dark[name]}" for name in light)
        root = f"#{key}"
        return f"{root}{{{one}}}@media (prefers-color-scheme:dark){{{root}{{{two}}}}}", used
    return "", light if theme == "light" else dark


def _paint(colour: dict[str, str], paint: str, far: bool) -> str:
    return colour.get(f"{paint}-far", colour.get(paint, colour["line"])) if far else colour[paint]


def _figure(
    shown: Sequence[Layer], units: Units, colour: dict[str, str], hatch: str, line: float,
    seen: Mapping[str | When, Sequence[bool]],
) -> str:  # fmt: skip
    """The layers, each with one outline round all its pieces.

    `seen`: at which moments a layer is shown, for those that are not always.
    """
    whole_text = []
    for layer in shown:
        text: list[str] = []
        grouped = _grouped(layer.pieces)
        if grouped:
            uses = "".join(f'<use href="#{units.name(pieces)}"/>' for pieces in grouped)
            text.append(
                f'<g fill="none" stroke="{colour["line"]}" stroke-width="{2 * line:g}">{uses}</g>'
            )
        for pieces in grouped:
            paint = _paint(colour, pieces[0].paint, layer.far)
            text.append(f'<use href="#{units.name(pieces)}" fill="{paint}"/>')
        for pieces in _grouped(layer.lines):
            drawn = _line(pieces[0].paint, units.name(pieces), colour, line, hatch)
            text.append(_appearing(drawn, seen.get(pieces[0].when), units))
        whole_text.append(_appearing("".join(text), seen.get(layer.when), units))
    return "".join(whole_text)


def _appearing(text: str, when: Sequence[bool] | None, units: Units) -> str:
    """What is shown always, sometimes, or never."""
    if when is None or all(when):
        return text
    return f"<g>{units.appearing(when)}{text}</g>" if any(when) else ""


def _plain(shown: Sequence[Layer], without: Sequence[str], timed: bool = True) -> list[Layer]:
    """The layers without some kinds of lines; those of some poses only are kept unless `timed`."""
    return [
        layer._replace(
            lines=tuple(
                each
                for each in layer.lines
                if each.paint not in without or (not timed and any(poses for _, poses in each.when))
            )
        )
        for layer in shown
    ]


def _pen(colour: str, wide: float) -> str:
    return f'stroke="{colour}" stroke-width="{wide:g}"'


def _line(paint: str, name: str, colour: dict[str, str], line: float, hatch: str) -> str:
    use = f'<use href="#{name}"'
    if paint == "dot":
        return f'{use} fill="{colour["ink"]}"/>'
    if paint == "line":
        return f'{use} fill="none" stroke="{colour["ink"]}" stroke-width="{line * 0.8:g}"/>'
    if paint == "ear":
        return f'{use} fill="{colour["skin"]}" {_pen(colour["line"], line * 0.6)}/>'
    if paint == "tyre":
        return f'{use} fill="none" {_pen(colour["tyre"], line * 2.4)}/>'
    if paint == "strap":
        return f'{use} fill="none" {_pen(colour["strap"], line * 0.9)}/>'
    if paint == "spokes":
        return f'{use} fill="none" {_pen(colour["floor"], line * 0.4)}/>'
    if paint == "works":
        return f'{use} fill="url(#{hatch})" {_pen(colour["accent"], line * 0.6)}/>'
    if paint == "feel":
        pen = _pen(colour["accent"], line * 1.4)
        return f'{use} fill="none" {pen} stroke-dasharray="0 {line * 3:g}"/>'
    if paint == "brow":
        return f'{use} fill="none" {_pen(colour["ink"], line * 0.6)}/>'
    return f'{use} fill="{colour[paint]}"/>'


def _grouped(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Neighbours of one part and one paint."""
    found: list[tuple[Piece, ...]] = []
    for piece in pieces:
        if found and found[-1][0][1:] == piece[1:]:
            found[-1] = (*found[-1], piece)
        else:
            found.append((piece,))
    return found


def _hatch(name: str, colour: dict[str, str]) -> str:
    """Slanting lines in the accent colour: the part that works, also without colours."""
    accent = colour["accent"]
    return (
        f'<pattern id="{name}" width="20" height="20" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">'
        f'<path d="M0 0h20v20H0z" fill="{accent}" fill-opacity=".42"/>'
        f'<path d="M4 0v20" {_pen(accent, 3)} stroke-opacity=".75"/></pattern>'
    )


def _showing(scene: Scene, arrow: Arrow, half: int) -> str:
    """Shows an arrow while the body goes that way, in its half of the loop."""
    movement = scene.movement
    one = movement.shown(arrow)
    whole = len(scene.solved) * scene.rounds
    changes: list[tuple[float, bool]] = []
    for turn in range(whole):
        here = one if turn // scene.rounds == half else [(0.0, False)]
        for time, seen in here:
            if not changes or changes[-1][1] != seen:
                changes.append((time + turn * movement.seconds, seen))
    if len(changes) < 2:
        return ""
    times = ";".join(share_of(time / scene.seconds) for time, _ in changes)
    values = ";".join("inherit" if seen else "hidden" for _, seen in changes)
    return (
        f'<animate attributeName="visibility" calcMode="discrete" dur="{scene.seconds:g}s" '
        f'repeatCount="indefinite" keyTimes="{times}" values="{values}"/>'
    )


def _beside(bounds: Bounds, scene: Scene, faces: Sequence[Face]) -> Bounds:
    """The bounds, wider to the left if the ring of the breath would lie over somebody."""
    room = RING / whole(1)
    points = [point for frame in scene.frames for row in frame.values() for point in row]
    points += [point for face in faces for point in face.points]
    taken = any(x < bounds.left + room and y > bounds.top - room for x, y in points)
    return bounds._replace(left=bounds.left - room) if taken else bounds


def _breathing(scene: Scene, bounds: Bounds, colour: dict[str, str]) -> str:
    """A ring in the corner that grows with the breath."""
    movement = scene.movement
    if not any(step.breath for step in movement.loop):
        return ""
    times: list[float] = [start for start, _, _ in movement.steps()] + [movement.seconds]
    values = [
        14 + 16 * movement.moment(min(time, movement.seconds - 1e-6)).breath for time in times
    ]
    shares = ";".join(share_of(time / movement.seconds) for time in times)
    radii = ";".join(f"{value:.0f}" for value in values)
    splines = ";".join(".45 0 .55 1" for _ in times[1:])
    x, y, grey = whole(bounds.left) + 46, -whole(bounds.top) + 46, colour["floor"]
    return (
        f'<circle cx="{x}" cy="{y}" r="32" fill="none" {_pen(grey, 2)}/>'
        f'<circle cx="{x}" cy="{y}" r="{values[0]:.0f}" fill="{grey}" fill-opacity=".55">'
        f'<animate attributeName="r" dur="{movement.seconds:g}s" '
        f'repeatCount="indefinite" calcMode="spline" '
        f'keyTimes="{shares}" keySplines="{splines}" values="{radii}"/></circle>'
    )


RING = 84
"""So wide a corner the ring of the breath takes, in the units of the picture."""


# --- the documents


def moving_svg(
    movement: Movement, title: str, desc: str, theme: str = "auto", key: str = "rw"
) -> str:
    """The moving picture. `key` begins every id, so that many can stand on one page."""
    scenes = [Scene(movement, camera) for camera in movement.cameras]
    text = ""
    for loose in LOOSER:
        text = _moving(scenes, title, desc, theme, key, loose)
        if len(compress(text.encode(), 9)) <= LARGEST:
            break
    return text


def _moving(
    scenes: Sequence[Scene], title: str, desc: str, theme: str, key: str, loose: float
) -> str:
    """The moving picture, told in more or fewer moments."""
    parts, width, height = [], 0, 0
    style, colour = _style(scenes[0].movement, theme, key)
    for index, scene in enumerate(scenes):
        body, (x, y, wide, high) = _scene(scene, colour, f"{key}{'abc'[index]}", loose)
        parts.append((body, x, y, wide, high))
        width, height = width + wide, max(height, high)
    text, left = "", 0
    for body, x, y, wide, high in parts:
        text += f'<g transform="translate({left - x} {height - high - y})">{body}</g>'
        left += wide
    style += (
        f"#{key} .r{{display:none}}@media (prefers-reduced-motion:reduce),print"
        f"{{#{key} .m{{display:none}}#{key} .r{{display:inline}}}}"
    )
    return _document(text, (0, 0, width, height), title, desc, style, key)


def _scene(
    scene: Scene, colour: dict[str, str], key: str, loose: float
) -> tuple[str, tuple[int, int, int, int]]:
    movement = scene.movement
    faces = scene.room()
    bounds = bounds_of(scene.frames, faces, has_floor(scene), scene.arrowed())
    if any(step.breath for step in movement.loop):
        bounds = _beside(bounds, scene, faces)
    hatch = f"{key}h"
    moving = Units(f"{key}m", scene.frames, scene.keys, loose)
    still = Units(f"{key}s", scene.frames[:1])
    instants = [scene.instant(key.time) for key in scene.keys]
    one = _figure(scene.layers, moving, colour, hatch, LINE, scene.seen(instants))
    two = _figure(scene.layers, still, colour, hatch, LINE, scene.seen(instants[:1]))
    defs = (
        "".join(moving.text)
        + "".join(still.text)
        + (_hatch(hatch, colour) if movement.works else "")
    )
    drawn = [
        (half, each, arrow_path(solved, each, scene.eye, colour["accent"]))
        for half, solved in enumerate(scene.solved)
        for each in solved.movement.arrows
    ]
    ways = "".join(
        f"<g>{_showing(scene, each, half)}{path}</g>" for half, each, path in drawn if path
    )
    first = "".join(path for half, _, path in drawn if not half)
    text = (
        f"<defs>{defs}</defs>{room_of(scene, faces, bounds, colour)}"
        f'<g class="m">{passing(movement, bounds, colour)}{one}'
        f"{water(scene, bounds, colour, key)}{ways}"
        f"{_breathing(scene, bounds, colour)}</g>"
        f'<g class="r">{two}{water(scene, bounds, colour)}{first}</g>'
    )
    return text, bounds.box


def still_svg(
    movement: Movement,
    title: str,
    desc: str,
    theme: str = "auto",
    key: str = "rw",
) -> str:
    """Key poses beside each other, numbered, in one size, for paper."""
    scene = Scene(movement, movement.cameras[0])
    instants = [scene.still(name) for name in movement.stills]
    frames = [scene.drawn(each) for each in instants]
    style, colour = _style(movement, theme, key)
    faces = scene.room()
    bounds = bounds_of(frames, faces, has_floor(scene), scene.arrowed())
    if len(frames) > 1:
        bounds = bounds._replace(left=bounds.left - 0.26)
    x, y, wide, high = bounds.box
    text = ""
    for index, frame in enumerate(frames):
        units = Units(f"{key}{'abcd'[index]}", [frame])
        hatch = f"{key}h"
        shown = scene.layers if index else _plain(scene.layers, ("works", "feel"), False)
        figure = _figure(shown, units, colour, hatch, LINE, scene.seen([instants[index]]))
        arrows = "".join(
            arrow_path(scene.solved[0], each, scene.eye, colour["accent"])
            for each in movement.arrows
            if each.to in [at.pose for at in instants[index + 1 : index + 2]]
        )
        number = ""
        if len(frames) > 1:
            number = (
                f'<circle cx="{x + 44}" cy="{y + 44}" r="30" fill="{colour["line"]}"/>'
                f'<text x="{x + 44}" y="{y + 57}" font-family="sans-serif" '
                f'font-size="38" font-weight="700" '
                f'text-anchor="middle" fill="{colour["page"]}">{index + 1}</text>'
            )
        pattern = _hatch(hatch, colour) if movement.works and not index else ""
        left = index * (wide + 30)
        text += (
            f'<g transform="translate({left - x} {-y})">'
            f"<defs>{pattern}{''.join(units.text)}</defs>"
            f"{room_of(scene, faces, bounds, colour)}{figure}"
            f"{water(scene, bounds, colour)}{arrows}{number}</g>"
        )
    size = (0, 0, len(frames) * (wide + 30) - 30, high)
    return _document(text, size, title, desc, style, key)


LYING = ("mat", "mat-dark", "sheet", "sheet-dark")
"""What an icon may cut off."""


def icon_svg(
    movement: Movement, title: str, desc: str, theme: str = "auto", key: str = "rw"
) -> str:
    """One pose on a square of 64, with few and heavy lines."""
    style, colour = _style(movement, theme, key)
    scene = Scene(movement, movement.cameras[0])
    name = movement.icon or movement.stills[-1]
    frame = scene.drawn(scene.still(name))
    faces = [face for face in scene.room() if face.paint not in ("wall", "wall-dark")]
    solid = [face for face in faces if face.paint not in LYING]
    bounds = bounds_of([frame], solid, has_floor(scene))
    x, y, wide, high = bounds.box
    side = max(wide, high)
    heavy = side / 64
    units = Units(f"{key}i", [frame])
    plain = _plain(scene.layers, ("works", "feel", "dot", "line", "brow"))
    seen = scene.seen([scene.still(name)])
    figure = _figure(plain, units, colour, "", heavy * 1.3, seen)
    text = (
        f'<g transform="scale({64 / side:.4f}) '
        f'translate({(side - wide) // 2 - x} {(side - high) // 2 - y})">'
        f"<defs>{''.join(units.text)}</defs>"
        f"{room_of(scene, faces, bounds, colour, heavy)}{figure}"
        f"{water(scene, bounds, colour)}</g>"
    )
    return _document(text, (0, 0, 64, 64), title, desc, style, key)


def _document(
    text: str, box: tuple[int, int, int, int], title: str, desc: str, style: str, key: str
) -> str:
    said = f'<title id="{key}-t">{escape(title)}</title>'
    named = f'aria-labelledby="{key}-t{f" {key}-d" if desc else ""}"'
    if desc:
        said += f'<desc id="{key}-d">{escape(desc)}</desc>'
    css = f"<style>{style}</style>" if style else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{key}" viewBox="{numbers(box)}" '
        f'role="img" {named} '
        f'stroke-linejoin="round" stroke-linecap="round">{said}{css}{text}</svg>\n'
    )
