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


register_converter(PageAddress, "page")
