"""Shutters, overlay planes and graphics of a presentation state, drawn over a picture."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from workstation.domain.display_objects import (
    BitmapShutter,
    CompoundGraphic,
    DisplayedArea,
    DisplayObjects,
    DrawnGraphics,
    Graphic,
    GraphicKind,
    OverlayPlane,
    PresentationState,
    Shutter,
    ShutterShape,
    TextObject,
)
from workstation.imaging.compound_graphics import compound_drawing, compound_points
from workstation.imaging.presentation import area_points, graphic_outline
from workstation.scene.acquired import AcquiredPicture
from workstation.scene.camera import ViewTransform
from workstation.viewer.overlay_painter import draw_text
from workstation.viewer.pixels import qtransform

_COLOR = (255, 220, 60)
_POINT_PX = 4.0
_FROM_ANCHOR_PX = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class ShownObjects:
    """What is drawn over the pictures of one stack, and the state that is applied."""

    stack_id: str
    objects: DisplayObjects
    state: PresentationState | None = None
    show_overlays: bool = True
    show_shutters: bool = True
    hidden_layers: frozenset[str] = frozenset()
    """Graphic layers that the reader does not want to see."""
    marks: tuple[DrawnGraphics, ...] = ()
    """What a report that is read drew on images."""

    def overlays_on(self, uid: str, frame: int) -> tuple[tuple[OverlayPlane, str], ...]:
        """Overlay planes of an image frame, each with its graphic layer."""
        planes = tuple(p for p in self.objects.overlays.get(uid, ()) if p.is_on(frame))
        if not self.show_overlays:
            return ()
        if not self.covers(uid, frame) or self.state is None:
            return tuple((plane, "") for plane in planes)
        layers = dict(self.state.activations)
        own = tuple((plane, plane.layer) for plane in self.state.overlays if plane.is_on(frame))
        # A group that the state brings itself stands for that of the image.
        replaced = {plane.group for plane, _layer in own}
        return own + tuple(
            (plane, layers[plane.group])
            for plane in planes
            if plane.group in layers and plane.group not in replaced
        )

    def shutters_on(self, uid: str, frame: int) -> tuple[Shutter, ...]:
        """Shutters of an image frame; those of a state stand for those of the image."""
        if not self.show_shutters:
            return ()
        if self.state is not None and self.covers(uid, frame):
            return self.state.shutters
        return self.objects.shutters.get(uid, ())

    def bitmap_on(self, uid: str, frame: int) -> BitmapShutter | None:
        """The bitmap shutter of the state, where it is applied."""
        if not self.show_shutters or self.state is None or not self.covers(uid, frame):
            return None
        return self.state.bitmap

    def covers(self, uid: str, frame: int) -> bool:
        """Whether the state that is applied references an image frame."""
        return self.state is not None and self.state.reference.includes(uid, frame)


class DisplayObjectsPainter:
    """Draws what belongs to a picture; remembers the bitmaps of overlay planes."""

    def __init__(self) -> None:
        self._bitmaps: dict[tuple[int, tuple[int, int, int]], tuple[OverlayPlane, QImage]] = {}
        self._planes: WeakKeyDictionary[BitmapShutter, OverlayPlane] = WeakKeyDictionary()

    def paint(
        self,
        painter: QPainter,
        shown: ShownObjects,
        picture: AcquiredPicture,
        shape_rc: tuple[int, int],
        transform: ViewTransform,
    ) -> None:
        """Draw with a painter in screen pixels; `shape_rc` is that of the picture."""
        m = picture.matrix
        to_picture = QTransform(
            float(m[0, 0]), float(m[1, 0]), float(m[0, 1]), float(m[1, 1]),
            float(m[0, 2]), float(m[1, 2]),
        )  # fmt: skip
        to_screen = to_picture * qtransform(transform)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        place = (picture.uid, picture.frame)
        shutters = shown.shutters_on(*place)
        if shutters:
            _paint_shutters(painter, shutters, shape_rc, qtransform(transform), to_screen)
        bitmap = shown.bitmap_on(*place)
        if bitmap is not None:
            grey = round(bitmap.grey * 255)
            self._paint_bitmap(painter, bitmap, bitmap.rgb or (grey, grey, grey), to_screen)
        state = shown.state if shown.show_overlays and shown.covers(*place) else None
        colors = dict(shown.state.layers) if shown.state is not None else {}
        overlays = shown.overlays_on(*place)
        mapper = _Mapper(to_screen, state.area_of(*place), state) if state is not None else None
        # Layers without an order first, then from below to above (PS3.3 C.10.7).
        stated = [name for name, _rgb in state.layers] if state is not None else []
        others = {layer for _plane, layer in overlays} | _layers_of(state)
        for layer in (*sorted(others - set(stated)), *stated):
            if layer and layer in shown.hidden_layers:
                continue
            color = colors.get(layer, _COLOR)
            for plane, its_layer in overlays:
                if its_layer == layer:
                    self._paint_overlay(painter, plane, color, to_screen)
            if state is not None and mapper is not None:
                _paint_layer(painter, state, layer, place, color, mapper)
        if shown.show_overlays:
            _paint_marks(painter, shown.marks, place, _Mapper(to_screen, None, None))
        painter.restore()

    def _paint_bitmap(
        self,
        painter: QPainter,
        shutter: BitmapShutter,
        rgb: tuple[int, int, int],
        to_screen: QTransform,
    ) -> None:
        plane = self._planes.setdefault(shutter, OverlayPlane(group=0, bits=shutter.bits))
        self._paint_overlay(painter, plane, rgb, to_screen, smooth=False)

    def _paint_overlay(
        self,
        painter: QPainter,
        plane: OverlayPlane,
        rgb: tuple[int, int, int],
        to_screen: QTransform,
        *,
        smooth: bool = True,
    ) -> None:
        key = (id(plane), rgb)
        if key not in self._bitmaps:
            if len(self._bitmaps) > 32:
                self._bitmaps.clear()
            # The plane is kept with its bitmap, so that its id stays its own.
            self._bitmaps[key] = (plane, _bitmap(plane.bits, rgb))
        painter.save()
        painter.setTransform(to_screen, True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        x, y = plane.origin
        rows, columns = plane.bits.shape
        painter.drawImage(QRectF(x - 0.5, y - 0.5, columns, rows), self._bitmaps[key][1])
        painter.restore()


def _bitmap(bits: NDArray[np.bool_], rgb: tuple[int, int, int]) -> QImage:
    pixels = np.zeros((*bits.shape, 4), np.uint8)
    pixels[bits] = (*rgb, 255)
    rows, columns = bits.shape
    image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _paint_shutters(
    painter: QPainter,
    shutters: tuple[Shutter, ...],
    shape_rc: tuple[int, int],
    picture_to_screen: QTransform,
    to_screen: QTransform,
) -> None:
    seen: QPainterPath | None = None
    for shutter in shutters:
        path = QPainterPath()
        if shutter.shape is ShutterShape.RECTANGULAR:
            path.addRect(QRectF(QPointF(*shutter.points[0]), QPointF(*shutter.points[1])))
        elif shutter.shape is ShutterShape.CIRCULAR:
            path.addEllipse(QPointF(*shutter.points[0]), shutter.radius, shutter.radius)
        else:
            path.addPolygon(QPolygonF([QPointF(*point) for point in shutter.points]))
            path.closeSubpath()
        path = to_screen.map(path)
        seen = path if seen is None else seen.intersected(path)
    whole = QPainterPath()
    whole.addRect(QRectF(-0.5, -0.5, shape_rc[1], shape_rc[0]))
    covered = picture_to_screen.map(whole)
    if seen is not None:
        covered = covered.subtracted(seen)
    grey = round(shutters[0].grey * 255)
    rgb = shutters[0].rgb or (grey, grey, grey)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillPath(covered, QColor(*rgb))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _layers_of(state: PresentationState | None) -> set[str]:
    if state is None:
        return set()
    drawn = (state.graphics, state.texts, state.compounds)
    return {each.layer for kind in drawn for each in kind}


def _paint_layer(
    painter: QPainter,
    state: PresentationState,
    layer: str,
    place: tuple[str, int],
    rgb: tuple[int, int, int],
    mapper: _Mapper,
) -> None:
    for graphic in state.graphics:
        if graphic.layer == layer and graphic.reference.includes(*place):
            _paint_graphic(painter, graphic, rgb, mapper)
    for compound in state.compounds:
        if compound.layer == layer and compound.reference.includes(*place):
            _paint_compound(painter, compound, rgb, mapper)
    for text in state.texts:
        if text.layer == layer and text.reference.includes(*place):
            _paint_words(painter, text, rgb, mapper)


def _paint_marks(
    painter: QPainter, marks: tuple[DrawnGraphics, ...], place: tuple[str, int], mapper: _Mapper
) -> None:
    for mark in marks:
        if not mark.reference.includes(*place):
            continue
        for graphic in mark.graphics:
            _paint_graphic(painter, graphic, _COLOR, mapper)
        if mark.text is not None:
            _paint_words(painter, mark.text, _COLOR, mapper)


class _Mapper:
    """From points of a state to the screen; without a state there is no displayed area."""

    def __init__(
        self, to_screen: QTransform, area: DisplayedArea | None, state: PresentationState | None
    ) -> None:
        self._to_screen = to_screen
        self._area = area
        self._state = state

    @property
    def area_width(self) -> float:
        """Width of the displayed area on the screen, px; 0 where it is not stated."""
        if self._area is None:
            return 0.0
        left, right = self.points([(0.0, 0.0), (1.0, 0.0)], of_area=True)
        return float(np.hypot(right.x() - left.x(), right.y() - left.y()))

    def points(self, points: ArrayLike, *, of_area: bool) -> list[QPointF]:
        """Screen points; none where the displayed area is not stated."""
        if of_area:
            if self._area is None or self._state is None:
                return []
            points = area_points(
                points,
                self._area,
                self._state.quarter_turns,
                flip_horizontal=self._state.flip_horizontal,
            )
        return [self._to_screen.map(QPointF(x, y)) for x, y in np.asarray(points).tolist()]


def _paint_graphic(
    painter: QPainter, graphic: Graphic, rgb: tuple[int, int, int], mapper: _Mapper
) -> None:
    points = mapper.points(graphic_outline(graphic), of_area=graphic.of_area)
    if not points:
        return
    color = QColor(*rgb)
    pen = QPen(color, 1.5)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if graphic.kind is GraphicKind.POINT:
        painter.setBrush(color)
        painter.drawEllipse(points[0], _POINT_PX / 2, _POINT_PX / 2)
        return
    if graphic.filled:
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.drawPolyline(QPolygonF(points))


def _paint_compound(
    painter: QPainter, graphic: CompoundGraphic, rgb: tuple[int, int, int], mapper: _Mapper
) -> None:
    points = mapper.points(compound_points(graphic), of_area=graphic.of_area)
    if not points:
        return
    about = graphic.rotation_point
    middle = mapper.points([about], of_area=graphic.of_area) if about is not None else []
    size = painter.viewport()
    drawing = compound_drawing(
        graphic,
        [(p.x(), p.y()) for p in points],
        gap_middle=(middle[0].x(), middle[0].y()) if middle else None,
        area_width=mapper.area_width or float(size.width()),
        border=(0.0, 0.0, float(size.width()), float(size.height())),
    )
    color = QColor(*rgb)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(color if graphic.filled else Qt.BrushStyle.NoBrush)
    for line in drawing.lines:
        polygon = QPolygonF([QPointF(x, y) for x, y in line.tolist()])
        if graphic.filled:
            painter.drawPolygon(polygon)
        else:
            painter.drawPolyline(polygon)
    metrics = painter.fontMetrics()
    for (x, y), words in drawing.words:
        width, height = metrics.horizontalAdvance(words), metrics.ascent()
        draw_text(painter, QPointF(x - width / 2, y + height / 2), words, color)


def _paint_words(
    painter: QPainter, words: TextObject, rgb: tuple[int, int, int], mapper: _Mapper
) -> None:
    lines = words.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    metrics = painter.fontMetrics()
    color = QColor(*rgb)
    anchor = (
        _first(mapper.points([words.anchor], of_area=words.anchor_of_area))
        if (words.anchor is not None)
        else None
    )
    corners = mapper.points(words.box, of_area=words.box_of_area) if words.box is not None else []
    if corners:
        box = QRectF(corners[0], corners[1]).normalized()
    elif anchor is not None:
        width = max(metrics.horizontalAdvance(line) for line in lines)
        size = QSizeF(width, metrics.lineSpacing() * len(lines))
        box = _beside(anchor, size, metrics.height(), QRectF(painter.viewport()))
    else:
        return
    for number, line in enumerate(lines):
        width = metrics.horizontalAdvance(line)
        left = {
            "RIGHT": box.right() - width,
            "CENTER": box.center().x() - width / 2,
        }.get(words.justification if corners else "LEFT", box.left())
        baseline = box.top() + metrics.ascent() + number * metrics.lineSpacing()
        draw_text(painter, QPointF(left, baseline), line, color)
    if anchor is not None and words.anchor_visible:
        painter.setPen(QPen(color, 1.0))
        if corners:
            near = QPointF(
                min(max(anchor.x(), box.left()), box.right()),
                min(max(anchor.y(), box.top()), box.bottom()),
            )
            painter.drawLine(near, anchor)
        painter.setBrush(color)
        painter.drawEllipse(anchor, _POINT_PX / 2, _POINT_PX / 2)


def _beside(anchor: QPointF, size: QSizeF, above: float, screen: QRectF) -> QRectF:
    """Where words stand at an anchor: right of it, else left, and on the screen if it is there."""
    box = QRectF(anchor + QPointF(_FROM_ANCHOR_PX, -above), size)
    if not screen.contains(anchor):
        return box
    if box.right() > screen.right():
        box.moveRight(max(anchor.x() - _FROM_ANCHOR_PX, size.width()))
    if box.bottom() > screen.bottom():
        box.moveBottom(screen.bottom())
    if box.top() < screen.top():
        box.moveTop(screen.top())
    return box


def _first(points: list[QPointF]) -> QPointF | None:
    return points[0] if points else None
