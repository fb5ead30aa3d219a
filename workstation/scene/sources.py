"""What a viewport can show: planes of a volume, a radiograph, frames of a sequence."""

from __future__ import annotations

from workstation.domain.image import Image, Radiograph, Volume
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.planes import PlaneName
from workstation.messages import Message
from workstation.scene.curved_view import CurvedView
from workstation.scene.flat_view import FlatView
from workstation.scene.image_view import (
    ImageView,
    Point,
    ViewFrame,
    has_no_value,
    no_unit,
    unit_of,
    unit_words,
    value_at,
)
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.preview_view import PreviewView
from workstation.scene.volume_view import VolumeView

__all__ = [
    "CurvedView",
    "FlatView",
    "ImageView",
    "ObliqueView",
    "Point",
    "PreviewView",
    "ViewFrame",
    "VolumeView",
    "has_no_value",
    "no_unit",
    "plane_title",
    "unit_of",
    "unit_words",
    "value_at",
    "view_of",
]


def view_of(image: Image, shown: Image, stack_id: str, *, acknowledged: bool) -> ImageView:
    """What is shown of an image.

    Parameters
    ----------
    shown : Image
        A volume on an even, straight grid; else the image itself.
    acknowledged : bool
        A reader took note of a doubtful geometry.
    """
    if isinstance(image, Volume) and isinstance(shown, Volume):
        trusted = acknowledged or not image.honesty.blocks_volume
        return VolumeView(image, shown, trusted, stack_id)
    assert not isinstance(image, Volume)  # noqa: S101 - shown is the image itself
    return FlatView(image, stack_id)


def plane_title(view: ImageView, plane: PlaneName) -> Message:
    """Name of what a viewport shows."""
    if isinstance(view, CurvedView):
        return Message("Straightened")
    if isinstance(view, ObliqueView) and plane is not PlaneName.NATIVE:
        return Message("{plane}, turned", plane=PLANE_WORDS[plane])
    if not isinstance(view, FlatView):
        return PLANE_WORDS[plane]
    return Message("Radiograph") if isinstance(view.image, Radiograph) else Message("Frames")
