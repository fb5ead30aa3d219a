"""Visible words in the language of the reader.

English stands in the code. `say` puts a `Message` into words; `tr` is the same for a literal of a
face. DICOM text, units and what a person wrote are never translated.
"""

from __future__ import annotations

from workstation.language.catalogs import ENGLISH, catalog
from workstation.messages import Message, Translate

_language = ENGLISH


def say(message: Message) -> str:
    """A message in the language of the reader."""
    return catalog(_language).say(message)


def tr(text: str, note: str = "", /, *, many: str = "", **fields: object) -> str:
    """A literal in the language of the reader.

    Parameters
    ----------
    text : str
        A literal, with fields in braces.
    note : str
        A literal that tells apart two meanings of one English word.
    many : str
        A literal: the text for all numbers but one; the field `count` tells which is meant.
    fields : object
        As those of a `Message`.
    """
    words = catalog(_language)
    if not note:
        return words.say(Message(text, many=many, **fields))
    return Message(text, many="", **fields).filled(
        words.literal(text, note), words.say, words.number
    )


def shown(words: Message | str, say: Translate = say) -> str:
    """A message in words, by `say` of the reader's language or another; a text as it is."""
    return say(words) if isinstance(words, Message) else words


def speak(language: str) -> None:
    """Let `say` and `tr` speak a language from now on, e.g. "zh_CN"."""
    global _language  # noqa: PLW0603 - a program speaks one language to its reader
    _language = language


def language() -> str:
    """The language of the reader, e.g. "en" or "zh_CN"."""
    return _language
