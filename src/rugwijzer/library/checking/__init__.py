"""Is every text there, in both languages, of one build, in words we want, and with its source?

One module per question: `shape`, `wording`, `readability`, `spelling`, `links`, `origins`, `doses`;
`said` reads what they ask it of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rugwijzer.library.checking import doses, links, origins, readability, shape, wording
from rugwijzer.library.checking.doses import Named
from rugwijzer.library.checking.readability import Score
from rugwijzer.library.checking.said import GLOSSARY, Everything, Said, everything
from rugwijzer.library.checking.spelling import Spelling
from rugwijzer.library.entries import Text
from rugwijzer.library.pages import without_links
from rugwijzer.library.terms import read_terms
from rugwijzer.library.texts import LANGUAGES

__all__ = ["Findings", "Named", "Score", "Spelling", "check_content"]


@dataclass(frozen=True)
class Findings:
    """What a check of the content found. `overdue` asks for a review, and is no mistake."""

    problems: tuple[str, ...]
    overdue: tuple[str, ...]
    scores: tuple[Score, ...]
    content: Everything


def check_content(
    folder: Path,
    *,
    own: Iterable[tuple[str, Text]] = (),
    evidence: Collection[str] | None = None,
    told: Collection[str] = (),
    items: Mapping[str, Named] | None = None,
    spelling: Spelling | None = None,
    at: date | None = None,
) -> Findings:
    """Check a folder of content.

    `own` are the guideline's own words, `evidence` its rows, `told` those that only content uses,
    and `items` how much of each exercise (not compared without); `at` is the day on which reviews
    are due (not looked at without).
    """
    found = everything(folder, own)
    scores = tuple(_scores(found.said))
    return Findings(
        problems=(
            *found.problems,
            *_of_words(folder, found),
            *links.problems(found),
            *(() if evidence is None else origins.problems(found, evidence, told)),
            *(
                ()
                if items is None
                else doses.mismatches({each.slug for each in found.exercises}, items)
            ),
            *(() if spelling is None else _misspelled(found.said, spelling)),
            *_too_hard(scores),
        ),
        overdue=() if at is None else tuple(origins.overdue(found, at)),
        scores=scores,
        content=found,
    )


def _of_words(folder: Path, found: Everything) -> Iterator[str]:
    terms, problems = read_terms(folder)
    yield from problems
    terms = wording.used(terms, found.said)
    for said in found.said:
        yield from shape.problems(said)
        yield from wording.unwanted(said, terms)
        if found.glossary is not None:
            yield from wording.unexplained(said, found.glossary)


def _misspelled(said: Iterable[Said], spelling: Spelling) -> Iterator[str]:
    for each in said:
        if each.kind == GLOSSARY and not each.key.endswith(".means"):
            continue  # what people hear elsewhere, in whatever language
        for language, text in each.texts():
            for word in spelling.wrong(without_links(text), language):
                yield (
                    f'{each.place}: "{word}" is in no dictionary ({language}). '
                    f"Correct it, or add it to spelling/{language}.txt."
                )
    for language in LANGUAGES:
        for word in spelling.unused(language):
            yield f'spelling/{language}.txt: "{word}" is not needed. Take it out.'


def _scores(said: Iterable[Said]) -> Iterator[Score]:
    by_file: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        if each.kind in readability.GOALS:
            by_file.setdefault((each.kind, each.where), []).append(each)
    for (kind, where), texts in sorted(by_file.items()):
        for language in LANGUAGES:
            spoken = (str(text.words.get(language) or "") for text in texts)
            yield readability.score(where, kind, language, map(without_links, spoken))


def _too_hard(scores: Iterable[Score]) -> Iterator[str]:
    for score in scores:
        if score.ease < score.goal and score.words >= readability.FEWEST:
            yield (
                f"{score.where}: reads at {score.ease} ({score.language}); the goal is "
                f"{score.goal}. Write shorter words and sentences."
            )
