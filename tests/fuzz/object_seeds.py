"""Containers, masks, presentation states and plugins, small."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nibabel
import numpy as np
import pydicom
import SimpleITK as sitk  # noqa: N813 - its usual name
import yaml
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.fileset import FileSet
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import PseudoColorSoftcopyPresentationStateStorage

from tests.fuzz.image_seeds import series_writer
from tests.fuzz.seed import Seed, files_of, single
from tests.support.dicom_phantoms import (
    blank,
    save,
)
from tests.support.foreign_bundles import CONFIG, METADATA
from tests.support.masks import a_mask, asymmetric_labels, segment
from tests.support.plugin_folders import THRESHOLD, TINY_CONFIG, model_section, write_plugin
from tests.support.presentation_states import graphic, item, presentation_state, put_overlay
from workstation.dicom.objects.rtstruct_read import RT_STRUCTURE_SET_STORAGE
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Volume
from workstation.interchange.masks import write_nifti

# Containers and objects without pixels


def container_seeds(folder: Path) -> Iterator[Seed]:
    folder.mkdir()
    series_writer("CT")(folder / "series")
    inside = files_of(folder / "series")
    with zipfile.ZipFile(folder / "study.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(zipfile.ZipInfo(f"deep/{name}"), content)
    yield single("zip", folder / "study.zip")
    media = folder / "media"
    file_set = FileSet()
    for name in sorted(inside):
        data_set = pydicom.dcmread(folder / "series" / name)
        data_set.StudyID = "1"
        file_set.add(data_set)
    file_set.write(media)
    yield Seed("media directory", files_of(media), "DICOMDIR")
    report = blank("1.2.840.10008.5.1.4.1.1.88.11")
    report.Modality, report.ValueType = "SR", "CONTAINER"
    report.ContentSequence = DicomSequence([item(ValueType="TEXT", TextValue="x" * 300)])
    yield single("report", save(report, folder / "report.dcm"))
    shutil.rmtree(folder / "series")


# Masks


def mask_seeds(folder: Path, volume: Volume) -> Iterator[Seed]:
    folder.mkdir()
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2, "Second")])
    write_segmentation(mask, volume, folder / "m.seg.dcm")
    segmentation = pydicom.dcmread(folder / "m.seg.dcm")
    yield single("segmentation", folder / "m.seg.dcm")
    for element in segmentation.iterall():
        if element.VR == "SQ":
            element.is_undefined_length = True
    yield single("segmentation, open sequences", save(segmentation, folder / "open.seg.dcm"))
    yield single("structures", save(_structures(volume), folder / "rt.dcm"))
    write_nifti(mask, folder / "m.nii.gz")
    yield single("nii.gz", folder / "m.nii.gz")
    plain = nibabel.load(folder / "m.nii.gz")
    nibabel.save(plain, folder / "m.nii")
    yield single("nii", folder / "m.nii")
    read = sitk.ReadImage(str(folder / "m.nii"))
    image = sitk.GetImageFromArray(sitk.GetArrayFromImage(read))
    image.CopyInformation(read)
    for name in ("m.nrrd", "m.mha", "m.seg.nrrd"):
        if name == "m.seg.nrrd":
            _name_segments(image)
        sitk.WriteImage(image, str(folder / name))
        yield single(name, folder / name)


def _name_segments(image: sitk.Image) -> None:
    for number in (0, 1):
        for key, value in (
            ("ID", f"S{number}"), ("Name", f"Nodule {number}"), ("LabelValue", str(number + 1)),
            ("Layer", "0"), ("Color", "1 0.5 0"), ("Extent", "0 9 0 7 0 5"),
        ):  # fmt: skip
            image.SetMetaData(f"Segment{number}_{key}", value)


def _structures(volume: Volume) -> Dataset:
    data_set = blank(RT_STRUCTURE_SET_STORAGE)
    data_set.Modality = "RTSTRUCT"
    data_set.PatientName = volume.source.patient.name
    data_set.StructureSetROISequence, data_set.ROIContourSequence = [], []
    for number in (1, 2):
        contours = []
        for k in (1, 2, 3):
            corners = np.array([(k, 0.5, 1.5), (k, 0.5, 8.5), (k, 6.5, 8.5), (k, 6.5, 1.5)])
            points = volume.geometry.to_lps_mm(corners / (1, number, number))
            contours.append(
                item(ContourGeometricType="CLOSED_PLANAR", NumberOfContourPoints=len(points),
                     ContourData=[f"{v:.6f}" for v in points.ravel()])
            )  # fmt: skip
        data_set.StructureSetROISequence.append(
            item(ROINumber=number, ROIName=f"GTV {number}",
                 ReferencedFrameOfReferenceUID=volume.geometry.frame_of_reference_uid)
        )  # fmt: skip
        data_set.ROIContourSequence.append(
            item(ReferencedROINumber=number, ROIDisplayColor=[1, 2, 3], ContourSequence=contours)
        )
    for element in data_set.iterall():
        if element.VR == "SQ":
            element.is_undefined_length = True
    return data_set


# Presentation states


def state_seeds(film: Dataset) -> Iterator[Seed]:
    makers = (("drawn", _put_graphics), ("tables", _put_tables), ("palette", _put_palette))
    # So many that none of a batch is a copy of another.
    for name, change in makers * 8:
        state = presentation_state(film, label=name.upper())
        change(state)
        for element in state.iterall():
            if element.VR == "SQ":
                element.is_undefined_length = True
        with tempfile.TemporaryDirectory() as folder:
            yield single(name, save(state, Path(folder) / "state.dcm"))


def _put_graphics(state: Dataset) -> None:
    state.GraphicLayerSequence = [item(GraphicLayer="A", GraphicLayerOrder=1)]
    annotation = item(
        GraphicLayer="A",
        GraphicObjectSequence=[
            graphic("POLYLINE", (1, 1, 5, 5, 9, 2)), graphic("CIRCLE", (9, 9, 12, 9)),
            graphic("ELLIPSE", (2, 9, 9, 9, 5, 5, 5, 12)),
            graphic("INTERPOLATED", (1, 1, 5, 9, 9, 2)),
            graphic("POINT", (3, 3)),
        ],
        TextObjectSequence=[
            item(UnformattedTextValue="here", BoundingBoxAnnotationUnits="PIXEL",
                 BoundingBoxTopLeftHandCorner=[1.0, 1.0],
                 BoundingBoxBottomRightHandCorner=[9.0, 4.0],
                 BoundingBoxTextHorizontalJustification="LEFT")
        ],
    )  # fmt: skip
    state.GraphicAnnotationSequence = [annotation]
    state.SoftcopyVOILUTSequence = [item(WindowCenter="100", WindowWidth="200")]
    state.ImageRotation, state.ImageHorizontalFlip = 90, "Y"
    put_overlay(state, 0x6002, np.eye(24, 30, dtype=np.bool_))
    state.ShutterShape, state.CenterOfCircularShutter = "CIRCULAR", [12, 15]
    state.RadiusOfCircularShutter, state.ShutterPresentationValue = 9, 0


def _lut(count: int, bits: int) -> Dataset:
    entries: NDArray[np.uint16] = (np.arange(count) * ((2**bits - 1) // count)).astype("<u2")
    table = item(LUTDescriptor=[count, 0, bits], LUTData=entries.tobytes())
    table["LUTData"].VR = "OW"
    return table


def _put_tables(state: Dataset) -> None:
    modality = _lut(700, 12)
    modality.ModalityLUTType = "US"
    state.ModalityLUTSequence = [modality]
    state.SoftcopyVOILUTSequence = [item(VOILUTSequence=[_lut(4096, 12)])]
    state.PresentationLUTSequence = [_lut(256, 16)]
    del state.PresentationLUTShape


def _put_palette(state: Dataset) -> None:
    state.SOPClassUID = PseudoColorSoftcopyPresentationStateStorage
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID
    for color in ("Red", "Green", "Blue"):
        setattr(state, f"{color}PaletteColorLookupTableDescriptor", [256, 0, 16])
        entries = (np.arange(256) * 250).astype("<u2").tobytes()
        setattr(state, f"{color}PaletteColorLookupTableData", entries)
    state.SoftcopyVOILUTSequence = [
        item(WindowCenter="100", WindowWidth="200", VOILUTFunction="LINEAR")
    ]


# Plugins and models


def plugin_seeds(folder: Path) -> Iterator[Seed]:
    metadata = {"version": "1.0.0", "description": "x", "license": "MIT", "name": "tiny",
                "network_data_format": {"inputs": {"image": {"modality": "CT"}}}}  # fmt: skip
    files = {
        "models/tiny/configs/inference.json": json.dumps(TINY_CONFIG, indent=1).encode(),
        "models/tiny/configs/metadata.json": json.dumps(metadata, indent=1).encode(),
        "models/tiny/models/model.safetensors": b"weights",
        "models/tiny/docs/README.md": "# Tiny\n\nÄ model.\n".encode(),
    }
    pin = model_section("tiny", {"models/model.safetensors": "0" * 64})
    write_plugin(folder, "subject", THRESHOLD, end=pin)
    for name, content in files_of(folder).items():
        files[f"plugins/{name}"] = content
    for victim in sorted(files):
        if not victim.endswith((".py", ".safetensors")):
            yield Seed(Path(victim).name, files, victim)
    offered = {
        "offered/configs/metadata.json": json.dumps(METADATA, indent=1).encode(),
        "offered/configs/inference.json": json.dumps(CONFIG, indent=1).encode(),
        "offered/models/model.pt": b"weights",
        "offered/LICENSE": b"MIT",
    }
    as_yaml = {**offered, "offered/configs/inference.yaml": yaml.safe_dump(CONFIG).encode()}
    del as_yaml["offered/configs/inference.json"]
    for given in (offered, as_yaml):
        for victim in sorted(given):
            if not victim.endswith(".pt"):
                yield Seed(f"offered {Path(victim).name}", given, victim)
