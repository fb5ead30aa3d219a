"""Where the crosshairs are, and how viewports follow each other through the patient."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from workstation.scene.linking import Linking, space_of
from workstation.scene.sources import ImageView, Point, VolumeView
from workstation.viewer.following import follow_camera, follow_scroll, plane_rectangle
from workstation.viewer.slice_viewport import SliceViewport


class Navigation:
    """One crosshair for each space that images lie in, and the viewports that follow it.

    Parameters
    ----------
    viewports : sequence of SliceViewport
        The viewports on the board; the sequence lives on as they come and go.
    linking : Linking
        How the spaces of images relate.
    moved : callable
        Told when places changed; True when a crosshair moved with them.
    """

    def __init__(
        self,
        viewports: Sequence[SliceViewport],
        linking: Linking,
        moved: Callable[[bool], None],
    ) -> None:
        self._viewports = viewports
        self._linking = linking
        self._moved = moved
        self._crosshairs: dict[str, Point] = {}
        self._moving = False

    def crosshair_of(self, view: ImageView) -> Point | None:
        """Where the crosshair is in the space of an image, LPS mm."""
        return self._crosshairs.get(space_of(view))

    def forget(self) -> None:
        """Forget every crosshair, when the studies are closed."""
        self._crosshairs.clear()

    @contextmanager
    def held(self) -> Iterator[None]:
        """No viewport follows another one within."""
        self._moving = True
        try:
            yield
        finally:
            self._moving = False

    def meet(self, view: VolumeView, viewports: Iterable[SliceViewport]) -> None:
        """Open at the crosshair that its space has already, else at the middle of the volume."""
        space, geometry = space_of(view), view.shown.geometry
        others = {
            v.view.stack_id
            for v in self._viewports
            if v.view is not None and v.view.stack_id != view.stack_id and space_of(v.view) == space
        }
        known = self._crosshairs.get(space) if others else None
        if known is None or not geometry.contains_kji(geometry.to_kji(known)):
            x, y, z = geometry.center_lps_mm.tolist()
            known = (x, y, z)
            if others:
                # The others keep their place; only this image opens at its middle.
                self._place(view, known, viewports)
                return
        self._crosshairs[space] = known
        self._place(view, known, viewports)
        self._moved(True)

    def _place(self, view: VolumeView, point: Point, viewports: Iterable[SliceViewport]) -> None:
        with self.held():
            for viewport in viewports:
                viewport.set_index(round(view.locate(viewport.plane, point)[0]))

    def set_crosshair(
        self, here: VolumeView, point: Point, *, source: SliceViewport | None = None
    ) -> None:
        """Put the crosshair on a point and let every plane that can be linked go through it.

        Parameters
        ----------
        here : VolumeView
            The image whose space the point is in.
        point : tuple of float
            LPS mm.
        source : SliceViewport or None
            Where it was set, and which keeps its plane.
        """
        space = space_of(here)
        self._crosshairs[space] = point
        with self.held():
            for viewport in self._viewports:
                view = viewport.view
                if not isinstance(view, VolumeView):
                    continue
                if view.stack_id != here.stack_id and not self._linking.settings.crosshair:
                    continue
                carried = self._linking.carry(point, space, space_of(view))
                if carried is None:
                    continue
                self._crosshairs[space_of(view)] = carried
                if viewport is not source:
                    viewport.set_index(round(view.locate(viewport.plane, carried)[0]))
        self._moved(True)

    def follow_scroll(self, viewport: SliceViewport) -> None:
        """Keep crosshair and linked viewports on the plane of one that was scrolled."""
        if self._moving:
            return
        view = viewport.view
        space = space_of(view) if view is not None else ""
        crosshair = self._crosshairs.get(space)
        if isinstance(view, VolumeView) and crosshair is not None:
            _, row, column = view.locate(viewport.plane, crosshair)
            self._crosshairs[space] = view.to_point(viewport.plane, viewport.index, row, column)
        with self.held():
            for other in self._viewports:
                if other is not viewport:
                    follow_scroll(viewport, other, self._linking)
        self._moved(crosshair is not None)

    def follow_camera(self, viewport: SliceViewport) -> None:
        """Let linked viewports zoom and move with one."""
        if self._moving:
            return
        with self.held():
            for other in self._viewports:
                if other is not viewport:
                    follow_camera(viewport, other, self._linking)

    def link_by_hand(self, here: SliceViewport) -> int:
        """Let images without a frame of reference in common follow one from here on.

        What is in the middle of each viewport now counts as the same place.

        Returns
        -------
        int
            How many other images follow now.
        """
        start = _middle(here)
        if start is None or here.view is None:
            return 0
        linked: set[str] = set()
        for other in self._viewports:
            end = _middle(other)
            if other.view is None or end is None or space_of(other.view) == space_of(here.view):
                continue
            affine = [[float(i == j) for j in range(4)] for i in range(4)]
            for n in range(3):
                affine[n][3] = end[n] - start[n]
            self._linking.link(space_of(here.view), space_of(other.view), affine, "by hand")
            linked.add(space_of(other.view))
        self._moved(False)
        return len(linked)


def bring_into_view(viewport: SliceViewport, point: Point) -> None:
    """Move a point of its image to the middle of a viewport where it is out of sight."""
    transform = viewport.transform_now()
    if viewport.view is None or transform is None:
        return
    _, row, column = viewport.view.locate(viewport.plane, point)
    x, y = transform.to_screen(row, column)
    margin = 24
    inside_x = margin < x < viewport.width() - margin
    if not (inside_x and margin < y < viewport.height() - margin):
        viewport.set_camera(
            viewport.camera.panned(viewport.width() / 2 - x, viewport.height() / 2 - y)
        )


def _middle(viewport: SliceViewport) -> Point | None:
    """LPS mm in the middle of a viewport; None for films and while it is empty."""
    if viewport.view is None or not viewport.view.in_patient or plane_rectangle(viewport) is None:
        return None
    return viewport.point(viewport.rect().toRectF().center())
