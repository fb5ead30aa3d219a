"""How places of one image are found in another."""

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import asymmetric_volume, radiograph, rotation
from workstation.scene.linking import Linking, space_of
from workstation.scene.sources import FlatView, VolumeView


def view(frame_of_reference: str, stack_id: str) -> VolumeView:
    volume = asymmetric_volume()
    geometry = replace(volume.geometry, frame_of_reference_uid=frame_of_reference)
    volume = replace(volume, geometry=geometry)
    return VolumeView(volume, volume, True, stack_id)


def test_images_of_one_frame_of_reference_share_a_space() -> None:
    assert space_of(view("1.2", "a")) == space_of(view("1.2", "b"))
    assert space_of(view("1.2", "a")) != space_of(view("1.3", "b"))


def test_images_without_a_frame_of_reference_are_alone() -> None:
    assert space_of(view("", "a")) != space_of(view("", "b"))
    assert space_of(FlatView(radiograph(), "a")) != space_of(FlatView(radiograph(), "b"))


def test_points_go_there_and_back() -> None:
    linking = Linking()
    affine = np.eye(4)
    affine[:3, :3] = rotation(10, 20, 30)
    affine[:3, 3] = (5, -6, 7)
    linking.link("a", "b", affine, "rigid registration")
    there = linking.carry((1.0, 2.0, 3.0), "a", "b")
    assert there is not None
    assert there == pytest.approx(tuple(affine[:3, :3] @ (1, 2, 3) + affine[:3, 3]))
    assert linking.carry(there, "b", "a") == pytest.approx((1, 2, 3))
    assert linking.carry((1.0, 2.0, 3.0), "a", "a") == (1, 2, 3)
    assert linking.carry((1.0, 2.0, 3.0), "a", "c") is None
    linking.unlink("b", "a")
    assert linking.carry((1.0, 2.0, 3.0), "a", "b") is None
    assert linking.is_empty


@pytest.mark.parametrize("affine", [np.zeros((4, 4)), np.eye(3), np.full((4, 4), np.nan)])
def test_maps_that_cannot_be_undone_are_refused(affine: np.ndarray) -> None:
    with pytest.raises(ValueError, match="map"):
        Linking().link("a", "b", affine, "by hand")
