"""Commands: JSON on standard output, everything else on standard error, exit codes."""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image as PilImage

from tests.support.commands import Commands
from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.series_in_time import write_times
from workstation import api
from workstation.cli.images import _put_row
from workstation.cli.output import plain
from workstation.dicom.objects.display_objects import read_presentation_state
from workstation.dicom.objects.sr_read import read_drawn
from workstation.domain.image import Volume
from workstation.errors import MaskReadError, UnsupportedOutputError
from workstation.messages import Message
from workstation.quantification.segments import SegmentMeasurement
from workstation.services.export_masks import write_nifti_file, write_segmentation_file
from workstation.services.open_study import open_series
from workstation.session.annotation_kinds import AnnotationKind


@pytest.fixture
def lightbox(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.fixture
def series(tmp_path: Path) -> Path:
    volume = a_series(tmp_path / "ct", geometry())
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation_file(mask, volume, tmp_path / "m.seg.dcm")
    write_nifti_file(mask, tmp_path / "m.nii.gz")
    return tmp_path / "ct"


def test_scan_accounts_for_every_file(lightbox: Commands, series: Path) -> None:
    (series / "notes.txt").write_text("not an image")
    document = lightbox("scan", series, "--json").json
    assert document["files"] == document["read"] + len(document["skipped"]) == 7
    assert document["skipped"][0]["path"].endswith("notes.txt")
    assert document["skipped"][0]["reason"]
    (study,) = document["studies"]
    (stack,) = study["series"][0]["stacks"]
    assert stack["shape_kji"] == [6, 8, 10]
    assert stack["geometry"] == {"badge": "ok", "issues": []}
    np.testing.assert_allclose(stack["affine_lps"], geometry().affine_lps, atol=1e-4)


def test_a_name_that_is_no_text_leaves_json_that_is(lightbox: Commands, series: Path) -> None:
    odd = os.fsencode(series) + b"/a\xff\x1b[31m.txt"
    with open(odd, "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(b"not an image")
    document = lightbox("scan", series, "--json").json
    assert os.fsencode(document["skipped"][0]["path"]) == odd
    words = lightbox("scan", series).out
    assert "a\ufffd\ufffd[31m.txt" in words


def test_text_of_files_does_not_steer_the_terminal() -> None:
    assert plain("\x1b[2J\x07\u202egnp") == "\ufffd[2J\ufffd\ufffdgnp"
    kept = "山田\u3000太郎, 3\u00a0mm, דנה, 👩\u200d⚕️\n\t"
    assert plain(kept) == kept


def test_scan_in_words(lightbox: Commands, series: Path) -> None:
    outcome = lightbox("scan", series)
    assert outcome.status == 0
    assert "6 × 8 × 10" in outcome.out


def test_measure_points(lightbox: Commands, series: Path, tmp_path: Path) -> None:
    volume = api.open_series(series)
    assert isinstance(volume, api.Volume)
    ends = [volume.geometry.to_lps_mm((1, 2, i)).tolist() for i in (1, 4)]
    asked = [{"kind": "length", "points": ends, "text": "across"}]
    points = tmp_path / "points.json"
    points.write_text(json.dumps({"measurements": asked}))
    (made,) = lightbox("measure", series, "--points", points, "--json").json["measurements"]
    expected = 3 * volume.geometry.spacing_kji_mm[2]
    (reading,) = made["readings"]
    assert reading["value"] == pytest.approx(expected)
    assert (reading["name"], reading["unit"], made["text"]) == ("Length", "mm", "across")
    wanted = api.WantedMeasurement(kind=AnnotationKind.LENGTH, points=tuple(map(tuple, ends)))
    (drawn,) = api.measure_points(volume, [wanted])
    assert drawn.readings[0].value == reading["value"]
    assert f"Length {expected:.1f} mm" in lightbox("measure", series, "--points", points).out
    for words in (
        (),
        ("--points", points, "--mask", points),
        ("--sr", points),
        ("--by", "R"),
        ("--gsps", points),
    ):
        assert lightbox("measure", series, *words).status != 0


def test_measured_sizes_have_their_caveats_beside_them(
    lightbox: Commands, series: Path, tmp_path: Path
) -> None:
    volume = api.open_series(series)
    assert isinstance(volume, api.Volume)
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[1, 2:5, 2:6] = labels[4, 6, 8] = 1
    write_nifti_file(a_mask(labels, volume.geometry, [segment(1)]), tmp_path / "parts.nii.gz")
    told = lightbox("measure", series, "--mask", tmp_path / "parts.nii.gz").out
    lines = {line.split()[0]: line for line in told.splitlines()}
    assert lines["long"].endswith(" mm (of the largest of 2 parts)")
    assert lines["short"].endswith(" mm (of the largest of 2 parts)")
    assert lines["volume"].endswith(" mL")
    assert lines["mean"].count(" HU") == 2
    # A doubtful geometry of which a reader took note is told beside what rests on it.
    for name in sorted(series.iterdir())[2:4]:
        name.unlink()
    words = ("measure", series, "--mask", tmp_path / "few.nii.gz")
    gap = api.open_series(series)
    assert isinstance(gap, api.Volume)
    few = np.zeros(gap.geometry.shape_kji, np.uint8)
    few[1, 2:5, 2:6] = 1
    write_nifti_file(a_mask(few, gap.geometry, [segment(1)]), tmp_path / "few.nii.gz")
    withheld = lightbox(*words)
    assert "sizes withheld: 2 slices are missing" in withheld.out
    assert "missing" not in withheld.err
    accepted = lightbox(*words, "--acknowledge-geometry")
    assert "volume" in accepted.out
    assert "note: 2 slices are missing" in accepted.err


def test_sizes_on_a_film_say_where_their_millimeters_come_from(
    lightbox: Commands, tmp_path: Path
) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.1")
    data_set.Modality = "DX"
    data_set.ImagerPixelSpacing = ["0.2", "0.2"]
    put_pixels(data_set, np.arange(240, dtype=np.uint16).reshape(12, 20))
    (tmp_path / "dx").mkdir()
    save(data_set, tmp_path / "dx" / "a")
    labels = np.zeros((1, 12, 20), np.uint8)
    labels[0, 3:7, 4:10] = 1
    film = api.open_series(tmp_path / "dx")
    write_segmentation_file(a_mask(labels, None, [segment(1)]), film, tmp_path / "m.dcm")
    told = lightbox("measure", tmp_path / "dx", "--mask", tmp_path / "m.dcm").out
    sizes = [line for line in told.splitlines() if " mm" in line]
    assert len(sizes) == 3
    assert all(line.endswith(" (at the detector)") for line in sizes)


def test_what_was_measured_leaves_as_dicom_sr(
    lightbox: Commands, series: Path, tmp_path: Path
) -> None:
    volume = api.open_series(series)
    assert isinstance(volume, api.Volume)
    ends = [volume.geometry.to_lps_mm((1, 2, i)).tolist() for i in (1, 4)]
    points, sr = tmp_path / "points.json", tmp_path / "made.dcm"
    points.write_text(json.dumps({"measurements": [{"kind": "length", "points": ends}]}))
    asked = ("measure", series, "--points", points, "--sr", sr, "--by", "Dr. Reader")
    done = lightbox(*asked, "--json")
    assert done.status == 0
    assert len(done.json["measurements"]) == 1
    (drawn,) = read_drawn(pydicom.dcmread(sr))
    assert drawn.by == "Dr. Reader"
    assert drawn.image is not None
    assert drawn.image.sop_instance_uid == volume.source.sop_instance_uids[1]
    (number,) = drawn.numbers
    # From the middle of column 1 to that of column 4, in row 2.
    assert list(number.shapes[0].points) == [
        pytest.approx((1.5, 2.5), abs=1e-5),
        pytest.approx((4.5, 2.5), abs=1e-5),
    ]
    assert number.value == pytest.approx(3 * volume.geometry.spacing_kji_mm[2])
    # Nothing is written over; the numbers are printed all the same.
    before = sr.read_bytes()
    again = lightbox(*asked)
    assert (again.status, sr.read_bytes()) == (1, before)
    assert "is there already" in again.err
    assert "Length" in again.out
    by_hand = api.measure_points(
        volume, [api.WantedMeasurement(kind=AnnotationKind.LENGTH, points=tuple(map(tuple, ends)))]
    )
    assert api.write_sr(tmp_path / "api.dcm", volume, measurements=by_hand) == ()
    (same,) = read_drawn(pydicom.dcmread(tmp_path / "api.dcm"))
    assert (same.by, same.numbers) == ("", drawn.numbers)
    with pytest.raises(MaskReadError):
        api.write_sr(tmp_path / "none.dcm", volume)
    plain_image = replace(volume, source=replace(volume.source, sop_instance_uids=(), paths=()))
    with pytest.raises(UnsupportedOutputError, match="no DICOM image"):
        api.write_sr(tmp_path / "none.dcm", plain_image, measurements=by_hand)
    assert not (tmp_path / "none.dcm").exists()


def test_an_sr_that_would_hold_nothing_is_an_error(
    lightbox: Commands, series: Path, tmp_path: Path
) -> None:
    points, sr = tmp_path / "points.json", tmp_path / "made.dcm"
    points.write_text('{"measurements": []}')
    done = lightbox("measure", series, "--points", points, "--sr", sr)
    assert done.status == 1
    assert "There is nothing to write as a DICOM report." in done.err
    assert "Give a measurement" in done.err
    assert not sr.exists()


def test_what_was_measured_is_drawn_in_a_presentation_state(
    lightbox: Commands, series: Path, tmp_path: Path
) -> None:
    volume = api.open_series(series)
    assert isinstance(volume, api.Volume)
    ends = [volume.geometry.to_lps_mm((1, 2, i)).tolist() for i in (1, 4)]
    points, made = tmp_path / "points.json", tmp_path / "made.pr.dcm"
    points.write_text(json.dumps({"measurements": [{"kind": "length", "points": ends}]}))
    asked = ("measure", series, "--points", points, "--gsps", made, "--by", "Dr. Reader")
    done = lightbox(*asked, "--json")
    assert (done.status, len(done.json["measurements"])) == (0, 1)
    state = read_presentation_state(made)
    assert state.creator == "Dr. Reader^"
    (line,) = state.graphics
    assert line.reference.images == ((volume.source.sop_instance_uids[1], ()),)
    np.testing.assert_allclose(line.points, [(1, 2), (4, 2)], atol=0.01)
    # Nothing is written over; the numbers are printed all the same.
    before = made.read_bytes()
    again = lightbox(*asked)
    assert (again.status, made.read_bytes()) == (1, before)
    assert "is there already" in again.err
    assert "Length" in again.out
    points.write_text('{"measurements": []}')
    empty = lightbox("measure", series, "--points", points, "--gsps", tmp_path / "none.dcm")
    assert empty.status == 1
    assert "There is nothing to write as a presentation state." in empty.err
    wanted = api.WantedMeasurement(kind=AnnotationKind.LENGTH, points=tuple(map(tuple, ends)))
    by_hand = api.measure_points(volume, [wanted])
    assert api.write_presentation_state(tmp_path / "api.dcm", volume, by_hand) == ()
    assert read_presentation_state(tmp_path / "api.dcm").creator == ""
    zeros = (0.0, 0.0, 0.0)
    bent = replace(by_hand[0], row_direction=zeros, column_direction=zeros)
    for nothing in ([], [bent]):
        with pytest.raises(UnsupportedOutputError, match="nothing to write"):
            api.write_presentation_state(tmp_path / "none.dcm", volume, nothing)
    assert not (tmp_path / "none.dcm").exists()


@pytest.mark.parametrize("mask", ["m.seg.dcm", "m.nii.gz"])
def test_measure(lightbox: Commands, series: Path, mask: str) -> None:
    document = lightbox("measure", series, "--mask", series.parent / mask, "--json").json
    first, second = document["segments"]
    assert set(first) >= {
        "number", "label", "volume_ml", "voxel_count", "long_axis_mm", "short_axis_mm",
        "max_diameter_3d_mm", "surface_area_mm2", "sphericity", "intensity", "centroid_lps_mm",
    }  # fmt: skip
    assert set(first["intensity"]) == {
        "unit", "mean", "sd", "median", "min", "max", "p10", "p90",
    }  # fmt: skip
    assert second["voxel_count"] == 3
    assert second["volume_ml"] == pytest.approx(3 * 2.5 * 0.7 * 1.1 / 1000, rel=1e-5)
    assert first["intensity"]["unit"] == "HU"


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_a_mask_is_measured_on_the_phase_that_it_was_made_on(
    lightbox: Commands, tmp_path: Path, phase: int
) -> None:
    """Not on the first of several equally large volumes."""

    def numbered(data_set: pydicom.Dataset, time: int, _k: int) -> None:
        data_set.TemporalPositionIdentifier = time + 1

    write_times(tmp_path / "ct", 3, numbered)
    image = open_series(tmp_path / "ct", stack=phase)
    assert isinstance(image, Volume)
    labels = np.zeros(image.array.shape, np.uint8)
    labels[1, 2:4, 2:5] = 1
    write_segmentation_file(a_mask(labels, image.geometry, [segment(1)]), image, tmp_path / "m.dcm")
    words = (tmp_path / "ct", "--mask", tmp_path / "m.dcm")
    document = lightbox("measure", *words, "--json").json
    assert document["notes"] == []
    mean = document["segments"][0]["intensity"]["mean"]
    assert mean == pytest.approx(float(image.array[labels > 0].mean()))


def test_render_writes_a_picture(lightbox: Commands, series: Path, tmp_path: Path) -> None:
    for plane in ("axial", "coronal", "sagittal", "oblique"):
        target = tmp_path / f"{plane}.png"
        outcome = lightbox(
            "render", series, "--plane", plane, "--window", "400,200", "--mask",
            tmp_path / "m.seg.dcm", "--size", 200, "-o", target,
        )  # fmt: skip
        assert outcome.status == 0, outcome.err
        assert outcome.out == ""
        with PilImage.open(target) as picture:
            assert max(picture.size) == 200
            assert picture.mode == "RGB"


def test_risk_from_a_file_and_from_standard_input(
    lightbox: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = {"volume_1": 150, "volume_2": 200, "interval": 90}
    file = tmp_path / "inputs.json"
    file.write_text(json.dumps(inputs))
    document = lightbox("risk", "volume_doubling_time", "--inputs", file, "--json").json
    assert document["outputs"]["volume_doubling_time"] == pytest.approx(216.8479, abs=1e-3)
    assert set(document) >= {
        "model", "version", "outputs", "unit", "category", "recommendation", "inputs", "terms",
        "caveats", "citation",
    }  # fmt: skip
    with file.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        again = lightbox("risk", "volume_doubling_time", "--inputs", "-", "--json").json
    assert again == document


def test_risk_list_describes_every_input(lightbox: Commands) -> None:
    document = lightbox("risk", "--list", "--json").json
    models = {model["model"]: model for model in document["models"]}
    assert set(models) == {
        "brock_2b", "mayo", "fleischner_2017", "volume_doubling_time", "emphysema_laa950",
    }  # fmt: skip
    age = next(i for i in models["brock_2b"]["inputs"] if i["name"] == "age")
    assert (age["type"], age["unit"], age["range"]) == ("number", "years", [0, 120])
    assert age["description"] == {"code": "age", "text": "Age"}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["scan", "/does/not/exist", "--json"], 1),
        (["risk", "nothing", "--inputs", "-"], 1),
        (["risk"], 2),
        (["scan"], 2),
        (["no-such-command-or-path"], 2),
        (["measure", ".", "--wrong"], 2),
        (["models", "info", "no_such_model"], 1),
        (["--version"], 0),
    ],
)
def test_faults_and_usage(
    lightbox: Commands, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("{}"))
    outcome = lightbox(*words)
    assert outcome.status == status
    if status:
        assert outcome.out == ""
        assert outcome.err.startswith("error: ")
        assert "hint: " in outcome.err
        assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "text",
    ["", "[1]", "{", '{"age": NaN}', "null", '{"x": 1}', f'{{"age": {"9" * 5000}}}', "[" * 99999],
)
def test_bad_inputs_of_risk(lightbox: Commands, tmp_path: Path, text: str) -> None:
    (tmp_path / "i.json").write_text(text)
    outcome = lightbox("risk", "brock_2b", "--inputs", tmp_path / "i.json", "--json")
    assert outcome.status == 1
    assert outcome.out == ""


