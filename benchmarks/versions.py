"""What was measured: each engine and its version."""

from __future__ import annotations

import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version

from .through_node import HERE, node

IN_PYTHON = {"ZEN": "zen-engine", "CEL": "common-expression-language"}
IN_NODE = ("json-logic-js", "cql-execution")


def versions() -> dict[str, str]:
    """Of Python, Node, and every peer that is installed."""
    found = {"Python": platform.python_version()}
    for name, package in IN_PYTHON.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            continue
    program = node()
    if program is not None:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        found["Node"] = said.stdout.strip().removeprefix("v")
    for package in IN_NODE:
        about = HERE.parent / "node_modules" / package / "package.json"
        if about.exists():
            found[package] = json.loads(about.read_text(encoding="utf-8"))["version"]
    return found
