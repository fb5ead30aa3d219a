from __future__ import annotations

import numpy as np
import pytest

from tests.support.image_phantoms import smooth_volume
from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.scene.sources import VolumeView
from workstation.viewer.box_painter import Box, box_outline


def area(points: list[tuple[float, float]]) -> float:
    r, c = np.array(points).T
    return float(abs(np.dot(r, np.roll(c, -1)) - np.dot(c, np.roll(r, -1))) / 2)


def box_in(volume: Volume, half: tuple[float, float, float]) -> Box:
    x, y, z = volume.geometry.center_lps_mm.tolist()
    a, b, c = half
    return x - a, y - b, z - c, x + a, y + b, z + c


def test_a_plane_cuts_the_rectangle_of_its_two_axes() -> None:
    volume = smooth_volume()
    view = VolumeView(volume, volume, True, "s")
    box = box_in(volume, (3.0, 2.0, 4.0))
    for plane, sides in (
        (PlaneName.AXIAL, (6.0, 4.0)),
        (PlaneName.CORONAL, (6.0, 8.0)),
        (PlaneName.SAGITTAL, (4.0, 8.0)),
    ):
        index = round(view.locate(plane, volume.geometry.center_lps_mm)[0])
        outline = box_outline(view, plane, index, box)
        spacing = view.frame(plane, index).pixel_rc
        assert len(outline) == 4
        assert area(outline) * spacing[0] * spacing[1] == pytest.approx(sides[0] * sides[1])
        assert box_outline(view, plane, index + 1000, box) == []
