"""The page of the guide: what there is to read, how easy it reads, and when it is reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler import Guideline
from rugwijzer.library.checking import Findings, check_content
from rugwijzer.library.checking.origins import cited
from rugwijzer.paths import find


def told_by() -> dict[str, list[str]]:
    """Per row of the evidence, the folders of content whose words rest on it."""
    return cited(check_content(find("content")).content)


def guide(_: Guideline) -> Iterator[str]:
    """Every page, lesson and exercise, with its reading ease and its day of review."""
    found = check_content(find("content"))
    content = found.content
    yield "# What there is to read"
    yield ""
    yield f"{len(content.pages)} pages, {len(content.lessons)} lessons and"
    yield f"{len(content.exercises)} exercises, each in Dutch and English."
    if content.glossary is not None:
        yield f"The glossary explains {len(content.glossary.entries)} words."
    yield ""
    yield "Reading ease is Flesch's, for Dutch with Douma's figures: 100 is very easy, 60 is what"
    yield "a newspaper asks. `rugwijzer content check --scores` prints it for every file."
    for heading, kind, named in (
        ("Pages", "pages", {page.slug: page.title for page in content.pages}),
        ("Lessons", "lessons", {each.slug: each.title for each in content.lessons}),
        ("Exercises", "exercises", {each.slug: each.name for each in content.exercises}),
    ):
        ease = _ease(found, kind)
        review = {page.slug: page.review_by.isoformat() for page in content.pages}
        dated = ("| Review by ", "|---") if kind == "pages" else ("", "")
        yield ""
        yield f"## {heading}"
        yield ""
        yield f"| Folder | Dutch | English | Ease nl | Ease en {dated[0]}|"
        yield f"|---|---|---|---|---{dated[1]}|"
        for slug, words in named.items():
            line = f"| `{slug}` | {words['nl']} | {words['en']} | {ease[slug, 'nl']} "
            line += f"| {ease[slug, 'en']} |"
            yield line + (f" {review[slug]} |" if kind == "pages" else "")


def _ease(found: Findings, kind: str) -> dict[tuple[str, str], int]:
    return {
        (score.where.split("/")[-2], score.language): score.ease
        for score in found.scores
        if score.kind == kind
    }
