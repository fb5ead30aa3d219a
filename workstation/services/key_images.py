"""Pictures of findings for the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workstation.domain.analysis import AnalysisResult, Heatmap
from workstation.domain.bit_mask import BitMask
from workstation.domain.finding import Finding
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.mask import Mask
from workstation.domain.report import KeyImage
from workstation.imaging.image_numbers import (
    ImageNumber,
    index_of_picture,
    nearest_slice,
    slice_number,
)
from workstation.imaging.planes import PlaneName, plane_count, plane_layout
from workstation.imaging.rectify import needs_rectifying, rectify, rectify_mask
from workstation.language import ENGLISH
from workstation.messages import Message, joined
from workstation.reporting.wording import position_text
from workstation.services.render import render_image

SALIENCY_CAVEAT = Message("It shows where the network looked, not where disease is.")
_SIZE_PX = 480
_SMALL_MM = 60.0
_ENLARGED_MM = 40.0
_OTHER_AXES = ((1, 2), (0, 2), (0, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How pictures are made.

    Attributes
    ----------
    size : int
        Longer side, pixels.
    reach_mm : float
        How far around a small finding a picture goes.
    annotated : bool
        Whether letters and scale are drawn.
    """

    language: str = ENGLISH
    size: int = _SIZE_PX
    reach_mm: float = _ENLARGED_MM
    annotated: bool = True


_THUMBNAIL = _Style(size=160, reach_mm=22.0, annotated=False)
_PART_OF_FILM = 0.3


def finding_pictures(
    image: Image, masks: Sequence[Mask], finding: Finding, *, language: str = ENGLISH
) -> tuple[KeyImage, ...]:
    """Pictures that show one finding, with an outline that hides nothing of it.

    A small finding in a volume gives its surroundings twice, plain and outlined; a large one a
    coronal picture; a radiograph the whole film, a clip the frame on which its segment is largest.
    A finding without a place gives none in a volume, and of a clip one without a segment whose
    frame is not known. The first picture alone shows enough where there is no room for
    more.
    """
    return tuple(_pictures(image, masks, finding, _Style(language=language)))


def finding_thumbnail(
    image: Image, masks: Sequence[Mask], finding: Finding
) -> NDArray[np.uint8] | None:
    """A small picture of one finding with its outline, for a list of findings.

    Of the same plane as the first picture of the report, without letters; of a film or clip the
    part around the finding.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray or None
        RGB; None where the finding has no place on the image.
    """
    picture = next(_pictures(image, masks, finding, _THUMBNAIL), None)
    if picture is None or isinstance(image, Volume) or finding.position_ji is None:
        return None if picture is None else picture.pixels
    places = (
        at / length for at, length in zip(finding.position_ji, image.geometry.shape_ji, strict=True)
    )
    return _around(picture.pixels, *places)


def _around(pixels: NDArray[np.uint8], down: float, right: float) -> NDArray[np.uint8]:
    """The part of a picture around a place, which is given in shares of its sides."""
    rows, columns = pixels.shape[:2]
    side = max(round(_PART_OF_FILM * max(rows, columns)), 1)
    high, wide = min(side, rows), min(side, columns)
    top = min(max(round(down * rows - high / 2), 0), rows - high)
    left = min(max(round(right * columns - wide / 2), 0), columns - wide)
    return pixels[top : top + high, left : left + wide]


def _pictures(
    image: Image, masks: Sequence[Mask], finding: Finding, style: _Style
) -> Iterator[KeyImage]:
    shown = [
        mask.keep(frozenset({finding.segment_number}))
        for mask in masks
        if mask.id == finding.mask_id and finding.segment_number is not None
    ]
    if not isinstance(image, Volume):
        # A place on a clip was seen on one of its frames.
        on = index_of_picture(image.source, finding.seen_on) if finding.position_ji else None
        yield from _flat(image, shown, finding.label, finding.id, style, seen_on=on)
        return
    if finding.position_lps_mm is None:
        return
    if needs_rectifying(image):
        shown = [rectify_mask(mask, image) for mask in shown]
        image = rectify(image)
    where = finding.position_lps_mm
    if _extent_mm(shown) >= _SMALL_MM:
        yield _picture(image, PlaneName.CORONAL, where, shown, finding, Message("coronal"), style)
        return
    near, near_masks = _surroundings(image, shown, where, style.reach_mm)
    axial = PlaneName.AXIAL
    if not near_masks:
        yield _picture(near, axial, where, (), finding, Message("axial"), style)
        return
    yield _picture(near, axial, where, near_masks, finding, Message("axial, outlined"), style)
    yield _picture(near, axial, where, (), finding, Message("axial, plain"), style)


def organ_picture(
    image: Image, masks: Sequence[Mask], organs: Sequence[Finding], *, language: str = ENGLISH
) -> tuple[KeyImage, ...]:
    """One picture of all organs, through the first; none where it has no place in a volume."""
    numbers = {(f.mask_id, f.segment_number) for f in organs}
    shown = [
        mask.keep(frozenset(s.number for s in mask.segments if (mask.id, s.number) in numbers))
        for mask in masks
    ]
    names = joined(", ", (finding.label for finding in organs))
    where = organs[0].position_lps_mm
    if not isinstance(image, Volume):
        return _flat(image, shown, names, "", _Style(language=language))
    if where is None:
        return ()
    if needs_rectifying(image):
        shown = [rectify_mask(mask, image) for mask in shown]
        image = rectify(image)
    index = plane_index(image, PlaneName.CORONAL, where)
    pixels = render_image(
        image,
        plane=PlaneName.CORONAL,
        index=index,
        masks=shown,
        size=_SIZE_PX,
        fill_opacity=0.0,
        language=language,
    )
    return (KeyImage(pixels=pixels, caption=joined(", ", (names, Message("coronal")))),)