def test_an_input_that_is_given_twice_is_not_guessed(lightbox: Commands, tmp_path: Path) -> None:
    (tmp_path / "i.json").write_text(
        '{"volume_1": 150, "volume_2": 200, "interval": 90, "volume_2": 300}'
    )
    outcome = lightbox("risk", "volume_doubling_time", "--inputs", tmp_path / "i.json")
    assert outcome.status == 1
    assert "volume_2 more than once" in outcome.err


def test_a_path_opens_the_window(lightbox: Commands, series: Path) -> None:
    assert lightbox(series).status == 0
    assert lightbox.opened == [[series]]
    assert lightbox().status == 0
    assert lightbox.opened[1] == []


def test_render_of_what_is_not_there(lightbox: Commands, series: Path, tmp_path: Path) -> None:
    for words in (
        ["--window", "no such preset"],
        ["--window", "0,0"],
        ["--window", "a,b"],
        ["--plane", "diagonal"],
        ["--index", "99"],
        ["--series", "77"],
        ["--normal", "0,0,0"],
        ["--mask", str(tmp_path / "absent.nii")],
    ):
        outcome = lightbox("render", series, *words, "-o", tmp_path / "x.png")
        assert outcome.status == 1, words
        assert outcome.err.startswith("error: ")
        assert not (tmp_path / "x.png").exists()


