"""Drawn measurements as groups of a measurement report.

A region or a note is a planar region of interest (PS3.16 TID 1410); other measurements are groups
(TID 1501) whose numbers are each inferred from what was drawn (TID 300, TID 320). Who drew one
is the person of its own observation context (TID 1003), since another may sign the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import highdicom as hd
import numpy as np
from highdicom.sr import (
    CodeContentItem,
    CodedConcept,
    CoordinatesForMeasurement,
    CoordinatesForMeasurement3D,
    FindingSite,
    ImageRegion,
    ImageRegion3D,
    MeasurementsAndQualitativeEvaluations,
    PlanarROIMeasurementsAndQualitativeEvaluations,
    PnameContentItem,
    RelationshipTypeValues,
    SourceImageForRegion,
    TextContentItem,
    TrackingIdentifier,
)
from highdicom.sr import Measurement as SrMeasurement
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code as DicomCode
from pydicom.valuerep import DT

from workstation.dicom.objects.object_words import person_name
from workstation.dicom.objects.seg_write import dicom_code
from workstation.domain.drawn_measurement import (
    DrawnMeasurement,
    DrawnNumber,
    DrawnShape,
    ImagePlace,
    ShapeType,
)

COMMENT = DicomCode("121106", "DCM", "Comment")
_OBSERVER_TYPE = DicomCode("121005", "DCM", "Observer Type")
_OBSERVER_NAME = DicomCode("121008", "DCM", "Person Observer Name")
_ON_IMAGE = {
    ShapeType.POINT: "POINT",
    ShapeType.POLYLINE: "POLYLINE",
    # Closed by its first point standing at the end again (PS3.3 C.18.6.1.1).
    ShapeType.POLYGON: "POLYLINE",
    ShapeType.CIRCLE: "CIRCLE",
    ShapeType.ELLIPSE: "ELLIPSE",
}
_IN_PATIENT = {
    ShapeType.POINT: "POINT",
    ShapeType.POLYLINE: "POLYLINE",
    ShapeType.POLYGON: "POLYGON",
    ShapeType.ELLIPSE: "ELLIPSE",
}

DrawnGroup = MeasurementsAndQualitativeEvaluations | PlanarROIMeasurementsAndQualitativeEvaluations


def drawn_group(
    drawn: DrawnMeasurement, headers: Mapping[str, Dataset], *, signed_by: str
) -> DrawnGroup:
    """One measurement as a group.

    Parameters
    ----------
    headers : mapping of str to Dataset
        Of the images, by their SOP Instance UIDs.
    signed_by : str
        Who observes for the whole report; empty for nobody.

    Raises
    ------
    ValueError, KeyError
        It cannot be written: its image is none of these, or a shape has no extent.
    """
    common: dict[str, Any] = {
        "tracking_identifier": TrackingIdentifier(
            uid=hd.UID(drawn.tracking_uid), identifier=str(drawn.label)
        ),
        "measurements": [_number(each, drawn.image, headers) for each in drawn.numbers],
    }
    group: DrawnGroup
    if drawn.region is None:
        group = MeasurementsAndQualitativeEvaluations(**common)
    else:
        region = _region(drawn.region, drawn.image, headers)
        group = PlanarROIMeasurementsAndQualitativeEvaluations(referenced_region=region, **common)
    container = group[0]
    container.ObservationDateTime = DT(drawn.at)
    observer = person_name(drawn.by)
    if observer and drawn.by != signed_by:
        container.ContentSequence.extend(_observer(observer))
    for comment in dict.fromkeys(map(str, drawn.comments)):
        container.ContentSequence.append(
            TextContentItem(
                name=COMMENT, value=comment, relationship_type=RelationshipTypeValues.CONTAINS
            )
        )
    return group


def _observer(name: str) -> tuple[CodeContentItem, PnameContentItem]:
    beside = RelationshipTypeValues.HAS_OBS_CONTEXT
    return (
        CodeContentItem(name=_OBSERVER_TYPE, value=codes.DCM.Person, relationship_type=beside),
        PnameContentItem(name=_OBSERVER_NAME, value=name, relationship_type=beside),
    )


def _number(
    number: DrawnNumber, place: ImagePlace | None, headers: Mapping[str, Dataset]
) -> SrMeasurement:
    site = FindingSite(CodedConcept.from_code(dicom_code(number.site))) if number.site else None
    return SrMeasurement(
        name=dicom_code(number.concept),
        value=number.value,
        unit=dicom_code(number.unit),
        derivation=dicom_code(number.derivation) if number.derivation else None,
        finding_sites=[site] if site is not None else None,
        referenced_coordinates=[_coordinates(each, place, headers) for each in number.shapes]
        or None,
    )


def _coordinates(
    shape: DrawnShape, place: ImagePlace | None, headers: Mapping[str, Dataset]
) -> CoordinatesForMeasurement | CoordinatesForMeasurement3D:
    if place is None:
        return CoordinatesForMeasurement3D(
            _IN_PATIENT[shape.type], _points(shape), _frame_of_reference(headers)
        )
    return CoordinatesForMeasurement(_ON_IMAGE[shape.type], _points(shape), _source(place, headers))


def _region(
    shape: DrawnShape, place: ImagePlace | None, headers: Mapping[str, Dataset]
) -> ImageRegion | ImageRegion3D:
    if place is None:
        return ImageRegion3D(_IN_PATIENT[shape.type], _points(shape), _frame_of_reference(headers))
    return ImageRegion(_ON_IMAGE[shape.type], _points(shape), _source(place, headers))


def _points(shape: DrawnShape) -> NDArray[np.float64]:
    """Points of a shape; a polygon is closed in both spaces (PS3.3 C.18.6.1.1, C.18.9.1.1)."""
    closing = shape.points[:1] if shape.type is ShapeType.POLYGON else ()
    return np.array((*shape.points, *closing), np.float64)


def _source(place: ImagePlace, headers: Mapping[str, Dataset]) -> SourceImageForRegion:
    header = headers[place.sop_instance_uid]
    several = int(header.get("NumberOfFrames", 1) or 1) > 1
    return SourceImageForRegion(
        header.SOPClassUID, header.SOPInstanceUID, [place.frame] if several else None
    )


def _frame_of_reference(headers: Mapping[str, Dataset]) -> str:
    return str(next(iter(headers.values())).FrameOfReferenceUID)
