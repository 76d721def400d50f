"""A page of the guide in an address: by its address in the language, known inside by its slug."""

from __future__ import annotations

from django.urls import register_converter

from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language


class PageAddress:
    """Turns the last part of an address into the slug of a page, and back."""

    regex = "[a-z0-9-]+"

    def to_python(self, value: str) -> str:
        """The slug. Raises ValueError, which Django takes for an address that is not there."""
        for page in knowledge.pages().values():
            if page.address[language()] == value:
                return page.slug
        raise ValueError

    def to_url(self, slug: str) -> str:
        """The address in the language of the moment. Raises ValueError."""
        page = knowledge.pages().get(slug)
        if page is None:
            raise ValueError
        return page.address[language()]


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
register_converter(NameAddress, "name")
register_converter(SourceAddress, "source")
