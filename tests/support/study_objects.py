"""Reports, key objects, documents and maps that were made of a series, written for tests."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code
from pydicom.uid import UID
from reportlab.pdfgen.canvas import Canvas

from tests.support.dicom_phantoms import blank, save
from tests.support.presentation_states import item

COMPREHENSIVE_SR = "1.2.840.10008.5.1.4.1.1.88.33"
KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"
ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1"
RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5"


def of_study(image: Path, sop_class: str, modality: str) -> Dataset:
    """An empty object of the patient and study of an image, in a series of its own."""
    source = pydicom.dcmread(image, stop_before_pixels=True)
    made = blank(sop_class)
    for keyword in (
        "StudyInstanceUID", "PatientID", "PatientName", "PatientBirthDate", "PatientSex",
        "StudyDate", "StudyTime",
    ):  # fmt: skip
        setattr(made, keyword, source.get(keyword, ""))
    made.SeriesInstanceUID = hd.UID()
    made.Modality = modality
    made.ContentDate, made.ContentTime = "20260102", "101112"
    return made


def code(meaning: str, value: str = "1") -> Dataset:
    """A coded entry."""
    return item(CodeValue=value, CodingSchemeDesignator="99TEST", CodeMeaning=meaning)


def content(kind: str, name: str, relation: str = "CONTAINS", **values: object) -> Dataset:
    """A content item."""
    made = item(ValueType=kind, RelationshipType=relation, **values)
    if name:
        made.ConceptNameCodeSequence = [code(name)]
    return made


def image_item(image: Path, name: str = "", relation: str = "CONTAINS") -> Dataset:
    """A content item that names an image."""
    source = pydicom.dcmread(image, stop_before_pixels=True)
    return content(
        "IMAGE",
        name,
        relation,
        ReferencedSOPSequence=[
            item(
                ReferencedSOPClassUID=source.SOPClassUID,
                ReferencedSOPInstanceUID=source.SOPInstanceUID,
            )
        ],
    )


def number(
    name: str, value: object, unit: str, meaning: str = "", inside: Sequence[Dataset] = ()
) -> Dataset:
    """A numeric content item."""
    measured = item(
        NumericValue=value,
        MeasurementUnitsCodeSequence=[
            item(CodeValue=unit, CodingSchemeDesignator="UCUM", CodeMeaning=meaning or unit)
        ],
    )
    made = content("NUM", name, MeasuredValueSequence=[measured])
    if inside:
        made.ContentSequence = list(inside)
    return made


def region(image: Path, shape: str, points: Sequence[float], relation: str) -> Dataset:
    """A shape on an image, from the corner of its first pixel."""
    return content(
        "SCOORD",
        "",
        relation,
        GraphicType=shape,
        GraphicData=list(points),
        ContentSequence=[image_item(image, relation="SELECTED FROM")],
    )


def evidence(image: Path) -> list[Dataset]:
    """The sequence that names what a report was made on."""
    source = pydicom.dcmread(image, stop_before_pixels=True)
    sop = item(
        ReferencedSOPClassUID=source.SOPClassUID, ReferencedSOPInstanceUID=source.SOPInstanceUID
    )
    series = item(SeriesInstanceUID=source.SeriesInstanceUID, ReferencedSOPSequence=[sop])
    return [item(StudyInstanceUID=source.StudyInstanceUID, ReferencedSeriesSequence=[series])]


def write_report(path: Path, image: Path, items: Sequence[Dataset], *, title: str = "Chest") -> str:
    """A structured report on an image; its SOP Instance UID."""
    made = of_study(image, COMPREHENSIVE_SR, "SR")
    made.ValueType, made.CompletionFlag, made.VerificationFlag = "CONTAINER", "COMPLETE", "VERIFIED"
    made.VerifyingObserverSequence = [
        item(VerifyingObserverName="Reader^Rita", VerificationDateTime="20260103120000")
    ]
    made.ConceptNameCodeSequence = [code(title)]
    made.CurrentRequestedProcedureEvidenceSequence = evidence(image)
    made.ContentSequence = list(items)
    save(made, path)
    return str(made.SOPInstanceUID)


def write_key_objects(path: Path, images: Sequence[Path]) -> None:
    """A key object selection."""
    made = of_study(images[0], KEY_OBJECTS, "KO")
    made.ConceptNameCodeSequence = [code("For Referring Provider")]
    made.CurrentRequestedProcedureEvidenceSequence = evidence(images[0])
    note = content("TEXT", "Key Object Description", TextValue="the nodule")
    made.ContentSequence = [note, *map(image_item, images)]
    save(made, path)


def write_pdf(path: Path, image: Path, words: Sequence[str]) -> None:
    """An encapsulated PDF with one word on each page."""
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=(200, 100))
    for word in words:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.drawString(120, 40, word)
        canvas.showPage()
    canvas.save()
    made = of_study(image, ENCAPSULATED_PDF, "DOC")
    made.DocumentTitle = "Letter"
    made.MIMETypeOfEncapsulatedDocument = "application/pdf"
    made.SourceInstanceSequence = (
        evidence(image)[0].ReferencedSeriesSequence[0].ReferencedSOPSequence
    )
    content_bytes = drawn.getvalue()
    made.EncapsulatedDocument = content_bytes + b"\0" * (len(content_bytes) % 2)
    save(made, path)


def write_plan(path: Path, image: Path) -> None:
    """An RT Plan, which nothing shows."""
    save(of_study(image, RT_PLAN, "RTPLAN"), path)


def write_map(
    path: Path,
    images: Sequence[Path],
    *,
    unit: Code = codes.UCUM.NoUnits,
    slope: float = 1.0,
    value_range: tuple[float, float] = (0.0, 100.0),
) -> None:
    """A parametric map whose stored value is the number of the slice."""
    sources = [pydicom.dcmread(image) for image in images]
    shape = (len(sources), int(sources[0].Rows), int(sources[0].Columns))
    pixels = np.ones(shape, np.float32) * np.arange(len(sources), dtype=np.float32)[:, None, None]
    made = hd.pm.ParametricMap(
        sources,
        pixels,
        series_instance_uid=hd.UID(),
        series_number=90,
        sop_instance_uid=hd.UID(),
        instance_number=1,
        manufacturer="Test",
        manufacturer_model_name="Test",
        software_versions="1",
        device_serial_number="1",
        contains_recognizable_visual_features=False,
        real_world_value_mappings=[
            hd.pm.RealWorldValueMapping(
                lut_label="1",
                lut_explanation="as stored",
                unit=unit,
                value_range=value_range,
                slope=slope,
                intercept=0.0,
            )
        ],
        window_center=3.0,
        window_width=6.0,
        transfer_syntax_uid=UID("1.2.840.10008.1.2.1"),
    )
    made.save_as(path)
