"""Words of measurements: near their lines, apart from each other, off what must be seen."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.unit.session.test_workspace import annotation
from workstation.measuring.annotation_place import PlacedAnnotation
from workstation.messages import Message
from workstation.scene.camera import ViewTransform
from workstation.session.annotations import Reading
from workstation.viewer.annotation_painter import paint_annotation, paint_label
from workstation.viewer.label_layout import GAP_PX, LabelLayout, leader

BOUNDS = QRectF(0, 0, 800, 600)
SIZE = QSizeF(100, 20)


def test_words_stand_right_of_their_lines_where_nothing_is() -> None:
    label = LabelLayout(BOUNDS).place(SIZE, QRectF(100, 100, 50, 40))
    assert label == QRectF(158, 110, 100, 20)


def test_at_the_right_edge_they_stand_left() -> None:
    label = LabelLayout(BOUNDS).place(SIZE, QRectF(760, 100, 30, 40))
    assert BOUNDS.contains(label)
    assert not label.intersects(QRectF(760, 100, 30, 40)) or label.right() <= 798


def test_they_never_stand_on_the_scale_bar() -> None:
    bar = QRectF(720, 300, 80, 150)
    layout = LabelLayout(BOUNDS, (bar,))
    for top in range(250, 450, 10):
        label = layout.place(SIZE, QRectF(640, top, 50, 30))
        assert not label.intersects(bar)
        assert BOUNDS.contains(label)


def test_also_words_that_a_person_moved_give_way_to_the_scale_bar_only() -> None:
    bar = QRectF(720, 300, 80, 150)
    layout = LabelLayout(BOUNDS, (bar,))
    shape = QRectF(100, 100, 50, 40)
    moved = layout.place(SIZE, shape, QPointF(400, 200))
    assert moved.center() == QPointF(400, 200)
    again = layout.place(SIZE, shape, QPointF(402, 202))
    assert again.center() == QPointF(402, 202)
    assert not layout.place(SIZE, shape, QPointF(760, 350)).intersects(bar)


def test_they_do_not_stand_on_each_other() -> None:
    layout = LabelLayout(BOUNDS)
    shape = QRectF(300, 280, 40, 40)
    labels = [layout.place(SIZE, shape) for _ in range(8)]
    assert not any(one.intersects(other) for one, other in combinations(labels, 2))
    assert all(BOUNDS.contains(label) for label in labels)


def test_words_larger_than_the_picture_begin_at_its_corner() -> None:
    label = LabelLayout(QRectF(0, 0, 60, 40)).place(SIZE, QRectF(10, 10, 5, 5))
    assert (label.left(), label.top() >= 2) == (2, True)


def test_the_leader_runs_from_the_edge_of_the_words_to_the_nearest_point() -> None:
    label = QRectF(200, 100, 100, 20)
    points = [QPointF(100, 110), QPointF(20, 300)]
    lines = [(point, point) for point in points]
    assert leader(label, QRectF(20, 110, 80, 190), lines) == (QPointF(200, 110), points[0])


def test_the_leader_runs_to_a_side_that_is_nearer_than_its_ends() -> None:
    label = QRectF(200, 100, 100, 20)
    side = (QPointF(180, 0), QPointF(180, 300))
    assert leader(label, QRectF(80, 0, 100, 300), [side]) == (QPointF(200, 110), QPointF(180, 110))


def test_words_keep_off_other_words_of_the_picture() -> None:
    corner = QRectF(0, 0, 200, 60)
    layout = LabelLayout(BOUNDS, avoided=(corner,))
    for left in range(0, 150, 10):
        assert not layout.place(SIZE, QRectF(left, 20, 40, 20)).intersects(corner)


def test_words_give_up_their_place_for_other_words_before_the_scale_bar() -> None:
    bar, everywhere = QRectF(100, 0, 700, 600), QRectF(0, 0, 800, 600)
    layout = LabelLayout(BOUNDS, (bar,), (everywhere,))
    assert not layout.place(QSizeF(60, 20), QRectF(70, 100, 20, 20)).intersects(bar)


def test_words_do_not_lie_on_their_own_lines_where_there_is_room_beside() -> None:
    shape = QRectF(620, 200, 150, 100)
    assert not LabelLayout(BOUNDS).place(SIZE, shape).intersects(shape)


def test_lines_that_lie_outside_of_the_picture_have_no_words_at_its_edge() -> None:
    layout = LabelLayout(BOUNDS)
    assert not layout.has_room_for(QRectF(-300, 100, 200, 50))
    assert layout.has_room_for(QRectF(-300, 100, 400, 0))
    assert layout.has_room_for(QRectF(-300, 100, 200, 50), QPointF(20, 100))
    assert not layout.has_room_for(QRectF(-300, 100, 200, 50), QPointF(-20, 100))


def test_words_beside_their_lines_have_a_leader_to_them(qapp: QApplication) -> None:
    del qapp
    annotated = replace(
        annotation(), readings=(Reading(name=Message("Length"), value=12.0, unit="mm"),)
    )
    ends = ((50.0, 20.0), (50.0, 60.0))
    placed = PlacedAnnotation(annotated, ends, (ends,))
    picture = QImage(300, 100, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    painter = QPainter(picture)
    transform = ViewTransform(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), 1.0)
    drawn = paint_annotation(painter, placed, transform, selected=False)
    label = paint_label(painter, drawn, transform, LabelLayout(QRectF(picture.rect())))
    painter.end()
    assert label.left() == 60 + GAP_PX
    between = [picture.pixelColor(x, 50) for x in range(64, 67)]
    assert any(color.red() > 60 for color in between)
