"""The settings of the service for tests: its own, with a folder that is gone afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

_folder = TemporaryDirectory(prefix="rugwijzer-")
os.environ["RUGWIJZER_FOLDER"] = _folder.name
Path(_folder.name, "static").mkdir()

from rugwijzer.service.config.settings import *  # noqa: E402, F403
