"""How tests are shared out over the workers of pytest-xdist, and what is done once for all."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from tests.remembered import remember

TOGETHER = {
    "tests/web/test_account.py": "account",
    "tests/web/test_phone.py": "account",
    "tests/web/test_check.py": "check",
    "tests/web/test_people.py": "check",
    "tests/web/test_reading.py": "check",
}
"""Tests that share one service and one browser; the largest of them go first."""
DRAWN = "tests/figures/test_figures_drawings.py"
"""What is tested of one movement uses the same drawings."""


def pytest_configure() -> None:
    """A guideline is hundreds of thousands of objects that stay: do not count them so often."""
    gc.set_threshold(50_000, 20, 50)
    remember()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """One by one to whoever is free; those with a browser together, and first.

    pytest-xdist has `--dist loadgroup` for this, but the groups it writes into the name of a test
    are lost with pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    class Together(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file, _, name = nodeid.partition("::")
            if file == DRAWN and "[" in name:
                return name[name.index("[") :]
            return TOGETHER.get(file, nodeid)

    return Together(config, log)
