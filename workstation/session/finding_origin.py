"""Where a finding came from, and where it lies, in words."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.language import say
from workstation.messages import Message, joined


def origin_words(finding: Finding, runs: Iterable[AnalysisResult]) -> Message:
    """The reader who made a finding, or the plugin that proposed it.

    Parameters
    ----------
    runs : iterable of AnalysisResult
        Those of the study, which know what their plugins are called.
    """
    if finding.source_kind == "plugin":
        found = (run for run in runs if run.plugin_id == finding.plugin_id)
        run = next(found, None)
        if run is not None:
            name = Message.term(run.plugin_name)
            return Message("AI: {name} {version}", name=name, version=run.plugin_version)
        return Message("AI: {name}", name=finding.plugin_id) if finding.plugin_id else Message("AI")
    if finding.source_kind == "reader" and finding.provenance.operator:
        return Message("reader: {name}", name=finding.provenance.operator)
    return Message("reader") if finding.source_kind == "reader" else Message("from a file")


def site_words(finding: Finding) -> Message:
    """Site and side, as far as the label does not say them; nothing where neither is known."""
    label = say(joined("", (finding.label,))).casefold()
    codes = (code for code in (finding.site, finding.laterality) if code is not None)
    told = (code.words for code in codes)
    return joined(", ", (words for words in told if say(words).casefold() not in label))
