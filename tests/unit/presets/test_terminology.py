from __future__ import annotations

from typing import Any

import pytest
from pydicom.sr._concepts_dict import concepts

from workstation.presets.terminology import search_terms, segment_terms, unnamed_color


def test_every_term_is_the_code_that_dicom_names() -> None:
    by_name: Any = concepts["SCT"].values()
    named = {(value, "SCT") for values in by_name for value in values}
    terms = segment_terms()
    assert len(terms) > 80
    for term in terms:
        for code in (term.type, term.modifier):
            assert code is None or (code.value, code.scheme) in named
    assert len({(t.type.value, t.modifier) for t in terms}) == len(terms)


@pytest.mark.parametrize(
    ("text", "label", "color"),
    [
        ("left kid", "Left kidney", (185, 102, 83)),
        ("10200004", "Liver", (221, 130, 101)),
        ("tumour", "Mass", (144, 238, 144)),
        ("lymph", "Lymph Node", (68, 172, 100)),
        ("ivc", "Inferior vena cava", (0, 151, 206)),
    ],
)
def test_terms_are_found_by_words_and_codes(
    text: str, label: str, color: tuple[int, int, int]
) -> None:
    first = search_terms(text)[0]
    assert (first.label, first.color_rgb) == (label, color)


def test_nothing_is_found_for_nonsense_and_all_for_nothing() -> None:
    assert search_terms("qqq") == ()
    assert set(search_terms("")) == set(segment_terms())
    assert unnamed_color(1) == unnamed_color(7) == (255, 0, 0)
