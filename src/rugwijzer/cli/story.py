"""`rugwijzer story [NAME]`: the stories, or one of them told: a year, and what the plan says.

With `--json`: `name`, `title`, `who`, and `moments`, each with `day`, `says`, `advised`, `expect`,
the `plan` of that day (the shape of `rugwijzer plan --json`) and `misses`, sentences about what is
not as expected. Without a NAME: `name` and `title` of every story.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence

from rich.text import Text

from rugwijzer.care.plan.making import Planner
from rugwijzer.care.stories import Tried, load_stories
from rugwijzer.care.stories import run as moments_of
from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.layout import bullet, console, indented, led
from rugwijzer.compiler import Guideline, Story, load, nearest, read_files
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue, load_catalogue
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find
from rugwijzer.wording.plan_words import PlanWords
from rugwijzer.wording.words import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="the story; without it, all")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """List the stories, or tell one."""
    folder = find("guideline", options.guideline)
    guideline = load(folder)
    stories = {story.name: story for story in load_stories(guideline, read_files(folder))}
    texts = load_texts()
    if options.name is None:
        return _list(stories.values(), texts, options)
    story = stories.get(options.name)
    if story is None:
        near = nearest(options.name, stories) or "`rugwijzer story` lists them."
        print(f'There is no story "{options.name[:60]}". {near}', file=sys.stderr)
        return 2
    _, engine = load_to_apply(options.guideline)
    told = list(moments_of(Planner(guideline, engine), story))
    if options.json:
        print(json.dumps(_json(story, told), ensure_ascii=only_ascii(), indent=2))
        return 0
    things = load_catalogue(find("content"))
    out = console()
    for line in _lines(story, told, guideline, texts, things, options.lang):
        out.print(line)
    return 0


def _list(stories: Collection[Story], texts: Library, options: argparse.Namespace) -> int:
    if options.json:
        found = [{"name": story.name, "title": dict(story.title or {})} for story in stories]
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    out = console()
    for story in stories:
        out.print(led(story.name, say(story.title, options.lang)))
    out.print(Text(texts.text("story.how", options.lang), style="dim"))
    return 0


def _lines(
    story: Story,
    told: Sequence[Tried],
    guideline: Guideline,
    texts: Library,
    things: Catalogue,
    language: str,
) -> Iterator[Text]:
    """A story, to be read from top to bottom."""
    yield Text(say(story.title, language), style="bold")
    yield indented(say(story.who, language), 0)
    for each in told:
        words = PlanWords(each.plan, guideline, texts, things, language)
        moment = each.moment
        yield Text()
        yield Text(texts.text("story.day", language, day=moment.day), style="bold cyan")
        for line in (say(moment.says, language), say(moment.advised, language)):
            if line:
                yield indented(line, 2)
        yield led(texts.text("story.plan", language), words.headline(), 4)
        for part in each.plan.parts:
            amount = words.amount(part.amount, days=True) if part.amount is not None else ""
            yield bullet(f"{words.name(part.kind, part.slug)}{', ' if amount else ''}{amount}")
        if each.plan.check_in is not None:
            days = (each.plan.check_in - each.plan.at).days
            yield indented(texts.text("story.check_in", language, days=days), 4, style="dim")
        for miss in each.misses:
            yield indented(texts.text("story.miss", language, miss=miss), 4, style="yellow")


def _json(story: Story, told: Sequence[Tried]) -> dict[str, object]:
    return {
        "name": story.name,
        "title": dict(story.title or {}),
        "who": dict(story.who or {}),
        "moments": [
            {
                "day": each.moment.day,
                "says": dict(each.moment.says or {}),
                "advised": dict(each.moment.advised or {}),
                "expect": dict(each.moment.expect),
                "plan": each.plan.as_json(),
                "misses": list(each.misses),
            }
            for each in told
        ],
    }
