"""Which pictures a report shows: at most six, those that the reader chose first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.domain.mask import Mask
from workstation.domain.report import MOST_PICTURES, KeyImage
from workstation.imaging.image_numbers import ImageNumber, index_of_picture, number_in_order
from workstation.language import ENGLISH
from workstation.messages import Message
from workstation.reporting.wording import place_words
from workstation.services.key_images import (
    finding_pictures,
    image_number,
    organ_picture,
    overview_picture,
    saliency_pictures,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportPictures:
    """The pictures, and how many more there would have been."""

    shown: tuple[KeyImage, ...]
    left_out: int


def organs_among(findings: Sequence[Finding], masks: Sequence[Mask]) -> frozenset[str]:
    """Ids of findings that are structures of every body, by the category of their segment."""
    segments = {(mask.id, s.number): s for mask in masks for s in mask.segments}
    return frozenset(
        finding.id
        for finding in findings
        if (segment := segments.get((finding.mask_id, finding.segment_number or 0))) is not None
        and segment.category == coding.ANATOMICAL_STRUCTURE
        and finding.source_kind == "plugin"
    )


def places_of(
    image: Image, findings: Sequence[Finding], part: Message | str = ""
) -> tuple[tuple[str, Message], ...]:
    """Finding id to series and image in words, of findings on this volume or clip.

    `part` sets the image apart within its series, see `place_words`.
    """
    number = image.source.series_number
    places = []
    for finding in findings:
        found = _number_of(image, finding)
        if found is not None:
            places.append((finding.id, place_words(found, number, part)))
    return tuple(places)


def _number_of(image: Image, finding: Finding) -> ImageNumber | None:
    if isinstance(image, Volume):
        where = finding.position_lps_mm
        return None if where is None else image_number(image, where)
    if not isinstance(image, FrameSequence) or finding.position_ji is None:
        return None
    source = image.source
    frame = index_of_picture(source, finding.seen_on)
    stated = tuple(zip(source.instance_numbers, source.frame_indices, strict=False))
    if frame is None or len(stated) != len(source.sop_instance_uids):
        return None
    return number_in_order(stated, frame)


def report_pictures(
    image: Image,
    masks: Sequence[Mask],
    findings: Sequence[Finding],
    runs: Sequence[AnalysisResult],
    chosen: Sequence[KeyImage],
    *,
    language: str = ENGLISH,
) -> ReportPictures:
    """Choose and make the pictures.

    Parameters
    ----------
    findings : sequence of Finding
        Those on `image` that are printed.
    chosen : sequence of KeyImage
        What the reader marked.
    language : str
        Of the words in the pictures.
    """
    organ_ids = organs_among(findings, masks)
    lesions = [f for f in findings if f.id not in organ_ids]
    organs = [f for f in findings if f.id in organ_ids]
    pictures = list(chosen[:MOST_PICTURES])
    printed = {finding.id for finding in findings}
    pictures += [
        picture
        for run in runs
        for picture in saliency_pictures(image, run, language=language)
        if picture.finding_id in printed
    ]
    left_out = max(0, len(chosen) - MOST_PICTURES)
    for n, finding in enumerate(lesions):
        room = MOST_PICTURES - len(pictures)
        if room <= 0:
            left_out += len(lesions) - n
            break
        # A second picture of one finding never takes the place of another finding.
        each = 2 if room >= 2 * (len(lesions) - n) else 1
        pictures += finding_pictures(image, masks, finding, language=language)[:each]
    if organs and len(pictures) < MOST_PICTURES:
        pictures += organ_picture(image, masks, organs, language=language)
    if not pictures:
        pictures.append(overview_picture(image, language=language))
    return ReportPictures(shown=tuple(pictures[:MOST_PICTURES]), left_out=left_out)
