"""The pages say what is true: they are up to date, name what exists, and show what happens."""

from __future__ import annotations

import ast
import doctest
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from tests.whole import guideline

from rugwijzer.cli import COMMANDS, main
from rugwijzer.compiler import Ladder

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rugwijzer"
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("0*.md"))
WRITTEN = sorted(
    [
        *ROOT.glob("*.md"),
        *DECISIONS.glob("*.md"),
        *(ROOT / "docs" / "explanation").glob("*.md"),
        *(ROOT / "docs" / "how-to").glob("*.md"),
    ]
)
"""The pages that people write; those in docs/reference are made."""


def name(path: Path) -> str:
    """A page by its path from the root."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path | str) -> str:
    """The text of a page."""
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_reference_pages_and_readmes_examples_are_up_to_date() -> None:
    ran = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stderr


# --- what clinicians sign


def planner_constants() -> ModuleType:
    """The list of what the planner decides by numbers of its own."""
    spec = spec_from_file_location("plan_constants", ROOT / "docs" / "plan_constants.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_number_and_list_of_the_planner_is_there_to_be_signed_off() -> None:
    listed = planner_constants()
    for path in sorted((SOURCE / "care" / "plan").glob("*.py")):
        found = {
            target.id
            for line in ast.parse(text_of(path)).body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name) and target.id.isupper()
            if not (isinstance(line.value, ast.Constant) and isinstance(line.value.value, str))
        }
        assert found - set(listed.NAMES) == set(listed.CONSTANTS.get(path.stem, {})), path.stem


def test_the_record_about_the_planner_names_each_of_them_and_each_rests_on_rows_there_are() -> None:
    listed, record = planner_constants(), text_of("docs/decisions/0023-what-the-planner-decides.md")
    for module, names in listed.CONSTANTS.items():
        (line,) = (each for each in record.splitlines() if each.startswith(f"| `{module}` |"))
        assert set(re.findall(r"`([A-Z_]+)`", line)) == set(names)
        assert {row for rows in names.values() for row in rows} <= set(guideline().evidence)


# --- what pages name


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    links = [
        (target.split("#")[0], (page.parent,))
        for target in re.findall(r"\]\(([^)]+)\)", text)
        if not re.match(r"\w+:|#", target)
    ]
    named = [
        (token, (ROOT, SOURCE))
        for token in re.findall(r"`([^`\s]+)`", text)
        if re.fullmatch(r"[\w.<>*-]+(/[\w.<>*-]+)*/?", token) and "/" in token
    ]
    missing = [
        target
        for target, folders in links + named
        if not any(
            list(folder.glob(re.sub(r"<\w+>", "*", target).rstrip("/")))
            if "<" in target or "*" in target
            else (folder / target).exists()
            for folder in folders
        )
    ]
    assert not missing


def tree() -> dict[Path, str]:
    """The folders and files of the picture in ARCHITECTURE.md, with what is said of each."""
    picture = re.search(
        r"^```tree\n(.*?)^```", text_of("ARCHITECTURE.md"), re.DOTALL | re.MULTILINE
    )
    assert picture is not None
    found: dict[Path, str] = {}
    above: list[Path] = []
    for line in picture[1].splitlines():
        shown, said = line.strip().split(maxsplit=1)
        depth = (len(line) - len(line.lstrip())) // 2
        path = (above[depth - 1] if depth else Path()) / shown
        above[depth:] = [path]
        found[path] = said
    return found


def test_the_picture_of_the_rooms_is_the_listing_of_the_folders() -> None:
    drawn = set(tree())
    assert [path for path in drawn if not (ROOT / path).exists()] == []
    rooms = [SOURCE, SOURCE / "compiler", SOURCE / "compiler" / "engines"]
    folders = [
        path
        for folder in [*rooms, ROOT / "guideline", ROOT / "content", ROOT / "spec"]
        for path in folder.iterdir()
        if path.is_dir() and path.name != "__pycache__"
    ]
    assert [path for path in folders if path.relative_to(ROOT) not in drawn] == []


def test_every_room_of_import_linter_is_in_the_picture() -> None:
    rooms = set(re.findall(r"\brugwijzer(?:\.\w+)+", text_of(".importlinter")))
    drawn = {path.with_suffix("").as_posix() for path in tree()}
    assert [room for room in rooms if f"src/{room.replace('.', '/')}" not in drawn] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command: str) -> None:
    assert f"`rugwijzer {command}" in text_of("README.md")


def test_readme_says_what_it_must_not_be_used_for() -> None:
    text = " ".join(text_of("README.md").split())
    for words in (
        "not a diagnosis",
        "not a certified medical device",
        "not for people under 18",
        "await clinicians' sign-off",
        "Nobody watches",
    ):
        assert words in text


def test_the_glossary_has_every_level_and_three_full_cells_in_every_row() -> None:
    text = text_of("GLOSSARY.md")
    ladder = guideline().decisions["urgency"]
    assert isinstance(ladder, Ladder)
    assert [level for level in ladder.levels if f"`{level}`" not in text] == []
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    assert [row for row in rows if len(row) != 3 or not all(each.strip() for each in row)] == []
    words = [row[0].strip() for row in rows if row[0].strip() != "Word"]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("record", RECORDS, ids=name)
def test_a_record_has_its_four_parts_and_touches_what_exists(record: Path) -> None:
    text = text_of(record)
    assert f"]({record.name})" in text_of(DECISIONS / "README.md")
    for part in ("Context", "Decision", "Alternatives", "Consequence"):
        assert f"**{part}.**" in text
    touched = re.search(r"^Touches: (.*)$", text, re.MULTILINE)
    assert touched is not None
    kinds = (
        guideline().rules,
        guideline().facts,
        guideline().definitions,
        guideline().decisions,
        guideline().evidence,
    )
    missing = [
        each
        for each in re.findall(r"`([^`]+)`", touched[1])
        if not (any(each in kind for kind in kinds) or (ROOT / each).exists())
    ]
    assert not missing


# --- what pages show


@pytest.mark.parametrize("page", [page for page in WRITTEN if ">>> " in text_of(page)], ids=name)
def test_every_python_example_gives_what_is_shown(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    assert doctest.testfile(str(page), module_relative=False, optionflags=options).failed == 0


@pytest.mark.parametrize(
    "page",
    [page for page in WRITTEN if "```console" in text_of(page) and page.name != "README.md"],
    ids=name,
)
def test_every_command_gives_what_is_shown(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = text_of(page)
    for file, content in re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```", text, re.M | re.S):
        (tmp_path / file).write_text(content, encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S):
        command, _, shown = block.partition("\n")
        status = main(command.removeprefix("$ rugwijzer ").split())
        printed = "".join(capsys.readouterr())
        printed += f"[exit status {status}]\n" if status else ""
        lines = "\n".join(line.rstrip() for line in printed.strip().splitlines())
        pattern = re.escape(shown.strip()).replace("…", ".*?")
        assert re.fullmatch(pattern, lines, re.DOTALL), f"{command}\n{printed}"
