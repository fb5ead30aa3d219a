"""Which frames of a series are one volume, and what is said where that is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import SecondaryCaptureImageStorage, generate_uid

from tests.support.dicom_phantoms import (
    AXIAL,
    SeriesPhantom,
    blank,
    enhanced_mr,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from workstation.dicom.stacks.interleaving import are_interleaved, runs_along
from workstation.domain.geometry import GeometryBadge, GeometryIssueCode
from workstation.domain.image import Volume
from workstation.domain.study import ScanReport, Stack
from workstation.language.catalogs import catalog
from workstation.messages import NOTHING, Message
from workstation.services.open_study import open_series, scan
from workstation.session.phases import phases_of

Change = Callable[[Dataset, int], None]


def stacks_of(report: ScanReport) -> list[Stack]:
    return [stack for _study, series in report.all_series() for stack in series.stacks]


def written(
    folder: Path, change: Change, *, count: int = 20, step: float = 2.5, modality: str = "CT"
) -> list[Stack]:
    """Slices of which slice k holds the value k."""
    stored = np.broadcast_to(np.arange(count, dtype=np.uint16)[:, None, None], (count, 8, 8))
    phantom = SeriesPhantom(
        stored=stored.copy(),
        positions=straight(count, (0.0, 0.0, step)),
        modality=modality,
        intercept=0,
    )
    write_series(folder, phantom, change, shuffled=False)
    return stacks_of(scan(folder))


def values(folder: Path, number: int) -> list[int]:
    return [int(v) for v in open_series(folder, stack=number).array[:, 0, 0]]


def test_two_acquisitions_half_a_step_apart_are_two_volumes(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        data_set.AcquisitionNumber = 1 + k % 2

    stacks = written(tmp_path, change)
    assert [stack.spacing_kji_mm[0] for stack in stacks] == [5.0, 5.0]
    assert [str(stack.label) for stack in stacks] == ["acquisition 1", "acquisition 2"]
    assert values(tmp_path, 0) == list(range(0, 20, 2))
    assert values(tmp_path, 1) == list(range(1, 20, 2))


@pytest.mark.parametrize(
    ("keyword", "pair"),
    [
        ("AcquisitionTime", ("101000", "101045")),
        ("AcquisitionDateTime", ("20260101101000", "20260101101045")),
        ("SliceThickness", ("2.5", "5")),
        ("KVP", ("80", "140")),
        ("ConvolutionKernel", ("B30f", "B70f")),
        ("TriggerTime", ("0", "400")),
        ("TemporalPositionIdentifier", ("1", "2")),
    ],
)
def test_ct_of_another_time_or_setting_is_not_woven_in(
    tmp_path: Path, keyword: str, pair: tuple[str, str]
) -> None:
    stacks = written(tmp_path, lambda data_set, k: setattr(data_set, keyword, pair[k % 2]))
    assert [len(stack.frames) for stack in stacks] == [10, 10]


def test_blocks_of_acquisitions_are_one_volume(tmp_path: Path) -> None:
    stacks = written(tmp_path, lambda ds, k: setattr(ds, "AcquisitionNumber", 1 + k // 5))
    assert [len(stack.frames) for stack in stacks] == [20]
    assert stacks[0].geometry.badge is GeometryBadge.OK


def test_interleaved_packages_of_mr_are_one_volume_and_told(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        data_set.AcquisitionNumber = 1 + k % 2
        data_set.AcquisitionTime = f"10100{k % 2}"

    (stack,) = written(tmp_path, change, modality="MR")
    assert [issue.code for issue in stack.geometry.issues] == [GeometryIssueCode.MIXED_ACQUISITIONS]


def test_numbers_that_run_twice_through_a_ct_are_told(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        data_set.InstanceNumber = 1 + k // 2 + 10 * (k % 2)

    (stack,) = written(tmp_path, change)
    assert [issue.code for issue in stack.geometry.issues] == [GeometryIssueCode.MIXED_ACQUISITIONS]


def test_interleaved_acquisitions_are_parted_though_a_slice_is_missing(tmp_path: Path) -> None:
    there = [k for k in range(20) if k != 7]

    def change(data_set: Dataset, k: int) -> None:
        data_set.AcquisitionNumber = 1 + there[k] % 2
        data_set.ImagePositionPatient = [0, 0, 2.5 * there[k]]
        data_set.SliceThickness = "5"

    whole, broken = written(tmp_path, change, count=19)
    assert (len(whole.frames), whole.geometry.badge) == (10, GeometryBadge.OK)
    assert (len(broken.frames), broken.geometry.badge) == (9, GeometryBadge.REFUSED)


def test_acquisitions_out_and_back_are_told(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        place = 5.0 * k if k < 10 else 2.5 + 5.0 * (19 - k)
        data_set.ImagePositionPatient = [0, 0, place]

    (stack,) = written(tmp_path, change)
    assert [issue.code for issue in stack.geometry.issues] == [GeometryIssueCode.MIXED_ACQUISITIONS]


def test_interleaving_needs_regular_parts() -> None:
    places = np.arange(6.0)
    assert are_interleaved([[0, 2, 4], [1, 3, 5]], places)
    assert not are_interleaved([[0, 1, 2], [3, 4, 5]], places)
    assert not are_interleaved([[0, 1, 2, 4], [3, 5]], places)
    assert not are_interleaved([[0, 1, 4, 5], [2, 3, 6, 7]], np.arange(8.0))
    assert runs_along(places, [1, 4, 2, 5, 3, 6]) == [[0, 2, 4], [1, 3, 5]]
    assert runs_along(places, [1, 6, 2, 5, 3, 4]) == [[0, 2, 4], [1, 3, 5]]


@pytest.mark.parametrize(
    ("keyword", "first", "second"),
    [
        ("EchoTime", "2.4549", "2.4551"),
        ("EchoTime", "2.45", "2.47"),
        ("DiffusionBValue", 999.4, 999.6),
        ("DiffusionBValue", 999.0, 1001.0),
        ("FlipAngle", "14.95", "15.05"),
        ("InversionTime", "900.04", "900.06"),
        ("SliceThickness", "2.4949", "2.4951"),
    ],
)
def test_jitter_of_a_setting_does_not_part_a_volume(
    tmp_path: Path, keyword: str, first: object, second: object
) -> None:
    def change(data_set: Dataset, k: int) -> None:
        setattr(data_set, keyword, (first, second)[k % 2])

    (stack,) = written(tmp_path, change, count=10, modality="MR")
    assert stack.spacing_kji_mm[0] == pytest.approx(2.5)
    assert len(stack.frames) == 10
    assert stack.geometry.badge is GeometryBadge.OK


def test_near_echoes_at_the_same_places_are_two(tmp_path: Path) -> None:
    for number, echo in enumerate(("4.60", "4.64")):
        uid = "1.2.826.0.1.3680043.8.498.77"
        phantom = SeriesPhantom(
            stored=ramp() + 1000 * number,
            positions=straight(6),
            modality="MR",
            intercept=0,
            series_uid=uid,
            study_uid=uid + ".1",
            frame_of_reference_uid=uid + ".2",
        )

        def change(data_set: Dataset, _k: int, echo: str = echo) -> None:
            data_set.EchoTime = echo

        write_series(tmp_path / str(number), phantom, change)
    stacks = stacks_of(scan(tmp_path))
    assert [str(stack.label) for stack in stacks] == ["echo 4.6 ms", "echo 4.64 ms"]


def test_phases_are_ordered_by_their_time_within_a_slice(tmp_path: Path) -> None:
    """Trigger times differ from slice to slice; instance numbers run against every second one."""
    slices, phases = 6, 5
    uid = generate_uid()
    for k in range(slices):
        for phase in range(phases):
            data_set = _slice(uid, k, 1000 * phase + k)
            data_set.TriggerTime = str(round(phase * (30 + k), 1))
            inner = phase if k % 2 == 0 else phases - 1 - phase
            data_set.InstanceNumber = k * phases + inner + 1
            save(data_set, tmp_path / f"{k}_{phase}")
    stacks = stacks_of(scan(tmp_path))
    assert [len(stack.frames) for stack in stacks] == [slices] * phases
    for phase in range(phases):
        assert values(tmp_path, phase) == [1000 * phase + k for k in range(slices)]
        assert stacks[phase].geometry.badge is GeometryBadge.OK


def test_phases_without_any_time_are_told(tmp_path: Path) -> None:
    uid = generate_uid()
    for k in range(4):
        for phase in range(3):
            data_set = _slice(uid, k, 1000 * phase + k)
            data_set.InstanceNumber = 3 * k + phase + 1
            save(data_set, tmp_path / f"{k}_{phase}")
    for stack in stacks_of(scan(tmp_path)):
        assert [issue.code for issue in stack.geometry.issues] == [
            GeometryIssueCode.DUPLICATE_POSITIONS
        ]


def _slice(uid: str, k: int, value: int) -> Dataset:
    data_set = blank("1.2.840.10008.5.1.4.1.1.4")
    data_set.Modality = "MR"
    data_set.StudyInstanceUID = data_set.SeriesInstanceUID = data_set.FrameOfReferenceUID = uid
    data_set.ImagePositionPatient = ["0", "0", str(8 * k)]
    data_set.ImageOrientationPatient = list(AXIAL)
    data_set.PixelSpacing = ["1", "1"]
    put_pixels(data_set, np.full((8, 8), value, np.uint16))
    return data_set


def test_magnitude_and_phase_of_one_enhanced_file_are_two_volumes(tmp_path: Path) -> None:
    stored = np.concatenate([ramp(4), ramp(4) + 2000])
    places = straight(4)
    data_set = enhanced_mr(stored, np.concatenate([places, places]))
    for index, item in enumerate(data_set.PerFrameFunctionalGroupsSequence):
        kind = Dataset()
        kind.FrameType = ["ORIGINAL", "PRIMARY", "T1", "NONE"]
        kind.ComplexImageComponent = "MAGNITUDE" if index < 4 else "PHASE"
        item.MRImageFrameTypeSequence = Sequence([kind])
    save(data_set, tmp_path / "both")
    stacks = stacks_of(scan(tmp_path))
    assert [str(stack.label) for stack in stacks] == ["magnitude", "phase"]
    assert open_series(tmp_path, stack=1).array.min() == 2000


def test_frames_without_a_place_are_told_beside_the_volume(tmp_path: Path) -> None:
    data_set = enhanced_mr(ramp(5), straight(5))
    data_set.PerFrameFunctionalGroupsSequence.pop()
    save(data_set, tmp_path / "short")
    volume = stacks_of(scan(tmp_path))[0]
    assert len(volume.frames) == 4
    (issue,) = volume.geometry.issues
    assert str(issue.message).startswith("Images of this kind without a usable place: 1.")


def test_a_capture_in_the_series_takes_nothing_from_its_images(tmp_path: Path) -> None:
    phantom = SeriesPhantom(stored=ramp(), positions=straight(6))
    write_series(tmp_path / "ct", phantom, shuffled=False)
    page = blank(SecondaryCaptureImageStorage)
    page.StudyInstanceUID, page.SeriesInstanceUID = phantom.study_uid, phantom.series_uid
    page.Modality, page.InstanceNumber = "CT", 0
    page.ImageType = ["DERIVED", "SECONDARY", "SCREEN SAVE"]
    put_pixels(page, np.full((8, 10), 7, np.uint16))
    save(page, tmp_path / "page")
    quantities = {len(stack.frames): stack.quantity for stack in stacks_of(scan(tmp_path))}
    assert quantities == {1: "US", 6: "HU"}


@pytest.mark.parametrize("placed", [True, False])
def test_a_capture_of_the_same_size_is_no_slice(tmp_path: Path, placed: bool) -> None:
    def change(data_set: Dataset, k: int) -> None:
        if not placed:
            del data_set.ImagePositionPatient
        if k == 3:
            data_set.ImageType = ["DERIVED", "SECONDARY", "SCREEN SAVE"]

    stacks = written(tmp_path, change, count=7)
    assert sorted(len(stack.frames) for stack in stacks) == [1, 6]


def test_images_with_one_uid_are_all_shown_and_told(tmp_path: Path) -> None:
    uid = generate_uid()

    def change(data_set: Dataset, _k: int) -> None:
        data_set.SOPInstanceUID = uid

    (stack,) = written(tmp_path, change, count=10)
    assert len(stack.frames) == 10
    assert [issue.code for issue in stack.geometry.issues] == [GeometryIssueCode.SHARED_UID]


def test_series_numbers_part_images_of_one_uid(tmp_path: Path) -> None:
    base = _slice(generate_uid(), 0, 1)
    for number, value in ((2, 5), (3, 6), (4, 7)):
        base.SeriesNumber = number
        put_pixels(base, np.full((8, 8), value, np.int16 if number == 4 else np.uint16))
        save(base, tmp_path / str(number))
    stacks = stacks_of(scan(tmp_path))
    assert [str(stack.label) for stack in stacks] == ["series 2", "series 3", "series 4"]
    assert [values(tmp_path, n) for n in range(3)] == [[5], [6], [7]]


def test_copies_are_left_out_also_when_words_of_the_header_differ(tmp_path: Path) -> None:
    data_set = _slice(generate_uid(), 0, 1)
    save(data_set, tmp_path / "a")
    data_set.SeriesDescription = "Sent again"
    save(data_set, tmp_path / "b")
    report = scan(tmp_path)
    (skipped,) = report.skipped
    assert str(skipped.reason).endswith("a with other words in its header")


def test_equal_headers_do_not_make_a_copy_of_other_pixels(tmp_path: Path) -> None:
    data_set = _slice(generate_uid(), 0, 100)
    save(data_set, tmp_path / "a")
    put_pixels(data_set, np.full((8, 8), 900, np.uint16))
    save(data_set, tmp_path / "b")
    report = scan(tmp_path)
    (skipped,) = report.skipped
    assert "but not the content, of" in str(skipped.reason)
    assert float(open_series(tmp_path).array.mean()) == 100


def test_many_frames_under_one_position_say_why_there_are_no_planes(tmp_path: Path) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.2")
    data_set.Modality = "CT"
    data_set.ImagePositionPatient, data_set.ImageOrientationPatient = ["0", "0", "0"], list(AXIAL)
    data_set.PixelSpacing, data_set.SpacingBetweenSlices = ["1", "1"], "1.5"
    put_pixels(data_set, np.zeros((8, 8), np.uint16))
    data_set.NumberOfFrames = 5
    data_set.PixelData = ramp(5, 8, 8).tobytes()
    save(data_set, tmp_path / "cone")
    (stack,) = stacks_of(scan(tmp_path))
    assert stack.geometry.badge is GeometryBadge.REFUSED
    assert "one position for all" in str(stack.geometry.issues[0].message)


def test_tiles_are_said_to_be_tiles(tmp_path: Path) -> None:
    data_set = _slice(generate_uid(), 0, 1)
    data_set.ImageType = ["ORIGINAL", "PRIMARY", "DIFFUSION", "NONE", "VFRAME"]
    save(data_set, tmp_path / "tiles")
    (stack,) = stacks_of(scan(tmp_path))
    assert "tiled" in str(stack.geometry.issues[0].message)


def test_a_whole_slide_is_refused_in_words(tmp_path: Path) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.77.1.6")
    put_pixels(data_set, np.zeros((8, 8, 3), np.uint8))
    save(data_set, tmp_path / "slide")
    assert "whole slide" in str(scan(tmp_path).skipped[0].reason)


@pytest.mark.parametrize("stated", ["", "ct"])
def test_a_modality_is_known_by_its_class_and_in_small_letters(tmp_path: Path, stated: str) -> None:
    def change(data_set: Dataset, _k: int) -> None:
        data_set.Modality = stated

    (stack,) = written(tmp_path, change)
    assert stack.quantity == "HU"


@pytest.mark.parametrize("ending", ["", ";1", ".dcm"])
def test_files_of_a_copied_medium_are_found(tmp_path: Path, ending: str) -> None:
    from workstation.dicom.scan.media_directory import referenced_files

    folder = tmp_path / "pt000000" / "se000000"
    folder.mkdir(parents=True)
    (folder / f"im000000{ending}").write_bytes(b"x")
    found = referenced_files(str(tmp_path / "DICOMDIR"), [["PT000000", "SE000000", "IM000000"]])
    assert found == {str(folder / f"im000000{ending}"): NOTHING}


def test_near_b_values_of_several_directions_are_parted_first(tmp_path: Path) -> None:
    """One b 1000 image and two of b 1003 at each place: three volumes, none of them mixed."""
    uid = generate_uid()
    for k in range(5):
        for number, (b_value, direction) in enumerate(
            [(1000.0, (1.0, 0.0, 0.0)), (1003.0, (0.0, 1.0, 0.0)), (1003.0, (0.0, 0.0, 1.0))]
        ):
            data_set = _slice(uid, k, 1000 * number + k)
            data_set.DiffusionBValue = b_value
            data_set.DiffusionGradientOrientation = list(direction)
            data_set.InstanceNumber = 3 * k + number + 1
            save(data_set, tmp_path / f"{k}_{number}")
    stacks = stacks_of(scan(tmp_path))
    assert sorted(values(tmp_path, n)[0] for n in range(3)) == [0, 1000, 2000]
    assert [len(stack.frames) for stack in stacks] == [5, 5, 5]
    assert [str(stack.label).split(",")[0] for stack in stacks] == ["b 1000", "b 1003", "b 1003"]


def test_a_volume_of_ultrasound_has_the_pixel_size_of_its_groups(tmp_path: Path) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.6.2")
    data_set.Modality = "US"
    put_pixels(data_set, np.zeros((8, 8), np.uint8))
    data_set.NumberOfFrames = 4
    data_set.PixelData = bytes(4 * 64)
    shared, measures = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = [0.5, 0.25], 1.0
    shared.PixelMeasuresSequence = Sequence([measures])
    data_set.SharedFunctionalGroupsSequence = Sequence([shared])
    items = []
    for k in range(4):
        item, place = Dataset(), Dataset()
        place.ImagePositionVolume = [0.0, 0.0, float(k)]
        item.PlanePositionVolumeSequence = Sequence([place])
        items.append(item)
    data_set.PerFrameFunctionalGroupsSequence = Sequence(items)
    save(data_set, tmp_path / "us")
    (stack,) = stacks_of(scan(tmp_path))
    assert stack.projection is not None
    assert stack.projection.spacing_ji_mm == (0.5, 0.25)


@pytest.mark.parametrize(("second", "labels"), [(3, ["series 2", "series 3"]), (2, ["", ""])])
def test_captures_are_named_by_their_series_only_where_several_share_a_uid(
    tmp_path: Path, second: int, labels: list[str]
) -> None:
    for number, size in ((2, 8), (second, 12)):
        page = blank(SecondaryCaptureImageStorage)
        page.SeriesInstanceUID, page.StudyInstanceUID = "1.2.3.1", "1.2.3"
        page.SeriesNumber = number
        put_pixels(page, np.full((size, size), 1, np.uint16))
        save(page, tmp_path / str(size))
    assert sorted(str(stack.label) for stack in stacks_of(scan(tmp_path))) == labels


@pytest.mark.parametrize(
    ("keyword", "kinds", "modality"),
    [
        ("CorrectedImage", (["DECY", "ATTN"], ["DECY"]), "PT"),
        ("SequenceName", ("*tfl3d1", "*se2d1"), "MR"),
        ("ContrastBolusAgent", ("", "Gadovist"), "MR"),
        ("SeriesDescription", ("arterial", "venous"), "CT"),
        ("ImageType", (["ORIGINAL", "PRIMARY", "AXIAL"], ["DERIVED", "SECONDARY", "AXIAL"]), "CT"),
    ],
)
def test_another_kind_at_the_same_places_is_a_volume_of_its_own(
    tmp_path: Path, keyword: str, kinds: tuple[object, object], modality: str
) -> None:
    """Instance numbers that zigzag would mix images with and without attenuation correction."""

    def change(data_set: Dataset, k: int) -> None:
        data_set.ImagePositionPatient = [0, 0, k // 2 * 2.5]
        kind = (k + k // 2) % 2
        setattr(data_set, keyword, kinds[kind])

    stacks = written(tmp_path, change, count=8, modality=modality)
    assert [len(stack.frames) for stack in stacks] == [4, 4]
    kinds_of = [[(int(v) + int(v) // 2) % 2 for v in values(tmp_path, n)] for n in range(2)]
    assert kinds_of == [[0] * 4, [1] * 4]
    for stack in stacks:
        codes = [issue.code for issue in stack.geometry.issues]
        assert GeometryIssueCode.DUPLICATE_POSITIONS not in codes


def test_what_all_frames_share_counts_where_none_has_its_own(tmp_path: Path) -> None:
    data_set = enhanced_mr(ramp(1), straight(1), slopes=[2.0])
    shared = data_set.SharedFunctionalGroupsSequence[0]
    shared.update(data_set.PerFrameFunctionalGroupsSequence[0])
    del data_set.PerFrameFunctionalGroupsSequence
    image = open_series(save(data_set, tmp_path / "a"))
    np.testing.assert_array_equal(image.array, ramp(1) * 2.0)
    assert isinstance(image, Volume)
    assert image.geometry.spacing_kji_mm == pytest.approx((1.0, 0.7, 0.5))
    np.testing.assert_allclose(image.geometry.affine_lps[:3, 3], straight(1)[0])


def test_two_topograms_of_one_plane_are_two_images(tmp_path: Path) -> None:
    """They lie beside each other in their plane, where a volume would have no thickness."""
    coronal = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
    phantom = SeriesPhantom(
        stored=ramp(2), positions=straight(2, (0.0, 0.0, -400.0)), orientation=coronal
    )
    paths = write_series(tmp_path, phantom, shuffled=False)
    stacks = stacks_of(scan(tmp_path))
    assert [str(stack.label) for stack in stacks] == ["place 1", "place 2"]
    for number, path in enumerate(paths):
        image = open_series(tmp_path, stack=number)
        assert isinstance(image, Volume)
        assert image.source.paths == (str(path),)
        np.testing.assert_allclose(image.geometry.affine_lps[:3, 3], phantom.positions[number])


def test_stations_whose_slices_share_planes_are_parted_by_their_place(tmp_path: Path) -> None:
    """Instance numbers that run from station to station, and no times."""

    def change(data_set: Dataset, k: int) -> None:
        data_set.ImagePositionPatient = [0, k // 2 * 5.0, 300.0 * ((k + k // 2) % 2)]
        data_set.SliceThickness = "5"
        data_set.ImageOrientationPatient = [1, 0, 0, 0, 0, -1]

    stacks = written(tmp_path, change, count=8, modality="MR")
    assert [values(tmp_path, number) for number in range(2)] == [[0, 3, 4, 7], [1, 2, 5, 6]]
    assert all(stack.geometry.badge is GeometryBadge.OK for stack in stacks)


def test_a_course_of_one_slice_may_drift(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        data_set.ImagePositionPatient = [0.03 * k, 0, 0]
        data_set.AcquisitionTime = f"1200{k:02d}"

    stacks = written(tmp_path, change, count=6, modality="MR")
    assert len(stacks) == 1
    assert values(tmp_path, 0) == list(range(6))


@pytest.mark.parametrize(
    ("keyword", "kinds"),
    [
        ("ImageType", (["DERIVED", "PRIMARY", "M", "WATER"], ["DERIVED", "PRIMARY", "M", "FAT"])),
        ("SequenceName", ("fl3d1_v150rl", "fl3d1_v150fh")),
        ("FlipAngle", (5, 15)),
    ],
)
@pytest.mark.parametrize("timed", [True, False])
def test_courses_of_two_things_are_not_woven_into_one(
    tmp_path: Path, keyword: str, kinds: tuple[object, object], timed: bool
) -> None:
    """Water and fat, or directions of flow, at three times each."""

    def change(data_set: Dataset, k: int) -> None:
        time, kind, place = k // 8, k // 4 % 2, k % 4
        data_set.ImagePositionPatient = [0, 0, place * 2.5]
        setattr(data_set, keyword, kinds[kind])
        if timed:
            data_set.TemporalPositionIdentifier = time + 1

    stacks = written(tmp_path, change, count=24, modality="MR")
    of_kind = {0: "", 1: ""}
    for number, stack in enumerate(stacks):
        shown = values(tmp_path, number)
        assert shown == list(range(shown[0], shown[0] + 4))
        words = str(stack.label).split(", ")
        assert len(words) == 2
        kind = shown[0] // 4 % 2
        of_kind[kind] = of_kind[kind] or words[0]
        assert words[0] == of_kind[kind]
    assert of_kind[0] != of_kind[1]
    if timed:
        (_study, series), *_others = scan(tmp_path).all_series()
        course = phases_of(series, series.stacks[0])
        assert [stack.frames[0].instance_number for stack in course] == [1, 9, 17]


def test_directions_of_flow_of_one_enhanced_file_are_courses_of_their_own(tmp_path: Path) -> None:
    """Three directions at two times, frames of one place one after the other."""
    stored = np.broadcast_to(np.arange(24, dtype=np.uint16)[:, None, None], (24, 8, 8))
    data_set = enhanced_mr(stored.copy(), straight(4)[np.arange(24) // 6])
    for number, item in enumerate(data_set.PerFrameFunctionalGroupsSequence):
        content, encoding = Dataset(), Dataset()
        content.TemporalPositionIndex = 1 + number % 6 // 3
        encoding.VelocityEncodingDirection = [float(n == number % 3) for n in range(3)]
        encoding.VelocityEncodingMaximumValue = 150.0
        item.FrameContentSequence = Sequence([content])
        item.MRVelocityEncodingSequence = Sequence([encoding])
    save(data_set, tmp_path / "a")
    ((_study, series),) = scan(tmp_path).all_series()
    assert str(series.stacks[0].label) == "velocity 150 cm/s 1 0 0, time point 1"
    for number, stack in enumerate(series.stacks):
        first = stack.frames[0].frame_index
        assert values(tmp_path, number) == [first + 6 * k for k in range(4)]
        course = phases_of(series, stack)
        assert [each.frames[0].frame_index for each in course] == [first % 3, first % 3 + 3]
        assert stack.geometry.badge is GeometryBadge.OK


def test_an_image_that_is_there_twice_mixes_no_phases(tmp_path: Path) -> None:
    """Sent again under another UID; the phases are stated."""
    times = (0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)
    places = (0, 1, 2, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3)

    def change(data_set: Dataset, k: int) -> None:
        data_set.ImagePositionPatient = [0, 0, places[k] * 2.5]
        data_set.TemporalPositionIdentifier = times[k] + 1

    stacks = written(tmp_path, change, count=13, modality="MR")
    assert sorted(sorted(times[v] for v in values(tmp_path, n)) for n in range(len(stacks))) == [
        [0],
        [0, 0, 0, 0],
        [1, 1, 1, 1],
        [2, 2, 2, 2],
    ]
    told = [
        any(issue.code is GeometryIssueCode.DUPLICATE_POSITIONS for issue in stack.geometry.issues)
        for stack in stacks
    ]
    assert told == [str(stack.label).startswith("time point 1") for stack in stacks]


def test_courses_of_two_extents_are_not_woven_into_one(tmp_path: Path) -> None:
    """Water of four slices and fat of three, twice."""
    kinds, places = "WWWWFFF" * 2, (0, 1, 2, 3, 0, 1, 2) * 2

    def change(data_set: Dataset, k: int) -> None:
        data_set.ImagePositionPatient = [0, 0, places[k] * 2.5]
        data_set.ImageType = ["DERIVED", "PRIMARY", "M", kinds[k]]
        data_set.TemporalPositionIdentifier = k // 7 + 1

    stacks = written(tmp_path, change, count=14, modality="MR")
    assert [values(tmp_path, number) for number in range(len(stacks))] == [
        [0, 1, 2, 3],
        [4, 5, 6],
        [7, 8, 9, 10],
        [11, 12, 13],
    ]


@pytest.mark.parametrize(
    ("thickness", "told"), [("2.5", False), ("1.7", False), ("1.25", True), ("0.625", True)]
)
def test_slices_with_wide_gaps_between_them_are_told(
    tmp_path: Path, thickness: str, told: bool
) -> None:
    """Every second slice of a series is as even as all of them; its thickness tells."""
    (stack,) = written(
        tmp_path, lambda data_set, _k: setattr(data_set, "SliceThickness", thickness)
    )
    issues = stack.geometry.issues
    assert [issue.code for issue in issues] == [GeometryIssueCode.SLICE_GAPS] * told
    assert stack.geometry.badge is (GeometryBadge.CAUTION if told else GeometryBadge.OK)
    assert all(f"Slices of {thickness} mm lie 2.5 mm apart" in str(i.message) for i in issues)


def test_nothing_is_said_of_gaps_where_a_thickness_is_not_stated(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        if k == 3:
            del data_set.SliceThickness
        else:
            data_set.SliceThickness = "1"

    (stack,) = written(tmp_path, change)
    assert stack.geometry.issues == ()


STILL = "1.2.840.10008.5.1.4.1.1.6.1"
"""Ultrasound Image Storage."""


def still(number: int, folder: Path, change: Callable[[Dataset], None]) -> None:
    data_set = blank(STILL)
    data_set.Modality, data_set.InstanceNumber = "US", number
    data_set.StudyInstanceUID, data_set.SeriesInstanceUID = "1.2.3", "1.2.3.4"
    put_pixels(data_set, np.full((40, 50), number, np.uint8))
    change(data_set)
    save(data_set, folder / str(number))


def region(centimeters: float) -> Dataset:
    """A picture of 40 x 50 pixels of a size."""
    item = Dataset()
    item.RegionSpatialFormat, item.RegionDataType, item.RegionFlags = 1, 1, 0
    item.RegionLocationMinX0, item.RegionLocationMinY0 = 0, 0
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = 49, 39
    item.PhysicalUnitsXDirection = item.PhysicalUnitsYDirection = 3
    item.PhysicalDeltaX = item.PhysicalDeltaY = centimeters
    return item


def test_stills_of_another_depth_keep_their_own_scale(tmp_path: Path) -> None:
    for number, centimeters in enumerate((0.02, 0.04, 0.02, 0.04), 1):
        still(
            number,
            tmp_path,
            lambda data_set, size=centimeters: setattr(  # type: ignore[misc]
                data_set, "SequenceOfUltrasoundRegions", Sequence([region(size)])
            ),
        )
    stacks = stacks_of(scan(tmp_path))
    assert [[frame.instance_number for frame in stack.frames] for stack in stacks] == [
        [1, 3],
        [2, 4],
    ]
    assert [stack.spacing_kji_mm[1:] for stack in stacks] == [(0.2, 0.2), (0.4, 0.4)]
    assert [str(stack.label) for stack in stacks] == ["0.2 x 0.2 mm", "0.4 x 0.4 mm"]


@pytest.mark.parametrize(
    ("keyword", "stated"),
    [
        ("ImageLaterality", ("L", "R")),
        ("PatientOrientation", (["L", "F"], ["R", "F"])),
        ("PresentationLUTShape", ("IDENTITY", "INVERSE")),
    ],
)
def test_stills_of_another_side_are_shown_by_their_own_header(
    tmp_path: Path, keyword: str, stated: tuple[object, object]
) -> None:
    for number, value in enumerate(stated, 1):
        still(number, tmp_path, lambda data_set, v=value: setattr(data_set, keyword, v))  # type: ignore[misc]
    stacks = stacks_of(scan(tmp_path))
    assert [len(stack.frames) for stack in stacks] == [1, 1]
    shown = [
        (
            stack.laterality,
            stack.projection and stack.projection.orientation_letters,
            stack.inverted,
        )
        for stack in stacks
    ]
    assert shown[0] != shown[1]


def test_stills_that_differ_in_nothing_that_is_shown_are_one_stack(tmp_path: Path) -> None:
    for number in (1, 2):
        still(
            number,
            tmp_path,
            lambda data_set: setattr(
                data_set, "SequenceOfUltrasoundRegions", Sequence([region(0.02)])
            ),
        )
    assert [len(stack.frames) for stack in stacks_of(scan(tmp_path))] == [2]


def test_what_sets_volumes_apart_is_said_in_the_language_of_the_reader(tmp_path: Path) -> None:
    def change(data_set: Dataset, k: int) -> None:
        data_set.ImagePositionPatient = [0, 0, k // 2 * 2.5]
        data_set.FlipAngle = (5, 15)[k % 2]

    labels = [stack.label for stack in written(tmp_path, change, count=8, modality="MR")]
    assert [str(label) for label in labels] == ["flip angle 5", "flip angle 15"]
    spoken = [catalog("zh_CN").say(label) for label in labels if isinstance(label, Message)]
    assert spoken == ["翻转角 5", "翻转角 15"]
