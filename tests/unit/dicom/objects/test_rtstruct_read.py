"""Structure sets of which a part is damaged, elsewhere, or in other planes: the rest is read."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.tag import Tag
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import put_raw
from tests.support.masks import geometry
from workstation.dicom.objects.rtstruct_read import RT_STRUCTURE_SET_STORAGE, read_structure_set
from workstation.domain.image import Volume
from workstation.errors import MaskReadError
from workstation.services.read_masks import read_masks, referenced_series


@pytest.fixture(params=[False, True], ids=["regular", "tilted"])
def volume(request: pytest.FixtureRequest, tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry((6, 16, 20), sheared=request.param))


def box(k: float, top: float, bottom: float, left: float, right: float) -> NDArray[np.float64]:
    corners = [(k, top, left), (k, top, right), (k, bottom, right), (k, bottom, left)]
    return np.array(corners) - (0, 0.5, 0.5)


def contour(volume: Volume, corners: NDArray[np.float64], kind: str = "CLOSED_PLANAR") -> Dataset:
    item = Dataset()
    item.ContourGeometricType = kind
    points = volume.geometry.to_lps_mm(corners)
    item.NumberOfContourPoints = len(points)
    item.ContourData = [f"{v:.6f}" for v in points.ravel()]
    image = Dataset()
    image.ReferencedSOPInstanceUID = volume.source.sop_instance_uids[0]
    item.ContourImageSequence = [image]
    return item


def write(path: Path, structures: dict[str, list[Dataset]], *, frame: str = "") -> Path:
    data_set = Dataset()
    data_set.file_meta = FileMetaDataset()
    data_set.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data_set.SOPClassUID = RT_STRUCTURE_SET_STORAGE
    data_set.SOPInstanceUID = generate_uid()
    data_set.StructureSetROISequence, data_set.ROIContourSequence = [], []
    for number, (name, contours) in enumerate(structures.items(), 1):
        roi, drawn = Dataset(), Dataset()
        roi.ROINumber, roi.ROIName = number, name
        if frame:
            roi.ReferencedFrameOfReferenceUID = frame
            for each in contours:
                del each.ContourImageSequence
        drawn.ReferencedROINumber, drawn.ContourSequence = number, contours
        data_set.StructureSetROISequence.append(roi)
        data_set.ROIContourSequence.append(drawn)
    data_set.save_as(path, enforce_file_format=True)
    return path


def good(volume: Volume) -> list[Dataset]:
    return [contour(volume, box(k, 4, 10, 5, 12)) for k in (2, 3)]


def test_a_structure_beyond_the_scan_is_cut_and_told(volume: Volume, tmp_path: Path) -> None:
    couch = [contour(volume, box(k, 4, 10, 5, 12)) for k in (4, 5, 6, 7)]
    path = write(tmp_path / "rt", {"GTV": good(volume), "Couch": couch})
    gtv, cut = read_structure_set(path, volume)
    assert (int(gtv.labels.sum()), gtv.segments[0].caveats) == (84, ())
    assert int(cut.labels.sum()) == 84
    assert "beyond the image" in str(cut.segments[0].caveats[0])


def test_a_structure_beside_the_image_is_cut_and_told(volume: Volume, tmp_path: Path) -> None:
    path = write(tmp_path / "rt", {"GTV": [contour(volume, box(2, 4, 10, -6, 6))]})
    (mask,) = read_structure_set(path, volume)
    assert int(mask.labels.sum()) == 36
    assert "beyond the image" in str(mask.segments[0].caveats[0])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("outside", "outside the image"),
        ("points", "points or open lines"),
        ("empty", "no contours"),
        ("slanted", "other planes"),
        ("comma", "damaged"),
        ("count", "damaged"),
        ("infinite", "damaged"),
    ],
)
def test_a_structure_that_cannot_be_drawn_leaves_the_others(
    volume: Volume, tmp_path: Path, name: str, words: str
) -> None:
    item = contour(volume, box(2, 4, 10, 5, 12))
    others: list[Dataset] = [item]
    if name == "outside":
        others = [contour(volume, box(40, 4, 10, 5, 12))]
    elif name == "points":
        item.ContourGeometricType = "POINT"
    elif name == "empty":
        others = []
    elif name == "slanted":
        corners = np.array([(1, 4, 5), (1, 4, 12), (4, 4, 12), (4, 4, 5)], dtype=np.float64)
        others = [contour(volume, corners)]
    elif name == "comma":
        put_raw(item, "ContourData", "DS", b"1,5\\2\\3\\4\\5\\6\\7\\8\\9")
    elif name == "count":
        item.NumberOfContourPoints = 9
    else:
        put_raw(item, "ContourData", "DS", b"inf\\2\\3\\4\\5\\6\\7\\8\\9\\1\\2\\3")
    path = write(tmp_path / "rt", {"Other": others, "GTV": good(volume)})
    (gtv,) = read_structure_set(path, volume)
    assert gtv.segments[0].label == "GTV"
    assert int(gtv.labels.sum()) == 84
    (note,) = gtv.notes
    assert str(note).startswith('"Other" is left out')
    assert words in str(note)


def test_a_corner_far_from_its_contour_is_told(volume: Volume, tmp_path: Path) -> None:
    angle = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    corners = np.stack([np.full(80, 2.0), 8 + 2 * np.sin(angle), 9 + 2 * np.cos(angle)], axis=1)
    corners[11] = (2, 8, 90)
    path = write(tmp_path / "rt", {"GTV": [contour(volume, corners)]})
    (mask,) = read_structure_set(path, volume)
    assert any("may be damaged" in str(caveat) for caveat in mask.segments[0].caveats)


def test_structures_of_another_frame_are_left_out(volume: Volume, tmp_path: Path) -> None:
    path = write(tmp_path / "rt", {"GTV": good(volume)}, frame="1.2.999")
    with pytest.raises(MaskReadError, match="frames of reference"):
        read_structure_set(path, volume)


def test_nothing_on_the_image_is_refused_with_every_reason(volume: Volume, tmp_path: Path) -> None:
    path = write(tmp_path / "rt", {"A": [contour(volume, box(40, 4, 10, 5, 12))], "B": []})
    with pytest.raises(MaskReadError) as fault:
        read_structure_set(path, volume)
    assert "outside the image" in fault.value.detail
    assert "no contours" in fault.value.detail


def test_a_structure_with_a_contour_of_no_known_kind_is_left_out(
    volume: Volume, tmp_path: Path
) -> None:
    broken = good(volume)
    broken[1].ContourGeometricType = "CLOSEP_PLANAR"
    path = write(tmp_path / "rt.dcm", {"Whole": good(volume), "Broken": broken})
    masks = read_structure_set(path, volume)
    assert [each.segments[0].label for each in masks] == ["Whole"]
    assert [str(each) for each in masks[0].notes] == [
        '"Broken" is left out: A contour of the structure set is damaged.'
    ]


@pytest.mark.parametrize(
    ("keyword", "vr"),
    [("ContourGeometricType", "FD"), ("ContourData", "DC"), ("NumberOfContourPoints", "FD")],
)
def test_a_structure_with_a_wrong_value_representation_is_left_out(
    volume: Volume, tmp_path: Path, keyword: str, vr: str
) -> None:
    path = write(tmp_path / "rt.dcm", {"Whole": good(volume), "Broken": good(volume)})
    content, number = path.read_bytes(), Tag(keyword)
    at = content.rindex(number.group.to_bytes(2, "little") + number.element.to_bytes(2, "little"))
    path.write_bytes(content[: at + 4] + vr.encode() + content[at + 6 :])
    masks = read_structure_set(path, volume)
    assert [each.segments[0].label for each in masks] == ["Whole"]
    assert [str(each) for each in masks[0].notes] == [
        '"Broken" is left out: A contour of the structure set is damaged.'
    ]


def test_a_structure_set_that_is_cut_or_nested_too_deeply_is_refused(
    volume: Volume, tmp_path: Path
) -> None:
    whole = write(tmp_path / "rt.dcm", {"Whole": good(volume)}).read_bytes()
    opening = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    at = whole.index(b"\x06\x30\x20\x00SQ")
    for length in range(200, len(whole) - 2, 5):
        (tmp_path / "rt.dcm").write_bytes(whole[:length])
        with contextlib.suppress(MaskReadError):
            referenced_series(tmp_path / "rt.dcm")
        try:
            (mask,) = read_structure_set(tmp_path / "rt.dcm", volume)
        except MaskReadError:
            continue
        assert "does not say which structure" in str(mask.segments[0].caveats[0])
    for content in (whole[:700], whole[:at] + opening * 3000 + whole[at:]):
        (tmp_path / "rt.dcm").write_bytes(content)
        with pytest.raises(MaskReadError):
            read_masks(tmp_path / "rt.dcm", volume)
        with contextlib.suppress(MaskReadError):
            referenced_series(tmp_path / "rt.dcm")


def test_structures_of_one_number_bear_both_names_and_say_so(
    volume: Volume, tmp_path: Path
) -> None:
    small = [contour(volume, box(k, 1, 3, 1, 4)) for k in (2, 3)]
    path = write(tmp_path / "rt", {"Liver": good(volume), "Spleen": small})
    data_set = pydicom.dcmread(path)
    data_set.StructureSetROISequence[1].ROINumber = 1
    data_set.ROIContourSequence[1].ReferencedROINumber = 1
    data_set.save_as(path)
    masks = read_structure_set(path, volume)
    assert [int(mask.labels.sum()) for mask in masks] == [84, 12]
    assert {mask.segments[0].label for mask in masks} == {"Liver / Spleen"}
    assert all("one number" in str(mask.segments[0].caveats[0]) for mask in masks)


def in_two_items(path: Path, *, described_twice: bool) -> None:
    """Give the second structure of a file the number of the first."""
    data_set = pydicom.dcmread(path)
    data_set.ROIContourSequence[1].ReferencedROINumber = 1
    if described_twice:
        data_set.StructureSetROISequence[1].ROINumber = 1
        data_set.StructureSetROISequence[1].ROIName = "GTV "
    else:
        del data_set.StructureSetROISequence[1]
    data_set.save_as(path)


@pytest.mark.parametrize("described_twice", [True, False])
def test_a_structure_in_two_items_is_one_mask(
    volume: Volume, tmp_path: Path, described_twice: bool
) -> None:
    """Referenced ROI Number names the structure; the second item holds a hole and a slice."""
    more = [contour(volume, box(2, 6, 8, 7, 9)), contour(volume, box(4, 4, 10, 5, 12))]
    path = write(tmp_path / "rt", {"GTV": good(volume), "rest": more})
    in_two_items(path, described_twice=described_twice)
    (mask,) = read_structure_set(path, volume)
    assert [int(plane.sum()) for plane in mask.labels] == [0, 0, 42 - 4, 42, 42, 0]
    assert mask.segments[0].label == "GTV"
    assert "in 2 parts" in str(mask.segments[0].caveats[0])
    assert mask.notes == ()


@pytest.mark.parametrize("kind", ["OPEN_PLANAR", "POINT", "two corners"])
def test_what_encloses_nothing_beside_closed_contours_is_told(
    volume: Volume, tmp_path: Path, kind: str
) -> None:
    corners = box(4, 4, 10, 5, 12)
    line = contour(volume, corners[:2]) if kind == "two corners" else contour(volume, corners, kind)
    path = write(tmp_path / "rt", {"GTV": [*good(volume), line]})
    (mask,) = read_structure_set(path, volume)
    assert int(mask.labels.sum()) == 84
    assert "enclose nothing" in str(mask.segments[0].caveats[0])


def test_a_structure_that_is_listed_and_not_drawn_is_told(volume: Volume, tmp_path: Path) -> None:
    path = write(tmp_path / "rt", {"GTV": good(volume), "Cord": []})
    data_set = pydicom.dcmread(path)
    del data_set.ROIContourSequence[1]
    data_set.save_as(path)
    (mask,) = read_structure_set(path, volume)
    assert [str(each) for each in mask.notes] == ['"Cord" is left out: it has no contours.']


@pytest.mark.parametrize("keyword", ["ROINumber", "ReferencedROINumber", "ROIDisplayColor"])
def test_what_a_structure_lacks_costs_no_other(
    volume: Volume, tmp_path: Path, keyword: str
) -> None:
    path = write(tmp_path / "rt", {"Liver": good(volume), "GTV": good(volume)})
    data_set = pydicom.dcmread(path)
    if keyword == "ROINumber":
        del data_set.StructureSetROISequence[0].ROINumber
    elif keyword == "ReferencedROINumber":
        del data_set.ROIContourSequence[0].ReferencedROINumber
    else:
        data_set.ROIContourSequence[0].ROIDisplayColor = [255, 0]
    data_set.save_as(path)
    liver, gtv = read_structure_set(path, volume)
    named = "Liver" if keyword == "ROIDisplayColor" else "Structure"
    assert (str(liver.segments[0].label), gtv.segments[0].label) == (named, "GTV")
    assert int(gtv.labels.sum()) == 84


@pytest.mark.parametrize(
    ("changes", "planes", "words"),
    [
        ({"ContourOffsetVector": [0, 0, 5]}, 2, "beside their planes"),
        ({"ContourOffsetVector": [0, 0, 0]}, 2, ""),
        ({"ContourSlabThickness": "40"}, 1, "stand for 40.0 mm"),
        ({"ContourSlabThickness": "40"}, 2, ""),
        ({"ContourSlabThickness": "1"}, 1, ""),
    ],
)
def test_slabs_that_contours_stand_for_are_told(
    volume: Volume, tmp_path: Path, changes: dict[str, object], planes: int, words: str
) -> None:
    contours = good(volume)[:planes]
    for each in contours:
        for keyword, value in changes.items():
            setattr(each, keyword, value)
    (mask,) = read_structure_set(write(tmp_path / "rt", {"GTV": contours}), volume)
    told = " ".join(map(str, mask.segments[0].caveats))
    assert words in told
    assert bool(words) == bool(told)
    assert int(mask.labels.sum()) == 42 * planes