def _flat(
    image: Radiograph | FrameSequence,
    shown: Sequence[Mask],
    caption: Message | str,
    finding_id: str,
    style: _Style,
    *,
    seen_on: int | None = None,
) -> tuple[KeyImage, ...]:
    """A film with outlines, or the frame of a clip that has most of them; none where none has.

    `seen_on` is the frame for what has no outline.
    """
    index = 0
    if isinstance(image, FrameSequence):
        counts = sum(((mask.labels > 0).sum(axis=(1, 2)) for mask in shown), start=np.zeros(1))
        if counts.any():
            index = int(counts.argmax())
        elif seen_on is None:
            return ()
        else:
            index = seen_on
    pixels = render_image(
        image,
        index=index,
        masks=shown,
        size=style.size if style.annotated else _SIZE_PX,
        fill_opacity=0.0,
        annotate=style.annotated,
        language=style.language,
    )
    return (KeyImage(pixels=pixels, caption=caption, finding_id=finding_id),)


def image_number(image: Volume, where: tuple[float, float, float]) -> ImageNumber:
    """The acquired image that is nearest to a place (LPS mm).

    The numbers are those of the files, also where slices lie unevenly.
    """
    return slice_number(image, nearest_slice(image, where))


def _picture(
    image: Volume,
    plane: PlaneName,
    where: tuple[float, float, float],
    masks: Sequence[Mask],
    finding: Finding,
    kind: Message,
    style: _Style,
) -> KeyImage:
    index = plane_index(image, plane, where)
    pixels = render_image(
        image,
        plane=plane,
        index=index,
        masks=masks,
        size=style.size,
        fill_opacity=0.0,
        annotate=style.annotated,
        position_words=False,
        language=style.language,
    )
    caption = joined(", ", (finding.label, kind, position_text(where)))
    return KeyImage(pixels=pixels, caption=caption, finding_id=finding.id)


def _extent_mm(masks: Sequence[Mask]) -> float:
    """Largest side of the box around what the masks mark."""
    largest = 0.0
    for mask in masks:
        if mask.geometry is None or not mask.labels.any():
            continue
        counts = [int(np.ptp(np.flatnonzero(mask.labels.any(axis=a)))) + 1 for a in _OTHER_AXES]
        largest = max(largest, *np.multiply(counts, mask.geometry.spacing_kji_mm))
    return largest


def _surroundings(
    image: Volume, masks: Sequence[Mask], where: tuple[float, float, float], reach_mm: float
) -> tuple[Volume, list[Mask]]:
    """The part of a volume within a reach of a position, and of its masks."""
    center = image.geometry.to_kji(np.array(where))
    reach = reach_mm / np.array(image.geometry.spacing_kji_mm)
    upper = np.array(image.geometry.shape_kji)
    first = np.clip(np.floor(center - reach), 0, upper - 1).astype(int)
    last = np.clip(np.ceil(center + reach) + 1, first + 1, upper).astype(int)
    box = tuple(slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
    affine = image.geometry.affine_lps.copy()
    affine[:3, 3] = image.geometry.to_lps_mm(first)
    shape = tuple(int(n) for n in last - first)
    geometry = VolumeGeometry(
        shape_kji=(shape[0], shape[1], shape[2]),
        affine_lps=affine,
        frame_of_reference_uid=image.geometry.frame_of_reference_uid,
    )
    padding = None if image.padding is None else BitMask.of(image.padding[box])
    part = replace(image, array=image.array[box], geometry=geometry, padding=padding)
    cut = [
        replace(
            mask, labels=mask.labels[box], geometry=geometry, sop_instance_uids=(), frame_indices=()
        )
        for mask in masks
    ]
    return part, cut


def saliency_pictures(
    image: Image, run: AnalysisResult, *, language: str = ENGLISH
) -> tuple[KeyImage, ...]:
    """Pictures of a run's heat maps over its radiograph, kept with the run's first finding.

    A map of a volume gives none: it would need a plane.
    """
    if isinstance(image, Volume):
        return ()
    finding_id = run.findings[0].id if run.findings else ""
    return tuple(
        KeyImage(
            pixels=render_image(image, heatmap=heatmap, size=_SIZE_PX, language=language),
            caption=joined(
                "",
                (
                    Message.term(run.plugin_name),
                    ": ",
                    heatmap.name,
                    ". ",
                    SALIENCY_CAVEAT,
                ),
            ),
            finding_id=finding_id,
        )
        for heatmap in run.pictures_of(Heatmap)
    )


def plane_index(volume: Volume, plane: PlaneName, point_lps_mm: tuple[float, float, float]) -> int:
    """Number of the plane, in display order, that is nearest to a patient position."""
    layout = plane_layout(volume.geometry, plane)
    along = round(float(volume.geometry.to_kji(np.array(point_lps_mm))[layout.axes[0]]))
    count = plane_count(volume, plane)
    along = min(max(along, 0), count - 1)
    return count - 1 - along if layout.flipped[0] else along


def overview_picture(image: Image, *, language: str = ENGLISH) -> KeyImage:
    """The middle of the image, for a report without findings."""
    return KeyImage(
        pixels=render_image(image, size=_SIZE_PX, language=language), caption=Message("Overview")
    )
