"""YAML is read with its lines kept, and means what it says."""

from __future__ import annotations

from fractions import Fraction
from textwrap import dedent

import pytest

from rugwijzer.compiler import GuidelineError
from rugwijzer.compiler.reading.documents import Mapping, describe, plain, read_document


def value_of(text: str) -> object:
    """The plain value of `it` in a document of one key."""
    tree = read_document(f"it: {text}", "bike.yaml")
    assert isinstance(tree, Mapping)
    return plain(tree.entries["it"])


def refusal(text: str) -> str:
    """The problems of a document that cannot be read."""
    with pytest.raises(GuidelineError) as error:
        read_document(text, "bike.yaml")
    return str(error.value)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Yes", "NO", "True", "FALSE", "Null"])
def test_only_true_false_and_null_are_not_text(word: str) -> None:
    assert value_of(word) == word


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
)
def test_true_false_and_null_are_what_they_say(text: str, value: object) -> None:
    assert value_of(text) is value


@pytest.mark.parametrize("text", ["'true'", '"null"', "'3'", '"2.5"'])
def test_what_stands_in_quotes_is_text(text: str) -> None:
    assert value_of(text) == text[1:-1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("2.5", Fraction(5, 2)),
        ("-0.1", Fraction(-1, 10)),
    ],
)
def test_numbers_are_exact(text: str, value: object) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    ["1e3", "0x1f", "0o17", "012", "1_000", ".5", "5.", "2024-05-01", "12:30", ".inf", ".nan"],
)
def test_other_ways_to_write_a_number_or_a_date_are_text(text: str) -> None:
    assert value_of(text) == text


def test_a_number_with_more_digits_than_anyone_means_is_text() -> None:
    assert value_of("9" * 5000) == "9" * 5000
    assert value_of("0." + "9" * 5000) == "0." + "9" * 5000


def test_every_value_knows_its_line() -> None:
    tree = read_document(
        dedent("""\
            # a comment
            brakes:
              type: yes_no

              label: {nl: rem, en: brake}
        """),
        "bike.yaml",
    )
    assert isinstance(tree, Mapping)
    brakes = tree.entries["brakes"]
    assert isinstance(brakes, Mapping)
    assert str(tree.keys["brakes"]) == "bike.yaml:2"
    assert str(brakes.entries["type"].place) == "bike.yaml:3"
    assert str(brakes.entries["label"].place) == "bike.yaml:5"


@pytest.mark.parametrize("text", ["", "# a comment", "---", "null", "~", "--- null"])
def test_a_document_with_nothing_in_it_is_empty(text: str) -> None:
    assert read_document(text, "bike.yaml") is None


def test_a_key_that_stands_twice_is_refused_with_both_lines() -> None:
    assert refusal("a: 1\nb: 2\na: 3") == (
        'bike.yaml:3: the key "a" stands here twice (first on line 1). Keep one of them.'
    )


def test_a_key_twice_is_the_same_key_however_it_is_quoted() -> None:
    assert 'the key "a" stands here twice' in refusal("a: 1\n'a': 2")


def test_anchors_aliases_merge_keys_and_tags_are_refused() -> None:
    assert "anchors and aliases" in refusal("a: &b 1")
    assert "anchors and aliases" in refusal("a: &b {c: 1}\nd: *b")
    assert "anchors and aliases" in refusal("a: &b {c: 1}\nd: {<<: *b}")
    assert "tags (!)" in refusal("a: !!str 3")
    assert "tags (!)" in refusal("a: !!python/object/apply:os.getcwd []")
    assert "tags (!)" in refusal("!!map {a: 1}")


def test_every_mistake_of_a_document_is_named() -> None:
    assert len(refusal("a: &b 1\na: *b\n? [c]\n: 2").splitlines()) == 4


def test_a_list_or_a_mapping_is_no_key() -> None:
    assert "a key must be one word" in refusal("[a, b]: 1")
    assert "a key must be one word" in refusal("? {a: b}\n: 1")


def test_a_document_nested_without_end_is_refused() -> None:
    assert "nested more than 50 deep" in refusal("[" * 60 + "]" * 60)
    assert "nested more than 50 deep" in refusal("- " * 5000 + "a")
    assert "nested more than 50 deep" in refusal("? " * 5000 + "a")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe", "\ud800"], ids=ascii)
def test_a_sign_that_is_no_text_is_refused_on_its_line(sign: str) -> None:
    assert refusal(f"a: 1\nb: {sign}") == (
        f"bike.yaml:2: a character that is not text stands here (U+{ord(sign):04X}). Remove it."
    )


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: {b", "a: 'b", "a: b: c", "a:\n\tb: 1", "- a\nb: c", "a: @b", "}", "a: %\n %"],
)
def test_what_is_no_yaml_is_refused_with_its_file(text: str) -> None:
    assert refusal(text).startswith("bike.yaml:")
    assert "this is not valid YAML" in refusal(text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"), (True, "true"), (False, "false"), (3, "3"), (Fraction(5, 2), "2.5"),
        (Fraction(3), "3"), ("worn", '"worn"'), ([], "a list"), ({}, "a mapping"),
        ("x" * 99, '"' + "x" * 40 + '"'),
    ],
)  # fmt: skip
def test_a_value_is_described_in_words(value: object, words: str) -> None:
    assert describe(value) == words
