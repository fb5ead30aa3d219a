"""Asking once before a plugin from outside runs, and remembering the answer by its content."""

from __future__ import annotations

from pathlib import Path

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_host.consent import TRUSTED_NAME, ConsentQuestion, TrustBook, is_outside
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.registry import PluginEntry, PluginStatus, find_plugins
from workstation.settings.paths import user_data_folder

__all__ = [
    "ConsentQuestion",
    "consent_question",
    "is_outside",
    "question_words",
    "require_consent",
    "trust_plugin",
]


def consent_question(
    plugin_id: str, *, folders: PluginFolders | None = None, book: Path | None = None
) -> ConsentQuestion | None:
    """What a person is to be asked before the plugin runs; None where nothing is to be asked.

    No code of the plugin runs.

    Raises
    ------
    PluginRefusedError
        The content of the plugin cannot be known.
    """
    where = folders or default_folders()
    # Not its model: that is compared with its pins when it runs, and its pins are asked about.
    for entry in find_plugins(where, only=plugin_id, hash_models=False):
        if entry.id == plugin_id and entry.status is PluginStatus.VALID:
            return _book(book).question(entry, where)
    return None


def trust_plugin(question: ConsentQuestion, *, book: Path | None = None) -> None:
    """A person lets this content run, now and later.

    Raises
    ------
    OutputError
        The answer cannot be kept.
    """
    _book(book).trust(question)


def require_consent(
    entry: PluginEntry, folders: PluginFolders, *, book: Path | None = None
) -> None:
    """Refuse a plugin from outside whose content nobody has let run.

    Raises
    ------
    PluginRefusedError
        With what the person is to look at.
    """
    question = _book(book).question(entry, folders)
    if question is None:
        return
    raise PluginRefusedError(
        Message(
            "{name} does not come with this program and nobody has let it run yet. {words}",
            name=question.name,
            words=question_words(question),
        ),
        hint=Message(
            "Run it only if you trust who made it: `lightbox plugins trust {plugin_id}`, "
            "or --trust.",
            plugin_id=question.plugin_id,
        ),
    )


def question_words(question: ConsentQuestion) -> Message:
    """Who made it, where it lies, what it is by content, and whether it was changed."""
    words = Message(
        "Made by: {author}. Folder: {folder}. Version {version}, license {license}. "
        "SHA-256 of its content: {sha256}.",
        author=question.author or Message("not stated"),
        folder=question.folder,
        version=question.version,
        license=question.license,
        sha256=question.sha256,
    )
    if not question.changed:
        return words
    return Message(
        "{words} Its content has changed since it was let run.",
        words=words,
    )


def _book(path: Path | None) -> TrustBook:
    return TrustBook(path or user_data_folder() / TRUSTED_NAME)
