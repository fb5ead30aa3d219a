"""Sentences keep their templates; plain ones are recognised."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from workstation.errors import InputError, MissingAttributeError
from workstation.settings.catalogs import Catalog, translator
from workstation.words import Phrasebook, Said, joined, said, words_of

GERMAN = Catalog(
    {
        "{name} has {count} slices of {mm:.1f} mm": "{count} Schichten zu {mm:.1f} mm in {name}",
        "Lung": "Lunge",
        "{one} and {two} differ": "{one} und {two} sind verschieden",
        "It is damaged.": "Defekt.",
        "nodule_type": "Art",
    }
)


def sentence() -> Said:
    return said("{name} has {count} slices of {mm:.1f} mm", name="a.nii", count=3, mm=1.25)


def test_a_sentence_is_its_english_text() -> None:
    assert sentence() == "a.nii has 3 slices of 1.2 mm"
    assert json.dumps(sentence()) == '"a.nii has 3 slices of 1.2 mm"'
    assert said('Write {"age": 62}.') == 'Write {"age": 62}.'


def test_a_sentence_survives_pickling_and_copying() -> None:
    for again in (pickle.loads(pickle.dumps(sentence())), copy.deepcopy(sentence())):
        assert again == sentence()
        assert again.template == sentence().template
        assert GERMAN.say(again) == "3 Schichten zu 1.2 mm in a.nii"


def test_an_error_keeps_its_sentence_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InputError(sentence(), hint=said("It is damaged."))))
    assert isinstance(words_of(error), Said)
    assert GERMAN.say(error.message) == "3 Schichten zu 1.2 mm in a.nii"
    assert GERMAN.say(error.hint) == "Defekt."
    assert GERMAN.say(words_of(ValueError(sentence()))) == "3 Schichten zu 1.2 mm in a.nii"


def test_fields_and_parts_are_translated_too() -> None:
    nested = said("{one} and {two} differ", one=said("Lung"), two="b {1}")
    assert GERMAN.say(nested) == "Lunge und b {1} sind verschieden"
    assert GERMAN.say(joined("; ", ("Lung", "{}"))) == "Lunge; {}"
    assert joined("; ", ("Lung", "{}")) == "Lung; {}"


@pytest.mark.parametrize(
    ("plain", "german"),
    [
        ("a.nii has 3 slices of 1.2 mm", "3 Schichten zu 1.2 mm in a.nii"),
        ("lung", "Lunge"),
        ("Nodule type", "Art"),
        ("Lung and x differ", "Lunge und x sind verschieden"),
        ("It is damaged. It is damaged.", "Defekt. Defekt."),
        ("Nobody said this; it stays", "Nobody said this; it stays"),
    ],
)
def test_what_became_plain_is_recognised(plain: str, german: str) -> None:
    assert GERMAN.say(plain) == german


def test_templates_with_few_letters_are_not_guessed() -> None:
    assert Phrasebook(["{a} of {b}"]).find("one of two") is None


def test_the_template_that_says_most_is_found() -> None:
    book = Phrasebook(["{name} cannot be read.", "{name} cannot be read as DICOM."])
    found = book.find("x.dcm cannot be read as DICOM.")
    assert found is not None
    assert found.template == "{name} cannot be read as DICOM."


def test_chinese_comes_from_the_catalog_without_qt() -> None:
    say = translator("zh_CN")
    assert (
        say(MissingAttributeError("PixelSpacing").message) == "此序列的一幅图像缺少 PixelSpacing。"
    )
    assert say("Axial F 520.5 mm") == "横断位 F 520.5 mm"
    assert translator("en")("Lung") == "Lung"
