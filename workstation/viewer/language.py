"""Visible words in the language of the reader.

English stands in the code; `tr` and `mark` are what `lupdate` looks for. The catalogs lie in
`resources/translations`. DICOM text, units and numbers are never translated.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


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
    """A text that was marked elsewhere, in the language of the reader; others stay as they are."""
    return QCoreApplication.translate("", text) if text else text
