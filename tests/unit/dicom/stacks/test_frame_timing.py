"""Frame times and display rates of files written for the purpose."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.uid import NuclearMedicineImageStorage, UltrasoundMultiFrameImageStorage
from pydicom.valuerep import DT

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.presentation_states import item
from workstation.domain.image import FrameSequence
from workstation.domain.moments import TimeSource
from workstation.domain.study import Stack
from workstation.services.open_study import load, scan


def clip(folder: Path, **cine: int | list[int]) -> FrameSequence:
    folder.mkdir(exist_ok=True)
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


def test_the_pointer_decides_between_time_and_vector(tmp_path: Path) -> None:
    both: dict[str, int | list[int]] = {"FrameTime": 40, "FrameTimeVector": [0, 20, 60, 40]}
    even = clip(tmp_path / "even", FrameIncrementPointer=0x00181063, **both)
    assert even.timing.axis is not None
    assert even.timing.axis.values == pytest.approx((0, 0.04, 0.08, 0.12))
    assert even.timing.axis.source is TimeSource.FRAME_TIME
    assert not even.timing.durations_ms
    uneven = clip(tmp_path / "uneven", FrameIncrementPointer=0x00181065, **both)
    assert uneven.timing.axis is not None
    assert uneven.timing.axis.values == pytest.approx((0, 0.02, 0.08, 0.12))
    assert uneven.timing.durations_ms == pytest.approx((20, 60, 40, 40))


def test_frames_that_follow_in_something_else_have_no_times(tmp_path: Path) -> None:
    image = clip(tmp_path, FrameIncrementPointer=0x00540080, CineRate=5)
    assert image.timing.axis is None
    assert image.timing.start_ms(1) is None
    assert image.timing.display_rate == 5


def test_a_rate_for_display_is_no_time_of_acquisition(tmp_path: Path) -> None:
    assert clip(tmp_path / "shown", RecommendedDisplayFrameRate=15).timing.axis is None
    taken = clip(tmp_path / "taken", CineRate=20).timing.axis
    assert taken is not None
    assert taken.source is TimeSource.CINE_RATE
    assert taken.values == pytest.approx((0, 0.05, 0.10, 0.15))


@pytest.mark.parametrize(
    ("trims", "expected"),
    [
        ({"StartTrim": 2, "StopTrim": 3}, (1, 2)),
        ({"StopTrim": 3}, (0, 2)),
        ({"StartTrim": 1, "StopTrim": 4}, None),
        ({"StartTrim": 3, "StopTrim": 3}, None),
        ({"StartTrim": 0, "StopTrim": 9}, None),
    ],
)
def test_trims_name_the_frames_to_play(
    tmp_path: Path, trims: dict[str, int], expected: tuple[int, int] | None
) -> None:
    assert clip(tmp_path, **trims).timing.trim == expected


def nuclear(folder: Path, phases: list[tuple[int, int, int, int]], **vectors: list[int]) -> Stack:
    """(duration ms, pause ms, delay ms, frames) of each phase."""
    data_set = blank(NuclearMedicineImageStorage)
    data_set.Modality = "NM"
    put_pixels(data_set, np.zeros((24, 8), np.uint16))
    data_set.Rows, data_set.NumberOfFrames = 6, 4
    data_set.FrameIncrementPointer = [0x00540030, 0x00540100]
    data_set.PhaseInformationSequence = [
        item(
            ActualFrameDuration=duration, PauseBetweenFrames=pause, PhaseDelay=delay,
            NumberOfFramesInPhase=frames,
        )
        for duration, pause, delay, frames in phases
    ]  # fmt: skip
    for keyword, value in vectors.items():
        setattr(data_set, keyword, value)
    save(data_set, folder / "nm.dcm")
    ((_study, series),) = scan(folder).all_series()
    return series.stacks[0]


def test_dynamic_phases_of_nuclear_medicine_follow_their_durations(tmp_path: Path) -> None:
    axis = nuclear(
        tmp_path, [(1000, 0, 0, 2), (5000, 500, 2000, 2)],
        PhaseVector=[1, 1, 2, 2], TimeSliceVector=[1, 2, 1, 2],
    ).timing.axis  # fmt: skip
    assert axis is not None
    assert axis.values == pytest.approx((0, 1, 4, 9.5))
    assert axis.durations_ms == pytest.approx((1000, 1000, 5500, 5500))
    assert axis.source is TimeSource.DURATION


def test_two_detectors_have_no_one_course_of_time(tmp_path: Path) -> None:
    stack = nuclear(
        tmp_path, [(1000, 0, 0, 2)], PhaseVector=[1, 1, 1, 1], TimeSliceVector=[1, 2, 1, 2]
    )
    assert stack.timing.axis is None


def test_the_moving_knee_has_the_times_of_its_frames(shared_data: Path) -> None:
    folder = shared_data / "enhanced_multiframe" / "mr_knee_moving_19fr_temporal.dcm"
    ((_study, series),) = scan(folder).all_series()
    (stack,) = series.stacks
    data_set = pydicom.dcmread(folder, stop_before_pixels=True)
    stated = [
        DT(group.FrameContentSequence[0].FrameReferenceDateTime)
        for group in data_set.PerFrameFunctionalGroupsSequence
    ]
    axis = stack.timing.axis
    assert axis is not None
    assert axis.source is TimeSource.REFERENCED
    seconds = [(each - stated[0]).total_seconds() for each in stated]
    assert axis.values == pytest.approx(seconds)
    assert len(set(np.diff(seconds))) > 1
