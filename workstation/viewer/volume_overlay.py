"""What is written over a picture in three dimensions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.volume_preset import Projection
from workstation.language import say, tr
from workstation.messages import NOTHING, Message
from workstation.scene.image_view import Point
from workstation.scene.sources import VolumeView
from workstation.scene.volume_camera import VolumeCamera
from workstation.viewer.corner_text import CornerText, date_text, patient_lines
from workstation.viewer.orientation_cube import paint_cube
from workstation.viewer.overlay_painter import paint_corners, paint_letters, paint_scale_bar
from workstation.viewer.volume_settings import WHOLE_BOX, VolumeSettings

_MARKER = QColor(255, 214, 64)
_REACH_PX = 11.0
_GAP_PX = 4.0


def decimation_words(factors_kji: tuple[int, int, int]) -> str:
    """That voxels were averaged, or ""."""
    if factors_kji == (1, 1, 1):
        return ""
    if len(set(factors_kji)) == 1:
        return tr("Decimated {factor}×", factor=factors_kji[0])
    factors = " × ".join(str(factor) for factor in factors_kji)
    return tr("Decimated {factors} (k × j × i)", factors=factors)


def volume_text(
    view: VolumeView,
    settings: VolumeSettings,
    camera: VolumeCamera,
    notes: tuple[str, ...],
    *,
    text_mode: int,
) -> CornerText:
    """The words around a picture; `text_mode` 0 all, 1 without the patient, 2 none."""
    if text_mode == 2:
        return CornerText(bottom_left=notes)
    source = view.image.source
    number = (
        tr("Se {number}  ", number=source.series_number) if source.series_number is not None else ""
    )
    shown = [say(Message.term(settings.preset.title))]
    if settings.shift or settings.stretch != 1.0:
        shown.append(
            tr(
                "shift {shift}, range × {stretch}",
                shift=f"{settings.shift:+.3g}",
                stretch=f"{settings.stretch:.2f}",
            )
        )
    facts = []
    if settings.preset.projection is Projection.MAXIMUM:
        facts.append(tr("Maximum: depth is not shown"))
    if settings.box != WHOLE_BOX:
        facts.append(tr("Clipped by a box"))
    if settings.cuts:
        facts.append(
            tr(
                "Cut away: {plane}",
                plane=", ".join(say(PLANE_WORDS[plane]) for plane, _ in settings.cuts),
            )
        )
    if settings.only_segments:
        facts.append(tr("Inside of segments only"))
    if not settings.shows_volume:
        facts.append(tr("Surfaces only"))
    if view.is_resampled:
        facts.append(tr("Resampled for display"))
    if source.lossy:
        facts.append(tr("Lossy compressed"))
    lines = (*notes, *facts, say(camera.words()), "  ".join(shown), tr("Parallel projection"))
    study = (date_text(source.study_date), source.study_description)
    return CornerText(
        top_left=() if text_mode == 1 else patient_lines(source),
        top_right=tuple(line for line in study if line),
        bottom_left=tuple(line for line in lines if line),
        bottom_right=tuple(
            line for line in (source.description, f"{number}{source.modality}") if line
        ),
    )


def paint_volume_overlay(
    painter: QPainter,
    area: QRectF,
    view: VolumeView,
    camera: VolumeCamera,
    text: CornerText,
    crosshair: Point | None,
    *,
    room_px: float = 0.0,
    name_color: QColor | None = None,
) -> None:
    """Letters, cube, scale, crosshair and words; `camera` counts pixels of the area.

    `room_px` is left free above the words of the upper right corner.
    """
    font = painter.font()
    font.setPointSizeF(8.5 if area.width() < 420 else 9.5)
    painter.setFont(font)
    if crosshair is not None:
        paint_marker(painter, area, camera, crosshair)
    paint_letters(painter, camera.letters(), area)
    paint_cube(painter, camera, area)
    if view.trusted:
        paint_scale_bar(painter, camera.mm_per_px, NOTHING, area)
    paint_corners(painter, text, area, room_px=room_px, name_color=name_color)


def paint_marker(painter: QPainter, area: QRectF, camera: VolumeCamera, point: Point) -> None:
    """A cross at a point of the patient, drawn over everything that lies before it."""
    x, y, _ = camera.to_screen(point, area.width(), area.height()).tolist()
    for color, width in ((QColor(0, 0, 0, 170), 3.4), (_MARKER, 1.4)):
        painter.setPen(QPen(color, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(
                QPointF(x + dx * _GAP_PX, y + dy * _GAP_PX),
                QPointF(x + dx * _REACH_PX, y + dy * _REACH_PX),
            )
