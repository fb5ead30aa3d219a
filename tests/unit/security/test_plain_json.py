"""JSON of strangers: what other readers might take differently is refused."""

from __future__ import annotations

import pytest

from workstation.security.plain_json import plain_json


def test_plain_documents_are_read_with_and_without_a_mark_of_the_byte_order() -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        assert plain_json(mark + '{"a": [1, "é"], "b": {"a": 2}}'.encode()) == {
            "a": [1, "é"],
            "b": {"a": 2},
        }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"b": {"a": 1, "a": 2}}', "'a' stands twice"),
        (b'"\\ud800"', "surrogates"),
        (b"\xff", "decode"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b"{", "property name"),
    ],
)
def test_what_is_no_plain_document_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        plain_json(content)
