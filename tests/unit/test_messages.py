"""Sentences keep template and fields until somebody puts them into words."""

from __future__ import annotations

import copy
import json
import pickle
from enum import StrEnum
from pathlib import Path

import numpy as np
import pytest

from workstation.errors import InputError
from workstation.messages import LONGEST_CODE, NOTHING, Message, joined, listed, words_of


class Side(StrEnum):
    LEFT = "left"


def sentence() -> Message:
    return Message(
        "{name} has {count} slice of {mm:.1f} mm",
        many="{name} has {count} slices of {mm:.1f} mm",
        name="a.nii",
        count=3,
        mm=1.25,
    )


def nested() -> Message:
    return Message("{one} and {two} differ", one=Message("Lung"), two="b {1}")


def test_english_is_its_text() -> None:
    assert str(sentence()) == "a.nii has 3 slices of 1.2 mm"
    assert str(nested()) == "Lung and b {1} differ"
    assert repr(nested()) == "Message('Lung and b {1} differ')"


def test_a_message_is_no_text() -> None:
    words: object = "Lung"
    assert Message("Lung") != words
    assert Message("Lung") not in {words}


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 slices"), (1, "1 slice"), (2, "2 slices"), (1.0, "1 slice"), (0.5, "0.5 slices")],
)
def test_one_and_many(count: float, words: str) -> None:
    said = Message("{count:g} slice", many="{count:g} slices", count=count)
    assert str(said) == words


def test_fields_are_numbers_texts_and_messages() -> None:
    said = Message(
        "{a} {b:.2f} {c} {d} {e}",
        a=np.int16(3), b=np.float32(0.5), c=Side.LEFT, d=Path("x"), e=Message("f"),
    )  # fmt: skip
    assert {name: type(value) for name, value in said.fields.items()} == {
        "a": int, "b": float, "c": Message, "d": str, "e": Message,
    }  # fmt: skip
    assert str(said) == "3 0.50 left x f"


def test_braces_without_fields_are_plain_letters() -> None:
    assert str(Message('Write {"age": 62}.')) == 'Write {"age": 62}.'
    assert str(Message.term("{a} of {b")) == "{a} of {b"


def test_braces_beside_fields_are_doubled() -> None:
    assert str(Message("{{{name}}}", name="a")) == "{a}"


def test_a_field_that_is_not_given_is_a_fault() -> None:
    with pytest.raises(ValueError, match="not given"):
        str(Message("{a} of {b}", a=1))


@pytest.mark.parametrize("spec", ["999999999", ".999999f", "x>9", "c"])
def test_a_number_of_absurd_width_is_not_written(spec: str) -> None:
    with pytest.raises(ValueError, match="no format"):
        str(Message(f"{{a:{spec}}}", a=1.0))


def test_small_letters_and_remarks_without_stops() -> None:
    assert str(Message("a {kind:l}", kind=Message("Right Lung"))) == "a right lung"
    assert str(Message("{why:phrase}: no", why=Message("It is cut."))) == "It is cut: no"


def test_nothing_is_empty() -> None:
    assert not NOTHING
    assert not Message("")
    assert str(NOTHING) == ""
    assert NOTHING.code == ""
    assert sentence()


def test_words_are_joined_and_each_stays_itself() -> None:
    both = joined("; ", (Message("Lung"), "{}"))
    assert str(both) == "Lung; {}"
    assert both.fields["part0"] == Message("Lung")
    assert str(joined(" {x} ", ("a", "b"))) == "a {x} b"
    assert joined("; ", ()) == NOTHING


def test_remarks_are_listed() -> None:
    parts = (NOTHING, Message("It is cut."), "", "at the detector", Message("One. Two."))
    assert str(listed(parts)) == "It is cut; at the detector; One. Two"
    assert str(listed((listed(parts), Message("b.")))).endswith("Two; b")
    assert not listed((NOTHING, ""))


def test_equality_is_that_of_template_and_fields() -> None:
    assert sentence() == sentence()
    assert len({sentence(), sentence(), nested()}) == 2
    assert Message("{a}", a=1) != Message("{a}", a=2)
    assert Message("a", many="b") != Message("a")


def test_messages_are_pickled_and_copied() -> None:
    for said in (sentence(), nested(), NOTHING):
        for again in (pickle.loads(pickle.dumps(said)), copy.copy(said), copy.deepcopy(said)):
            assert again == said
            assert str(again) == str(said)


