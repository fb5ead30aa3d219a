"""Images of every transfer syntax, photometric interpretation and kind, small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nibabel
import numpy as np
import pydicom
import SimpleITK as sitk  # noqa: N813 - its usual name
from PIL import Image as PilImage
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    UltrasoundMultiFrameImageStorage,
)

from tests.fuzz.seed import Seed, files_of, single
from tests.support import pixel_matrix
from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    enhanced_mr,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from tests.support.pixel_matrix import Form
from tests.support.presentation_states import item, put_overlay
from workstation.domain.image import Volume


def image_seeds(folder: Path) -> Iterator[Seed]:
    folder.mkdir()
    yield from _pixel_forms(folder)
    for name, maker in _MODALITIES.items():
        target = folder / name
        target.mkdir()
        maker(target)
        files = files_of(target)
        names = sorted(files)
        yield Seed(name, files, names[len(names) // 2], lossless=True)


def _pixel_forms(folder: Path) -> Iterator[Seed]:
    """Every transfer syntax, and every photometric interpretation."""
    gray = Form(allocated=16, stored=12, high=11, rescale=(1.0, -1024.0))
    signed = Form(allocated=16, stored=16, high=15, signed=True)
    eight = Form(allocated=8, stored=8, high=7)
    lossless = dict(pixel_matrix.LOSSLESS)
    lossy = dict(pixel_matrix.LOSSY)
    if pixel_matrix.has_dcmtk():
        lossless |= {k: v for k, v in pixel_matrix.LOSSLESS_DCMTK.items() if "jpeg" in k}
        lossy |= pixel_matrix.LOSSY_DCMTK
    for name, writer in (lossless | lossy).items():
        for form in (eight,) if "baseline" in name else (gray, signed):
            if not pixel_matrix.agreed(form, name):
                continue
            path = writer(form, pixel_matrix.values_of(form), folder / f"{name}-{form.stored}.dcm")
            if path is not None:
                yield single(path.stem, path, lossless=name in lossless)
    for form in pixel_matrix.other_forms():
        path = pixel_matrix.native(pydicom.uid.ExplicitVRLittleEndian)(
            form, pixel_matrix.values_of(form), folder / f"{form.name}.dcm"
        )
        if path is not None:
            yield single(path.stem, path, lossless=True)


def series_writer(
    modality: str, syntax: str = "", change: Callable[[Dataset], None] | None = None
) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        def describe(data_set: Dataset, _k: int) -> None:
            if change is not None:
                change(data_set)
            for element in data_set:
                if element.VR == "SQ":
                    element.is_undefined_length = True
            if syntax:
                data_set.file_meta.TransferSyntaxUID = pydicom.uid.UID(syntax)
            if syntax == ExplicitVRBigEndian:
                words = np.frombuffer(data_set.PixelData, "<u2")
                data_set.PixelData = words.byteswap().tobytes()

        phantom = SeriesPhantom(
            stored=ramp(3), positions=straight(3), modality=modality,
            intercept=0.0 if modality == "PT" else -1024.0,
        )  # fmt: skip
        write_series(folder, phantom, describe)

    return write


def _uptake(data_set: Dataset) -> None:
    data_set.Units, data_set.CorrectedImage = "BQML", ["ATTN", "DECY"]
    data_set.DecayCorrection, data_set.PatientWeight = "START", "70"
    data_set.PatientSize, data_set.PatientSex = "1.75", "F"
    data_set.SeriesDate = data_set.AcquisitionDate = "20260102"
    data_set.SeriesTime, data_set.AcquisitionTime = "110000", "110010"
    drug = item(
        RadionuclideTotalDose="370000000", RadionuclideHalfLife="6586.2",
        RadiopharmaceuticalStartTime="100000.00",
    )  # fmt: skip
    data_set.RadiopharmaceuticalInformationSequence = DicomSequence([drug])


def _described(data_set: Dataset) -> None:
    data_set.SpecificCharacterSet = "ISO_IR 192"
    data_set.PatientName, data_set.PatientBirthDate = "Müller^Ännchen", "19600203"
    data_set.PatientAge, data_set.BodyPartExamined = "066Y", "CHEST"
    data_set.WindowCenter, data_set.WindowWidth = ["40", "-600"], ["400", "1500"]
    data_set.GantryDetectorTilt, data_set.KVP = "0", "120"
    data_set.AcquisitionDate, data_set.AcquisitionTime = "20260102", "030405.678"
    data_set.EchoTime, data_set.TemporalPositionIdentifier = "12.5", "1"
    data_set.PixelPaddingValue = 0
    data_set.StudyDescription, data_set.AccessionNumber = "Thorax", "A1"


def film_image() -> Dataset:
    """A radiograph with tables, windows, an overlay and a shutter."""
    data_set = blank(DigitalXRayImageStorageForPresentation)
    data_set.Modality = "DX"
    put_pixels(data_set, ramp(1, 24, 30)[0], bits_stored=12)
    data_set.ImagerPixelSpacing, data_set.PatientOrientation = ["0.2", "0.1"], ["L", "F"]
    data_set.WindowCenter, data_set.WindowWidth = "200", "400"
    data_set.VOILUTFunction, data_set.PresentationLUTShape = "SIGMOID", "IDENTITY"
    voi = item(LUTDescriptor=[512, 0, 12], LUTData=(np.arange(512) * 7).astype("<u2").tobytes())
    voi["LUTData"].VR = "OW"
    data_set.VOILUTSequence = DicomSequence([voi])
    data_set["VOILUTSequence"].is_undefined_length = True
    data_set.ShutterShape, data_set.ShutterLeftVerticalEdge = "RECTANGULAR", "2"
    data_set.ShutterRightVerticalEdge, data_set.ShutterUpperHorizontalEdge = "28", "2"
    data_set.ShutterLowerHorizontalEdge, data_set.ShutterPresentationValue = "22", 0
    put_overlay(data_set, 0x6000, np.eye(24, 30, dtype=np.bool_))
    return data_set


def _write_film(folder: Path) -> None:
    save(film_image(), folder / "0")


def _write_tabled(folder: Path) -> None:
    """Stored values through a modality lookup table."""
    data_set = film_image()
    table = item(LUTDescriptor=[600, 0, 16], ModalityLUTType="US",
                 LUTData=(np.arange(600) * 3).astype("<u2").tobytes())  # fmt: skip
    table["LUTData"].VR = "OW"
    data_set.ModalityLUTSequence = DicomSequence([table])
    save(data_set, folder / "0")


def _write_enhanced(folder: Path) -> None:
    data_set = enhanced_mr(ramp(4), straight(4), slopes=(1.0, 1.0, 1.0, 1.0))
    for element in data_set.iterall():
        if element.VR == "SQ":
            element.is_undefined_length = True
    save(data_set, folder / "0")


def _write_clip(folder: Path) -> None:
    data_set = blank(UltrasoundMultiFrameImageStorage)
    data_set.Modality = "US"
    frames = np.repeat((ramp(4, 20, 24) % 256).astype(np.uint8)[..., np.newaxis], 3, axis=-1)
    put_pixels(data_set, frames[0])
    data_set.NumberOfFrames, data_set.FrameTime = 4, "40"
    data_set.FrameIncrementPointer = pydicom.tag.Tag(0x0018, 0x1063)
    region = item(
        RegionSpatialFormat=1, RegionDataType=1, RegionFlags=0, RegionLocationMinX0=0,
        RegionLocationMinY0=0, RegionLocationMaxX1=23, RegionLocationMaxY1=19,
        PhysicalUnitsXDirection=3, PhysicalUnitsYDirection=3, PhysicalDeltaX=0.05,
        PhysicalDeltaY=0.05,
    )  # fmt: skip
    data_set.SequenceOfUltrasoundRegions = DicomSequence([region])
    data_set["SequenceOfUltrasoundRegions"].is_undefined_length = True
    data_set.PixelData = frames.tobytes()
    save(data_set, folder / "0")


_MODALITIES: dict[str, Callable[[Path], None]] = {
    "ct": series_writer("CT", change=_described),
    "ct-implicit": series_writer("CT", ImplicitVRLittleEndian, _described),
    "ct-big-endian": series_writer("CT", ExplicitVRBigEndian),
    "ct-deflated": series_writer("CT", DeflatedExplicitVRLittleEndian),
    "mr": series_writer("MR", change=_described),
    "pet": series_writer("PT", change=_uptake),
    "film": _write_film,
    "film-with-table": _write_tabled,
    "enhanced-mr": _write_enhanced,
    "clip": _write_clip,
}


def volume_seeds(folder: Path, volume: Volume) -> Iterator[Seed]:
    """Image files that are no DICOM."""
    folder.mkdir()
    for name in ("v.nii", "v.nii.gz"):
        nibabel.save(
            nibabel.Nifti1Image(np.asarray(volume.array.T), np.diag((-1.0, -2.0, 3.0, 1.0))),
            folder / name,
        )
        yield single(name, folder / name)
    image = sitk.GetImageFromArray(np.asarray(volume.array))
    image.SetSpacing((1.0, 2.0, 3.0))
    for name in ("v.nrrd", "v.mha"):
        sitk.WriteImage(image, str(folder / name), useCompression=name == "v.mha")
        yield single(name, folder / name)


def picture_seeds(folder: Path) -> Iterator[Seed]:
    """Pictures of films."""
    folder.mkdir()
    film = (ramp(1, 24, 30)[0] % 256).astype(np.uint8)
    for name in ("p.png", "p.jpg"):
        PilImage.fromarray(film).save(folder / name)
        yield single(name, folder / name, lossless=name == "p.png")


def found_seeds(more: Path | None) -> Iterator[Seed]:
    for path in sorted(more.rglob("*")) if more is not None else ():
        if path.is_file() and path.stat().st_size <= 300_000 and b"DICM" in path.read_bytes()[:132]:
            yield Seed(str(path.relative_to(more or path)), {"0.dcm": path.read_bytes()}, "0.dcm")
