"""Where the words of measurements stand: near their lines, on no other words, on the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP_PX = 8.0
_EDGE_PX = 2.0
_CELL_PX = 16.0
_STEPS = 4
"""How often a place is looked for farther down or up."""


class LabelLayout:
    """Gives each label a place of its own.

    Parameters
    ----------
    bounds : QRectF
        The picture, which no label leaves.
    taken : iterable of QRectF
        What no label may cover, e.g. the scale bar.
    """

    def __init__(self, bounds: QRectF, taken: Iterable[QRectF] = ()) -> None:
        self._bounds = bounds
        self._forbidden = [each.adjusted(-2, -2, 2, 2) for each in taken if not each.isEmpty()]
        # Cells of the screen: hundreds of labels are not compared with one another.
        self._full: set[tuple[int, int]] = set()

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
            places = [put, *_around(size, put)]
        else:
            places = list(_around(size, shape))
        inside = [self._kept_inside(each) for each in places]
        allowed = [each for each in inside if not self._is_forbidden(each)] or inside[:1]
        free = allowed if wanted is not None else [each for each in allowed if self._is_free(each)]
        chosen = (free or allowed)[0]
        self._full.update(_cells(chosen))
        return chosen

    def _kept_inside(self, label: QRectF) -> QRectF:
        left, top = self._bounds.left() + _EDGE_PX, self._bounds.top() + _EDGE_PX
        right = max(self._bounds.right() - _EDGE_PX - label.width(), left)
        bottom = max(self._bounds.bottom() - _EDGE_PX - label.height(), top)
        moved = QRectF(label)
        moved.moveTo(min(max(label.left(), left), right), min(max(label.top(), top), bottom))
        return moved

    def _is_forbidden(self, label: QRectF) -> bool:
        return any(each.intersects(label) for each in self._forbidden)

    def _is_free(self, label: QRectF) -> bool:
        return self._full.isdisjoint(_cells(label))


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


def leader(label: QRectF, shape: QRectF, points: Iterable[QPointF]) -> tuple[QPointF, QPointF]:
    """From the edge of a label to the nearest point of its lines, else of the box around them."""
    middle = label.center()
    near = min(points, key=lambda p: _square(p - middle), default=_onto(shape, middle))
    return _onto(label, near), near


def _onto(box: QRectF, point: QPointF) -> QPointF:
    return QPointF(
        min(max(point.x(), box.left()), box.right()), min(max(point.y(), box.top()), box.bottom())
    )


def _square(difference: QPointF) -> float:
    return float(difference.x() ** 2 + difference.y() ** 2)
