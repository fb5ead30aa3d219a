from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, frames, radiograph
from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import Calibration
from workstation.imaging.calipers import angle_deg
from workstation.imaging.planes import PlaneName
from workstation.imaging.regions import ellipse_pixels
from workstation.measuring.readings import readings
from workstation.scene.sources import FlatView, ImageView, VolumeView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading


def measure(
    view: ImageView, kind: AnnotationKind, *points: tuple[float, float], plane: str = "axial"
) -> dict[str, Reading]:
    name = PlaneName(plane)
    frame = view.frame(name, 2 if view.in_patient else 0)
    return {str(r.name): r for r in readings(kind, points, view, frame, name)}


def volume_view(*, trusted: bool = True) -> VolumeView:
    volume = asymmetric_volume()
    return VolumeView(volume, volume, trusted, "s")


def test_lengths_on_unequal_pixels() -> None:
    found = measure(volume_view(), AnnotationKind.LENGTH, (0, 0), (2, 4))["Length"]
    assert found.value == pytest.approx(math.hypot(2 * 1.5, 4 * 1.0))
    assert (found.unit, str(found.caveat)) == ("mm", "")
    across = measure(volume_view(), AnnotationKind.LENGTH, (0, 0), (3, 4), plane="coronal")
    assert across["Length"].value == pytest.approx(math.hypot(3 * 3.0, 4.0))


def test_no_millimeters_without_trust() -> None:
    view = volume_view(trusted=False)
    across = measure(view, AnnotationKind.LENGTH, (0, 0), (3, 4), plane="coronal")["Length"]
    assert (across.value, across.unit) == (5.0, "px")
    assert measure(view, AnnotationKind.LENGTH, (0, 0), (0, 4))["Length"].unit == "mm"
    area = measure(view, AnnotationKind.RECTANGLE, (0, 0), (2, 4), plane="sagittal")["Area"]
    assert (area.value, area.unit) == (8.0, "px²")
    film = FlatView(radiograph(spacing=None, calibration=Calibration.UNKNOWN), "s")
    assert measure(film, AnnotationKind.LENGTH, (0, 0), (6, 8))["Length"].unit == "px"


def test_films_say_where_their_millimeters_are() -> None:
    film = FlatView(radiograph(), "s")
    found = measure(film, AnnotationKind.LENGTH, (0, 0), (10, 0))["Length"]
    assert found.value == pytest.approx(2.0)
    assert str(found.caveat) == "at the detector"
    assert "at the detector" in str(found.text)


def test_angles_on_unequal_pixels() -> None:
    # 45 degrees in the patient: 2 rows of 1.5 mm against 3 columns of 1 mm.
    found = measure(volume_view(), AnnotationKind.ANGLE, (0, 3), (0, 0), (2, 3))["Angle"]
    assert found.value == pytest.approx(45.0)
    assert angle_deg((0, 1), (0, 0), (0, 1)) == 0
    assert angle_deg((0, 0), (0, 0), (0, 1)) == 0
    doubtful = measure(
        volume_view(trusted=False), AnnotationKind.ANGLE, (0, 3), (0, 0), (2, 3), plane="coronal"
    )
    assert doubtful["Angle"].caveat


def test_rectangle_statistics_by_hand() -> None:
    view = volume_view()
    found = measure(view, AnnotationKind.RECTANGLE, (0.6, 1.2), (3.4, 4.8))
    values = view.frame(PlaneName.AXIAL, 2).values[1:4, 2:5].astype(float)
    assert found["Area"].value == pytest.approx(2.8 * 1.5 * 3.6 * 1.0)
    assert found["Mean"].value == pytest.approx(values.mean())
    assert found["SD"].value == pytest.approx(values.std())
    assert (found["Min"].value, found["Max"].value) == (values.min(), values.max())
    assert found["Mean"].unit == "HU"
    backward = measure(view, AnnotationKind.RECTANGLE, (3.4, 4.8), (0.6, 1.2))
    assert backward == found


def test_an_ellipse_holds_the_pixels_whose_centers_are_inside() -> None:
    rows, columns = ellipse_pixels((10, 10), (50, 70), (100, 100))
    inside = ((rows - 30) / 20) ** 2 + ((columns - 40) / 30) ** 2
    assert inside.max() <= 1
    assert len(rows) == pytest.approx(math.pi * 20 * 30, rel=0.02)
    area = measure(volume_view(), AnnotationKind.ELLIPSE, (0, 0), (4, 6))["Area"]
    assert area.value == pytest.approx(math.pi / 4 * 4 * 1.5 * 6)


def test_padding_color_and_nothing() -> None:
    volume = asymmetric_volume()
    padding = np.zeros(volume.array.shape, dtype=bool)
    padding[2, 0] = True
    padded = replace(volume, padding=BitMask.of(padding))
    view = VolumeView(padded, padded, True, "s")
    found = measure(view, AnnotationKind.RECTANGLE, (0, 0), (1, 3))
    assert found["Min"].value == 210
    assert measure(view, AnnotationKind.PROBE, (0, 0)) == {}
    assert measure(view, AnnotationKind.PROBE, (1, 2))["Value"].value == 212
    color = FlatView(frames(color=True), "s")
    assert set(measure(color, AnnotationKind.ELLIPSE, (0, 0), (4, 6))) == {"Area"}
    outside = measure(view, AnnotationKind.RECTANGLE, (-9, -9), (-5, -5))
    assert set(outside) == {"Area"}


def test_a_length_in_a_curve_of_an_ultrasound_image_is_not_in_millimeters() -> None:
    image = radiograph()
    geometry = replace(image.geometry, scaled_parts=((0, 0, 20, 30),))
    view = FlatView(replace(image, geometry=geometry), "s")
    inside = measure(view, AnnotationKind.LENGTH, (0, 0), (10, 0))["Length"]
    assert inside.value == pytest.approx(2.0)
    assert inside.unit == "mm"
    outside = measure(view, AnnotationKind.LENGTH, (10, 0), (25, 0))["Length"]
    assert (outside.value, outside.unit, str(outside.caveat)) == (15.0, "px", "")
    area = measure(view, AnnotationKind.RECTANGLE, (22, 0), (24, 4))["Area"]
    assert area.unit == "px²"
