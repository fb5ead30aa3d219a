"""Showing millimeters as millimeters of the screen."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QScreen

from workstation.scene.image_view import ViewFrame

_SAME = 0.002
_PLAUSIBLE_PX_PER_MM = (1.0, 40.0)


def screen_key(screen: QScreen) -> str:
    """Where the calibration of a screen is kept: by maker, model, serial number and name."""
    words = (screen.manufacturer(), screen.model(), screen.serialNumber(), screen.name())
    size = screen.geometry()
    known = "-".join(word.replace("/", "_") for word in words if word)
    return f"screens/{known or 'screen'}-{size.width()}x{size.height()}/px_per_mm"


def calibrated_px_per_mm(screen: QScreen, settings: QSettings) -> float | None:
    """Screen pixels per mm as a person measured them, or None."""
    value = settings.value(screen_key(screen))
    try:
        found = float(str(value)) if value is not None else 0.0
    except ValueError:
        return None
    return found if _PLAUSIBLE_PX_PER_MM[0] <= found <= _PLAUSIBLE_PX_PER_MM[1] else None


def reported_px_per_mm(screen: QScreen) -> float | None:
    """Screen pixels per mm by the size that the screen reports; None where that is nonsense."""
    width_mm = screen.physicalSize().width()
    if width_mm <= 0:
        return None
    found = screen.geometry().width() / width_mm
    return found if _PLAUSIBLE_PX_PER_MM[0] <= found <= _PLAUSIBLE_PX_PER_MM[1] else None


def true_size_words(
    frame: ViewFrame, scale: float, px_per_mm: float | None, *, calibrated: bool, word: str
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
    word : str
        Calibration word of the image, e.g. "at the detector".
    """
    if px_per_mm is None or frame.spacing_rc_mm is None:
        return ""
    if abs(scale / px_per_mm - 1) > _SAME:
        return ""
    facts = [word] if word else []
    if not calibrated:
        facts.append("by the size that the screen reports")
    return f"True size ({', '.join(facts)})" if facts else "True size"
