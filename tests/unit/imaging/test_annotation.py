from __future__ import annotations

import pytest

from tests.support.image_phantoms import radiograph
from workstation.domain.geometry import Calibration
from workstation.domain.study import WindowSetting
from workstation.imaging.annotation import (
    calibration_word,
    length_text,
    point_text,
    position_text,
    scale_bar_mm,
    window_text,
)
from workstation.imaging.planes import PlaneName


def test_positions_are_named_by_the_side_that_they_lie_on() -> None:
    assert str(position_text(PlaneName.AXIAL, (0, 0, -520.54))) == "Axial F 520.5 mm"
    assert str(position_text(PlaneName.CORONAL, (0, 131.26, 0))) == "Coronal P 131.3 mm"
    assert str(position_text(PlaneName.SAGITTAL, (-57.3, 0, 0))) == "Sagittal R 57.3 mm"
    assert str(position_text(PlaneName.NATIVE, (0, 0, 0))) == "As acquired"
    assert point_text((-57.3, 131.3, -520.5)) == "R 57.3  P 131.3  F 520.5 mm"


@pytest.mark.parametrize(
    ("mm_per_px", "px", "expected"),
    [(1.0, 120, 100.0), (0.5, 120, 50.0), (0.1, 150, 10.0), (0.08, 50, 2.0), (1.0, 200, 200.0)],
)
def test_scale_bars_have_round_lengths(mm_per_px: float, px: float, expected: float) -> None:
    assert scale_bar_mm(mm_per_px, px) == pytest.approx(expected)


def test_texts() -> None:
    assert length_text(50.0) == "5 cm"
    assert length_text(2.0) == "2 mm"
    assert window_text(WindowSetting(center=-600, width=1500)) == "W 1500 L -600"
    assert window_text(WindowSetting(center=2.5, width=5)) == "W 5 L 2.5"


def test_only_projections_need_a_word_beside_their_millimeters() -> None:
    assert str(calibration_word(radiograph().geometry)) == "at the detector"
    assert str(calibration_word(radiograph(calibration=Calibration.SCANNER).geometry)) == ""
