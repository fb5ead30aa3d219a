"""From a DICOM folder to a reviewed report, by commands alone."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pypdf import PdfReader

from tests.support.commands import Commands
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.domain.image import Volume
from workstation.services.open_study import open_series
from workstation.services.read_masks import read_masks


@pytest.fixture
def lightbox(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())


def validator_errors(path: Path) -> list[str]:
    checked = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    return [line for line in (checked.stdout + checked.stderr).splitlines() if "Error" in line]


def test_the_demo_finds_what_was_planted(lightbox: Commands, tmp_path: Path) -> None:
    outcome = lightbox("demo", "--no-window", "-o", tmp_path, "--json")
    assert outcome.status == 0, outcome.err
    document = outcome.json
    assert lightbox.opened == []
    for nodule in document["planted_nodules"]:
        assert nodule["found"]
        assert nodule["found_volume_mm3"] == pytest.approx(nodule["volume_mm3"], rel=0.15)
    volume = open_series(tmp_path / "study")
    assert isinstance(volume, Volume)
    for plugin in ("lungs_ct", "lung_nodules_ct"):
        folder = tmp_path / plugin
        seg = folder / f"{plugin}.seg.dcm"
        (from_seg,) = read_segmentation(seg, volume)
        (from_nifti,) = read_masks(folder / f"{plugin}.nii.gz", volume)
        np.testing.assert_array_equal(from_seg.labels > 0, from_nifti.labels > 0)
        assert validator_errors(seg) == []
        assert validator_errors(folder / f"{plugin}.sr.dcm") == []
        result = json.loads((folder / "result.json").read_text())
        assert result["device"].startswith("CPU") or "CUDA" in result["device"].upper()
        assert {finding["status"] for finding in result["findings"]} == {"proposed"}
    text = text_of(tmp_path / "report.pdf")
    assert "DRAFT" in text
    assert "胸部 模型" in text
    for name in ("axial", "coronal", "sagittal"):
        assert (tmp_path / "pictures" / f"{name}.png").stat().st_size > 10_000
    assert not list(tmp_path.rglob(".lightbox-*"))


def test_from_a_real_chest_ct_to_a_signed_report(
    lightbox: Commands, shared_data: Path, tmp_path: Path
) -> None:
    series = shared_data / "ct_chest_nodule_lidc0314" / "dicom"
    outcome = lightbox(
        "analyze", series, "--plugin", "lung_nodules_ct", "-o", tmp_path, "--json"
    )  # fmt: skip
    assert outcome.status == 0, outcome.err
    findings = outcome.json["findings"]
    known = np.array((-57.3, 131.3, -520.5))
    (nodule,) = [f for f in findings if np.linalg.norm(np.array(f["position_lps_mm"]) - known) < 5]
    (volume,) = [m["value"] for m in nodule["measurements"] if m["name"] == "Volume"]
    assert 1584 < volume < 2309  # the range of the four readers
    assert nodule["laterality"]["meaning"] == "Right"
    others = [finding["id"] for finding in findings if finding["id"] != nodule["id"]]
    words = [word for other in others for word in ("--reject", other)]
    report = tmp_path / "signed.pdf"
    outcome = lightbox(
        "report", series, "--findings", tmp_path / "result.json", "--sign", "Dr. Reader",
        "--accept", nodule["id"], *words, "--impression", "Nodule in the right lung.",
        "--page", "letter", "-o", report,
    )  # fmt: skip
    assert outcome.status == 0, outcome.err
    text = text_of(report)
    assert "DRAFT" not in text
    assert "Signed by Dr. Reader" in text
    assert f"{volume:.0f} mm³" in text
    assert nodule["label"] in text
    assert "For clinician review – not a diagnosis" in text


def test_a_run_that_is_refused_leaves_the_folder_as_it_was(
    lightbox: Commands, shared_data: Path, tmp_path: Path
) -> None:
    outcome = lightbox(
        "analyze", shared_data / "mr_brain_tumour_pgbm001" / "timepoint1" / "T1post",
        "--plugin", "lungs_ct", "-o", tmp_path,
    )  # fmt: skip
    assert outcome.status == 1
    assert list(tmp_path.iterdir()) == []


def test_missing_slices_withhold_sizes_from_numbers_and_plugins(
    lightbox: Commands, shared_data: Path, tmp_path: Path
) -> None:
    series = shared_data / "awkward" / "ct_missing_slice"
    image = open_series(series)
    assert isinstance(image, Volume)
    labels = np.zeros(image.geometry.shape_kji, np.uint8)
    labels[1:3, 200:260, 200:260] = 1
    import nibabel

    from workstation.interchange.nifti_place import affine_ras_for_nifti

    affine = affine_ras_for_nifti(image.geometry.affine_lps)
    nibabel.save(nibabel.Nifti1Image(labels.transpose(2, 1, 0), affine), tmp_path / "m.nii.gz")
    words = ["measure", series, "--mask", tmp_path / "m.nii.gz", "--json"]
    withheld = lightbox(*words).json
    assert withheld["geometry"]["badge"] == "refused"
    (segment,) = withheld["segments"]
    assert segment["volume_ml"] is None
    assert segment["long_axis_mm"] is None
    assert segment["blocked"]
    assert segment["intensity"] is not None
    (segment,) = lightbox(*words, "--acknowledge-geometry").json["segments"]
    assert segment["volume_ml"] > 0
    outcome = lightbox("analyze", series, "--plugin", "lungs_ct", "-o", tmp_path / "out")
    assert outcome.status == 1
    assert "geometry" in outcome.err


def test_originals_are_never_written_to(lightbox: Commands, tmp_path: Path) -> None:
    from workstation.services.demo_study import write_demo_study

    write_demo_study(tmp_path / "study")
    before = {
        p.name: (p.stat().st_mtime_ns, p.stat().st_size) for p in (tmp_path / "study").iterdir()
    }
    lightbox("render", tmp_path / "study", "-o", tmp_path / "a.png")
    lightbox("scan", tmp_path / "study", "--json")
    after = {
        p.name: (p.stat().st_mtime_ns, p.stat().st_size) for p in (tmp_path / "study").iterdir()
    }
    assert before == after
    assert pydicom.dcmread(tmp_path / "study" / "IM00001.dcm").PatientID == "DEMO-0001"
