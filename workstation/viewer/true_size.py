"""Showing millimeters as millimeters of the screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QScreen

from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.image_view import ViewFrame
from workstation.settings.schema import PX_PER_MM

_SAME = 0.002


def screen_name(screen: QScreen) -> str:
    """What a screen is called in the settings: by maker, model, serial number and name."""
    words = (screen.manufacturer(), screen.model(), screen.serialNumber(), screen.name())
    size = screen.geometry()
    known = "-".join(word.replace("/", "_") for word in words if word)
    return f"{known or 'screen'}-{size.width()}x{size.height()}"


def calibrated_px_per_mm(screen: QScreen, measured: Mapping[str, float]) -> float | None:
    """Screen pixels per mm as a person measured them, or None.

    Parameters
    ----------
    measured : mapping
        Pixels per mm by `screen_name`, as the settings keep them.
    """
    return measured.get(screen_name(screen))


def reported_px_per_mm(screen: QScreen) -> float | None:
    """Screen pixels per mm by the size that the screen reports; None where that is nonsense."""
    width_mm = screen.physicalSize().width()
    if width_mm <= 0:
        return None
    found = screen.geometry().width() / width_mm
    return found if PX_PER_MM[0] <= found <= PX_PER_MM[1] else None


def true_size_words(
    frame: ViewFrame, scale: float, px_per_mm: float | None, *, calibrated: bool, word: Message
) -> str:
    """What to say when a picture is shown in true size; else nothing.

    Parameters
    ----------
    frame : ViewFrame
        What is shown; without trusted millimeters there is no true size.
    scale : float
        Screen pixels per mm of the picture.
    px_per_mm : float or None
        Screen pixels per mm of the screen.
    calibrated : bool
        Whether a person measured the screen.
    word : Message
        Calibration word of the image, e.g. "at the detector".
    """
    if px_per_mm is None or frame.spacing_rc_mm is None:
        return ""
    if abs(scale / px_per_mm - 1) > _SAME:
        return ""
    facts = [say(word)] if word else []
    if not calibrated:
        facts.append(tr("by the size that the screen reports"))
    return tr("True size ({facts})", facts=", ".join(facts)) if facts else tr("True size")
