"""Frame times and display rates of files written for the purpose."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import UltrasoundMultiFrameImageStorage

from tests.support.dicom_phantoms import blank, put_pixels, save
from workstation.domain.image import FrameSequence
from workstation.services.open_study import load, scan


def clip(folder: Path, **cine: int | list[int]) -> FrameSequence:
    data_set = blank(UltrasoundMultiFrameImageStorage)
    data_set.Modality = "US"
    put_pixels(data_set, np.zeros((24, 8), np.uint8))
    data_set.Rows, data_set.NumberOfFrames = 6, 4
    for keyword, value in cine.items():
        setattr(data_set, keyword, value)
    save(data_set, folder / "clip.dcm")
    ((study, series),) = scan(folder).all_series()
    (stack,) = series.stacks
    image = load(stack, study, series)
    assert isinstance(image, FrameSequence)
    return image


def test_a_vector_gives_each_frame_its_time(tmp_path: Path) -> None:
    image = clip(tmp_path, FrameTimeVector=[0, 20, 60, 40])
    assert image.timing.durations_ms == pytest.approx((20, 60, 40, 40))
    assert [image.timing.start_ms(n) for n in range(5)] == [0, 20, 80, 120, None]
    assert image.frame_time_ms == 40


def test_the_recommended_rate_is_for_display_only(tmp_path: Path) -> None:
    image = clip(
        tmp_path, FrameTime=40, CineRate=30, RecommendedDisplayFrameRate=15,
        PreferredPlaybackSequencing=1,
    )  # fmt: skip
    assert image.frame_time_ms == 40
    assert image.timing.display_rate == 15
    assert image.timing.sweeps


@pytest.mark.parametrize("vector", [[0, 20, 60], [0, 20, -1, 40]])
def test_a_vector_that_does_not_fit_is_not_used(tmp_path: Path, vector: list[int]) -> None:
    image = clip(tmp_path, FrameTimeVector=vector, CineRate=25)
    assert not image.timing.durations_ms
    assert image.timing.display_rate == 25
    assert not image.timing.sweeps


def test_the_doppler_clip_has_uneven_times(shared_data: Path) -> None:
    ((_study, series),) = scan(
        shared_data / "us_cine" / "us_colour_doppler_8fr_jpeg_fragmented_nobot.dcm"
    ).all_series()
    timing = series.stacks[0].timing
    assert len(timing.durations_ms) == 8
    assert min(timing.durations_ms) > 0
