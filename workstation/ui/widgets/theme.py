"""The dark and the light theme: quiet surroundings, clear words, one accent.

The area of the images and the headers of viewports are dark in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colors:
    """The colors of a theme."""

    background: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    caution: str
    bad: str
    field: str
    alternate: str
    selected: str
    disabled: str
    primary: str
    handle: str
    edge: str


DARK = Colors(
    background="#15181b",
    surface="#1d2125",
    raised="#282d33",
    border="#3a4149",
    text="#e6e9ec",
    muted="#a3adb7",
    accent="#5aade6",
    on_accent="#0b0d0f",
    good="#66c67e",
    caution="#e8b339",
    bad="#f08480",
    field="#101316",
    alternate="#191c20",
    selected="#1b3d55",
    disabled="#606a74",
    primary="#1f5f8b",
    handle="#566069",
    edge="#6b757f",
)
LIGHT = Colors(
    background="#f4f5f7",
    surface="#e7eaed",
    raised="#dde1e6",
    border="#b6bdc5",
    text="#16191c",
    muted="#4d565f",
    accent="#1565a4",
    on_accent="#ffffff",
    good="#1c6b35",
    caution="#7d5400",
    bad="#b3211d",
    field="#ffffff",
    alternate="#ebedf0",
    selected="#d6e9f8",
    disabled="#8b939b",
    primary="#a9d2ef",
    handle="#8b949d",
    edge="#6b757f",
)
THEMES = {"dark": DARK, "light": LIGHT}

TEXT = DARK.text
BADGE_COLORS = {"ok": DARK.good, "caution": DARK.caution, "refused": DARK.bad}
"""On the headers of viewports, which are dark in both themes."""

_PEOPLE = (("#ff9ad5", "#a1226c"), ("#e3b8a0", "#7a4a2b"), ("#b9c48a", "#55601f"))
"""Second, third and fourth person, each on dark and on light."""

_present = DARK


def colors() -> Colors:
    """The colors of the theme in force."""
    return _present


def person_color(number: int) -> str:
    """Color of the name of a person on the screen; "" for the first one, whose name is plain.

    On pictures and beside them alike: not yellow, blue, amber or red, which mean other things.
    """
    return _PEOPLE[(number - 1) % len(_PEOPLE)][_present is LIGHT] if number > 0 else ""


def person_color_on_pictures(number: int) -> str:
    """The same where the background is dark in both themes."""
    return _PEOPLE[(number - 1) % len(_PEOPLE)][0] if number > 0 else ""


def badge_color(badge: str) -> str:
    """Color of a geometry badge: "ok", "caution" or "refused"."""
    return {"ok": _present.good, "caution": _present.caution, "refused": _present.bad}[badge]


def status_color(status: str) -> str:
    """Color of a status of findings: "proposed", "accepted", "edited" or "rejected"."""
    if status in ("accepted", "edited"):
        return _present.good
    return _present.accent if status == "proposed" else _present.muted


def _style(c: Colors) -> str:
    return f"""
QWidget {{ background: {c.background}; color: {c.text}; }}
QMainWindow::separator {{ background: {c.background}; width: 5px; height: 5px; }}
QMainWindow::separator:hover {{ background: {c.accent}; }}
QMenuBar {{ background: {c.surface}; padding: 2px; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 3px; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 22px; border-radius: 3px; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
QFrame#startPage {{ background: {c.background}; border: none; }}
QFrame#leftOpenStrip {{ background: {c.surface}; border-bottom: 1px solid {c.caution}; }}
QFrame#leftOpenStrip QLabel {{ background: transparent; }}
QLabel#patientStrip {{ background: {c.caution}; color: {c.on_accent}; font-weight: 600;
    padding: 3px 9px; }}
QToolBar {{ background: {c.surface}; border: none; spacing: 2px; padding: 3px 6px; }}
QToolBar::separator {{ background: {c.border}; width: 1px; margin: 4px 6px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 4px 7px; }}
QToolButton:hover {{ background: {c.raised}; }}
QToolButton:checked {{ background: {c.selected}; border-color: {c.accent}; }}
QToolButton#qt_toolbar_ext_button {{ min-width: 22px; padding: 4px 0; }}
QToolButton:disabled {{ color: {c.disabled}; }}
QStatusBar {{ background: {c.surface}; color: {c.muted}; }}
QStatusBar QLabel {{ background: transparent; color: {c.muted}; padding: 0 6px; }}
QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; font-weight: 600; }}
QLabel#dockTitle {{ background: {c.surface}; font-weight: 600; padding: 6px 9px;
    border-bottom: 1px solid {c.border}; }}
