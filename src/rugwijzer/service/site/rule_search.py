"""Finding a rule by words: without JavaScript, and without an answer of anybody."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rugwijzer.compiler.language.guideline import AnyRule
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import in_words
from rugwijzer.service.site.readers import readers
from rugwijzer.service.site.rule_words import words_in


def search(asked: str, language: str) -> tuple[AnyRule, ...]:
    """The rules in which every word that is asked for occurs, those that say it themselves first.

    A rule's words are its own, what it gives, and the questions and terms it names.
    """
    wanted = [word for word in re.split(r"\W+", _plain(asked)) if word]
    if not wanted:
        return ()
    found: list[tuple[bool, AnyRule]] = []
    for rule, own, around in _searched(language):
        if all(word in own or word in around for word in wanted):
            found.append((not all(word in own for word in wanted), rule))
    found.sort(key=lambda each: each[0])
    return tuple(rule for _, rule in found)


@cache
def _searched(language: str) -> tuple[tuple[AnyRule, str, str], ...]:
    guideline, said = knowledge.guideline(), words_in(language)
    around: dict[str, list[str]] = {}
    for name, rules in readers().rules.items():
        named = guideline.facts.get(name)
        term = guideline.definitions.get(name)
        label = named.label if named else term.meaning if term else None
        for rule in rules:
            around.setdefault(rule.name, []).append(in_words(label, language))
    return tuple(
        (
            rule,
            _plain(f"{rule.name} {rule.name.replace('_', ' ')} {in_words(rule.words, language)}"),
            _plain(" ".join((said.gives(rule, decision).text, *around.get(rule.name, ())))),
        )
        for rule in guideline.rules.values()
        for decision in (readers().decision[rule.name],)
    )


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
