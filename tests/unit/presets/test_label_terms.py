"""Labels of others get a code only where every word of their name means that structure."""

from __future__ import annotations

import itertools

import pytest

from workstation.presets.label_terms import (
    PRIVATE_SCHEME,
    color_of_label,
    is_private,
    term_of_label,
)


@pytest.mark.parametrize(
    ("label", "code", "side"),
    [
        ("spleen", "78961009", None),
        ("Right Kidney", "64033007", "24028007"),
        ("kidney_left", "64033007", "7771000"),
        ("adrenal_gland_right", "23451007", "24028007"),
        ("IVC", "64131007", None),
        ("inferior_vena_cava", "64131007", None),
        ("Hippocampus", "5366008", None),
        ("LeftLung", "39607008", "7771000"),
    ],
)
def test_known_structures_are_coded_with_their_side(
    label: str, code: str, side: str | None
) -> None:
    term = term_of_label(label)
    assert (term.type.scheme, term.type.value) == ("SCT", code)
    assert (term.modifier.value if term.modifier else None) == side
    assert not is_private(term)


@pytest.mark.parametrize(
    "label",
    [
        "kidney cortex", "pancreatic tumor", "Portal and Splenic Veins", "Left Kideny",
        "left liver", "lung_upper_lobe_left", "hepatic vein", "12", "left", "",
    ],
)  # fmt: skip
def test_all_else_is_private_and_says_so(label: str) -> None:
    term = term_of_label(label or "label 3")
    assert is_private(term)
    assert term.type.scheme == term.category.scheme == PRIVATE_SCHEME
    # PS3.5 6.2: a code value is an SH of at most 16 characters.
    assert len(term.type.value) <= 16
    assert term.modifier is None


def test_one_name_has_one_private_code_and_another_name_another() -> None:
    assert term_of_label("Brain-Stem").type.value == term_of_label("brain stem").type.value
    assert term_of_label("Brain-Stem").type.value != term_of_label("VentralDC").type.value


def test_colors_of_neighbors_differ() -> None:
    colors = [color_of_label(n) for n in range(1, 105)]
    assert len(set(colors)) == len(colors)
    for one, other in itertools.pairwise(colors):
        assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) > 100
