"""The walls of the house that Import Linter cannot see."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rugwijzer"
COMPILER = SOURCE / "compiler"

_LIST = """
    pain pains ache backache spine spinal fever bladder bowel urine nerve nerves urgency emergency
    doctor physician patient patients gp hospital nurse midwife physiotherapist clinician diagnosis
    disease illness symptom symptoms triage cancer fracture infection medicine medication painkiller
    therapy exercise posture pregnant pregnancy surgery saddle numb numbness weakness sciatica
    fainting ambulance health medical clinical
    pijn rug rugpijn koorts blaas darm plassen zenuw zenuwen spoed urgentie arts dokter huisarts
    ziekenhuis verpleegkundige verloskundige fysiotherapeut diagnose ziekte klacht klachten kanker
    botbreuk ontsteking medicijn medicijnen oefening zwanger bevallen operatie doof gezondheid
"""
MEDICAL = _LIST.split()

A_BACK = re.compile(r"\b(low|lower|upper|your|her|his|painful)[ -]back\b", re.IGNORECASE)
"""A back as part of a body; `ask back` and `there and back` are something else."""

ALLOWED = {
    ("medicine", "__init__.py"): "the compiler says that it knows none",
    ("clinician", "language/guideline.py"): "one of the suppliers of a fact (spec/language.md)",
    ("patient", "engines/elm/nodes.py"): "ELM names the context of its expressions so",
    ("clinical", "engines/elm/__init__.py"): "the name of the standard that ELM belongs to",
}
"""Words of the list that a file of the compiler does use, each with the reason."""

LONGEST = 650
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "services",
    "misc",
}


def modules(folder: Path) -> list[Path]:
    """Every Python file under a folder."""
    return sorted(path for path in folder.rglob("*.py") if "node_modules" not in path.parts)


def words_of(path: Path) -> dict[str, int]:
    """The words of a file, names in code taken apart, with the line each first stands on."""
    found: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for word in re.findall(r"[a-zà-ÿ]+", line.replace("_", " ").lower()):
            found.setdefault(word, number)
    return found


def test_the_list_of_medical_words_is_long_and_has_no_word_twice() -> None:
    assert len(MEDICAL) >= 40
    assert len(MEDICAL) == len(set(MEDICAL))


@pytest.mark.parametrize(
    "path", modules(COMPILER), ids=lambda path: str(path.relative_to(COMPILER))
)
def test_the_compiler_holds_no_medical_word(path: Path) -> None:
    words = words_of(path)
    here = path.relative_to(COMPILER).as_posix()
    found = [
        f"{here}:{words[word]}: {word}"
        for word in MEDICAL
        if word in words and (word, here) not in ALLOWED
    ]
    found += A_BACK.findall(path.read_text(encoding="utf-8"))
    assert not found, "Say it in general words, or with the bicycle:\n" + "\n".join(found)


@pytest.mark.parametrize(("word", "file"), ALLOWED)
def test_every_allowed_medical_word_is_still_needed(word: str, file: str) -> None:
    assert word in MEDICAL
    assert word in words_of(COMPILER / file)


@pytest.mark.parametrize("folder", ["src", "tests", "docs", "benchmarks"])
def test_no_module_is_longer_than_one_idea(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {length} lines"
        for path in modules(ROOT / folder)
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]
    assert not found, "Look for the second idea in:\n" + "\n".join(found)


def test_every_module_is_named_after_what_it_holds() -> None:
    named = {
        path: {path.stem, path.parent.name}
        for folder in ("src", "tests", "docs", "benchmarks")
        for path in modules(ROOT / folder)
    }
    assert not [path for path, names in named.items() if names & NAMELESS]


def test_assess_as_json_loads_nothing_that_draws_proves_or_serves(tmp_path: Path) -> None:
    program = (
        "import sys; from rugwijzer.cli import main; "
        "status = main(['assess', '-', '--json']); "
        "sys.stderr.write(' '.join(sys.modules)); raise SystemExit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input='{"collapse": true}',
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert '"call_112"' in ran.stdout
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    assert not loaded & {"rich", "z3", "django", "hypothesis"}
    assert "rugwijzer.cli.check" not in ran.stderr.split()


def files_in_git() -> list[Path]:
    """Every text file that git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_package_index_or_a_folder_of_somebodys_machine() -> None:
    here = "|".join(re.escape(str(each)) for each in (ROOT, Path(sys.prefix)) if each != Path("/"))
    forbidden = re.compile(
        "|".join(
            (
                "(?<!no-emit-)index" + "-url",
                r"\bregistry" + r"\s*=\s*.?http",
                '"resolved"' + r"\s*:",
                r"https?://(pypi|files\.pythonhosted|registry\.npmjs|test\.pypi)" + r"\.",
                r"(?<![\w.])/(home|Users|root)" + r"/\w",
                f"(?:{here})" + r"[/\"'\s]",
            )
        )
    )
    found = []
    for path in files_in_git():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1}"
            for hit in forbidden.finditer(text)
        ]
    assert not found, "An address or a folder that belongs to one machine:\n" + "\n".join(found)


def undocumented(path: Path) -> Iterator[str]:
    """The public modules, classes, functions and methods of a file that say nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT)
    if tree.body and not ast.get_docstring(tree):
        yield f"{where}: the module"
    waiting: list[ast.Module | ast.ClassDef] = [tree]
    while waiting:
        for node in waiting.pop().body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            # Django asks for these by name; they say nothing of their own.
            if node.name.startswith("_") or node.name in ("Meta", "Migration"):
                continue
            if not ast.get_docstring(node):
                yield f"{where}:{node.lineno}: {node.name}"
            if isinstance(node, ast.ClassDef):
                waiting.append(node)


def test_everything_public_says_what_it_is() -> None:
    found = [each for path in modules(SOURCE) for each in undocumented(path)]
    assert not found, "Without a docstring:\n" + "\n".join(found)
