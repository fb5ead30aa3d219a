"""Visible words in the language of the reader.

English stands in the code; `tr` and `mark` are what `lupdate` looks for. The catalogs lie in
`resources/translations`. DICOM text, units and numbers are never translated.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workstation.settings.catalogs import ENGLISH, translator

_language = ENGLISH


def mark(text: str) -> str:
    """Name a text of a table for translation; whoever shows it passes it through `known`.

    Parameters
    ----------
    text : str
        A literal.

    Returns
    -------
    str
        The same text.
    """
    return text


def tr(text: str, note: str = "") -> str:
    """A literal in the language of the reader.

    Parameters
    ----------
    text : str
        A literal; fields in braces are filled in afterwards with `str.format`.
    note : str
        A literal that tells apart two meanings of one English word.
    """
    return QCoreApplication.translate("", text, note or None)


def known(text: str) -> str:
    """Words that another part said or marked, in the language of the reader.

    Parameters
    ----------
    text : str
        `workstation.words.Said`, or plain words of the program; what the catalog does not know
        stays as it is. Never what a person wrote.
    """
    return translator(_language)(text) if text else text


def speak(language: str) -> None:
    """Let `known` answer in a language from now on, e.g. "zh_CN"."""
    global _language  # noqa: PLW0603 - the window has one language, as Qt has one translator
    _language = language


def language() -> str:
    """The language of the window, e.g. "en" or "zh_CN"."""
    return _language
