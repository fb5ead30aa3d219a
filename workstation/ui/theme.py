"""The dark theme of the reading room: quiet surroundings, bright words, one accent."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

BACKGROUND = "#15181b"
SURFACE = "#1d2125"
RAISED = "#282d33"
BORDER = "#3a4149"
TEXT = "#e6e9ec"
MUTED = "#9aa4ae"
ACCENT = "#4aa3df"
GOOD = "#5fbf77"
CAUTION = "#e8b339"
BAD = "#e5605c"

BADGE_COLORS = {"ok": GOOD, "caution": CAUTION, "refused": BAD}
STATUS_COLORS = {"proposed": ACCENT, "accepted": GOOD, "edited": GOOD, "rejected": MUTED}

_STYLE = f"""
QWidget {{ background: {BACKGROUND}; color: {TEXT}; }}
QMainWindow::separator {{ background: {BACKGROUND}; width: 5px; height: 5px; }}
QMainWindow::separator:hover {{ background: {ACCENT}; }}
QMenuBar {{ background: {SURFACE}; padding: 2px; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 3px; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {ACCENT}; color: #0b0d0f; }}
QMenu {{ background: {SURFACE}; border: 1px solid {BORDER}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 22px; border-radius: 3px; }}
QMenu::item:disabled {{ color: {MUTED}; }}
QMenu::separator {{ height: 1px; background: {BORDER}; margin: 4px 8px; }}
QToolBar {{ background: {SURFACE}; border: none; spacing: 2px; padding: 3px 6px; }}
QToolBar::separator {{ background: {BORDER}; width: 1px; margin: 4px 6px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 4px 7px; }}
QToolButton:hover {{ background: {RAISED}; }}
QToolButton:checked {{ background: #20455f; border-color: {ACCENT}; }}
QToolButton:disabled {{ color: #606a74; }}
QStatusBar {{ background: {SURFACE}; color: {MUTED}; }}
QStatusBar QLabel {{ background: transparent; color: {MUTED}; padding: 0 6px; }}
QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; font-weight: 600; }}
QDockWidget::title {{ background: {SURFACE}; padding: 6px 9px; border-bottom: 1px solid {BORDER}; }}
QTabBar {{ background: {BACKGROUND}; qproperty-drawBase: 0; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {BORDER}; }}
QTabBar::tab {{ background: {BACKGROUND}; color: {MUTED}; padding: 6px 10px; border: none;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {TEXT}; border-bottom: 2px solid {ACCENT}; }}
QTabBar::tab:hover {{ color: {TEXT}; }}
QPushButton {{ background: {RAISED}; border: 1px solid {BORDER}; border-radius: 4px;
    padding: 5px 12px; }}
QPushButton:hover {{ border-color: {ACCENT}; }}
QPushButton:pressed {{ background: {BORDER}; }}
QPushButton:disabled {{ color: #606a74; border-color: {RAISED}; }}
QPushButton#primary {{ background: #1f5f8b; border-color: {ACCENT}; font-weight: 600; }}
QPushButton#primary:disabled {{ background: {RAISED}; border-color: {RAISED}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{
    background: #101316; border: 1px solid {BORDER}; border-radius: 4px; padding: 4px 6px;
    selection-background-color: {ACCENT}; selection-color: #0b0d0f; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
    border-color: {ACCENT}; }}
QComboBox QAbstractItemView {{ background: {SURFACE}; border: 1px solid {BORDER};
    selection-background-color: #20455f; }}
QTreeView, QTableView, QListView {{ background: {BACKGROUND}; alternate-background-color: #191c20;
    border: none; gridline-color: {RAISED}; outline: 0; }}
QTreeView::item, QListView::item {{ padding: 3px; }}
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected {{
    background: #20455f; color: {TEXT}; }}
QHeaderView {{ background: {SURFACE}; }}
QHeaderView::section {{ background: {SURFACE}; color: {MUTED}; border: none;
    border-bottom: 1px solid {BORDER}; padding: 5px 4px; }}
QTableCornerButton::section {{ background: {SURFACE}; border: none; }}
QProgressBar {{ background: #101316; border: 1px solid {BORDER}; border-radius: 4px;
    text-align: center; min-height: 16px; }}
QProgressBar::chunk {{ background: #1f5f8b; border-radius: 3px; }}
QSlider::groove:horizontal {{ background: {RAISED}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {TEXT}; width: 12px; margin: -5px 0;
    border-radius: 6px; }}
QScrollBar:vertical {{ background: {BACKGROUND}; width: 11px; }}
QScrollBar:horizontal {{ background: {BACKGROUND}; height: 11px; }}
QScrollBar::handle {{ background: {BORDER}; border-radius: 5px; min-height: 24px;
    min-width: 24px; }}
QScrollBar::handle:hover {{ background: #566069; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QGroupBox {{ border: 1px solid {BORDER}; border-radius: 5px; margin-top: 16px; padding-top: 6px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 8px; padding: 0 4px; color: {MUTED}; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid #6b757f; border-radius: 3px;
    background: #101316; }}
QCheckBox::indicator:checked {{ background: {ACCENT}; border-color: {ACCENT}; }}
QTableView::indicator {{ width: 15px; height: 15px; border: 1px solid #6b757f; border-radius: 3px;
    background: #101316; }}
QTableView::indicator:checked {{ background: {ACCENT}; border-color: {ACCENT}; }}
QToolTip {{ background: {RAISED}; color: {TEXT}; border: 1px solid {BORDER}; padding: 4px; }}
QScrollArea {{ border: none; }}
QLabel#muted {{ color: {MUTED}; }}
QLabel#caution {{ color: {CAUTION}; }}
QLabel#bad {{ color: {BAD}; }}
QLabel#heading {{ font-weight: 600; }}
QWidget#viewportHeader {{ background: {SURFACE}; }}
QWidget#viewportHeader QLabel, QWidget#viewportHeader QToolButton {{ background: transparent; }}
QWidget#viewArea {{ background: #000000; }}
"""


def apply_theme(app: QApplication) -> None:
    """Style the whole program; the same on every desktop."""
    app.setStyle("Fusion")
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: BACKGROUND,
        QPalette.ColorRole.Base: BACKGROUND,
        QPalette.ColorRole.AlternateBase: "#191c20",
        QPalette.ColorRole.Button: RAISED,
        QPalette.ColorRole.ToolTipBase: RAISED,
        QPalette.ColorRole.Highlight: ACCENT,
        QPalette.ColorRole.WindowText: TEXT,
        QPalette.ColorRole.Text: TEXT,
        QPalette.ColorRole.ButtonText: TEXT,
        QPalette.ColorRole.ToolTipText: TEXT,
        QPalette.ColorRole.HighlightedText: "#0b0d0f",
        QPalette.ColorRole.PlaceholderText: MUTED,
        QPalette.ColorRole.Link: ACCENT,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    app.setPalette(palette)
    app.setFont(_font())
    app.setStyleSheet(_STYLE)


def _font() -> QFont:
    families = QFontDatabase.families()
    wanted = ("Inter", "Segoe UI", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Nimbus Sans")
    family = next((name for name in wanted if name in families), "")
    font = QFont(family) if family else QFont()
    font.setPointSizeF(9.5)
    return font
