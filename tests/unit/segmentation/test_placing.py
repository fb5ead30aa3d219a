"""A mask is shown and edited on the very image that it was made on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.support.image_phantoms import asymmetric_volume, box_mask, frames, radiograph
from workstation.domain.bit_mask import BitMask
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.segmentation.placing import lies_on, measured_sample
from workstation.segmentation.thresholds import otsu_threshold


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


def test_padding_and_what_is_no_number_are_in_no_sample() -> None:
    volume = asymmetric_volume()
    values = volume.array.copy()
    outside = np.zeros(values.shape, bool)
    outside[:, :3] = True
    values[outside] = -2000
    padded = replace(volume, array=values, padding=BitMask.of(outside))
    sample = measured_sample(padded)
    assert sample is not None
    assert sample.size == (~outside).sum()
    assert sample.min() == values[~outside].min()
    every_third = measured_sample(padded, 3)
    assert every_third is not None
    assert set(every_third.tolist()) <= set(values[~outside].tolist())
    film = radiograph()
    edge = np.zeros(film.array.shape, bool)
    edge[:, :5] = True
    of_film = measured_sample(replace(film, padding=edge))
    assert of_film is not None
    assert of_film.size == film.array.size - edge.sum()
    holes = volume.array.astype(np.float32)
    holes[0] = np.nan
    known = measured_sample(replace(volume, array=holes))
    assert known is not None
    assert np.isfinite(known).all()
    assert measured_sample(frames(color=True)) is None


def test_otsu_parts_tissue_from_air_and_not_padding_from_both() -> None:
    volume = asymmetric_volume()
    values = np.full(volume.array.shape, -1000, np.int16)
    values[:, :, 5:] = 40
    outside = np.zeros(values.shape, bool)
    outside[:, :3] = True
    values[outside] = -8000
    sample = measured_sample(replace(volume, array=values, padding=BitMask.of(outside)))
    assert sample is not None
    assert -1000 < otsu_threshold(sample) <= 40
