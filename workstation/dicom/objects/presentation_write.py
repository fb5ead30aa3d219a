"""Write what was drawn on images as a softcopy presentation state.

References
----------
PS3.3 A.33.1, A.33.2 (grayscale and color), C.10.4 (displayed area), C.10.5 (graphic annotation),
C.10.7 (graphic layer), C.11.8 (softcopy VOI LUT), C.11.11 (relationship), C.11.15 (ICC profile).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import highdicom as hd
import numpy as np
from highdicom.base import SOPClass
from highdicom.pr import GraphicLayer, GraphicObject
from highdicom.pr import TextObject as DicomText
from pydicom.dataset import Dataset
from pydicom.uid import (
    ColorSoftcopyPresentationStateStorage,
    ExplicitVRLittleEndian,
    GrayscaleSoftcopyPresentationStateStorage,
)
from pydicom.valuerep import DSfloat

from workstation import __version__
from workstation.dicom.objects.lab_colors import encoded_lab
from workstation.dicom.objects.object_words import (
    MANUFACTURER,
    long_string,
    person_name,
    short_text,
)
from workstation.dicom.objects.presentation_check import verify
from workstation.dicom.objects.presentation_grays import frame_count, gray_values, referenced_image
from workstation.dicom.objects.source_header import source_header
from workstation.dicom.objects.srgb_profile import srgb_profile
from workstation.domain.display_objects import DrawnGraphics, Reference
from workstation.domain.image import Image, Volume
from workstation.domain.provenance import now_here
from workstation.domain.study import WindowSetting
from workstation.errors import UnsupportedOutputError
from workstation.imaging.windows import opens_inverted
from workstation.messages import Message
from workstation.security.integrity import whole_file

LAYER = "MEASUREMENTS"
_SERIES_NUMBER = 9004
_COLOR = (255, 214, 10)
_WHITE = 0xFFFF
_HALF_A_PIXEL = 0.5
_MOST_TERMS = 10_000


def write_presentation_state(
    drawn: Sequence[DrawnGraphics],
    image: Image,
    path: Path,
    *,
    by: str = "",
    signed: bool = False,
    window: WindowSetting | None = None,
) -> str:
    """Write graphics and words over the images of a stack, and read the file again.

    Parameters
    ----------
    drawn : sequence of DrawnGraphics
        On pictures of the image; not empty.
    image : Volume, Radiograph or FrameSequence
        Read from DICOM. The state is of all its pictures, and a color one where they are.
    by : str
        Who made it.
    signed : bool
        A report with these measurements was signed by this person.
    window : WindowSetting or None
        In values after the modality transform of the files; None for what the files state.

    Returns
    -------
    str
        SOP Instance UID of the new object.

    Raises
    ------
    UnsupportedOutputError
        The images do not state what a presentation state needs.
    OutputError
        The object cannot be written.
    VerificationError
        Read again, it draws something else; nothing is kept.
    """
    try:
        headers = [source_header(each) for each in dict.fromkeys(image.source.paths)]
        of_uid = {str(header.SOPInstanceUID): header for header in headers}
        reference = _reference(image, of_uid)
        meant = [_meant(each, of_uid) for each in drawn]
        state = _identified(headers[0], by, signed=signed)
        state.ReferencedSeriesSequence = _series(reference, of_uid)
        state.GraphicLayerSequence = [_layer()]
        state.GraphicAnnotationSequence = [_annotation(each, of_uid) for each in meant]
        state.DisplayedAreaSelectionSequence = [_whole_area(headers[0], image)]
        if _is_color(headers[0]):
            state.ICCProfile = headers[0].get("ICCProfile") or srgb_profile()
        else:
            state.update(gray_values(reference, of_uid, window))
            state.PresentationLUTShape = "INVERSE" if opens_inverted(image) else "IDENTITY"
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise UnsupportedOutputError(
            Message("These measurements cannot be written as a presentation state."),
            hint=Message("The DICOM SR and the PDF hold the same measurements."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    graphics = [graphic for each in meant for graphic in each.graphics]
    texts = [each.text for each in meant if each.text is not None]
    with whole_file(path) as temporary:
        state.save_as(temporary)
        verify(temporary, graphics, texts, reference)
    return str(state.SOPInstanceUID)


def _is_color(header: Dataset) -> bool:
    return not str(header.get("PhotometricInterpretation", "")).startswith("MONOCHROME")


def _reference(image: Image, headers: dict[str, Dataset]) -> Reference:
    """Every picture of a stack; frames only where there are others in the same file."""
    frames: dict[str, set[int]] = {}
    indices = image.source.frame_indices or (0,) * len(image.source.sop_instance_uids)
    for uid, frame in zip(image.source.sop_instance_uids, indices, strict=True):
        frames.setdefault(uid, set()).add(frame)
    return Reference(
        images=tuple(
            (uid, () if len(some) == frame_count(headers[uid]) else tuple(sorted(some)))
            for uid, some in frames.items()
        )
    )


def _meant(drawn: DrawnGraphics, headers: dict[str, Dataset]) -> DrawnGraphics:
    """As it is read again: on its layer, of its frame in a file of several, in short lines."""
    reference = Reference(
        images=tuple(
            (uid, frames if frame_count(headers[uid]) > 1 else ())
            for uid, frames in drawn.reference.images
        )
    )
    words = short_text(drawn.text.text.splitlines()) if drawn.text is not None else ""
    return replace(
        drawn,
        reference=reference,
        graphics=tuple(replace(g, layer=LAYER, reference=reference) for g in drawn.graphics),
        text=replace(drawn.text, text=words, layer=LAYER, reference=reference)
        if drawn.text is not None and words
        else None,
    )


def _identified(header: Dataset, by: str, *, signed: bool) -> SOPClass:
    """Whose it is, who made it, and when."""
    now = now_here()
    color = _is_color(header)
    state = SOPClass(
        study_instance_uid=header.StudyInstanceUID,
        series_instance_uid=hd.UID(),
        series_number=_SERIES_NUMBER,
        sop_instance_uid=hd.UID(),
        sop_class_uid=ColorSoftcopyPresentationStateStorage
        if color
        else GrayscaleSoftcopyPresentationStateStorage,
        instance_number=1,
        modality="PR",
        manufacturer=MANUFACTURER,
        manufacturer_model_name="Lightbox",
        software_versions=__version__,
        device_serial_number="0",
        transfer_syntax_uid=ExplicitVRLittleEndian,
        patient_id=header.PatientID,
        patient_name=header.PatientName,
        patient_birth_date=header.PatientBirthDate,
        patient_sex=header.PatientSex,
        accession_number=header.AccessionNumber,
        study_id=header.StudyID,
        study_date=header.StudyDate,
        study_time=header.StudyTime,
        referring_physician_name=header.ReferringPhysicianName,
        specific_character_set="ISO_IR 192",
        series_description="Measurements, reviewed and signed"
        if signed
        else "Measurements for clinician review",
    )
    state.copy_patient_and_study_information(header)
    # Type 2C of the General Series: nothing says which side a body part is of.
    state.Laterality = ""
    state.ContentLabel = LAYER
    state.ContentDescription = state.SeriesDescription
    state.ContentCreatorName = person_name(by)
    state.PresentationCreationDate = f"{now:%Y%m%d}"
    state.PresentationCreationTime = f"{now:%H%M%S}"
    return state


def _series(reference: Reference, headers: dict[str, Dataset]) -> list[Dataset]:
    images: dict[str, list[Dataset]] = {}
    for uid, frames in reference.images:
        series = str(headers[uid].SeriesInstanceUID)
        images.setdefault(series, []).append(referenced_image(headers[uid], frames))
    found = []
    for uid, items in images.items():
        series_item = Dataset()
        series_item.SeriesInstanceUID = uid
        series_item.ReferencedImageSequence = items
        found.append(series_item)
    return found


def _layer() -> GraphicLayer:
    layer = GraphicLayer(LAYER, order=1, description="Measurements and notes of the reader")
    layer.GraphicLayerRecommendedDisplayCIELabValue = encoded_lab(_COLOR)
    layer.GraphicLayerRecommendedDisplayGrayscaleValue = _WHITE
    return layer


def _annotation(drawn: DrawnGraphics, headers: dict[str, Dataset]) -> Dataset:
    item = Dataset()
    item.ReferencedImageSequence = [
        referenced_image(headers[uid], frames) for uid, frames in drawn.reference.images
    ]
    item.GraphicLayer = LAYER
    label, uid = long_string(drawn.label), drawn.tracking_uid
    if drawn.graphics:
        item.GraphicObjectSequence = [
            GraphicObject(
                each.kind.value,
                _from_corner(each.points),
                units="PIXEL",
                tracking_id=label,
                tracking_uid=uid,
            )
            for each in drawn.graphics
        ]
    if drawn.text is not None and drawn.text.anchor is not None:
        ((column, row),) = _from_corner([drawn.text.anchor]).tolist()
        item.TextObjectSequence = [
            DicomText(
                drawn.text.text,
                units="PIXEL",
                anchor_point=(column, row),
                anchor_point_visible=False,
                tracking_id=label,
                tracking_uid=uid,
            )
        ]
    return item


def _from_corner(
    points: Sequence[tuple[float, float]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Pixel units begin at the outer corner of the first pixel (PS3.3 C.10.5.1.2)."""
    return (np.array(points, np.float64) + _HALF_A_PIXEL).astype(np.float32)


def _whole_area(header: Dataset, image: Image) -> Dataset:
    """All of an image, fitted to its screen with the shape of its pixels."""
    area = Dataset()
    area.DisplayedAreaTopLeftHandCorner = [1, 1]
    area.DisplayedAreaBottomRightHandCorner = [int(header.Columns), int(header.Rows)]
    area.PresentationSizeMode = "SCALE TO FIT"
    if isinstance(image, Volume):
        spacing = image.geometry.spacing_kji_mm[1:]
        area.PresentationPixelSpacing = [DSfloat(float(each), auto_format=True) for each in spacing]
        return area
    # A film's millimeters are those of its detector; only their ratio is of the picture.
    height, width = image.geometry.spacing_ji_mm or (image.geometry.aspect_ratio_ji, 1.0)
    ratio = Fraction(height / width).limit_denominator(_MOST_TERMS)
    area.PresentationPixelAspectRatio = [ratio.numerator, ratio.denominator]
    return area
