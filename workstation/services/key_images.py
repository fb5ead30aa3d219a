"""Pictures of findings for the report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workstation.domain.finding import Finding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.domain.report import KeyImage
from workstation.imaging.planes import PlaneName, plane_count, plane_layout
from workstation.reporting.wording import position_text
from workstation.services.render import render_image

_SIZE_PX = 640


def finding_pictures(image: Image, masks: Sequence[Mask], finding: Finding) -> tuple[KeyImage, ...]:
    """Pictures that show one finding with its outline.

    A volume gives an axial and a coronal picture through the finding; a radiograph gives
    the whole film. A finding without a place gives none in a volume.
    """
    shown = [
        mask.keep(frozenset({finding.segment_number}))
        for mask in masks
        if mask.id == finding.mask_id and finding.segment_number is not None
    ]
    if not isinstance(image, Volume):
        pixels = render_image(image, masks=shown, size=_SIZE_PX)
        return (KeyImage(pixels=pixels, caption=finding.label, finding_id=finding.id),)
    if finding.position_lps_mm is None:
        return ()
    pictures = []
    for plane in (PlaneName.AXIAL, PlaneName.CORONAL):
        pixels = render_image(
            image,
            plane=plane,
            index=plane_index(image, plane, finding.position_lps_mm),
            masks=shown,
            size=_SIZE_PX,
        )
        caption = f"{finding.label}, {plane.value}, {position_text(finding.position_lps_mm)}"
        pictures.append(KeyImage(pixels=pixels, caption=caption, finding_id=finding.id))
    return tuple(pictures)


def plane_index(volume: Volume, plane: PlaneName, point_lps_mm: tuple[float, float, float]) -> int:
    """Number of the plane, in display order, that is nearest to a patient position."""
    layout = plane_layout(volume.geometry, plane)
    along = round(float(volume.geometry.to_kji(np.array(point_lps_mm))[layout.axes[0]]))
    count = plane_count(volume, plane)
    along = min(max(along, 0), count - 1)
    return count - 1 - along if layout.flipped[0] else along


def overview_picture(image: Image) -> KeyImage:
    """The middle of the image, for a report without findings."""
    return KeyImage(pixels=render_image(image, size=_SIZE_PX), caption="Overview")
