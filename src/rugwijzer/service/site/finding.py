"""Finding what somebody means: an index of the guide in one language, and a search in it.

Case, accents and endings do not matter. A word is found by its beginning, and within a longer word
as well (`pijn` in `rugpijn`). All words count; where nothing has them all, what has most of them.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

SHORTEST = 4
"""So many signs of a word have to stay when its ending is taken off."""
ENDINGS = {
    "nl": ("ingen", "eren", "ing", "jes", "tje", "en", "je", "'s", "s", "e", "t"),
    "en": ("ings", "ing", "ies", "es", "'s", "ed", "s", "y"),
}
WITHIN = 5
"""From so many signs on, a word is looked for inside longer words too."""
EXACT, BEGINS, INSIDE = 1.0, 0.8, 0.35
SNIPPET = 28
"""So many words of a text are shown, around the first that was meant."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Field:
    """A text, how much a word in it weighs, and whether a part of it may be shown."""

    text: str
    weight: float
    shown: bool = False


@dataclass(frozen=True)
class Thing:
    """Something that can be found: what kind, its name, where it is, and what is shown of it."""

    kind: str
    name: str
    href: str
    shown: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Found:
    """A thing that was found. `shown` has the parts of its text, each with whether it was meant."""

    thing: Thing
    score: float
    name: tuple[tuple[str, bool], ...]
    shown: tuple[tuple[str, bool], ...]


def plain(text: str) -> str:
    """Lower case, without accents.

    >>> plain("Eén Zenuw")
    'een zenuw'
    """
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """The words of a text, plain; the parts of one with a hyphen as well."""
    found = []
    for word in _WORD.findall(plain(text)):
        found.append(word)
        if "-" in word:
            found += word.split("-")
    return found


def stem(word: str, language: str) -> str:
    """A word without its ending, as far as enough of it stays.

    >>> stem("fietsen", "nl"), stem("hernia's", "nl"), stem("mag", "nl")
    ('fiets', 'hernia', 'mag')
    """
    for ending in ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


def forms_of(word: str, language: str) -> tuple[str, ...]:
    """The beginnings by which a word is found. In Dutch a long vowel is written once or twice.

    >>> forms_of("lopen", "nl"), forms_of("slaap", "nl"), forms_of("fietsen", "nl")
    (('lopen', 'loop'), ('slaap', 'slapen'), ('fiets',))
    """
    if language == "nl":
        if found := re.fullmatch(r"(.*[^aeiou])([aeou])([^aeiou])en", word):
            before, vowel, after = found.groups()
            return stem(word, language), f"{before}{vowel}{vowel}{after}"
        if found := re.fullmatch(r"(.*[^aeiou])(aa|ee|oo|uu)([^aeiou])", word):
            before, vowel, after = found.groups()
            return word, f"{before}{vowel[0]}{after}en"
    return (stem(word, language),)


class Index:
    """What can be found in one language. `stop` are words that say nothing, `same` other words
    that people use for what we call otherwise."""

    def __init__(
        self,
        language: str,
        things: Iterable[Thing],
        stop: Iterable[str],
        same: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.language = language
        self.things = tuple(things)
        self.stop = frozenset(map(plain, stop))
        self.same = {plain(word): others for word, others in same.items()}
        self._where: dict[str, dict[int, float]] = {}
        for at, thing in enumerate(self.things):
            for field in thing.fields:
                for word in words_of(field.text):
                    weights = self._where.setdefault(word, {})
                    weights[at] = max(weights.get(at, 0.0), field.weight)

    def search(self, query: str, most: int = 30, loosely: bool = False) -> list[Found]:
        """What fits best, first; loosely also what has only some of the words."""
        meant = self.meant(query)
        if not meant:
            return []
        by_word = [self._scores(forms) for forms in meant]
        wanted = [scores for scores in by_word if scores]
        if not wanted:
            return []
        hits = [[scores[at] for scores in wanted if at in scores] for at in range(len(self.things))]
        whole = max(map(len, hits))
        best = sorted(
            (at for at, each in enumerate(hits) if each and (loosely or len(each) == whole)),
            key=lambda at: (-sum(hits[at]), len(self.things[at].name), self.things[at].name),
        )
        forms = tuple(form for each in meant for form in each)
        return [self._found(self.things[at], sum(hits[at]), forms) for at in best[:most]]

    def _found(self, thing: Thing, score: float, forms: tuple[str, ...]) -> Found:
        return Found(thing, score, self._marked(thing.name, forms), self._shown(thing, forms))

    def meant(self, query: str) -> list[tuple[str, ...]]:
        """The words that say something, each with the forms to look for."""
        words = _WORD.findall(plain(query))
        said = [word for word in words if word not in self.stop] or words
        return [
            tuple(
                dict.fromkeys(
                    form
                    for other in (word, *self.same.get(word, ()))
                    for form in forms_of(plain(other), self.language)
                )
            )
            for word in dict.fromkeys(said)
        ]

    def nearest(self, query: str) -> str:
        """The query with each word that is nowhere made into the nearest that is; or nothing."""
        changed, words = False, []
        for word in _WORD.findall(plain(query)):
            forms = self.meant(word)
            if word in self.stop or any(self._scores(form) for form in forms):
                words.append(word)
                continue
            near = difflib.get_close_matches(word, list(self._where), n=1, cutoff=0.75)
            if near:
                changed = True
                words.append(near[0])
        return " ".join(words) if changed else ""

    def _scores(self, forms: tuple[str, ...]) -> dict[int, float]:
        found: dict[int, float] = {}
        for word, weights in self._where.items():
            if fit := _fit(word, forms):
                for at, weight in weights.items():
                    found[at] = max(found.get(at, 0.0), weight * fit)
        rare = math.log(1 + len(self.things) / (1 + len(found)))
        return {at: best * rare for at, best in found.items()}

    def _marked(self, text: str, wanted: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        """A text in parts, each with whether it was meant."""
        parts: list[tuple[str, bool]] = []
        at = 0
        for word in _WORD.finditer(text):
            if _fit(plain(word.group()), wanted):
                parts += [(text[at : word.start()], False), (word.group(), True)]
                at = word.end()
        return tuple(part for part in (*parts, (text[at:], False)) if part[0])

    def _shown(self, thing: Thing, wanted: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
        texts = (thing.shown, *(field.text for field in thing.fields if field.shown))
        text = next((each for each in texts if _says(each, wanted)), thing.shown)
        return self._marked(_around(text, wanted), wanted)


def _fit(word: str, forms: tuple[str, ...]) -> float:
    best = 0.0
    for form in forms:
        if word == form:
            return EXACT
        if word.startswith(form) and (len(form) >= SHORTEST - 1):
            best = max(best, BEGINS)
        elif len(form) >= WITHIN and form in word:
            best = max(best, INSIDE)
    return best


def _says(text: str, forms: tuple[str, ...]) -> bool:
    return any(_fit(word, forms) for word in words_of(text))


def _around(text: str, forms: tuple[str, ...]) -> str:
    """The part of a text with what was meant, from the beginning of its sentence."""
    sentences = list(_sentences(text))
    first = next((at for at, each in enumerate(sentences) if _says(each, forms)), 0)
    words: list[str] = []
    for sentence in sentences[first:]:
        words += sentence.split()
        if len(words) >= SNIPPET:
            break
    cut = len(words) > 2 * SNIPPET
    return " ".join(words[: 2 * SNIPPET]) + (" …" if cut else "")


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (each for each in re.split(r"(?<=[.?!])\s+", line.strip(" -")) if each)
