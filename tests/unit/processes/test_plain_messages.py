from __future__ import annotations

import pickle
from dataclasses import dataclass

import pytest

from workstation.messages import NOTHING, Message
from workstation.processes.channel import MalformedMessage
from workstation.processes.plain_messages import build, decode, encode


@dataclass(frozen=True)
class Inner:
    number: float
    words: Message | str
    note: Message = NOTHING


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
    sentence = Message("{count} of {what}", count=3, what=Message("lungs"))
    value = Outer(items=(Inner(number=1.5, words=sentence),), place=(1.0, 2.0), flag=True)
    back = there_and_back(value)
    assert back == value
    words = back.items[0].words
    assert isinstance(words, Message)
    assert words.template == "{count} of {what}"
    assert isinstance(words.fields["what"], Message)


@pytest.mark.parametrize(
    "plain",
    [
        {"items": [{"number": "1", "words": "x"}]},
        {"items": [{"number": 10**400, "words": "x"}]},
        {"items": [{"number": True, "words": "x"}]},
        {"items": [{"number": 1.0, "words": 5}]},
        {"items": [{"number": 1.0, "words": "x" * 30_000}]},
        {"items": [{"number": 1.0, "words": {"text": "{0}", "fields": {"a": "b"}}}]},
        {"items": [{"number": 1.0, "words": {"fields": {}}}]},
        {"items": [{"number": 1.0, "words": {"text": "x", "other": 1}}]},
        {"items": [{"number": 1.0, "words": {"text": "x" * 30_000}}]},
        {"items": [{"number": 1.0, "words": {"text": "{a:9999999}", "fields": {"a": 1}}}]},
        {"items": [{"number": 1.0, "words": {"text": "{a}", "fields": {"a": True}}}]},
        {"items": [{"number": 1.0, "words": {"text": "{a}", "fields": {"a": [1]}}}]},
        {"items": [{"number": 1.0, "words": {"text": "{a}" * 9, "fields": {"a": "x" * 9000}}}]},
        {"items": [{"number": 1.0, "words": "x", "note": 5}]},
        {"items": [{"number": 1.0, "words": "x", "note": None}]},
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


def test_control_characters_come_through_no_part_of_a_sentence() -> None:
    inner = Message("b\x1b {c}", c="d\x00e")
    said = Message("a\x07 {name} {deep}", many="m\x07 {name} {deep}", name="n\x1bm", deep=inner)
    (item,) = there_and_back(Outer(items=(Inner(number=1.0, words=said, note=said),))).items
    assert str(item.words) == str(item.note) == "a nm b de"
    assert item.note.many == "m {name} {deep}"


def test_a_text_is_a_sentence_without_fields_where_a_sentence_stands() -> None:
    plain = {"number": 1.0, "words": "{a}", "note": "{a}"}
    made: Inner = build(Inner, plain)
    assert (made.words, made.note) == ("{a}", Message("{a}"))


def test_sentences_in_sentences_do_not_multiply() -> None:
    plain: dict[str, object] = {"text": "", "fields": {}}
    for _ in range(60):
        plain = {"text": "{a}{a}", "fields": {"a": plain}}
    with pytest.raises(MalformedMessage):
        build(Message, plain)
    deep: object = "a"
    for _ in range(20_000):
        deep = {"text": "{a}", "fields": {"a": deep}}
    with pytest.raises(MalformedMessage):
        build(Message, deep)


def test_unions_are_told_apart_by_what_is_there() -> None:
    kind = Message | float | str | None
    values: list[object] = [Message("{a}", a=1), 0.5, "x", None]
    assert [build(kind, decode(encode("x", each))[1]) for each in values] == values
    with pytest.raises(MalformedMessage):
        build(Message | str, 3)


def test_a_number_that_is_not_finite_is_not_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode("x", Inner(number=float("nan"), words=""))
