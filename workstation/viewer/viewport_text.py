"""Everything written over the picture of a viewport: letters, scale, legends, corners."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from workstation.imaging.color_tables import GREY
from workstation.language import say, shown, tr
from workstation.scene.camera import ViewTransform
from workstation.scene.image_view import ViewFrame, unit_words
from workstation.viewer.color_legend import paint_color_legend
from workstation.viewer.corner_text import CornerText, corner_text
from workstation.viewer.enhancement import paint_split
from workstation.viewer.overlay_painter import (
    CORNER_MARGIN_PX,
    TEXT_COLOR,
    draw_text,
    paint_corners,
    paint_heat_legend,
    paint_letters,
    paint_scale_bar,
)
from workstation.viewer.painted_viewport import PaintedViewport
from workstation.viewer.slabs import slab_text
from workstation.viewer.true_size import true_size_words


@dataclass(frozen=True, slots=True)
class WrittenPlaces:
    """Where something is written over a picture; the scale bar with its words by itself."""

    scale: QRectF = field(default_factory=QRectF)
    words: tuple[QRectF, ...] = ()


def paint_viewport_text(
    viewport: PaintedViewport,
    painter: QPainter,
    frame: ViewFrame,
    transform: ViewTransform,
    area: QRectF,
) -> WrittenPlaces:
    """Write letters, scale, legends, corners and the message over what a viewport shows.

    Returns
    -------
    WrittenPlaces
        Where words of measurements would hide something.
    """
    if viewport.view is None:
        return WrittenPlaces()
    font = painter.font()
    font.setPointSizeF(8.5 if area.width() < 420 else 9.5)
    painter.setFont(font)
    words = paint_letters(painter, viewport.letters(), area)
    scale = QRectF()
    if frame.spacing_rc_mm is not None:
        word = viewport.view.scale_word()
        scale = paint_scale_bar(painter, 1.0 / transform.scale, word, area)
    if viewport.heat is not None:
        words.append(paint_heat_legend(painter, area))
    words += _paint_legends(viewport, painter, frame, area)
    if viewport.enhancement is not None and viewport.enhanced_words:
        paint_split(painter, viewport.enhancement, area)
    room = viewport.corner_room
    words.append(QRectF(area.right() - room.width(), area.top(), room.width(), room.height()))
    if viewport.text_mode == 2:
        return WrittenPlaces(scale, tuple(words))
    text = corner_text(
        viewport.view,
        plane=viewport.plane,
        index=viewport.index,
        window=None if frame.is_color else viewport.window_setting,
        inverted=viewport.inverted,
        zoom=transform.scale * frame.pixel_rc[1],
        sampling=viewport.sampling,
        use_voi_lut=viewport.use_voi_lut,
        grey_words=_grey_words(viewport),
        notes=_notes(viewport, frame, transform),
        cursor=viewport.cursor_text,
        anonymous=viewport.text_mode == 1,
    )
    words += paint_corners(
        painter, text, area, room_px=room.height(), name_color=viewport.name_color
    )
    words.append(_room_of_cursor(text, painter, area, has_cursor=bool(viewport.cursor_text)))
    if viewport.message:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(viewport.message)
        place = QPointF(area.center().x() - width / 2, area.bottom() - 40)
        words.append(draw_text(painter, place, viewport.message, TEXT_COLOR))
    return WrittenPlaces(scale, tuple(words))


def _room_of_cursor(
    text: CornerText, painter: QPainter, area: QRectF, *, has_cursor: bool
) -> QRectF:
    """Where the value under the mouse stands, or would: it moves nothing when it comes."""
    step = QFontMetricsF(painter.font()).lineSpacing()
    lines = len(text.bottom_left) + (0 if has_cursor else 1)
    top = area.bottom() - CORNER_MARGIN_PX - lines * step
    return QRectF(area.left(), top, area.width() / 2 - 2 * CORNER_MARGIN_PX, step)


def _paint_legends(
    viewport: PaintedViewport, painter: QPainter, frame: ViewFrame, area: QRectF
) -> list[QRectF]:
    written: list[QRectF] = []
    line = 0
    if viewport.fusion is not None:
        layer = viewport.fusion
        written.append(paint_color_legend(
            painter, area, title=f"{layer.title}  {layer.opacity * 100:.0f} %",
            unit=layer.unit, table=layer.table, low=layer.low, high=layer.high,
        ))  # fmt: skip
        line = 1
    if viewport.use_voi_lut:
        # A table gives the colors: the ends of the window are not those of the bar.
        return written
    if viewport.color_table != GREY and not frame.is_color and viewport.view is not None:
        window, image = viewport.window_setting, viewport.view.image
        written.append(paint_color_legend(
            painter, area, title=image.source.modality, unit=shown(unit_words(image)),
            table=viewport.color_table, low=window.center - window.width / 2,
            high=window.center + window.width / 2, line=line, inverted=viewport.inverted,
        ))  # fmt: skip
    return written


def _grey_words(viewport: PaintedViewport) -> str:
    if not viewport.use_voi_lut or viewport.state_table is None:
        return ""
    words = viewport.table_words or tr("LUTs of the presentation state")
    return words + "  " + tr("inverted") if viewport.inverted else words


def _notes(
    viewport: PaintedViewport, frame: ViewFrame, transform: ViewTransform
) -> tuple[str, ...]:
    notes = []
    if viewport.enhanced_words:
        notes.append(
            tr(
                "ENHANCED: {enhanced_words}; not for measuring",
                enhanced_words=viewport.enhanced_words,
            )
        )
    if viewport.is_key_image():
        notes.append(tr("★ Key image"))
    if viewport.objects is not None and viewport.objects.state is not None:
        state = tr("Presentation state: {title}", title=viewport.objects.state.title)
        notes.append(state)
    if viewport.view is not None:
        px_per_mm, calibrated = viewport.screen_px_per_mm()
        word = viewport.view.scale_word()
        notes.append(
            true_size_words(frame, transform.scale, px_per_mm, calibrated=calibrated, word=word)
        )
    if viewport.view is not None and viewport.phase[0] == viewport.view.stack_id:
        notes.append(viewport.phase[1])
    if viewport.slab_mm > 0:
        notes.append(slab_text(viewport.slab_mm, viewport.slab_mode))
    if viewport.sampling.words:
        notes.append(say(viewport.sampling.words))
    if frame.withheld:
        notes.append(say(frame.withheld))
    elif frame.spacing_rc_mm is None:
        notes.append(tr("Spacing not trusted: px"))
    return tuple(note for note in notes if note)
