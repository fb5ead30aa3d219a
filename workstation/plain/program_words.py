"""Which words of a finding that was kept as plain text are the program's own."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.finding import Finding
from workstation.messages import Message

_LABEL_CHANGED = ("label was “",)
_STATEMENT_CHANGED = ("statement was “", "statement was empty")


def with_program_words(finding: Finding) -> Finding:
    """A finding whose label and statement are messages where the program said them.

    A plugin's finding has the words of the plugin until a person changes them, which the history
    of the finding tells. What a person typed stays a text, and is never translated.
    """
    if finding.source_kind != "plugin" or not finding.plugin_id:
        return finding
    return replace(
        finding,
        label=_own(finding.label, finding, _LABEL_CHANGED),
        statement=_own(finding.statement, finding, _STATEMENT_CHANGED),
    )


def _own(words: Message | str, finding: Finding, changed: tuple[str, ...]) -> Message | str:
    if not isinstance(words, str) or not words:
        return words
    notes = [str(decision.note) for decision in finding.history]
    was_changed = any(mark in note for mark in changed for note in notes)
    return words if was_changed else Message.term(words)