def test_an_output_that_cannot_be_written(lightbox: Commands, series: Path, tmp_path: Path) -> None:
    outcome = lightbox("render", series, "-o", tmp_path / "no" / "folder" / "x.png")
    assert outcome.status == 1
    assert "cannot be written" in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ("--position", "nan"),
        ("--index", "1", "--position", "-300"),
        ("--slab", "-3"),
        ("--slab", "nan"),
        ("--slab", "5", "--slab-mode", "sum"),
        ("--window", "nan,nan"),
        ("--window", "inf,40"),
        ("--plane", "oblique", "--position", "nan"),
        ("--plane", "oblique", "--position", "1e9"),
        ("--plane", "oblique", "--index", "1"),
        ("--plane", "axial", "--normal", "1,0,0"),
    ],
)
def test_a_picture_that_cannot_be_meant_is_refused(
    lightbox: Commands, series: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    outcome = lightbox("render", series, *words, "-o", tmp_path / "p.png")
    assert outcome.status == 1
    assert outcome.err.startswith("error: ")
    assert not (tmp_path / "p.png").exists()


def test_ctrl_c_says_that_it_stopped(
    lightbox: Commands, series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workstation.cli.images.scan_paths", interrupted)
    outcome = lightbox("scan", series)
    assert outcome.status == 130
    assert outcome.out == ""
    assert outcome.err.startswith("error: Stopped")


def test_a_segment_without_millimeters_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    why = Message("outside of the part of the picture that is calibrated")
    _put_row(SegmentMeasurement(number=1, label="A", voxel_count=9, calibration=why), "")
    assert f"no size in mm: {why}" in capsys.readouterr().out
    sized = SegmentMeasurement(
        number=1, label="A", voxel_count=9, area_mm2=0.004, calibration=Message("scanner")
    )
    _put_row(sized, "")
    said = capsys.readouterr().out
    assert "no size" not in said
    assert "area 0.0040 mm2 (scanner)" in said
