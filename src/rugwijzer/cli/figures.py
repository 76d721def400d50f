"""`rugwijzer figures DIR`: draw every exercise and position, and one page to look at them all."""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rugwijzer.figures import Movement, findings, icon_svg, moving_svg, read_movement, still_svg
from rugwijzer.library import Library
from rugwijzer.library.movements import Shown, load_shown
from rugwijzer.library.texts import LANGUAGES
from rugwijzer.loading import load_texts
from rugwijzer.paths import find

FORMS = ("moving", "still", "icon")
"""What the page shows. Beside these there is `print`: the still one in fixed, light colours."""
_TITLE, _STEPS = "@title@", "@steps@"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the drawings are written")
    parser.add_argument(
        "--only", action="append", metavar="SLUG", help="draw this one; may be given again"
    )
    parser.add_argument("--lang", default="nl", choices=LANGUAGES, help="of the page")


@dataclass(frozen=True)
class Drawn:
    """The drawings of one movement, with places for title and steps; sizes in bytes, packed.

    `findings` are what slides, sinks or bends too far; a movement of ours has none.
    """

    movement: Movement
    findings: tuple[str, ...]
    forms: dict[str, str]
    sizes: dict[str, int]


def run(options: argparse.Namespace) -> int:
    """Draw them."""
    texts = load_texts()
    shown = load_shown(find("content"))
    if options.only:
        known = {each.slug for each in shown}
        if unknown := sorted(set(options.only) - known):
            for slug in unknown:
                print(f"{slug}: no exercise or position is called so.", file=sys.stderr)
            return 2
        shown = tuple(each for each in shown if each.slug in options.only)
    if problems := [problem for each in shown for problem in problems_of(each)]:
        for problem in problems:
            print(problem, file=sys.stderr)
        return 1
    try:
        return _write(options.folder, shown, texts, options.lang)
    except OSError as error:
        print(
            f"{options.folder}: cannot be written ({error.strerror}). Name another folder.",
            file=sys.stderr,
        )
        return 1


def problems_of(shown: Shown) -> Iterator[str]:
    """What is wrong with a movement, with its file."""
    _, problems = read_movement(shown.tree, shown.number)
    yield from (f"{shown.where}: {problem}" for problem in problems)


def _write(folder: Path, shown: tuple[Shown, ...], texts: Library, language: str) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    if len(shown) < 3:
        drawn = [draw(each) for each in shown]
    else:
        with ProcessPoolExecutor() as workers:
            drawn = list(workers.map(draw, shown))
    for each, drawing in zip(shown, drawn, strict=True):
        place = folder / each.room / each.slug
        place.mkdir(parents=True, exist_ok=True)
        for finding in drawing.findings:
            print(f"{each.where}: {finding}", file=sys.stderr)
        for form, svg in drawing.forms.items():
            for spoken in LANGUAGES:
                named = svg.replace(_TITLE, escape(each.name[spoken]))
                named = named.replace(_STEPS, escape(each.steps[spoken]))
                (place / f"{form}.{spoken}.svg").write_text(named, encoding="utf-8")
    page = "".join(_page(shown, drawn, texts, language))
    (folder / "index.html").write_text(page, encoding="utf-8")
    print(texts.text("figures.written", language, count=len(shown), folder=folder))
    return 1 if any(drawing.findings for drawing in drawn) else 0


def draw(shown: Shown) -> Drawn:
    """All drawings of one movement."""
    movement, _ = read_movement(shown.tree, shown.number)
    assert movement is not None
    forms = {
        "moving": moving_svg(movement, _TITLE, _STEPS),
        "still": still_svg(movement, _TITLE, _STEPS),
        "print": still_svg(movement, _TITLE, _STEPS, theme="light"),
        "icon": icon_svg(movement, _TITLE, _STEPS),
    }
    return Drawn(
        movement,
        findings(movement),
        forms,
        {form: len(gzip.compress(svg.encode(), 9)) for form, svg in forms.items()},
    )


_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:78rem;padding:0 1rem}
article{border-top:1px solid #999;padding:1rem 0}
.two{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.two>div{padding:1rem;border-radius:.5rem}
.light{color-scheme:light;background:#fff}
.dark{color-scheme:dark;background:#14181d}
img{max-width:100%;max-height:20rem;display:block;margin:0 auto 1rem}
img.icon{height:64px;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;font-size:.9rem}
dt{font-weight:600}dd{margin:0}
@media(max-width:40rem){.two{grid-template-columns:1fr}}
"""


def _page(
    shown: Iterable[Shown], drawn: Iterable[Drawn], texts: Library, language: str
) -> Iterator[str]:
    """One page with every figure: moving and still, light and dark, with its data."""
    title = escape(texts.text("figures.title", language))
    yield f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<style>{_STYLE}</style><h1>{title}</h1>"
    yield f"<p>{escape(texts.text('figures.intro', language))}</p>"
    for each, drawing in zip(shown, drawn, strict=True):
        place = f"{each.room}/{each.slug}"
        name, steps = escape(each.name[language]), escape(each.steps[language])
        yield f'<article id="{each.slug}"><h2>{name}</h2><p>{steps}</p><div class="two">'
        for theme in ("light", "dark"):
            yield f'<div class="{theme}">'
            for form in FORMS:
                source = f"{place}/{form}.{language}.svg"
                yield f'<img class="{form}" src="{source}" alt="{name}" loading="lazy">'
            yield "</div>"
        yield "</div><dl>"
        for label, value in _data(drawing, texts, language):
            yield f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>"
        yield "</dl></article>"
    yield "</html>\n"


def _data(drawn: Drawn, texts: Library, language: str) -> Iterator[tuple[str, str]]:
    movement = drawn.movement
    sizes = ", ".join(f"{form} {size / 1000:.1f} kB" for form, size in drawn.sizes.items())
    loop = " · ".join(
        f"{step.to} {step.seconds:g} s" + (f" ({step.breath})" if step.breath else "")
        for step in movement.loop
    )
    poses = "; ".join(
        f"{name}: "
        + ", ".join(f"{joint} {angle:g}" for joint, angle in sorted(pose.angles.items()) if angle)
        for name, pose in movement.poses.items()
    )
    for key, value in (
        ("size", sizes),
        ("loop", loop),
        ("poses", poses),
        ("works", ", ".join(work.field for work in movement.works)),
        ("feel", ", ".join(mark.part for mark in movement.feel)),
    ):
        if value:
            yield texts.text(f"figures.{key}", language), value
