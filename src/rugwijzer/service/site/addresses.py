"""What stands in an address for a page, exercise, position or lesson: a name in each language.

Inside each is known by its slug. An English address is that slug; a Dutch one is made of the
Dutch name. A page of the guide says its addresses itself.
"""

from __future__ import annotations

from functools import cache

from django.urls import register_converter
from django.utils.text import slugify

from rugwijzer.library.entries import Text
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language


class Address:
    """Turns the last part of an address into a slug, and back."""

    regex = "[a-z0-9-]+"

    def addresses(self) -> dict[str, dict[str, str]]:
        """By language, the slug of each address."""
        raise NotImplementedError

    def to_python(self, value: str) -> str:
        """The slug. Raises ValueError, which Django takes for an address that is not there."""
        try:
            return self.addresses()[language()][value]
        except KeyError:
            raise ValueError from None

    def to_url(self, slug: str) -> str:
        """The address in the language of the moment. Raises ValueError."""
        for address, known in self.addresses()[language()].items():
            if known == slug:
                return address
        raise ValueError


class PageAddress(Address):
    """A page of the guide."""

    def addresses(self) -> dict[str, dict[str, str]]:
        """As the pages say themselves."""
        return _of_pages()


class ExerciseAddress(Address):
    """An exercise."""

    def addresses(self) -> dict[str, dict[str, str]]:
        """By its name."""
        return _by_name("exercises")


class PositionAddress(Address):
    """A position."""

    def addresses(self) -> dict[str, dict[str, str]]:
        """By its name."""
        return _by_name("positions")


class LessonAddress(Address):
    """A lesson."""

    def addresses(self) -> dict[str, dict[str, str]]:
        """By its title."""
        return _by_name("lessons")


@cache
def _of_pages() -> dict[str, dict[str, str]]:
    pages = knowledge.pages().values()
    return {each: {page.address[each]: page.slug for page in pages} for each in ("nl", "en")}


@cache
def _by_name(room: str) -> dict[str, dict[str, str]]:
    catalogue = knowledge.catalogue()
    names: dict[str, Text] = {
        "exercises": {slug: each.name for slug, each in catalogue.exercises.items()},
        "positions": {slug: each.name for slug, each in catalogue.positions.items()},
        "lessons": {slug: each.title for slug, each in catalogue.lessons.items()},
    }[room]
    found = {slugify(name["nl"]): slug for slug, name in names.items()}
    assert len(found) == len(names), f"two {room} have one Dutch name"
    return {"nl": found, "en": {slug: slug for slug in names}}


class NameAddress:
    """A name of the guideline in an address: with hyphens, as addresses have them."""

    regex = "[a-z][a-z0-9-]*"

    def to_python(self, value: str) -> str:
        """The name."""
        return value.replace("-", "_")

    def to_url(self, name: str) -> str:
        """The address: the same in every language, and for as long as the name stands."""
        return name.replace("_", "-")


class SourceAddress:
    """The name of a source in an address: in small letters."""

    regex = "[a-z0-9-]+"

    def to_python(self, value: str) -> str:
        """The name."""
        return value.upper()

    def to_url(self, name: str) -> str:
        """The address."""
        return name.lower()


register_converter(PageAddress, "page")
register_converter(ExerciseAddress, "exercise")
register_converter(PositionAddress, "position")
register_converter(LessonAddress, "lesson")
register_converter(NameAddress, "name")
register_converter(SourceAddress, "source")
