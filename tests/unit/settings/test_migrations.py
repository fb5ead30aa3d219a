"""Each step from one version of the settings to the next, on known data."""

from __future__ import annotations

from tests.support.settings_values import FORMER
from workstation.settings.migrations import MIGRATIONS, from_qt_settings, migrated
from workstation.settings.schema import VERSION
from workstation.settings.values import checked


def test_there_is_a_step_from_every_version() -> None:
    assert sorted(MIGRATIONS) == list(range(VERSION))


def test_the_layout_of_the_last_time_is_forgotten() -> None:
    assert migrated({"layout": "grid-2x2", "theme": "light"}, 1) == {"theme": "light"}


def test_texts_of_qt_settings_become_typed_fields() -> None:
    made = migrated(FORMER, 0)
    assert made == {
        "theme": "light",
        "language": "zh_CN",
        "corner_text": "none",
        "link_scroll": True,
        "link_zoom": False,
        "link_pan": False,
        "link_window": True,
        "link_crosshair": False,
        "viewer_windows": [[40, 50, 500, 400], [-1920, 0, 1920, 1080]],
        "keys": {"invert": ["I", "L"], "tool_length": []},
        "tool_bar": ["fit", "invert"],
        "mouse": "right_window",
        "reader": "Dr. Reader",
        "reader_role": "Consultant",
        "report_header": "St. Anna\nRadiology",
        "report_logo": "/x/logo.png",
        "recent": ["/a", "/b, c"],
        "palette_recent": ["flip_horizontal", "fit"],
        "tour_seen": True,
        "screens": {"Dell-U27-1920x1080": 3.7795275590551185},
    }
    for name, value in made.items():
        assert checked(name, value) is not None


def test_what_was_not_kept_is_not_made_up() -> None:
    assert from_qt_settings({}) == {}
    assert from_qt_settings({"recent": "/one", "links": "", "unheard_of": "x"}) == {
        "recent": ["/one"],
        "link_scroll": False,
        "link_zoom": False,
        "link_pan": False,
        "link_window": False,
        "link_crosshair": False,
    }


def test_nonsense_is_handed_on_so_that_it_can_be_named() -> None:
    made = from_qt_settings(
        {"corner_text": "7", "profile": "Claw", "screens/x/px_per_mm": "wide", "tour_done": "no"}
    )
    assert made == {
        "corner_text": "7", "mouse": "Claw", "screens": {"x": "wide"}, "tour_seen": False,
    }  # fmt: skip


def test_the_present_version_stays_as_it_is() -> None:
    data = {"theme": "light", "unknown": 1}
    assert migrated(data, VERSION) is data
