"""The lines over the pictures: where the crosshair is and where the active plane cuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workstation.imaging.planes import PlaneName, acquisition_plane
from workstation.scene.linking import Linking
from workstation.scene.reference_lines import ReferenceLine
from workstation.scene.sources import ImageView, Point, VolumeView
from workstation.viewer.following import reference_lines
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.turned_views import shows_same_planes


class GuideLines:
    """Gives each viewport the lines that it draws.

    Parameters
    ----------
    viewports : sequence of SliceViewport
        The viewports on the board; the sequence lives on as they come and go.
    linking : Linking
        How the spaces of images relate.
    crosshair_of : callable
        Where the crosshair is in the space of an image, LPS mm.
    """

    def __init__(
        self,
        viewports: Sequence[SliceViewport],
        linking: Linking,
        crosshair_of: Callable[[ImageView], Point | None],
    ) -> None:
        self._viewports = viewports
        self._linking = linking
        self._crosshair_of = crosshair_of
        self.crosshair_shown = False
        self.marked_meanwhile = False
        self.reference_lines_shown = True

    def show(self, active: SliceViewport | None) -> None:
        """Draw both anew."""
        self.show_crosshair(active)
        self.show_reference_lines(active)

    def show_crosshair(self, active: SliceViewport | None) -> None:
        """Mark the crosshair, and where the active plane cuts other planes of its image."""
        for viewport in self._viewports:
            view = viewport.view
            wanted = False
            if isinstance(view, VolumeView):
                same = [
                    v
                    for v in self._viewports
                    if v.view is not None and v.view.stack_id == view.stack_id
                ]
                wanted = len({v.plane for v in same}) > 1 and shows_same_planes(view, same)
            viewport.crosshair = self._crosshair_of(view) if wanted and view else None
            viewport.crosshair_marked = self.crosshair_shown or self.marked_meanwhile
            cuts = self.reference_lines_shown and _looks_at(active, viewport)
            viewport.guide_planes = _planes_of(active) if active and cuts else frozenset()
            viewport.update()

    def show_reference_lines(self, active: SliceViewport | None) -> None:
        """Draw where the plane of the active viewport cuts the pictures of other images."""
        for viewport in self._viewports:
            lines: tuple[ReferenceLine, ...] = ()
            # A plane behind a picture in three dimensions is not there for the reader.
            if self.reference_lines_shown and active is not None and not active.isHidden():
                lines = reference_lines(active, viewport, self._linking)
            if viewport.reference_lines != lines:
                viewport.reference_lines = lines
                viewport.update()


def _planes_of(active: SliceViewport) -> frozenset[PlaneName]:
    """The plane that a viewport shows, by the axes of the patient where it is the acquired one."""
    view, plane = active.view, active.plane
    if plane is PlaneName.NATIVE and isinstance(view, VolumeView):
        plane = acquisition_plane(view.shown.geometry)
    return frozenset({plane})


def _looks_at(active: SliceViewport | None, viewport: SliceViewport) -> bool:
    """Whether the active viewport shows another picture of the image of this one."""
    if active is None or active is viewport or active.isHidden():
        return False
    mine, its = viewport.view, active.view
    return mine is not None and its is not None and mine.stack_id == its.stack_id
