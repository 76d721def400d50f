"""Every wrong guideline under `tests/bad` is refused, in exactly the words it says it is.

A file there has `says`, the messages in order, and `files`, what is laid over `tests/bicycle`: per
path a new text, `null` to leave the file out, or a mapping of a text that stands there once to what
stands there instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rugwijzer.compiler import GuidelineError, build_engine, digest, load_files, read_files
from rugwijzer.compiler.cases import run_cases

TESTS = Path(__file__).parent.parent
BICYCLE = read_files(TESTS / "bicycle")
BAD = sorted((TESTS / "bad").glob("*.yaml"))


def laid_over_the_bicycle(files: dict[str, Any]) -> dict[str, str]:
    """The files of the bicycle with those of one wrong guideline laid over them."""
    laid = dict(BICYCLE)
    for path, change in files.items():
        match change:
            case None:
                del laid[path]
            case str():
                laid[path] = change
            case _:
                for old, new in change.items():
                    assert laid[path].count(old) == 1, f"{path}: {old!r} must stand there once"
                    laid[path] = laid[path].replace(old, new)
    return laid


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem.replace("_", " ")) for p in BAD])
def test_a_wrong_guideline_is_refused_in_exactly_these_words(path: Path) -> None:
    bad = yaml.safe_load(path.read_text(encoding="utf-8"))
    with pytest.raises(GuidelineError) as refused:
        load_files(laid_over_the_bicycle(bad["files"]))
    assert [str(problem) for problem in refused.value.problems] == bad["says"]


def test_there_are_many_wrong_guidelines() -> None:
    assert len(BAD) >= 60


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem.replace("_", " ")) for p in BAD])
def test_a_message_says_where_and_what_and_how_to_mend_it(path: Path) -> None:
    bad = yaml.safe_load(path.read_text(encoding="utf-8"))
    with pytest.raises(GuidelineError) as refused:
        load_files(laid_over_the_bicycle(bad["files"]))
    for problem in refused.value.problems:
        assert problem.place.file in {*BICYCLE, *bad["files"]}
        assert problem.what.endswith(".")
        assert problem.mend.endswith((".", "?"))


def test_the_bicycle_itself_loads_without_a_problem() -> None:
    guideline = load_files(BICYCLE)
    assert {type(decision).__name__ for decision in guideline.decisions.values()} == {
        "Ladder", "ChoiceDecision", "Score", "SetDecision",
    }  # fmt: skip


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_the_cases_of_the_bicycle_pass(engine: Any) -> None:
    guideline = load_files(BICYCLE)
    assert [str(each) for each in run_cases(guideline, build_engine(guideline, engine))] == []


def test_the_version_of_the_bicycle_carries_its_digest() -> None:
    version = load_files(BICYCLE).version
    assert version is not None
    assert version.digest == digest(BICYCLE)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="there is no such folder"):
        read_files(tmp_path / "nowhere")


def test_a_folder_without_facts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="this folder holds no guideline"):
        read_files(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "new.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GuidelineError) as refused:
        read_files(tmp_path)
    assert str(refused.value) == "facts/new.yaml: this is not a text file. Save it as UTF-8."


def test_a_file_that_ends_in_yml_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "all.yaml").write_text("brakes: {type: yes_no}", encoding="utf-8")
    (tmp_path / "facts" / "new.yml").write_text("lights: {type: yes_no}", encoding="utf-8")
    with pytest.raises(GuidelineError) as refused:
        read_files(tmp_path)
    assert str(refused.value) == (
        "facts/new.yml: files that end in .yml are not read. Call it .yaml."
    )


def test_without_checks_a_guideline_need_not_be_complete() -> None:
    guideline = load_files({"facts/all.yaml": "brakes: {type: yes_no}"}, checked=False)
    assert list(guideline.facts) == ["brakes"]
