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
        # Earlier versions of the program kept no name.
        statement_by=finding.statement_by or _who_changed(finding, _STATEMENT_CHANGED),
    )


def _own(words: Message | str, finding: Finding, changed: tuple[str, ...]) -> Message | str:
    if not isinstance(words, str) or not words:
        return words
    return words if _who_changed(finding, changed) else Message.term(words)


def _who_changed(finding: Finding, changed: tuple[str, ...]) -> str:
    """The person who changed words of a finding last; empty where nobody did."""
    names = [
        decision.by
        for decision in finding.history
        if any(mark in str(decision.note) for mark in changed)
    ]
    return names[-1] if names else ""
