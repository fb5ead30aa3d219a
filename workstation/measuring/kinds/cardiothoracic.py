"""The width of the heart over that of the chest, on a film."""

from __future__ import annotations

from typing import ClassVar

from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.image import Radiograph
from workstation.imaging import calipers
from workstation.measuring.coded_form import Coded
from workstation.measuring.kind import Drawn, MeasurementKind, Stroke
from workstation.measuring.line_readings import length_reading, scaled_points
from workstation.messages import NOTHING, Message
from workstation.scene.sources import ImageView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

_RATIO = Message("Cardiothoracic ratio")
_HEART, _CHEST = Message("Heart width"), Message("Chest width")


class Cardiothoracic(MeasurementKind):
    """The heart, then the chest."""

    kind = AnnotationKind.CARDIOTHORACIC
    has_ends = True
    codes: ClassVar = {
        # The standard has codes of such ratios of areas and circumferences only.
        _RATIO: Coded(Code("cardiothoracic", "99LIGHTBOX", "Cardiothoracic ratio")),
        _HEART: Coded(coding.WIDTH, site=coding.HEART, shape=0),
        _CHEST: Coded(coding.WIDTH, site=coding.THORAX, shape=1),
    }

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """The ratio, and both widths where the spacing holds."""
        scaled = scaled_points(drawn.points, drawn.frame.pixel_rc)
        ratio = calipers.cardiothoracic_ratio(scaled)
        if ratio is None:
            return ()
        found = [
            Reading(
                name=_RATIO,
                value=ratio,
                unit="",
                caveat=_projection_caveat(drawn.view),
                digits=2,
            )
        ]
        if drawn.frame.spacing_rc_mm is not None:
            chest = length_reading(_CHEST, drawn.points[2:], drawn)
            heart = Reading(
                name=_HEART,
                value=ratio * chest.value,
                unit="mm",
                caveat=chest.caveat,
            )
            found += [heart, chest]
        return tuple(found)

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """The two widths."""
        return points[:2], points[2:]


def _projection_caveat(view: ImageView) -> Message:
    """What limits the ratio on this image; empty on a film stated to be PA."""
    image = view.image
    if not isinstance(image, Radiograph):
        return Message("not a film")
    position = image.source.view_position.strip().upper()
    if position == "PA":
        return NOTHING
    if position == "AP":
        return Message("AP film: the heart looks larger")
    return (
        Message("{position} film, not PA", position=position)
        if position
        else Message("PA film not stated")
    )
