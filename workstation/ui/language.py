"""The language of the window: which there are, and putting one in force."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from workstation.language import speak
from workstation.language.catalogs import has_catalog
from workstation.settings.paths import resources_folder

LANGUAGES = ("system", "en", "zh_CN")
LANGUAGE_TITLES = {"en": "English", "zh_CN": "简体中文"}
"""What there is to choose from, each in its own language."""
_CHINESE = "zh_CN"
_TRANSLATOR = "lightbox translator"
_SIMPLIFIED = ("zh_CN", "zh_SG")


def language_in_force(chosen: str, system: str = "") -> str:
    """The language to start with: "en" or "zh_CN".

    Parameters
    ----------
    chosen : str
        The setting: "system", "en" or "zh_CN".
    system : str
        Name of the locale of the desktop, e.g. "zh_CN"; empty asks Qt.
    """
    if chosen != LANGUAGES[0]:
        return chosen
    return _CHINESE if (system or QLocale.system().name()) in _SIMPLIFIED else "en"


def install_language(app: QApplication, name: str) -> bool:
    """Speak a language from now on; widgets that were made before keep their words.

    Returns
    -------
    bool
        Whether its catalog was found; English needs none.
    """
    for former in app.findChildren(QTranslator, _TRANSLATOR):
        app.removeTranslator(former)
        former.deleteLater()
    speak(name)
    if name == "en":
        return True
    qt = QTranslator(app)
    qt.setObjectName(_TRANSLATOR)
    # The words of Qt's own dialogs.
    if qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    _add_han_font(app)
    return has_catalog(name)


def _add_han_font(app: QApplication) -> None:
    """Have Chinese characters also where the desktop brings no font for them."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    path = resources_folder() / "fonts" / "DroidSansFallbackFull.ttf"
    added = QFontDatabase.addApplicationFont(str(path))
    font = app.font()
    font.setFamilies([*font.families(), *QFontDatabase.applicationFontFamilies(added)])
    app.setFont(font)
