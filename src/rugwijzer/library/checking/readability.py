"""How easy a text is to read: Flesch's reading ease, with Douma's figures for Dutch.

100 is very easy, 60 is what a newspaper asks. A score says how long sentences and words are, and
nothing about whether they are true or kind.

Sources: R. Flesch, A new readability yardstick, J Appl Psychol 1948;32:221-233; W.H. Douma,
De leesbaarheid van landbouwbladen, Wageningen 1960.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

GOALS = {
    "lessons": 80,
    "exercises": 80,
    "positions": 80,
    "pages": 75,
    "messages": 75,
    "interface": 60,
}
"""What the texts of each room of content should reach, in both languages."""
FEWEST = 30
"""Of fewer words a score says nothing."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?:…])[\"'”’)]?\s+|\n+")
_VOWELS = {
    "nl": re.compile(
        r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyáéíóúäëïöüàèìòùâêîôû]"
    ),
    "en": re.compile(r"[aeiouyé]+"),
}
_SILENT = re.compile(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyszxhcg]es$")
_WEIGHTS = {"nl": (206.835, 0.93, 77.0), "en": (206.835, 1.015, 84.6)}


@dataclass(frozen=True)
class Score:
    """How easy the texts of one file are in one language. `words` is how many were counted."""

    where: str
    kind: str
    language: str
    ease: int
    words: int

    @property
    def goal(self) -> int:
        """What it should reach."""
        return GOALS[self.kind]


def ease(text: str, language: str) -> float:
    """Flesch's reading ease of a text, or Flesch-Douma's for Dutch; 100 for one without words.

    >>> round(ease("Je rug doet zeer. Ga even lopen.", "nl"))
    104
    >>> round(ease("Multidisciplinary rehabilitation necessitates consultation.", "en"))
    -225
    """
    sentences = [each for each in _SENTENCE_ENDS.split(text) if _WORD.search(each)]
    words = _WORD.findall(text)
    if not words:
        return 100.0
    most, per_word, per_syllable = _WEIGHTS[language]
    syllables_in_all = sum(syllables(word, language) for word in words)
    return (
        most - per_word * len(words) / len(sentences) - per_syllable * syllables_in_all / len(words)
    )


@lru_cache(50_000)
def syllables(word: str, language: str) -> int:
    """How many syllables a word has, by its groups of vowels; right for nearly every word.

    >>> [syllables(word, "nl") for word in ("rug", "huisarts", "bewegen", "draaien")]
    [1, 2, 3, 2]
    >>> [syllables(word, "en") for word in ("back", "table", "moved", "exercise")]
    [1, 2, 1, 3]
    """
    word = word.lower()
    found = len(_VOWELS[language].findall(word))
    if language == "en" and _SILENT.search(word):
        found -= 1
    return max(1, found)


def score(where: str, kind: str, language: str, texts: Iterable[str]) -> Score:
    """The score of the texts of one file."""
    text = "\n".join(texts)
    return Score(where, kind, language, round(ease(text, language)), len(_WORD.findall(text)))
