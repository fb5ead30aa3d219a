"""Registering two series as the window does, with the pictures by which it is judged."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.moved_heads import moved_head, rigid_motion
from workstation.domain.bit_mask import BitMask
from workstation.domain.image import Volume
from workstation.errors import CancelledError, GeometryError
from workstation.imaging.planes import PlaneName
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.services.register_images import CheckedRegistration, register_series

MOVED = rigid_motion((0, 0, 8), (12, -9, 6))
FIXED_MM, MOVING_MM = (6.0, 3.0, 3.0), (4.0, 4.0, 4.0)


@pytest.fixture(scope="module")
def told() -> list[tuple[float, str]]:
    return []


@pytest.fixture(scope="module")
def checked(told: list[tuple[float, str]]) -> CheckedRegistration:
    """A head and the same one moved, of twice its values, with padding and uneven slices."""

    def listen(fraction: float, stage: Message) -> None:
        told.append((fraction, str(stage)))

    fixed = moved_head(np.eye(4), FIXED_MM)
    return register_series(fixed, moving(), token=CancelToken(), progress=listen)


def moving() -> Volume:
    volume = moved_head(MOVED, MOVING_MM, contrast=2.0)
    geometry = volume.geometry
    origins = geometry.to_lps_mm([(k, 0, 0) for k in range(geometry.shape_kji[0])])
    padding = np.zeros(geometry.shape_kji, np.bool_)
    padding[:, :, 0] = True
    return replace(volume, padding=BitMask.of(padding), slice_origins_lps_mm=origins)


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def test_the_motion_is_from_the_fixed_series_to_the_moving_one(
    checked: CheckedRegistration,
) -> None:
    corners = np.array([[x, y, z, 1] for x in (-40, 40) for y in (-40, 40) for z in (-30, 30)])
    off = np.linalg.norm((corners @ (checked.registration.affine - MOVED).T)[:, :3], axis=1)
    assert off.max() < 1.5
    assert checked.registration.rotation_deg == pytest.approx(8, abs=1)


def test_the_pictures_show_one_place_of_both(checked: CheckedRegistration) -> None:
    assert [picture.plane for picture in checked.pictures] == [
        PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL,
    ]  # fmt: skip
    sizes = {picture.plane: picture.fixed.shape for picture in checked.pictures}
    assert sizes == {
        PlaneName.AXIAL: (50, 50), PlaneName.CORONAL: (25, 50), PlaneName.SAGITTAL: (25, 50),
    }  # fmt: skip
    spacings = [picture.spacing_rc_mm for picture in checked.pictures]
    assert spacings == [(3.0, 3.0), (6.0, 3.0), (6.0, 3.0)]
    for picture in checked.pictures:
        # It fits as it lies, and less when it is turned over: no side is exchanged.
        fit = likeness(picture.fixed, picture.moving)
        assert fit > 0.95
        assert likeness(picture.fixed, picture.moving[:, ::-1]) < fit - 0.03
        assert likeness(picture.fixed, picture.moving[::-1]) < fit - 0.03


def test_every_tissue_is_told_apart_whatever_the_window_of_the_file(
    checked: CheckedRegistration,
) -> None:
    for picture in checked.pictures:
        for pixels in (picture.fixed, picture.moving):
            assert pixels.min() == 0
            assert pixels.max() == 255
            assert len(np.unique(pixels)) >= 3


def test_values_far_below_one_are_told_apart_too() -> None:
    """As of a map of diffusion in units of their own."""
    fixed = moved_head(np.eye(4), FIXED_MM, contrast=0.001)
    for picture in register_series(fixed, moved_head(MOVED, MOVING_MM)).pictures:
        assert picture.fixed.min() == 0
        assert picture.fixed.max() == 255
        assert len(np.unique(picture.fixed)) >= 3


def test_what_the_moving_series_does_not_hold_is_black() -> None:
    whole = moved_head(np.eye(4), MOVING_MM)
    # Its lowest value is not zero: black is that of the series, not of nothing.
    half = replace(
        whole,
        array=whole.array[:, :, :24] + 500,
        geometry=replace(whole.geometry, shape_kji=(*whole.geometry.shape_kji[:2], 24)),
    )
    axial = register_series(moved_head(np.eye(4), FIXED_MM), half).pictures[0]
    # The half of the patient's left side is missing; the picture shows it on its right.
    assert not axial.moving[:, 35:].any()
    assert axial.fixed[:, 35:].any()
    assert axial.moving[:, :30].any()


def test_it_tells_how_far_it_is(
    checked: CheckedRegistration, told: list[tuple[float, str]]
) -> None:
    assert checked.pictures
    fractions = [fraction for fraction, _stage in told]
    assert all(one <= other for one, other in pairwise(fractions))
    assert {stage for _fraction, stage in told[:-1]} == {"Registering"}
    assert told[-1] == (0.95, "Making the check view")


def test_it_can_be_given_up_on_the_way() -> None:
    token = CancelToken()
    told: list[tuple[float, str]] = []

    def listen(fraction: float, stage: Message) -> None:
        told.append((fraction, str(stage)))
        if len(told) == 3:
            token.cancel()

    with pytest.raises(CancelledError):
        register_series(moved_head(np.eye(4), FIXED_MM), moving(), token=token, progress=listen)
    assert "Making the check view" not in [stage for _fraction, stage in told]


def test_a_series_with_nothing_to_go_by_is_refused() -> None:
    plain = moved_head(np.eye(4), FIXED_MM)
    empty = replace(plain, array=np.zeros_like(plain.array))
    with pytest.raises(GeometryError, match="contrast"):
        register_series(plain, empty)
