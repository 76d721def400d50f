"""Colours of the drawings, for a light and a dark page, and how they come into a drawing."""

from __future__ import annotations

from rugwijzer.figures.body import Look

LIGHT = {
    "page": "#ffffff", "line": "#25384a", "ink": "#25384a", "floor": "#7d8a97", "accent": "#c2410c",
    "shirt": "#dfe9ec", "pants": "#6f8dab", "pants-far": "#58738f", "shirt-far": "#c2d0d6",
    "socks": "#f4f1ea", "socks-far": "#ddd8cd", "shoes": "#4d5a66", "shoes-far": "#3f4a55",
    "mat": "#bcd8cb", "mat-dark": "#9cc0b0", "wood": "#dcc6a6", "wood-dark": "#c3a984",
    "wall": "#e6e8ea", "wall-dark": "#d3d7da", "thing": "#e3b23c", "cushion": "#f0ece2",
    "frame": "#4f968b", "metal": "#cdd4da", "tyre": "#5b6672", "rubber": "#4d5a66",
    "water": "#3f8fc4", "water-blue": "#9fc9e6", "cloth": "#eef2f5", "card": "#d8b384",
    "card-dark": "#c29c6d", "sheet": "#e6ecf0", "sheet-dark": "#cfd8de", "board": "#e9e2d6",
    "board-dark": "#d4cbbb", "strap": "#25384a",
}  # fmt: skip
DARK = {
    "page": "#14181d", "line": "#d3dce3", "ink": "#1d130d", "floor": "#8492a0", "accent": "#ff9a5c",
    "shirt": "#5d7382", "pants": "#38567a", "pants-far": "#2a4363", "shirt-far": "#495d6b",
    "socks": "#8d939a", "socks-far": "#757b82", "shoes": "#2c343c", "shoes-far": "#242b32",
    "mat": "#2f4f45", "mat-dark": "#264139", "wood": "#6b5739", "wood-dark": "#54452d",
    "wall": "#2a3036", "wall-dark": "#22272c", "thing": "#a87d1d", "cushion": "#6f7479",
    "frame": "#3f7d73", "metal": "#76828d", "tyre": "#8492a0", "rubber": "#3a444e",
    "water": "#57a9de", "water-blue": "#3f6f94", "cloth": "#8d959c", "card": "#7d6240",
    "card-dark": "#684f31", "sheet": "#4a545d", "sheet-dark": "#3c454d", "board": "#4b463d",
    "board-dark": "#3d3931", "strap": "#d3dce3",
}  # fmt: skip
_SKINS = {
    "light": ("#f3cbb0", "#e0b193", "#d9ab90", "#c3957b"),
    "dark": ("#a06b48", "#875739", "#8d5d3f", "#764c32"),
}
_HAIRS = {
    "bun": ("#6b4a35", "#4a3426"),
    "bob": ("#8a5a33", "#5f3f26"),
    "short": ("#2f2723", "#1f1a17"),
    "curls": ("#2b2321", "#1d1817"),
    "grey": ("#b9bcc0", "#8b9096"),
}


def colours(look: Look) -> tuple[dict[str, str], dict[str, str]]:
    """All colours of a picture: for a light page and for a dark one."""
    skin, hair = _SKINS[look.skin], _HAIRS[look.hair]
    light = {**LIGHT, "skin": skin[0], "skin-far": skin[1], "hair": hair[0]}
    dark = {**DARK, "skin": skin[2], "skin-far": skin[3], "hair": hair[1]}
    return light, dark
