"""What a viewport can show: planes of a volume, a radiograph, frames of a sequence."""

from __future__ import annotations

from workstation.domain.image import Radiograph
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.planes import PlaneName
from workstation.viewer.curved_view import CurvedView
from workstation.viewer.flat_view import FlatView
from workstation.viewer.image_view import ImageView, Point, ViewFrame, unit_of, value_at
from workstation.viewer.language import known, tr
from workstation.viewer.oblique_view import ObliqueView
from workstation.viewer.preview_view import PreviewView
from workstation.viewer.volume_view import VolumeView

__all__ = [
    "CurvedView",
    "FlatView",
    "ImageView",
    "ObliqueView",
    "Point",
    "PreviewView",
    "ViewFrame",
    "VolumeView",
    "plane_title",
    "unit_of",
    "value_at",
]


def plane_title(view: ImageView, plane: PlaneName) -> str:
    """Name of what a viewport shows."""
    if isinstance(view, CurvedView):
        return tr("Straightened")
    if isinstance(view, ObliqueView) and plane is not PlaneName.NATIVE:
        return tr("{plane}, turned").format(plane=known(PLANE_WORDS[plane]))
    if not isinstance(view, FlatView):
        return known(PLANE_WORDS[plane])
    return tr("Radiograph") if isinstance(view.image, Radiograph) else tr("Frames")
