"""What a picture on the screen is, in words: where its window comes from, how it is sampled."""

from __future__ import annotations

from workstation.domain.image import Image
from workstation.domain.study import WindowSetting
from workstation.imaging.annotation import window_text
from workstation.imaging.windows import file_table
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.presets.window_presets import window_presets
from workstation.scene.sampling import Sampling

_AUTOMATIC = (Message("Automatic"), Message("Full range"))
_TABLE, _FILE, _PRESET = Message("VOI LUT"), Message("file"), Message("preset")
STATE_WINDOW = Message("Presentation state")
"""What windows of presentation states are called."""
_NEARLY_ONE = 0.005


def window_source(image: Image, window: WindowSetting, *, use_voi_lut: bool = False) -> Message:
    """Where a window comes from.

    "file", "preset", "presentation state", "automatic", "by hand" or "VOI LUT".
    """
    if use_voi_lut and file_table(image) is not None:
        return _TABLE
    if window.explanation == STATE_WINDOW:
        return Message("presentation state")
    numbers = (window.center, window.width, window.function)
    if any((w.center, w.width, w.function) == numbers for w in image.windows):
        return _FILE
    if window in {preset.window for preset in window_presets()}:
        return _PRESET
    return Message("automatic") if window.explanation in _AUTOMATIC else Message("by hand")


def window_words(
    image: Image, window: WindowSetting, *, inverted: bool, use_voi_lut: bool = False
) -> str:
    """Width and level with their name and source, e.g. "W 80 L 40  Brain  (preset)"."""
    source = window_source(image, window, use_voi_lut=use_voi_lut)
    numbers = "" if source == _TABLE else window_text(window)
    name = window.explanation if source in (_FILE, _PRESET) else ""
    words = (numbers, shown(name), f"({say(source)})", tr("inverted") if inverted else "")
    return "  ".join(word for word in words if word)


def zoom_words(zoom: float, sampling: Sampling) -> str:
    """Zoom and what it does to pixels, e.g. "Zoom 122 %  interpolated"."""
    if sampling.pooled > 1:
        how = tr("reduced, {pooled} × {pooled} averaged", pooled=sampling.pooled)
    elif abs(zoom - 1) < _NEARLY_ONE:
        how = "1:1"
    else:
        how = tr("interpolated") if zoom > 1 else tr("reduced")
    if sampling.is_interpolated:
        how += tr(", between voxels")
    return tr("Zoom {zoom:.0f} %  {how}", zoom=zoom * 100, how=how)
