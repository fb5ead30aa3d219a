"""The measurements on one plane, found without looking at all of them for each picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.planes import PlaneName
from workstation.measuring.annotation_place import HALF_A_PLANE, PlacedAnnotation, place_annotation
from workstation.scene.same import Same
from workstation.scene.sources import ImageView
from workstation.session.annotations import Annotation

_Span = tuple[Annotation, float, float]


class AnnotationShelf:
    """Remembers between which planes each measurement lies, and those of the last picture.

    Spans are made anew when the image is cut otherwise, and for measurements that changed;
    scrolling through thousands of measurements costs what lies on the plane.
    """

    def __init__(self) -> None:
        self._cut: tuple[Same, PlaneName] | None = None
        self._spans: dict[str, _Span] = {}
        self._among: Same | None = None
        self._limits: NDArray[np.float64] = np.zeros((0, 2))
        self._placed: tuple[tuple[Same, int], list[PlacedAnnotation]] | None = None

    def on_plane(
        self, annotations: Sequence[Annotation], view: ImageView, plane: PlaneName, index: int
    ) -> list[PlacedAnnotation]:
        """Those of the measurements that lie on a plane, in their order."""
        cut, among = (Same(view), plane), Same(annotations)
        if cut != self._cut:
            self._cut, self._spans, self._among = cut, {}, None
        if among != self._among:
            self._measure(annotations, view, plane)
            self._among, self._placed = among, None
        key = (among, index)
        if self._placed is None or self._placed[0] != key:
            near = (self._limits[:, 0] <= index + HALF_A_PLANE) & (
                self._limits[:, 1] >= index - HALF_A_PLANE
            )
            placed = (
                place_annotation(annotations[n], view, plane, index)
                for n in np.flatnonzero(near).tolist()
            )
            self._placed = (key, [each for each in placed if each is not None])
        return self._placed[1]

    def _measure(
        self, annotations: Sequence[Annotation], view: ImageView, plane: PlaneName
    ) -> None:
        spans: dict[str, _Span] = {}
        for annotation in annotations:
            known = self._spans.get(annotation.id)
            if known is None or known[0] is not annotation:
                known = (annotation, *_span(annotation, view, plane))
            spans[annotation.id] = known
        self._spans = spans
        limits = [spans[annotation.id][1:] for annotation in annotations]
        self._limits = np.array(limits, dtype=np.float64).reshape(-1, 2)


def _span(annotation: Annotation, view: ImageView, plane: PlaneName) -> tuple[float, float]:
    """The planes, fractional, between which the handles of a measurement lie."""
    if annotation.in_patient != view.in_patient:
        return np.inf, -np.inf
    if not view.in_patient:
        return float(annotation.frame), float(annotation.frame)
    places = [view.locate(plane, point)[0] for point in annotation.points]
    return max(places), min(places)
