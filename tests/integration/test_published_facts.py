"""Facts that are known about the real series, by the commands that a reader uses."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Commands


@pytest.fixture
def lightbox(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def only_stack(lightbox: Commands, folder: Path) -> dict[str, Any]:
    """The largest stack that `scan` reports for a folder."""
    outcome = lightbox("scan", folder, "--json")
    assert outcome.status == 0, outcome.err
    stacks = [
        stack
        for study in outcome.json["studies"]
        for series in study["series"]
        for stack in series["stacks"]
    ]
    largest: dict[str, Any] = max(stacks, key=lambda stack: stack["images"])
    return largest


@pytest.mark.parametrize(
    ("folder", "shape_kji", "spacing_kji", "origin", "quantity"),
    [
        (
            "ct_chest_nodule_lidc0314/dicom",
            (119, 512, 512),
            (2.0, 0.78125, 0.78125),
            (-201, -59, -661.8),
            "HU",
        ),
        (
            "ct_chest_tumour_ibsi1_rtstruct/ct",
            (60, 201, 204),
            (3.0, 0.977, 0.977),
            (-174.395, -79.626, -100.4),
            "HU",
        ),
        ("ct_abdomen_organs_totalseg/dicom_j2k", (20, 512, 512), (2.0, 0.9766, 0.9766), None, "HU"),
        ("ct_head_phantom_philips/axial_5mm", (28, 512, 512), (5.0, 0.4512, 0.4512), None, "HU"),
        (
            "mr_brain_tumour_pgbm001/timepoint1/T1post",
            (25, 320, 260),
            (6.5, 0.6875, 0.6875),
            None,
            None,
        ),
        (
            "mr_brain_tumour_pgbm001/timepoint2/T1post",
            (24, 320, 260),
            (6.5, 0.6875, 0.6875),
            None,
            None,
        ),
        ("pt_headneck_suv_qin0024/pet", (299, 128, 128), (3.375, 3.5378, 3.5378), None, "SUVbw"),
        ("petctmr_sarcoma_sts_019/ct", (47, 134, 136), (3.27, 0.9766, 0.9766), None, "HU"),
    ],
)
def test_scan_states_the_known_grid(
    lightbox: Commands,
    shared_data: Path,
    folder: str,
    shape_kji: tuple[int, int, int],
    spacing_kji: tuple[float, float, float],
    origin: tuple[float, float, float] | None,
    quantity: str | None,
) -> None:
    stack = only_stack(lightbox, shared_data / folder)
    rows_columns = {tuple(shape_kji[1:]), tuple(shape_kji[1:][::-1])}
    assert stack["images"] == shape_kji[0]
    assert tuple(stack["shape_kji"][1:]) in rows_columns
    assert stack["spacing_kji_mm"] == pytest.approx(spacing_kji, abs=0.01)
    if origin is not None:
        assert [row[3] for row in stack["affine_lps"][:3]] == pytest.approx(origin, abs=1e-3)
    if quantity is not None:
        assert stack["quantity"] == quantity
    assert stack["geometry"]["badge"] != "refused"


@pytest.mark.parametrize(
    ("image", "mask", "label", "voxels", "volume_ml", "mean"),
    [
        (
            "ct_chest_nodule_lidc0314/dicom",
            "ct_chest_nodule_lidc0314/masks/nodule1_consensus50_seg.dcm",
            None,
            1693,
            2.0667,
            -17.3,
        ),
        (
            "ct_chest_nodule_lidc0314/dicom",
            "ct_chest_nodule_lidc0314/masks/nodule1_consensus50.nii.gz",
            None,
            1693,
            2.0667,
            -17.3,
        ),
        (
            "ct_chest_tumour_ibsi1_rtstruct/ct",
            "ct_chest_tumour_ibsi1_rtstruct/rtstruct.dcm",
            "GTV-1",
            125256,
            358.681,
            -46.883,
        ),
        (
            "petctmr_sarcoma_sts_019/ct",
            "petctmr_sarcoma_sts_019/ct_rtstruct.dcm",
            None,
            5564,
            17.351,
            12.78,
        ),
        (
            "petctmr_sarcoma_sts_019/pet",
            "petctmr_sarcoma_sts_019/pet_rtstruct.dcm",
            None,
            239,
            17.172,
            8.494,
        ),
        (
            "petctmr_sarcoma_sts_019/mr_t1",
            "petctmr_sarcoma_sts_019/mr_t1_rtstruct.dcm",
            None,
            3856,
            17.316,
            None,
        ),
        (
            "mr_brain_tumour_pgbm001/timepoint1/T1post",
            "mr_brain_tumour_pgbm001/timepoint1/MaskTumor",
            None,
            2641,
            8.114,
            None,
        ),
        (
            "mr_brain_tumour_pgbm001/timepoint2/T1post",
            "mr_brain_tumour_pgbm001/timepoint2/MaskTumor",
            None,
            6809,
            20.919,
            None,
        ),
        (
            "nrrd_radiomics/brain1_image.nrrd",
            "nrrd_radiomics/brain1_label.nrrd",
            None,
            4137,
            16.41266,
            825.2354,
        ),
        (
            "nrrd_radiomics/breast1_image.nrrd",
            "nrrd_radiomics/breast1_label.nrrd",
            None,
            143,
            0.13243,
            131.1259,
        ),
        (
            "ref_ibsi1_digital_phantom/nifti_image_phantom.nii.gz",
            "ref_ibsi1_digital_phantom/nifti_mask_mask.nii.gz",
            None,
            74,
            0.592,
            2.148649,
        ),
    ],
)
def test_measure_reproduces_published_volumes_and_means(
    lightbox: Commands,
    shared_data: Path,
    image: str,
    mask: str,
    label: str | None,
    voxels: int,
    volume_ml: float,
    mean: float | None,
) -> None:
    outcome = lightbox("measure", shared_data / image, "--mask", shared_data / mask, "--json")
    assert outcome.status == 0, outcome.err
    (segment,) = outcome.json["segments"]
    assert segment["voxel_count"] == voxels
    assert segment["volume_ml"] == pytest.approx(volume_ml, rel=1e-4)
    if label is not None:
        assert segment["label"] == label
    if mean is not None:
        assert segment["intensity"]["mean"] == pytest.approx(mean, abs=0.05)


def test_the_nodule_lies_where_it_is_known_to_lie(lightbox: Commands, shared_data: Path) -> None:
    folder = shared_data / "ct_chest_nodule_lidc0314"
    outcome = lightbox(
        "measure",
        folder / "dicom",
        "--mask",
        folder / "masks" / "nodule1_consensus50_seg.dcm",
        "--json",
    )
    (segment,) = outcome.json["segments"]
    assert segment["centroid_lps_mm"] == pytest.approx((-57.3, 131.3, -520.5), abs=0.1)


@pytest.mark.parametrize(
    ("reader", "volume_mm3"), [(1, 1853.0), (2, 2308.3), (3, 1584.5), (4, 2072.8)]
)
def test_the_four_readers_of_the_nodule(
    lightbox: Commands, shared_data: Path, reader: int, volume_mm3: float
) -> None:
    folder = shared_data / "ct_chest_nodule_lidc0314"
    outcome = lightbox(
        "measure",
        folder / "dicom",
        "--mask",
        folder / "masks" / f"nodule1_reader{reader}.nii.gz",
        "--json",
    )
    (segment,) = outcome.json["segments"]
    assert segment["volume_ml"] * 1000 == pytest.approx(volume_mm3, abs=0.5)


def test_suv_of_the_head_and_neck_tumors(lightbox: Commands, shared_data: Path) -> None:
    folder = shared_data / "pt_headneck_suv_qin0024"
    outcome = lightbox("measure", folder / "pet", "--mask", folder / "tumour_seg.dcm", "--json")
    assert outcome.status == 0, outcome.err
    segments = outcome.json["segments"]
    counts = [segment["voxel_count"] for segment in segments]
    assert sum(counts) == 266
    assert sum(segment["volume_ml"] for segment in segments) == pytest.approx(11.236, abs=1e-3)
    highest = max(segment["intensity"]["max"] for segment in segments)
    mean = sum(s["intensity"]["mean"] * s["voxel_count"] for s in segments) / 266
    assert highest == pytest.approx(7.208, abs=1e-3)
    assert mean == pytest.approx(3.674, abs=1e-3)
    assert {segment["intensity"]["unit"] for segment in segments} == {"SUVbw"}


@pytest.mark.parametrize(
    ("image", "mask", "volumes_ml"),
    [
        (
            "ct_abdomen_organs_totalseg/dicom_j2k",
            "ct_abdomen_organs_totalseg/organs_auto_seg_for_dicom.nii.gz",
            {1: 249.2, 5: 699.4, 6: 141.3},
        ),
        (
            "ct_abdomen_organs_totalseg/wholebody_lowres_ct.nii.gz",
            "ct_abdomen_organs_totalseg/wholebody_lowres_seg.nii.gz",
            {1: 255.2, 2: 106.6, 3: 99.3, 5: 1043.1},
        ),
    ],
)
def test_organ_volumes(
    lightbox: Commands, shared_data: Path, image: str, mask: str, volumes_ml: dict[int, float]
) -> None:
    outcome = lightbox("measure", shared_data / image, "--mask", shared_data / mask, "--json")
    assert outcome.status == 0, outcome.err
    found = {segment["number"]: segment["volume_ml"] for segment in outcome.json["segments"]}
    for number, volume in volumes_ml.items():
        assert found[number] == pytest.approx(volume, abs=0.06)


def test_readings_of_the_liver_segmentation(lightbox: Commands, shared_data: Path) -> None:
    folder = shared_data / "seg_sr_rt_pr" / "dcmqi_liver"
    outcome = lightbox("measure", folder, "--mask", folder / "seg_liver.dcm", "--json")
    assert outcome.status == 0, outcome.err
    assert sum(segment["voxel_count"] for segment in outcome.json["segments"]) == 107098


@pytest.mark.parametrize(
    ("mask", "voxels"),
    [("ct_rtstruct.dcm", 5564), ("pet_rtstruct.dcm", 239), ("mr_t1_rtstruct.dcm", 3856)],
)
def test_a_mask_finds_its_series_in_a_study_of_many(
    lightbox: Commands, shared_data: Path, mask: str, voxels: int
) -> None:
    folder = shared_data / "petctmr_sarcoma_sts_019"
    outcome = lightbox("measure", folder, "--mask", folder / mask, "--json")
    assert outcome.status == 0, outcome.err
    assert outcome.json["segments"][0]["voxel_count"] == voxels


@pytest.mark.parametrize(
    "file", ["MR_truncated.dcm", "fodicom_GH220.dcm", "dcm4che_3gb-bulk-data-truncated.dcm"]
)
def test_a_damaged_mask_is_refused_in_words(
    lightbox: Commands, shared_data: Path, file: str
) -> None:
    outcome = lightbox(
        "measure",
        shared_data / "ct_chest_tumour_ibsi1_rtstruct" / "ct",
        "--mask",
        shared_data / "malformed" / file,
        "--json",
    )
    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err.startswith("error: ")