QWidget#dockTitle {{ background: {c.surface}; border-bottom: 1px solid {c.border}; }}
QWidget#dockTitle QLabel {{ background: transparent; font-weight: 600; padding: 6px 9px; }}
QToolBar#Panels {{ border-left: 1px solid {c.border}; padding: 3px 2px; spacing: 3px; }}
QTabBar {{ background: {c.background}; qproperty-drawBase: 0; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; }}
QTabBar::tab {{ background: {c.background}; color: {c.muted}; padding: 6px 10px; border: none;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:hover {{ color: {c.text}; }}
QPushButton {{ background: {c.raised}; border: 1px solid {c.border}; border-radius: 4px;
    padding: 5px 12px; }}
QPushButton:hover, QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
QPushButton:checked {{ background: {c.selected}; border-color: {c.accent}; }}
QPushButton:pressed {{ background: {c.border}; }}
QPushButton:disabled {{ color: {c.disabled}; border-color: {c.raised}; }}
QWidget#onCard {{ background: transparent; }}
QPushButton#onCard {{ background: {c.raised}; padding: 3px 8px; }}
QFrame#card {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 6px; }}
QFrame#card QLabel {{ background: transparent; }}
QPushButton#primary {{ background: {c.primary}; border-color: {c.accent}; font-weight: 600; }}
QPushButton#primary:disabled {{ background: {c.raised}; border-color: {c.raised}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{
    background: {c.field}; border: 1px solid {c.border}; border-radius: 4px; padding: 4px 6px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
    border-color: {c.accent}; }}
QAbstractSpinBox {{ min-height: 22px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.border};
    selection-background-color: {c.selected}; }}
QTreeView, QTableView, QListView {{ background: {c.background};
    alternate-background-color: {c.alternate};
    border: none; gridline-color: {c.raised}; outline: 0; }}
QTreeView::item, QListView::item {{ padding: 3px; }}
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected {{
    background: {c.selected}; color: {c.text}; }}
QHeaderView {{ background: {c.surface}; }}
QHeaderView::section {{ background: {c.surface}; color: {c.muted}; border: none;
    border-bottom: 1px solid {c.border}; padding: 5px 4px; }}
QTableCornerButton::section {{ background: {c.surface}; border: none; }}
QProgressBar {{ background: {c.field}; border: 1px solid {c.border}; border-radius: 4px;
    text-align: center; min-height: 16px; }}
QProgressBar::chunk {{ background: {c.primary}; border-radius: 3px; }}
QSlider::groove:horizontal {{ background: {c.raised}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {c.text}; width: 12px; margin: -5px 0;
    border-radius: 6px; }}
QScrollBar:vertical {{ background: {c.background}; width: 11px; }}
QScrollBar:horizontal {{ background: {c.background}; height: 11px; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 5px; min-height: 24px;
    min-width: 24px; }}
QScrollBar::handle:hover {{ background: {c.handle}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QGroupBox {{ border: 1px solid {c.border}; border-radius: 5px;
    margin-top: 16px; padding-top: 6px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 8px; padding: 0 4px; color: {c.muted}; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {c.edge}; border-radius: 3px;
    background: {c.field}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; }}
QTableView::indicator {{ width: 15px; height: 15px; border: 1px solid {c.edge}; border-radius: 3px;
    background: {c.field}; }}
QTableView::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; }}
QScrollArea {{ border: none; }}
QFrame#bubble {{ background: {c.raised}; border: 1px solid {c.accent}; border-radius: 6px; }}
QFrame#bubble QLabel {{ background: transparent; }}
QFrame#card {{ border: 1px solid {c.border}; border-radius: 5px; }}
QToolButton#fold {{ text-align: left; color: {c.muted}; padding: 4px 2px; }}
QToolButton#fold:checked {{ background: transparent; border-color: transparent; color: {c.text}; }}
QWidget#runChip {{ background: transparent; }}
QWidget#runChip QToolButton {{ padding: 1px 5px; color: {c.text}; }}
QWidget#runChip QProgressBar {{ min-height: 8px; max-height: 8px; }}
QLabel#muted {{ color: {c.muted}; }}
QLabel#caution {{ color: {c.caution}; }}
QLabel#bad {{ color: {c.bad}; }}
QLabel#heading {{ font-weight: 600; }}
QWidget#viewportCorner {{ background: rgba(0, 0, 0, 150); border-radius: 4px; }}
QWidget#viewportCorner QLabel, QWidget#viewportCorner QToolButton {{ background: transparent;
    color: {DARK.text}; padding: 2px 4px; }}
QWidget#viewportCorner QToolButton:hover {{ background: {DARK.raised}; }}
QWidget#viewArea {{ background: #000000; }}
"""


def apply_theme(app: QApplication, name: str = "dark") -> None:
    """Style the whole program; the same on every desktop.

    Parameters
    ----------
    app : QApplication
        The program.
    name : str
        "dark" or "light".

    Raises
    ------
    KeyError
        There is no such theme.
    """
    global _present  # noqa: PLW0603 - one theme for the whole program
    c = _present = THEMES[name]
    style = _style(c)
    if app.styleSheet() == style:
        return  # Qt would polish every widget anew
    app.setStyle("Fusion")
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.background,
        QPalette.ColorRole.Base: c.background,
        QPalette.ColorRole.AlternateBase: c.alternate,
        QPalette.ColorRole.Button: c.raised,
        QPalette.ColorRole.ToolTipBase: c.raised,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Link: c.accent,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    app.setPalette(palette)
    app.setFont(_font())
    app.setStyleSheet(style)


def _font() -> QFont:
    families = QFontDatabase.families()
    wanted = ("Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Nimbus Sans")
    family = next((name for name in wanted if name in families), "")
    font = QFont(family) if family else QFont()
    font.setPointSizeF(9.5)
    return font
