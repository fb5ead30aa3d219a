"""A value other than the default for every setting, and what earlier programs kept."""

from __future__ import annotations

from typing import Any

OTHER: dict[str, Any] = {
    "language": "zh_CN",
    "theme": "light",
    "corner_text": "no_patient",
    "mouse": "itk_snap",
    "recent_count": 3,
    "link_scroll": False,
    "link_zoom": False,
    "link_pan": False,
    "link_window": True,
    "link_crosshair": False,
    "reader": 'Dr. "Q" 王\\',
    "reader_role": "主任医师",
    "report_header": "St. Anna\nRadiology",
    "report_logo": "C:\\logos\\a.png",
    "recent": ("/a b", "/ü"),
    "palette_recent": ("fit",),
    "keys": {"invert": ("I", "L"), "layout_grid-1x2": (), "plus": ("+", "=")},
    "tool_bar": (),
    "screens": {"Dell.U27/x [1]-1920x1080": 3.78},
    "viewer_windows": ((-1920, 0, 1920, 1080),),
    "tour_seen": True,
}
"""By the names of the schema."""

FORMER: dict[str, Any] = {
    "theme": "light",
    "language": "zh_CN",
    "layout": "grid-2x2",
    "corner_text": "2",
    "links": "scroll window",
    "viewer_windows": "40 50 500 400;-1920 0 1920 1080;broken",
    "keys/invert": "I L",
    "keys/tool_length": "",
    "tool_bar": "fit invert",
    "profile": "Window on the right button",
    "reader": "Dr. Reader",
    "reader_role": "Consultant",
    "report_header": "St. Anna\nRadiology",
    "report_logo": "/x/logo.png",
    "recent": ["/a", "/b, c"],
    "palette_recent": "flip_horizontal fit",
    "tour_done": "yes",
    "screens/Dell-U27-1920x1080/px_per_mm": "3.7795275590551185",
}
"""By the keys of Qt's settings."""
