"""What was typed, beside what it may stand for."""

from __future__ import annotations

import pytest

from workstation.ui.help.fuzzy import close_score, fuzzy_score, slip_score


def best(typed: str, *texts: str) -> str:
    scores = {text: fuzzy_score(typed, text) for text in texts}
    found = {text: score for text, score in scores.items() if score is not None}
    return max(found, key=lambda text: found[text])


def test_letters_must_come_in_order() -> None:
    assert fuzzy_score("lgt", "Length") is not None
    assert fuzzy_score("tgl", "Length") is None
    assert fuzzy_score("x", "Length") is None


def test_starts_of_words_go_before_letters_within() -> None:
    assert best("fh", "Flip horizontally", "Finish", "Refresh") == "Flip horizontally"


def test_letters_together_go_before_letters_apart() -> None:
    assert best("angle", "Angle", "An image great in length") == "Angle"


def test_of_equal_fits_the_shorter_is_better() -> None:
    assert best("zoom", "Zoom in and further", "Zoom") == "Zoom"


def test_nothing_typed_fits_everything_alike() -> None:
    assert fuzzy_score(" ", "Zoom") == fuzzy_score("", "Angle") == 0


def test_upper_case_and_other_scripts() -> None:
    assert fuzzy_score("ZOOM", "zoom") == fuzzy_score("zoom", "ZOOM")
    assert fuzzy_score("窗", "窗宽/窗位") is not None


def test_a_word_as_it_was_typed_is_the_best_fit() -> None:
    typed = fuzzy_score("slab", "Planes Slab: mean")
    scattered = fuzzy_score("slab", "Segmentation Larger brush")
    assert typed is not None
    assert scattered is not None
    assert typed > scattered


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lenght", "Length"),
        ("horizontaly", "Flip horizontally"),
        ("vericaly", "Flip vertically"),
        ("segmant", "Segment statistics"),
        ("horizontally flip", "Flip horizontally"),
        ("测量长渡", "测量长度"),
    ],
)
def test_slips_and_other_orders_find_what_was_meant(typed: str, meant: str) -> None:
    others = ("Finish", "Refresh", "Zoom in", "Angle", "Ellipse", "窗宽/窗位", "翻转")
    scores = {text: slip_score(typed, text) or 0 for text in (meant, *others)}
    assert max(scores, key=lambda text: scores[text]) == meant


def test_few_letters_are_no_slip() -> None:
    assert slip_score("lem", "Length") is None
    assert slip_score("lenn", "Length") is not None
    assert slip_score("zzzz", "Length") is None
    assert fuzzy_score("lenn", "Length") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fliho", "Flip horizontally"), ("cb", "Clear brush"), ("rdsk", "Reader's desk")],
)
def test_abbreviations_go_before_texts_that_look_alike(typed: str, meant: str) -> None:
    assert best(typed, meant, "Flip vertically", "Clip", "Racks", "Flight log") == meant


def test_chinese_letters_in_order_go_first() -> None:
    assert best("窗位", "窗宽/窗位", "位置窗口", "窗口") == "窗宽/窗位"
    assert best("长度", "测量长度", "长宽度") == "测量长度"


def test_close_fits_are_made_of_beginnings_and_runs() -> None:
    assert close_score("fh", "Flip horizontally") is not None
    assert close_score("fliho", "Flip horizontally") is not None
    assert close_score("fit", "File Quit") is None
    assert close_score("ngt", "Length") is not None, "as it was typed"
    assert close_score("lgt", "Length") is None
    assert close_score("长度", "测量长度") is not None
    assert close_score("", "Zoom") == 0
    assert close_score("lenght", "Length") is None
