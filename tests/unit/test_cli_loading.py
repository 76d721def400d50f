"""Commands start from what was kept when these very files were last read."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from rugwijzer import loading
from rugwijzer.compiler import (
    Guideline,
    export_guideline,
    load_files,
    read_answers,
    read_files,
    restore_guideline,
)

BICYCLE = Path(__file__).parents[1] / "bicycle"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "rugwijzer").glob("*"))


def without_cases(guideline: Guideline) -> Guideline:
    """A guideline without what only tests it."""
    return dataclasses.replace(
        guideline,
        cases=(),
        people={},
        claims={},
        measures={
            name: dataclasses.replace(measure, examples=())
            for name, measure in guideline.measures.items()
        },
    )


def test_an_exported_guideline_comes_back_whole_but_for_cases_people_and_claims() -> None:
    guideline = load_files(read_files(BICYCLE))
    found = restore_guideline(export_guideline(guideline))
    assert found == without_cases(guideline)


@pytest.mark.parametrize(
    "document", ["", "[]", "{}", "[1, null]", '[0, ["Guideline"]]', "[1, 2]", '[2,"",2]']
)
def test_what_is_no_exported_guideline_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="not an exported guideline"):
        restore_guideline(document)


def test_an_exported_guideline_that_was_changed_is_refused() -> None:
    document = export_guideline(load_files(read_files(BICYCLE)))
    for changed in (document.replace("ride", "rode", 1), document[:-2] + "]", document + "]"):
        with pytest.raises(ValueError, match="not an exported guideline"):
            restore_guideline(changed)
    assert restore_guideline(document + "\n") == restore_guideline(document)


def test_the_second_start_gives_the_same_guideline_and_the_same_outcome(tmp_path: Path) -> None:
    first, slow = loading.load_to_apply(BICYCLE)
    assert len(kept(tmp_path)) == 1
    second, quick = loading.load_to_apply(BICYCLE)
    assert second == without_cases(first)
    record = read_answers(first, {"pressure": 2.4})
    assert quick.evaluate(record) == slow.evaluate(record)
    assert quick.would_change(record) == slow.would_change(record)


def test_a_changed_guideline_is_read_anew_and_only_the_new_one_is_kept(tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(BICYCLE, changed)
    loading.load_to_apply(changed)
    (before,) = kept(tmp_path)
    sources = changed / "sources.yaml"
    sources.write_text(sources.read_text().replace("manual", "handbook"))
    guideline, _ = loading.load_to_apply(changed)
    assert "handbook" in guideline.sources["WORKSHOP"].title
    (after,) = kept(tmp_path)
    assert after != before


def test_a_damaged_cache_is_passed_over(tmp_path: Path) -> None:
    first, _ = loading.load_to_apply(BICYCLE)
    (place,) = kept(tmp_path)
    (place / "guideline.json").write_text("half a docu")
    again, _ = loading.load_to_apply(BICYCLE)
    assert again.facts == first.facts


def test_without_a_place_to_write_everything_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    guideline, _ = loading.load_to_apply(BICYCLE)
    assert guideline.facts
