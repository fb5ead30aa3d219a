"""A mask is shown and edited on the very image that it was made on."""

from __future__ import annotations

from dataclasses import replace

from tests.support.image_phantoms import asymmetric_volume, box_mask
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.segmentation.placing import lies_on


def phase(first_frame: int, uid: str = "1.2.3.4.5") -> Volume:
    """A volume that is some frames of one multi-frame file."""
    volume = asymmetric_volume()
    count = volume.geometry.shape_kji[0]
    frames = tuple(range(first_frame, first_frame + count))
    source = replace(volume.source, sop_instance_uids=(uid,) * count, frame_indices=frames)
    return replace(volume, source=source)


def mask_on(volume: Volume) -> Mask:
    source = volume.source
    return replace(
        box_mask(volume),
        sop_instance_uids=source.sop_instance_uids,
        frame_indices=source.frame_indices,
    )


def test_phases_in_one_file_have_masks_of_their_own() -> None:
    first, second = phase(0), phase(100)
    assert lies_on(mask_on(first), first)
    assert not lies_on(mask_on(first), second)
    assert not lies_on(mask_on(second), first)


def test_other_files_are_other_images() -> None:
    assert not lies_on(mask_on(phase(0, "1.2.3.4.6")), phase(0))


def test_masks_that_do_not_name_their_frames_are_taken() -> None:
    whole = mask_on(phase(0))
    assert lies_on(replace(whole, sop_instance_uids=()), phase(100))
    assert lies_on(replace(whole, frame_indices=()), phase(100))


def test_another_grid_is_another_image() -> None:
    image = phase(0)
    moved = image.geometry.affine_lps.copy()
    moved[0, 3] += 1.0
    other = replace(image, geometry=replace(image.geometry, affine_lps=moved))
    assert not lies_on(mask_on(image), other)
