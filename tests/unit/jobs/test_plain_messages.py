from __future__ import annotations

import os
import pickle
import struct
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe

import pytest

from workstation.jobs.plain_messages import (
    LARGEST_MESSAGE_BYTES,
    MalformedMessage,
    MessageReader,
    build,
    decode,
    encode,
)
from workstation.words import Said, said


@dataclass(frozen=True)
class Inner:
    number: float
    words: str


@dataclass(frozen=True)
class Outer:
    items: tuple[Inner, ...]
    place: tuple[float, float] | None = None
    flag: bool = False


def there_and_back(value: Outer) -> Outer:
    kind, plain = decode(encode("outer", value))
    assert kind == "outer"
    result: Outer = build(Outer, plain)
    return result


def test_values_come_back_with_the_templates_of_their_sentences() -> None:
    sentence = said("{count} of {what}", count=3, what=said("lungs"))
    value = Outer(items=(Inner(number=1.5, words=sentence),), place=(1.0, 2.0), flag=True)
    back = there_and_back(value)
    assert back == value
    words = back.items[0].words
    assert isinstance(words, Said)
    assert words.template == "{count} of {what}"
    assert isinstance(words.fields["what"], Said)


@pytest.mark.parametrize(
    "plain",
    [
        {"items": [{"number": "1", "words": "x"}]},
        {"items": [{"number": True, "words": "x"}]},
        {"items": [{"number": 1.0, "words": 5}]},
        {"items": [{"number": 1.0, "words": "x" * 30_000}]},
        {"items": [{"number": 1.0, "words": {"said": ["{0}", {"a": "b"}]}}]},
        {"items": [], "place": [1.0]},
        {"items": [], "other": 1},
        {"items": [], "flag": 1},
        {},
        [],
        None,
    ],
)
def test_what_is_no_such_value_is_refused(plain: object) -> None:
    with pytest.raises(MalformedMessage):
        build(Outer, plain)


def test_control_characters_do_not_come_through() -> None:
    value = Outer(items=(Inner(number=1.0, words="a\x1b[31mb\x07c\nd"),))
    assert there_and_back(value).items[0].words == "a[31mbc\nd"


@pytest.mark.parametrize(
    "message", [pickle.dumps(print), b"\xff\xfe", b"[NaN]", b'["a", NaN]', b'{"a":1}', b"[" * 10**5]
)
def test_pickles_and_junk_are_no_messages(message: bytes) -> None:
    with pytest.raises(MalformedMessage):
        decode(message)


def test_a_number_that_is_not_finite_is_not_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode("x", Inner(number=float("nan"), words=""))


def ends() -> tuple[Connection, Connection]:
    ours, theirs = Pipe()
    return ours, theirs


def test_a_message_in_pieces_is_put_together_and_never_waited_for() -> None:
    ours, theirs = ends()
    reader = MessageReader(ours)
    whole = struct.pack("!i", 6) + b"abcdef"

    os.write(theirs.fileno(), whole[:7])
    assert reader.next(0.01) is None
    assert reader.next(0.01) is None
    os.write(theirs.fileno(), whole[7:])
    assert reader.next(1.0) == b"abcdef"


@pytest.mark.parametrize("length", [-1, -7, LARGEST_MESSAGE_BYTES + 1, 2**31 - 1])
def test_a_length_over_the_limit_is_refused_before_its_bytes_come(length: int) -> None:

    ours, theirs = ends()
    os.write(theirs.fileno(), struct.pack("!i", length) + b"xxxx")
    with pytest.raises(MalformedMessage):
        MessageReader(ours).next(1.0)


def test_a_child_that_hangs_up_is_the_end() -> None:
    ours, theirs = ends()
    theirs.close()
    with pytest.raises(EOFError):
        MessageReader(ours).next(1.0)
