"""Findings as numbered rows, and organs as a table of their measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from reportlab.platypus import Flowable, Table

from workstation.domain.finding import Finding
from workstation.domain.probabilities import stated_percent
from workstation.domain.report import ReportContent
from workstation.language import shown
from workstation.messages import NOTHING, Message, Translate, joined
from workstation.reporting import wording
from workstation.reporting.layout import ALARM, MUTED, SMALL, table, text

_SHARES = (0.05, 0.72, 0.23)


class FindingRows:
    """Makes the rows of one report.

    Parameters
    ----------
    say : callable
        Says words in the language of the report.
    width : float
        Of the frame, points.
    """

    def __init__(self, content: ReportContent, say: Translate, width: float) -> None:
        self._say = say
        self._text = partial(text, say=say)
        self._width = width
        self._places = dict(content.places)
        self._stale = {o.finding_id: o.reason for o in content.out_of_date if not o.model}
        shown = wording.shown_findings(content)
        self.lesions = tuple(f for f in shown if f.id not in content.organ_ids)
        self.organs = tuple(f for f in shown if f.id in content.organ_ids)

    @property
    def numbers(self) -> Mapping[str, int]:
        """Finding id to its number in the report."""
        return {f.id: n for n, f in enumerate((*self.lesions, *self.organs), start=1)}

    def findings(self) -> list[Flowable]:
        """A row for each finding that is not an organ."""
        rows = [self._row(finding) for finding in self.lesions]
        return self._tables((Message("Finding"), Message("Review")), rows)

    def measurements(self) -> list[Flowable]:
        """A row for each organ."""
        rows = [self._row(finding) for finding in self.organs]
        return self._tables((Message("Structure"), Message("Review")), rows)

    def _tables(
        self, titles: Sequence[Message], rows: list[list[list[Flowable]]]
    ) -> list[Flowable]:
        if not rows:
            return []
        words = ["#", *(self._say(title) for title in titles)]
        head = [[self._text(word, size=SMALL, bold=True)] for word in words]
        return [self._table([head, *rows])]

    def _table(self, rows: list[list[list[Flowable]]]) -> Table:
        widths = [self._width * share for share in _SHARES]
        return table(rows, widths, grid=True, header=True)

    def _row(self, finding: Finding) -> list[list[Flowable]]:
        say = self._say
        about: list[Flowable] = []
        reason = self._stale.get(finding.id)
        if reason:
            words = Message("OUT OF DATE: {reason}. Measure again before signing.", reason=reason)
            about.append(self._text(say(words), size=SMALL, bold=True, color=ALARM))
        about.insert(0, self._text(self._name(finding), bold=True))
        numbers = wording.finding_numbers(finding)
        if numbers:
            about.append(self._text(say(numbers), struck=bool(reason)))
        notes = [self._place(finding), *self._notes(finding)]
        about += [self._text(shown(n, say), size=SMALL, color=MUTED) for n in notes if n]
        review = self._text(wording.status_text(finding, say), size=SMALL)
        return [[self._text(str(self.numbers[finding.id]))], about, [review]]

    def _name(self, finding: Finding) -> str:
        """The label, with site and side where it does not say them."""
        label = shown(finding.label, self._say)
        parts = [label]
        for code in (finding.site, finding.laterality):
            words = self._say(code.words) if code is not None else ""
            if words and words.casefold() not in label.casefold():
                parts.append(words)
        return ", ".join(parts)

    def _notes(self, finding: Finding) -> list[Message | str]:
        notes: list[Message | str] = []
        if finding.probability is not None:
            words = stated_percent(finding.probability)
            notes.append(Message("Probability {words}", words=words))
            notes.append(finding.probability_note)
        notes.append(finding.printed_statement)
        notes += [Message("Caveat: {caveat}", caveat=caveat) for caveat in finding.caveats]
        return [*notes, *wording.measurement_caveats(finding)]

    def _place(self, finding: Finding) -> Message:
        """Series, image and position in a line."""
        parts = [self._places.get(finding.id, NOTHING)]
        if finding.position_lps_mm is not None:
            parts.append(wording.position_text(finding.position_lps_mm))
        return joined("; ", (part for part in parts if part))
