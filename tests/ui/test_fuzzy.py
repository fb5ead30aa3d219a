"""What was typed finds what it abbreviates, and what it names first."""

from __future__ import annotations

from workstation.ui.fuzzy import fuzzy_score


def test_a_word_as_it_was_typed_is_the_best_fit() -> None:
    typed = fuzzy_score("slab", "Planes Slab: mean")
    scattered = fuzzy_score("slab", "Segmentation Larger brush")
    assert typed is not None
    assert scattered is not None
    assert typed > scattered


def test_letters_come_in_order_or_not_at_all() -> None:
    assert fuzzy_score("fh", "Flip horizontally") is not None
    assert fuzzy_score("hf", "Flip it") is None
    assert fuzzy_score("", "anything") == 0
