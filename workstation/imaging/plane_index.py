"""Which plane lies at a coordinate of the patient."""

from __future__ import annotations

from workstation.domain.image import Volume
from workstation.errors import GeometryError
from workstation.imaging.annotation import plane_axis
from workstation.imaging.planes import PlaneName, plane_count, plane_point_lps_mm, plane_position
from workstation.messages import Message


def index_at_mm(volume: Volume, plane: PlaneName, position_mm: float) -> int:
    """The plane nearest to a coordinate along its patient axis, measured in mid-plane.

    Parameters
    ----------
    volume : Volume
        The volume that is cut.
    plane : PlaneName
        Axial, coronal or sagittal.
    position_mm : float
        LPS mm along S, P or L.

    Raises
    ------
    GeometryError
        The coordinate is outside the volume, or the plane has no patient axis.
    """
    axis = plane_axis(plane)
    if axis is None:
        raise GeometryError(
            Message("A position in millimeters needs an anatomical plane."),
            hint=Message("Use axial, coronal or sagittal."),
        )
    center = volume.geometry.center_lps_mm
    _, row, column = plane_position(volume.geometry, plane, center)
    ends = [
        plane_point_lps_mm(volume.geometry, plane, k, row, column)[axis]
        for k in (0, plane_count(volume, plane) - 1)
    ]
    count = plane_count(volume, plane)
    step = (ends[1] - ends[0]) / (count - 1) if count > 1 else 1.0
    found = round((position_mm - ends[0]) / step)
    if not 0 <= found < count:
        low, high = sorted(float(end) for end in ends)
        raise GeometryError(
            Message(
                "There is no {value} plane at {position_mm:g} mm.",
                value=plane.value,
                position_mm=position_mm,
            ),
            hint=Message("This volume spans {low:.1f} to {high:.1f} mm there.", low=low, high=high),
        )
    return int(found)
