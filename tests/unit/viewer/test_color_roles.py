"""Yellow is for letters and measurements, blue for what is chosen, amber and red for warnings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from workstation.ui.widgets.theme import DARK, LIGHT, Colors, person_color_on_pictures
from workstation.viewer.annotation_painter import COLOR, SELECTED_COLOR
from workstation.viewer.overlay_painter import (
    LETTER_COLOR,
    PLANE_COLORS,
    TEXT_COLOR,
    draw_text,
)


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG 2.2, "relative luminance")."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_warm(color: QColor) -> bool:
    """Red, amber or yellow."""
    return color.hsvSaturationF() > 0.35 and (color.hue() < 65 or color.hue() > 345)


def is_blue(color: QColor) -> bool:
    return color.hsvSaturationF() > 0.35 and 190 <= color.hue() <= 235


def test_planes_and_people_have_neither_the_color_of_a_warning_nor_of_a_choice() -> None:
    colors = [*PLANE_COLORS.values(), *(QColor(person_color_on_pictures(n)) for n in (1, 2, 3))]
    assert not any(is_warm(color) or is_blue(color) for color in colors)


def test_measurements_and_letters_are_yellow_and_what_is_chosen_is_blue() -> None:
    assert all(30 <= color.hue() <= 65 for color in (COLOR, LETTER_COLOR))
    assert is_blue(SELECTED_COLOR)
    assert is_blue(QColor(DARK.accent))
    assert is_blue(QColor(LIGHT.accent))


@pytest.mark.parametrize("background", [0, 90, 160, 255])
@pytest.mark.parametrize(
    "color", [TEXT_COLOR, LETTER_COLOR, *PLANE_COLORS.values()], ids=lambda c: c.name()
)
def test_words_on_pictures_are_legible_on_black_and_on_white(
    qapp: QApplication, background: int, color: QColor
) -> None:
    picture = QImage(200, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor(background, background, background))
    painter = QPainter(picture)
    font = painter.font()
    font.setPointSizeF(20)
    painter.setFont(font)
    draw_text(painter, QPointF(20, 40), "H", color)
    painter.end()
    seen = [picture.pixelColor(x, 32) for x in range(18, 40)]
    # Beside the letter, and in the middle of its stroke.
    behind = picture.pixelColor(19, 32)
    brightest = max(seen, key=luminance)
    assert contrast(brightest, behind) >= 4.5
    del qapp


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_words_of_the_window_are_legible(theme: Colors) -> None:
    for background in (theme.background, theme.surface, theme.raised, theme.field, theme.selected):
        assert contrast(QColor(theme.text), QColor(background)) >= 4.5
    for background in (theme.background, theme.surface, theme.field):
        assert contrast(QColor(theme.muted), QColor(background)) >= 4.5
        assert contrast(QColor(theme.caution), QColor(background)) >= 4.5
        assert contrast(QColor(theme.bad), QColor(background)) >= 4.5
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= 4.5
