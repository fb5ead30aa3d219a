"""Which viewports follow each other, and how a place in one image is found in another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.scene.reference_lines import PlaneRectangle
from workstation.scene.sources import FlatView, ImageView, Point

IDENTITY: NDArray[np.float64] = np.eye(4, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """What follows the active viewport where images share a space."""

    scroll: bool = True
    zoom: bool = True
    pan: bool = True
    window: bool = False
    crosshair: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class SpaceLink:
    """How points of one space are found in another.

    Parameters
    ----------
    affine : (4, 4) float64
        LPS mm of the first space to LPS mm of the second.
    method : str
        In words, e.g. "by hand" or "rigid registration".
    """

    affine: NDArray[np.float64]
    method: str


def space_of(view: ImageView) -> str:
    """What two images have in common when their LPS mm can be compared.

    The Frame of Reference UID (PS3.3 C.7.4.1) of volumes; a stack without one, and every film,
    is alone in its space.
    """
    if isinstance(view, FlatView):
        return f"stack {view.stack_id}"
    image = view.image
    uid = image.geometry.frame_of_reference_uid if isinstance(image, Volume) else ""
    return space_named(uid, view.stack_id)


def space_named(frame_of_reference_uid: str, stack_id: str) -> str:
    """The space of a stack whose images have this Frame of Reference UID; it may be empty."""
    return (
        f"frame of reference {frame_of_reference_uid}"
        if frame_of_reference_uid
        else (f"stack {stack_id}")
    )


class Linking:
    """Settings, and links between spaces that have no frame of reference in common."""

    def __init__(self) -> None:
        self.settings = LinkSettings()
        self._links: dict[tuple[str, str], SpaceLink] = {}

    def change(self, **settings: bool) -> None:
        """Switch what follows on or off."""
        self.settings = replace(self.settings, **settings)

    def link(self, first: str, second: str, affine: ArrayLike, method: str) -> None:
        """Say how points of one space are found in another, and back.

        Raises
        ------
        ValueError
            The map cannot be undone.
        """
        matrix = np.array(affine, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all():
            raise ValueError("a link needs a finite 4 × 4 map")
        if abs(np.linalg.det(matrix[:3, :3])) < 1e-9:
            raise ValueError("a link needs a map that can be undone")
        inverse: NDArray[np.float64] = np.linalg.inv(matrix).astype(np.float64)
        self._links[first, second] = SpaceLink(matrix, method)
        self._links[second, first] = SpaceLink(inverse, method)

    def unlink(self, first: str, second: str) -> None:
        """Take a link back."""
        self._links.pop((first, second), None)
        self._links.pop((second, first), None)

    def clear(self) -> None:
        """Forget every link, when the studies are closed."""
        self._links.clear()

    @property
    def is_empty(self) -> bool:
        """Whether no spaces are linked."""
        return not self._links

    def between(self, first: str, second: str) -> SpaceLink | None:
        """How points of one space are found in another; None when nothing is known."""
        if first == second:
            return SpaceLink(IDENTITY, "")
        return self._links.get((first, second))

    def carry(self, point: Point, first: str, second: str) -> Point | None:
        """LPS mm of a point of the first space in the second, or None."""
        found = self.between(first, second)
        if found is None:
            return None
        x, y, z = (found.affine[:3, :3] @ np.array(point) + found.affine[:3, 3]).tolist()
        return x, y, z


def rectangle_of(
    view: ImageView, plane: PlaneName, index: int, shape_rc: tuple[int, int]
) -> PlaneRectangle | None:
    """Where a picture lies in the patient; None for films and where it is not flat."""
    if not view.in_patient or not view.is_planar:
        return None
    corner = np.array(view.to_point(plane, index, -0.5, -0.5))
    below = np.array(view.to_point(plane, index, shape_rc[0] - 0.5, -0.5))
    right = np.array(view.to_point(plane, index, -0.5, shape_rc[1] - 0.5))
    return PlaneRectangle(corner, below - corner, right - corner)