def test_an_error_keeps_its_message_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InputError(sentence(), hint=Message("Take another."))))
    assert (error.message, error.hint) == (sentence(), Message("Take another."))
    assert words_of(error) == sentence()
    assert str(error) == "a.nii has 3 slices of 1.2 mm"
    assert error.code == sentence().code


def test_the_words_of_an_error_of_others_stay_as_they_are() -> None:
    assert str(words_of(ValueError("{a} of {b}"))) == "{a} of {b}"
    assert words_of(ValueError("Lung")) != Message("Lung")
    assert not str(words_of(ValueError()))


@pytest.mark.parametrize("said", [sentence(), nested(), NOTHING, Message("{x}", x=-2.5)])
def test_plain_and_back(said: Message) -> None:
    plain = json.loads(json.dumps(said.plain, allow_nan=False))
    assert plain["code"] == said.code
    assert Message.of_plain(plain) == said


def test_plain_has_what_there_is() -> None:
    assert Message("Lung").plain == {"code": "lung", "text": "Lung"}
    assert nested().plain == {
        "code": "one-and-two-differ",
        "text": "{one} and {two} differ",
        "fields": {"one": {"code": "lung", "text": "Lung"}, "two": "b {1}"},
    }


def test_a_number_without_end_is_a_word_in_json() -> None:
    said = Message("{a:.1f} mm", a=float("inf"))
    assert str(Message.of_plain(json.loads(json.dumps(said.plain, allow_nan=False)))) == str(said)


def test_a_bare_text_is_a_message_without_fields() -> None:
    assert Message.of_plain("It is {cut}.") == Message("It is {cut}.")


@pytest.mark.parametrize(
    "plain",
    [
        None,
        3,
        ["a"],
        {},
        {"text": 3},
        {"text": "a", "many": 3},
        {"text": "a", "fields": []},
        {"text": "{a}", "fields": {"b": 1}},
        {"text": "{a", "fields": {"a": 1}},
        {"text": "{}", "fields": {"a": 1}},
        {"text": "{a.real}", "fields": {"a": 1}},
        {"text": "{a[0]}", "fields": {"a": "b"}},
        {"text": "{a}", "many": "{b}", "fields": {"a": 1}},
        {"text": "{a:99999999}", "fields": {"a": 1}},
        {"text": "{a:c}", "fields": {"a": 27}},
        {"text": "{a:.1f}", "fields": {"a": 10**400}},
        {"text": "{a}", "fields": {"a": None}},
        {"text": "{a}", "fields": {"a": [1]}},
        {"text": "{a}", "fields": {"a": {"text": "{b}", "fields": {"c": 1}}}},
    ],
)
def test_what_describes_no_message_is_refused(plain: object) -> None:
    with pytest.raises(TypeError):
        Message.of_plain(plain)


def test_codes_name_the_statement_and_not_its_fields() -> None:
    assert Message("An image has no {keyword}.", keyword="KVP").code == "an-image-has-no-keyword"
    assert Message("{mm:.1f} mm", mm=1).code == Message("{mm:.1f} mm", mm=2).code == "mm-mm"


def test_codes_are_short_and_differ() -> None:
    start = "The header states voxels of a size that cannot be, and nothing in the file "
    codes = {Message(start + end).code for end in ("helps.", "says more.")}
    assert all(0 < len(code) <= LONGEST_CODE for code in codes)
    assert len(codes) == 2
    assert len(Message("x" * 200).code) <= LONGEST_CODE
    assert Message("已完成").code == "已完成"


def test_a_message_that_would_multiply_is_refused() -> None:
    for words in ("words", ""):
        plain: dict[str, object] = {"text": words, "fields": {}}
        for _ in range(18):
            plain = {"text": "{a}{a}", "fields": {"a": plain}}
        with pytest.raises(TypeError, match="letters"):
            Message.of_plain(plain)
    deep: dict[str, object] = {"text": "x"}
    for _ in range(400):
        deep = {"text": "{a}", "fields": {"a": deep}}
    with pytest.raises(TypeError, match="no message"):
        Message.of_plain(deep)


def test_fields_are_words_and_numbers() -> None:
    class Kind(StrEnum):
        LENGTH = "length"

    made = Message("{kind} {on} {x}", kind=Kind.LENGTH, on=True, x=float("inf"))
    assert made.fields == {"kind": Message("length"), "on": "True", "x": "inf"}
    assert Message.of_plain(made.plain) == made


def test_nothing_put_together_is_nothing() -> None:
    assert not joined("; ", ("", NOTHING))
    assert not words_of(ValueError())
