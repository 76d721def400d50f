"""What the guideline rests on: sources, rows of the evidence, and its own version."""

from __future__ import annotations

from rugwijzer.compiler.language.guideline import Evidence, Source, Version
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.reading.documents import Tree
from rugwijzer.compiler.reading.fields import Fields


def read_source(name: str, tree: Tree, problems: list[Problem]) -> Source:
    """One entry of `sources.yaml`."""
    fields = Fields(
        tree, f'source "{name}"', problems, ("title", "year", "address", "licence", "note")
    )
    for key in ("title", "year", "address"):
        fields.required(key, f"Give its {key}.")
    return Source(
        name=name,
        title=fields.text("title") or "",
        year=fields.text("year") or "",
        address=fields.text("address") or "",
        place=fields.place,
        licence=fields.text("licence"),
        note=fields.text("note"),
    )


def read_evidence(name: str, tree: Tree, problems: list[Problem]) -> Evidence:
    """One entry of `evidence.yaml`."""
    fields = Fields(
        tree,
        f'evidence "{name}"',
        problems,
        ("fact", "marks", "sources", "see", "use", "why", "plan"),
    )
    fields.required("fact", "Say in one line what it states.")
    return Evidence(
        name=name,
        fact=fields.text("fact") or "",
        marks=fields.names("marks"),
        sources=fields.names("sources"),
        see=fields.names("see"),
        use=fields.text("use") or "",
        why=fields.text("why"),
        plan=fields.text("plan"),
        place=fields.place,
    )


def read_version(tree: Tree, problems: list[Problem]) -> Version:
    """`version.yaml`."""
    fields = Fields(tree, "the version", problems, ("guideline", "version", "date", "digest"))
    for key in ("guideline", "version", "date", "digest"):
        fields.required(key, f'Write `{key}: "..."`.')
    return Version(
        fields.text("guideline") or "",
        fields.text("version") or "",
        fields.text("date") or "",
        fields.text("digest") or "",
    )
