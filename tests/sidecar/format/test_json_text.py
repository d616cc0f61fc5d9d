"""JSON that is read and written again is the same JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sidecar.format.json_text import (
    BrokenJsonError,
    WrittenNumber,
    parse_object,
    write_lines,
    write_record,
    write_value,
)

NUMBERS = [
    "0", "-0", "-0.0", "1.0", "1.0e5", "1E400", "-1e-400", "1e5", "1E+2", "0.10", "123456789012345678",
    "1234567890123456789012345678901234567890", "-9223372036854775809", "3.14159265358979323846264338327950288",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_written_as_it_stood(number: str) -> None:
    data = f'{{"a": {number}, "b": [{number}, {{"c": {number}}}]}}'
    parsed = parse_object(data.encode())
    assert write_value(parsed) == data
    assert write_record(parsed).startswith(f'{{"a": {number},')


written_numbers = st.builds(
    lambda sign, whole, rest, power: sign + whole + rest + power,
    st.sampled_from(["", "-"]),
    st.one_of(st.just("0"), st.from_regex(r"[1-9][0-9]{0,45}", fullmatch=True)),
    st.one_of(st.just(""), st.from_regex(r"\.[0-9]{1,30}", fullmatch=True)),
    st.one_of(st.just(""), st.from_regex(r"[eE][+-]?[0-9]{1,4}", fullmatch=True)),
)


@given(written_numbers)
def test_any_number_is_written_as_it_stood(number: str) -> None:
    assert write_value(parse_object(b'{"n": ' + number.encode() + b"}")) == f'{{"n": {number}}}'


def test_ordinary_numbers_stay_numbers_that_can_be_counted_with() -> None:
    assert parse_object(b'{"start": 12, "share": 0.5}') == {"start": 12, "share": 0.5}
    assert parse_object(b'{"n": 1.0e5}') == {"n": WrittenNumber("1.0e5")}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
json_objects = st.dictionaries(st.text(st.characters(exclude_categories=()), max_size=8), json_values, max_size=5)


def in_order(value: object) -> object:
    """With the order of keys as part of the value."""
    if isinstance(value, dict):
        return [(key, in_order(inner)) for key, inner in value.items()]
    return [in_order(inner) for inner in value] if isinstance(value, list) else value


@given(json_objects, st.booleans())
def test_objects_survive_with_their_order(value: dict[str, Any], escaped: bool) -> None:
    data = json.dumps(value, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    try:
        parsed = parse_object(data)
    except BrokenJsonError:
        assert not escaped, "only a bare surrogate is no UTF-8"
        return
    expected = in_order(json.loads(data))
    written = write_lines(parsed, "first", {})
    assert in_order(json.loads(written)) == expected
    assert in_order(json.loads(write_record(parsed))) == expected
    assert write_lines(parse_object(written), "first", {}) == written, "written twice, the same bytes"


def test_half_a_surrogate_pair_survives_as_an_escape() -> None:
    data = b'{"\\udc00": "a\\ud83d", "whole": "\\ud83d\\ude00"}'
    written = write_lines(parse_object(data), "first", {})
    assert json.loads(written) == json.loads(data)
    assert b"\\udc00" in written
    assert "\U0001f600".encode() in written


def test_a_double_key_is_refused_at_any_depth() -> None:
    for data in (b'{"a": 1, "a": 1}', b'{"x": [{"a": 1, "b": 2, "a": 3}]}', b'{"a": 1, "\\u0061": 2}'):
        with pytest.raises(BrokenJsonError, match="'a' stands twice"):
            parse_object(data)


def test_a_byte_order_mark_is_let_pass() -> None:
    assert parse_object(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "line 1"),
        (b"{", "line 1"),
        (b'{"a": 1,\n "b" 2}', "line 2, column 6"),
        (b"[]", "not an object"),
        (b"null", "not an object"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        (b'{"a":' + b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b'{"a": 1}x', "line 1"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
    ],
)
def test_what_is_broken_is_refused_with_the_place(data: bytes, says: str) -> None:
    with pytest.raises(BrokenJsonError, match=says):
        parse_object(data)


def cases(shared: Path, prefix: str) -> list[Path]:
    found = sorted((shared / "fixtures" / "json-test-suite").glob(f"*/{prefix}*.json"))
    assert found
    return found


def test_the_json_test_suite_refuses_what_must_be_refused(shared: Path) -> None:
    for path in cases(shared, "n_"):
        for data in (path.read_bytes(), b'{"value": ' + path.read_bytes() + b"}"):
            try:
                parse_object(data)
            except BrokenJsonError:
                continue
            # wrapped, what only lacked a value around it may become right
            assert data != path.read_bytes(), path.name


def test_what_the_json_test_suite_allows_survives(shared: Path) -> None:
    for path in [*cases(shared, "y_"), *cases(shared, "number_"), *cases(shared, "string_")]:
        data = b'{"value": ' + path.read_bytes().removeprefix(b"\xef\xbb\xbf") + b"}"
        if "duplicated_key" in path.name or path.name.startswith("object_same_key"):
            with pytest.raises(BrokenJsonError, match="twice"):
                parse_object(data)
            continue
        try:
            parsed = parse_object(data)
        except BrokenJsonError as error:
            assert "UTF-8" in str(error)
            assert "invalid" in path.name
            continue
        written = write_lines(parsed, "first", {})
        assert json.loads(written, parse_float=str, parse_int=str) == json.loads(data, parse_float=str, parse_int=str)


def test_what_the_suite_leaves_open_never_raises_anything_else(shared: Path) -> None:
    for path in cases(shared, "i_"):
        data = b'{"value": ' + path.read_bytes() + b"}"
        try:
            parsed = parse_object(data)
        except BrokenJsonError:
            continue
        assert parse_object(write_lines(parsed, "first", {})) == parsed, path.name


def test_lines_are_made_for_a_diff() -> None:
    document = {"id": "x", "entities": [], "first": {"id": "p", "items": []}, "last": 1}
    rows = {"entities": [b'{"id": "e"}'], "first.items": [b"{...}", b"{,,,}"]}
    assert write_lines(document, "first", rows).decode() == (
        '{\n"id": "x",\n"entities": [\n {"id": "e"}\n],\n'
        '"first": {"id": "p", "items": [\n {...},\n {,,,}\n]},\n"last": 1\n}\n'
    )
    record = {"id": "a", "body": [{"x": 1}, {"y": 2}], "target": {"z": 3}, "empty": []}
    assert write_record(record) == (
        '{"id": "a",\n   "body": [\n    {"x": 1},\n    {"y": 2}],\n   "target": {"z": 3},\n   "empty": []}'
    )
