"""YAML and JSON are read alike, and nothing in them is more than it seems."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.calls.structured_file import read_structured
from matchmaker.calls.yaml_text import read_yaml
from matchmaker.errors import BadInput

# Control characters, what is no character, and separators of lines: JSON may hold them as they are, YAML may not.
LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp"))
SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(LETTERS, max_size=8)
# Ten thousand million words in ten lines.
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]\n" for at in range(1, 10)
)
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz -", max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(NESTED)
def test_yaml_that_the_library_writes_is_read_back(content: Any) -> None:
    assert read_yaml(yaml.safe_dump(content, allow_unicode=True)) == content


@given(NESTED)
def test_json_is_read_as_yaml_too(content: Any) -> None:
    assert read_yaml(json.dumps(content, ensure_ascii=False)) == content


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("12:30", "12:30"), ("2020-12-02", "2020-12-02"),
        ("0x10", "0x10"), ("007", "007"), ("1e3", "1e3"), ("1_000", "1_000"), ("'36'", "36"), ("36", 36), ("-3", -3),
        ("540000.10", Decimal("540000.10")), ("true", True), ("False", False), ("~", None), ("null", None), ("", None),
    ],
)  # fmt: skip
def test_a_plain_scalar_is_what_it_looks_like(text: str, value: object) -> None:
    assert read_yaml(f"a: {text}") == {"a": value}


def test_what_is_referred_to_stands_in_each_place() -> None:
    assert read_yaml("a: &x [1, {b: 2}]\nc: *x\nd: [*x]") == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": [[1, {"b": 2}]],
    }


@pytest.mark.parametrize(
    ("ending", "text", "line", "why"),
    [
        ("yaml", "a: 1\nb: 2\na: 3", 3, "'a' stands twice"),
        ("yaml", "a: &x [1, *x]", 1, "*x refers to nothing before it"),
        ("yaml", "a: 1\nb: *x", 2, "*x"),
        ("yaml", BOMB, 7, "more than 10,000,000 parts"),
        ("yaml", "a: 1\nb: !!python/object:os.system x", 2, "tags"),
        ("yaml", "a: 1\n? [1, 2]\n: 3", 2, "a key is a list"),
        ("yaml", "a: 1\n---\nb: 2", 2, "a second document"),
        ("yaml", "a: 1\n\tb: 2", 2, "not well-formed"),
        ("json", '{"a": 1,\n "b": 2,\n "a": 3}', 3, "'a' stands twice"),
        ("json", '{"a": 1,\n "b": }', 2, "not well-formed JSON"),
    ],
)
def test_a_surprise_is_refused_with_its_line(tmp_path: Path, ending: str, text: str, line: int, why: str) -> None:
    path = tmp_path / f"file.{ending}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_structured(path)
    assert f"line {line}:" in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize("name", ["deep.json", "deep.yaml"])
def test_a_file_that_is_nested_too_deeply_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    with pytest.raises(BadInput, match="nested too deeply"):
        read_structured(path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: Fédération".encode("latin-1"))
    with pytest.raises(BadInput, match="UTF-8"):
        read_structured(path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_text("a: 1", encoding="utf-8-sig")
    assert read_structured(path).content == {"a": 1}


def test_a_file_that_does_not_exist_is_said_not_to(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        read_structured(tmp_path / "none.yaml")
