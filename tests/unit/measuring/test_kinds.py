"""Every kind of measurement has one file, and agrees with what is said of it."""

from __future__ import annotations

import pkgutil

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume
from workstation.imaging.planes import PlaneName
from workstation.measuring import kinds
from workstation.measuring.kind import RegionKind
from workstation.measuring.readings import region_of
from workstation.measuring.registry import measurement
from workstation.scene.sources import VolumeView
from workstation.session.annotation_kinds import AnnotationKind

every = pytest.mark.parametrize("kind", list(AnnotationKind), ids=str)


@every
def test_each_kind_has_a_file_of_its_name(kind: AnnotationKind) -> None:
    found = measurement(kind)
    assert found.kind is kind
    assert type(found).__module__ == f"workstation.measuring.kinds.{kind}"
    assert isinstance(found, RegionKind) == kind.is_region


def test_each_file_holds_a_kind() -> None:
    files = {module.name for module in pkgutil.iter_modules(kinds.__path__)}
    assert files == {kind.value for kind in AnnotationKind}


@every
def test_its_lines_and_marks_take_as_many_points_as_it_has(kind: AnnotationKind) -> None:
    found = measurement(kind)
    rng = np.random.default_rng(2)
    points = tuple((float(a), float(b)) for a, b in rng.uniform(0, 9, (kind.points, 2)))
    strokes = found.strokes(points)
    if strokes is None:
        outline = found.outline(np.array(points), None)
        assert outline.ndim == 2
        assert outline.shape[1] == 2
    for line in (*(strokes or ()), *found.marks(points), *found.dotted(points)):
        assert len(line) >= 2
        assert np.isfinite(np.array(line)).all()
    assert found.words_at is None or found.words_at < kind.points


@every
def test_only_regions_hold_pixels(kind: AnnotationKind) -> None:
    volume = asymmetric_volume()
    frame = VolumeView(volume, volume, True, "s").frame(PlaneName.NATIVE, 0)
    points = ((0.6, 0.6), (3.4, 3.4), (0.6, 3.4), (3.4, 0.6))[: kind.points]
    if kind.is_region:
        assert region_of(kind, points, (), frame).area_px > 0
    else:
        with pytest.raises(TypeError, match="encloses nothing"):
            region_of(kind, points, (), frame)
