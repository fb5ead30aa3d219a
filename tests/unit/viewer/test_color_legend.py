"""The bar of colors stands for values only where a window gives the colors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import radiograph
from workstation.domain.study import WindowSetting
from workstation.imaging.planes import PlaneName
from workstation.scene.sources import FlatView
from workstation.viewer import viewport_text
from workstation.viewer.slice_viewport import SliceViewport


def test_no_values_stand_beside_the_colors_of_a_table(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars: list[tuple[float, float]] = []

    def noted(*_args: object, low: float, high: float, **_words: Any) -> QRectF:
        bars.append((low, high))
        return QRectF()

    monkeypatch.setattr(viewport_text, "paint_color_legend", noted)
    table = np.linspace(4095, 0, 1024).astype(np.uint16)
    viewport = SliceViewport(PlaneName.AXIAL)
    qtbot.addWidget(viewport)
    viewport.resize(300, 300)
    viewport.show_view(FlatView(replace(radiograph(), voi_lut=(0, table, 12), windows=()), "s"))
    viewport.set_color_table("Hot iron")
    window = WindowSetting(center=300, width=400)
    viewport.set_window(window, use_voi_lut=True)
    viewport.grab()
    assert bars == []
    viewport.set_window(window)
    viewport.grab()
    assert bars[-1] == (100, 500)
