"""Tags for the forms of an account."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from allauth.account.forms import AddEmailForm
from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm

from rugwijzer.library.texts import TextMissing
from rugwijzer.service.accounts.words import said

register = template.Library()
LEAST = 10
"""Characters of a password: as in `AUTH_PASSWORD_VALIDATORS`."""


@register.filter
def fields(form: BaseForm | str | None) -> Iterator[dict[str, Any]]:
    """The controls of a form that somebody fills in, with our words; without a form none."""
    if isinstance(form, str) or form is None:
        return
    for field in form.visible_fields():
        kind = getattr(field.field.widget, "input_type", "text")
        attributes = {
            name: value
            for name, value in field.field.widget.attrs.items()
            if name in ("autocomplete", "maxlength", "minlength", "inputmode")
        }
        if field.name == "code":
            attributes |= {"autocomplete": "one-time-code", "autocapitalize": "characters"}
        if field.name in ("email", "login"):
            kind, attributes["autocomplete"] = "email", "username"
        yield {
            "name": field.html_name,
            "id": field.auto_id,
            "kind": kind,
            "label": said(f"field.{_called(form, field.name)}"),
            "help": _help(field.name),
            "value": field.value() if kind not in ("password", "checkbox") else "",
            "checked": kind == "checkbox" and bool(field.value()),
            "required": field.field.required,
            "attributes": attributes,
            "errors": [str(each) for each in field.errors],
        }


def _called(form: BaseForm, name: str) -> str:
    """The first password of an account is not a new one, and a second address is."""
    if isinstance(form, AddEmailForm):
        return "new_email"
    first = name == "password1" and not {"oldpassword", "password2"} & form.fields.keys()
    return "first_password" if first else name


def _help(name: str) -> str:
    try:
        return said(f"help.{name}", least=LEAST) if name == "password1" else said(f"help.{name}")
    except TextMissing:
        return ""


@register.filter
def as_json(value: object) -> str:
    """Plain values as JSON, to stand in an attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)


BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("OPR", "Opera"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(session: Any) -> str:
    """A browser and a machine, as somebody knows them."""
    agent = session.user_agent or ""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return said("devices.both", browser=browser, system=system)
    return browser or system or said("devices.unknown")
