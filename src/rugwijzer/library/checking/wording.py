"""Words to avoid, hard words, and medical words that nobody explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rugwijzer.library.checking.said import GLOSSARY, Said
from rugwijzer.library.glossary import Glossary
from rugwijzer.library.pages import without_links
from rugwijzer.library.terms import Terms, Unwanted
from rugwijzer.library.texts import LANGUAGES

UNMEASURED = ("interface", GLOSSARY)
"""Kinds that may use hard words: what is said to who runs the program, and the words explained."""


def used(terms: Terms, said: Iterable[Said]) -> Terms:
    """Those of the terms that stand anywhere at all: few, so that each text is soon looked over."""
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for each in said:
        for language, text in each.texts():
            texts[language].append(without_links(text).lower())
    whole = {language: "\n".join(found) for language, found in texts.items()}

    def standing(
        all_terms: Mapping[str, tuple[Unwanted, ...]],
    ) -> Mapping[str, tuple[Unwanted, ...]]:
        return {
            language: tuple(each for each in all_terms[language] if each.is_in(whole[language]))
            for language in LANGUAGES
        }

    return Terms(standing(terms.avoid), standing(terms.prefer))


def unwanted(said: Said, terms: Terms) -> Iterator[str]:
    """Words that should not stand there, each with what to write instead.

    The glossary may name what people hear elsewhere; it explains it in other words.
    """
    if said.kind == GLOSSARY and not said.key.endswith(".means"):
        return
    for language, text in said.texts():
        text = without_links(text).lower()
        for each in terms.avoid[language]:
            if each.is_in(text):
                yield f'{said.place}: "{each.word}" is a word to avoid ({language}).' + _advice(
                    each
                )
        for each in () if said.kind in UNMEASURED else terms.prefer[language]:
            if each.is_in(text):
                yield f'{said.place}: "{each.word}" is a hard word ({language}).' + _advice(each)


def unexplained(said: Said, glossary: Glossary) -> Iterator[str]:
    """Medical words that the glossary does not explain."""
    if said.kind in UNMEASURED:
        return
    for language, text in said.texts():
        for word in dict.fromkeys(glossary.unexplained(without_links(text), language)):
            yield (
                f'{said.place}: "{word}" is a medical word that nobody explains ({language}). '
                "Write a plain one, or explain it in glossary.yaml."
            )


def _advice(unwanted: Unwanted) -> str:
    return f" Write {unwanted.instead}." if unwanted.instead else ""
