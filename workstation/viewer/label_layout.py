"""Where the words of measurements stand: near their lines, on no other words, on the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP_PX = 8.0
_EDGE_PX = 2.0
_CELL_PX = 16.0
_STEPS = 4
"""How often a place is looked for farther down or up."""

Line = tuple[QPointF, QPointF]
"""Both ends of a straight line."""


class LabelLayout:
    """Gives each label a place of its own.

    Parameters
    ----------
    bounds : QRectF
        The picture, which no label leaves.
    forbidden : iterable of QRectF
        What no label may cover, e.g. the scale bar.
    avoided : iterable of QRectF
        Other words, which labels cover only where there is no other place, or where a person
        put them.
    """

    def __init__(
        self,
        bounds: QRectF,
        forbidden: Iterable[QRectF] = (),
        avoided: Iterable[QRectF] = (),
    ) -> None:
        self._bounds = bounds
        self._forbidden = [_with_rim(each) for each in forbidden if not each.isEmpty()]
        self._avoided = [_with_rim(each) for each in avoided if not each.isEmpty()]
        # Cells of the screen: hundreds of labels are not compared with one another.
        self._full: set[tuple[int, int]] = set()

    def has_room_for(self, shape: QRectF, wanted: QPointF | None = None) -> bool:
        """Whether a label belongs on the picture: its lines do, or a person put it there.

        One whose lines lie outside would be read as that of what lies at the edge.
        """
        near = shape.adjusted(-1, -1, 1, 1).intersects(self._bounds)
        return near or (wanted is not None and self._bounds.contains(wanted))

    def place(self, size: QSizeF, shape: QRectF, wanted: QPointF | None = None) -> QRectF:
        """Where a label stands.

        Parameters
        ----------
        size : QSizeF
            Of the label.
        shape : QRectF
            Around the lines that it belongs to.
        wanted : QPointF or None
            Where a person put its middle; it stays there, and off what may not be covered.
        """
        if wanted is not None:
            put = QRectF(QPointF(), size)
            put.moveCenter(wanted)
            places = iter((put, *_around(size, put)))
        else:
            seen = shape.adjusted(-1, -1, 1, 1).intersected(self._bounds)
            places = _around(size, shape if seen.isEmpty() else seen.adjusted(1, 1, -1, -1))
        chosen = QRectF()
        least: tuple[int, ...] = ()
        for each in places:
            label = self._kept_inside(each)
            faults: tuple[int, ...] = (self._hits(self._forbidden, label),)
            if wanted is None:
                others = (self._hits(self._avoided, label), self._is_taken(label), label != each)
                # What was moved back onto the picture may lie on its own lines.
                faults = (*faults, *others)
            if chosen.isEmpty() or faults < least:
                chosen, least = label, faults
            if not any(least):
                break
        self._full.update(_cells(chosen))
        return chosen

    def _kept_inside(self, label: QRectF) -> QRectF:
        left, top = self._bounds.left() + _EDGE_PX, self._bounds.top() + _EDGE_PX
        right = max(self._bounds.right() - _EDGE_PX - label.width(), left)
        bottom = max(self._bounds.bottom() - _EDGE_PX - label.height(), top)
        moved = QRectF(label)
        moved.moveTo(min(max(label.left(), left), right), min(max(label.top(), top), bottom))
        return moved

    @staticmethod
    def _hits(places: Iterable[QRectF], label: QRectF) -> bool:
        return any(each.intersects(label) for each in places)

    def _is_taken(self, label: QRectF) -> bool:
        return not self._full.isdisjoint(_cells(label))


def _with_rim(place: QRectF) -> QRectF:
    return place.adjusted(-2, -2, 2, 2)


def _around(size: QSizeF, shape: QRectF) -> Iterator[QRectF]:
    """Right of a shape, left of it, below and above it; then farther off."""
    width, height = size.width(), size.height()
    middle = shape.center()
    right = QPointF(shape.right() + GAP_PX, middle.y() - height / 2)
    left = QPointF(shape.left() - GAP_PX - width, middle.y() - height / 2)
    below = QPointF(middle.x() - width / 2, shape.bottom() + GAP_PX)
    above = QPointF(middle.x() - width / 2, shape.top() - GAP_PX - height)
    yield from (QRectF(corner, size) for corner in (right, left, below, above))
    for step in range(1, _STEPS + 1):
        shift = step * (height + _EDGE_PX)
        for corner in (right, left):
            yield QRectF(corner + QPointF(0, shift), size)
            yield QRectF(corner - QPointF(0, shift), size)
        yield QRectF(below + QPointF(0, shift), size)
        yield QRectF(above - QPointF(0, shift), size)


def _cells(label: QRectF) -> set[tuple[int, int]]:
    columns = range(int(label.left() // _CELL_PX), int(label.right() // _CELL_PX) + 1)
    rows = range(int(label.top() // _CELL_PX), int(label.bottom() // _CELL_PX) + 1)
    return {(row, column) for row in rows for column in columns}


def leader(label: QRectF, shape: QRectF, lines: Iterable[Line]) -> tuple[QPointF, QPointF]:
    """From the edge of a label to the nearest point of its lines, else of the box around them."""
    middle = label.center()
    near = min(
        (_on_line(line, middle) for line in lines),
        key=lambda point: _square(point - middle),
        default=_onto(shape, middle),
    )
    return _onto(label, near), near


def _on_line(line: Line, point: QPointF) -> QPointF:
    """The point of a line that is nearest to another point."""
    start, along = line[0], line[1] - line[0]
    length = _square(along)
    if length == 0:
        return start
    part = QPointF.dotProduct(point - start, along) / length
    return start + along * min(max(part, 0.0), 1.0)


def _onto(box: QRectF, point: QPointF) -> QPointF:
    return QPointF(
        min(max(point.x(), box.left()), box.right()), min(max(point.y(), box.top()), box.bottom())
    )


def _square(difference: QPointF) -> float:
    return float(difference.x() ** 2 + difference.y() ** 2)
