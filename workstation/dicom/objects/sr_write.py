"""Write findings and drawn measurements as a measurement report.

References
----------
PS3.16 TID 1500; PS3.3 A.35.13 (Comprehensive 3D SR).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import highdicom as hd
import pydicom
from highdicom.sr import (
    AlgorithmIdentification,
    CodedConcept,
    Comprehensive3DSR,
    DeviceObserverIdentifyingAttributes,
    FindingSite,
    MeasurementReport,
    MeasurementsAndQualitativeEvaluations,
    ObservationContext,
    ObserverContext,
    PersonObserverIdentifyingAttributes,
    PlanarROIMeasurementsAndQualitativeEvaluations,
    QualitativeEvaluation,
    ReferencedSegment,
    ReferencedSegmentationFrame,
    RelationshipTypeValues,
    SourceImageForMeasurementGroup,
    SourceImageForSegmentation,
    SourceSeriesForSegmentation,
    TextContentItem,
    TrackingIdentifier,
    VolumetricROIMeasurementsAndQualitativeEvaluations,
)
from highdicom.sr import Measurement as SrMeasurement
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code as DicomCode

from workstation.dicom.objects.object_words import MANUFACTURER, person_name
from workstation.dicom.objects.seg_write import WrittenSegmentation, dicom_code
from workstation.dicom.objects.source_header import source_header
from workstation.dicom.objects.sr_check import verify
from workstation.dicom.objects.sr_drawn import COMMENT, drawn_group
from workstation.domain.coding import PROBABILITY, UNIT_PERCENT
from workstation.domain.drawn_measurement import DrawnMeasurement
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image, Volume
from workstation.errors import MaskReadError, UnsupportedOutputError
from workstation.imaging.image_numbers import index_of_picture, picture_showing
from workstation.messages import Message
from workstation.security.integrity import whole_file

_SERIES_NUMBER = 9002
_NOT_STATED = "not stated"
_DEVICE_UID = "2.25.182236128574193240231823127310293740021"
_REVIEW = DicomCode("review-status", "99LIGHTBOX", "Review status")
_LATERALITY = DicomCode("272741003", "SCT", "Laterality")
_STATUS_CODE = {
    FindingStatus.PROPOSED: DicomCode("proposed", "99LIGHTBOX", "Proposed, not reviewed"),
    FindingStatus.ACCEPTED: DicomCode("accepted", "99LIGHTBOX", "Accepted by a person"),
    FindingStatus.EDITED: DicomCode("edited", "99LIGHTBOX", "Edited and accepted by a person"),
    FindingStatus.REJECTED: DicomCode("rejected", "99LIGHTBOX", "Rejected by a person"),
}
_Group = (
    VolumetricROIMeasurementsAndQualitativeEvaluations
    | PlanarROIMeasurementsAndQualitativeEvaluations
    | MeasurementsAndQualitativeEvaluations
)
_GroupT = TypeVar("_GroupT", bound=_Group)


def write_measurement_report(
    findings: Sequence[Finding],
    image: Image,
    path: Path,
    *,
    segmentation: WrittenSegmentation | None = None,
    signed_by: str = "",
    drawn: Sequence[DrawnMeasurement] = (),
) -> str:
    """Write findings with their measurements, and what was drawn, and read the file again.

    Parameters
    ----------
    findings : sequence of Finding
        Rejected ones are left out.
    image : Volume, Radiograph or FrameSequence
        The analyzed image, read from DICOM.
    segmentation : WrittenSegmentation or None
        The SEG that holds the findings' segments.
    signed_by : str
        Who signed the report that these findings stand in: the object is then complete, final
        and verified by this person (PS3.3 C.17.2), and holds what was accepted or edited only.
        Empty leaves it unverified.
    drawn : sequence of DrawnMeasurement
        On the image.

    Returns
    -------
    str
        SOP Instance UID of the new object.

    Raises
    ------
    MaskReadError
        There is nothing to write, or the image was not read from DICOM.
    UnsupportedOutputError
        The images do not state what a report needs.
    OutputError
        The object cannot be written.
    VerificationError
        Read again, it holds other numbers; nothing is kept.
    """
    kept = [
        f
        for f in findings
        if (f.is_reportable if signed_by else f.status is not FindingStatus.REJECTED)
    ]
    if not (kept or drawn) or not image.source.paths or not image.source.sop_instance_uids:
        raise MaskReadError(
            Message("There is nothing to write as a DICOM report."),
            hint=Message("Give a measurement, or a finding that was not rejected."),
        )
    sources = [source_header(p) for p in dict.fromkeys(image.source.paths)]
    evidence = list(sources)
    seg = pydicom.dcmread(segmentation.path) if segmentation else None
    if seg is not None:
        evidence.append(seg)
    uid = hd.UID()
    try:
        groups: list[_Group] = [_group(f, image, sources, segmentation, seg) for f in kept]
        headers = {str(header.SOPInstanceUID): header for header in sources}
        groups += [drawn_group(each, headers, signed_by=signed_by) for each in drawn]
        report = MeasurementReport(
            observation_context=_context(signed_by),
            procedure_reported=codes.LN.CTUnspecifiedBodyRegion
            if image.source.modality == "CT"
            else DicomCode("363679005", "SCT", "Imaging procedure"),
            imaging_measurements=groups,
        )
        document = Comprehensive3DSR(
            evidence=evidence,
            content=report[0],
            series_instance_uid=hd.UID(),
            series_number=_SERIES_NUMBER,
            sop_instance_uid=uid,
            instance_number=1,
            manufacturer=MANUFACTURER,
            is_complete=True,
            is_final=bool(signed_by),
            is_verified=bool(signed_by),
            verifying_observer_name=person_name(signed_by) if signed_by else None,
            verifying_organization=image.source.institution or _NOT_STATED if signed_by else None,
        )
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise UnsupportedOutputError(
            Message("These findings cannot be written as a DICOM report."),
            hint=Message("The PDF and the JSON result hold the same numbers."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    document.SeriesDescription = (
        "Measurements, reviewed and signed" if signed_by else "Measurements for clinician review"
    )
    with whole_file(path) as temporary:
        document.save_as(temporary)
        verify(temporary, kept, drawn)
    return str(uid)


def _context(signed_by: str) -> ObservationContext:
    person = None
    if signed_by:
        person = ObserverContext(
            observer_type=codes.DCM.Person,
            observer_identifying_attributes=PersonObserverIdentifyingAttributes(
                name=person_name(signed_by)
            ),
        )
    return ObservationContext(
        observer_person_context=person,
        observer_device_context=ObserverContext(
            observer_type=codes.DCM.Device,
            observer_identifying_attributes=DeviceObserverIdentifyingAttributes(
                uid=_DEVICE_UID, name="Lightbox", manufacturer_name=MANUFACTURER
            ),
        ),
    )


def _group(
    finding: Finding,
    image: Image,
    sources: Sequence[Dataset],
    written: WrittenSegmentation | None,
    seg: Dataset | None,
) -> _Group:
    number = written.numbers.get(finding.segment_number or 0) if written else None
    common: dict[str, Any] = {
        "tracking_identifier": TrackingIdentifier(
            uid=hd.UID(finding.tracking_uid) if finding.tracking_uid else hd.UID(),
            identifier=str(finding.label),
        ),
        "finding_type": CodedConcept.from_code(dicom_code(finding.code)),
        "measurements": _measurements(finding),
        "qualitative_evaluations": _evaluations(finding),
        "algorithm_id": AlgorithmIdentification(
            name=finding.provenance.method, version=finding.provenance.version
        )
        if finding.source_kind == "plugin"
        else None,
        "finding_sites": _sites(finding),
    }
    if number is None or written is None or seg is None:
        common["source_images"] = [_source_image(finding, image, sources)]
        return _commented(MeasurementsAndQualitativeEvaluations(**common), finding)
    if isinstance(image, Volume):
        volumetric = VolumetricROIMeasurementsAndQualitativeEvaluations(
            referenced_segment=ReferencedSegment(
                sop_class_uid=seg.SOPClassUID,
                sop_instance_uid=written.sop_instance_uid,
                segment_number=number,
                source_series=SourceSeriesForSegmentation(sources[0].SeriesInstanceUID),
            ),
            **common,
        )
        return _commented(volumetric, finding)
    frame = ReferencedSegmentationFrame(
        sop_class_uid=seg.SOPClassUID,
        sop_instance_uid=written.sop_instance_uid,
        frame_number=_frames_of(seg, number),
        segment_number=number,
        source_image=SourceImageForSegmentation(
            sources[0].SOPClassUID, _source_of(seg, number) or sources[0].SOPInstanceUID
        ),
    )
    # A frame number and a segment number exclude each other (PS3.3 table 10-3).
    (referenced,) = frame[0].ReferencedSOPSequence
    del referenced.ReferencedSegmentNumber
    planar = PlanarROIMeasurementsAndQualitativeEvaluations(referenced_segment=frame, **common)
    return _commented(planar, finding)


def _frames_of(seg: Dataset, segment: int) -> list[int]:
    """Frames, from 1, that mark a segment: one on a radiograph, several on a clip."""
    items = enumerate(seg.PerFrameFunctionalGroupsSequence, 1)
    return [number for number, item in items if _marks(seg, item, segment)]


def _source_of(seg: Dataset, segment: int) -> str:
    """SOP Instance UID of the first picture that a segment marks; empty where none is named."""
    frames = seg.PerFrameFunctionalGroupsSequence
    marking = (item for item in frames if _marks(seg, item, segment))
    for derivation in next(marking, Dataset()).get("DerivationImageSequence") or ():
        for source in derivation.get("SourceImageSequence") or ():
            return str(source.ReferencedSOPInstanceUID)
    return ""


def _marks(seg: Dataset, item: Dataset, segment: int) -> bool:
    """Whether a frame marks a segment; a SEG of one segment may name it once for all frames."""
    keyword = "SegmentIdentificationSequence"
    named = item.get(keyword) or seg.SharedFunctionalGroupsSequence[0].get(keyword)
    return bool(named) and int(named[0].ReferencedSegmentNumber) == segment


def _source_image(
    finding: Finding, image: Image, sources: Sequence[Dataset]
) -> SourceImageForMeasurementGroup:
    """The image, or the frames of a file of several, that show a finding.

    Where its place is not known, the middle one of the files, with the frames that are of the
    image: the file may hold other phases.
    """
    is_placed = finding.position_lps_mm is not None or finding.position_ji is not None
    picture = finding.seen_on if is_placed else None
    if picture is None or index_of_picture(image.source, picture) is None:
        picture = None
        if finding.position_lps_mm is not None and isinstance(image, Volume):
            picture = picture_showing(image, finding.position_lps_mm)
    if picture is not None:
        header = next(h for h in sources if str(h.SOPInstanceUID) == picture.sop_instance_uid)
        frames = [picture.frame]
    else:
        header = sources[len(sources) // 2]
        frames = _frames_in(image, str(header.SOPInstanceUID))
    count = int(header.get("NumberOfFrames") or 1)
    # A reference without frames is one to all of them (PS3.3 table 10-3).
    whole = count == 1 or len(frames) in (0, count)
    return SourceImageForMeasurementGroup.from_source_image(header, None if whole else frames)


def _frames_in(image: Image, uid: str) -> list[int]:
    """Frames of a file, from 1, that an image is made of."""
    source = image.source
    pairs = zip(source.sop_instance_uids, source.frame_indices, strict=False)
    return sorted(frame + 1 for each, frame in pairs if each == uid)


def _commented(group: _GroupT, finding: Finding) -> _GroupT:
    """A group with what must stand beside its numbers and the finding itself."""
    caveats: dict[str, list[str]] = {}
    for measurement in finding.measurements:
        if measurement.caveat:
            names = caveats.setdefault(str(measurement.caveat), [])
            names.append(str(measurement.name))
    comments = [str(finding.printed_statement)] if finding.printed_statement else []
    comments += [f"{', '.join(names)}: {caveat}" for caveat, names in caveats.items()]
    if finding.probability is not None and finding.probability_note:
        comments.append(str(finding.probability_note))
    comments += map(str, finding.caveats)
    for comment in dict.fromkeys(comments):
        group[0].ContentSequence.append(
            TextContentItem(
                name=COMMENT,
                value=comment,
                relationship_type=RelationshipTypeValues.CONTAINS,
            )
        )
    return group


def _evaluations(finding: Finding) -> list[QualitativeEvaluation]:
    """How far the review is, and the side where there is no site to say it of."""
    found = [QualitativeEvaluation(name=_REVIEW, value=_STATUS_CODE[finding.status])]
    if finding.laterality is not None and finding.site is None:
        side = CodedConcept.from_code(dicom_code(finding.laterality))
        found.append(QualitativeEvaluation(name=_LATERALITY, value=side))
    return found


def _sites(finding: Finding) -> list[FindingSite] | None:
    if finding.site is None:
        return None
    laterality = (
        CodedConcept.from_code(dicom_code(finding.laterality)) if finding.laterality else None
    )
    return [
        FindingSite(
            anatomic_location=CodedConcept.from_code(dicom_code(finding.site)),
            laterality=laterality,
        )
    ]


def _measurements(finding: Finding) -> list[SrMeasurement]:
    rows = [
        SrMeasurement(
            name=dicom_code(m.concept),
            value=float(m.value),
            unit=dicom_code(m.unit),
            derivation=dicom_code(m.derivation) if m.derivation else None,
        )
        for m in finding.measurements
    ]
    if finding.probability is not None:
        rows.append(
            SrMeasurement(
                name=dicom_code(PROBABILITY),
                value=100 * finding.probability,
                unit=dicom_code(UNIT_PERCENT),
            )
        )
    return rows
