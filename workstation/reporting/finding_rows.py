"""Findings as numbered rows, and organs as a table of their measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, Table

from workstation.domain.finding import Finding
from workstation.domain.probabilities import stated_percent
from workstation.domain.report import ReportContent
from workstation.reporting import wording
from workstation.reporting.layout import ALARM, MUTED, SMALL, table, text
from workstation.settings.catalogs import Translate
from workstation.words import said

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
        return self._tables((said("Finding"), said("Review")), rows)

    def measurements(self) -> list[Flowable]:
        """A row for each organ."""
        rows = [self._row(finding) for finding in self.organs]
        return self._tables((said("Structure"), said("Review")), rows)

    def _tables(self, titles: Sequence[str], rows: list[list[list[Flowable]]]) -> list[Flowable]:
        if not rows:
            return []
        head = [[text(self._say(word), size=SMALL, bold=True)] for word in ("#", *titles)]
        return [self._table([head, *rows])]

    def _table(self, rows: list[list[list[Flowable]]]) -> Table:
        widths = [self._width * share for share in _SHARES]
        return table(rows, widths, grid=True, header=True)

    def _row(self, finding: Finding) -> list[list[Flowable]]:
        say = self._say
        about: list[Flowable] = []
        reason = self._stale.get(finding.id)
        if reason:
            words = said("OUT OF DATE: {reason}", reason=reason)
            about.append(text(say(words), size=SMALL, bold=True, color=ALARM))
        about.insert(0, text(self._name(finding), bold=True))
        numbers = wording.finding_numbers(finding, say)
        if numbers:
            about.append(text(numbers))
        notes = [self._place(finding), *self._notes(finding)]
        about += [text(say(note), size=SMALL, color=MUTED) for note in notes if note]
        review = text(wording.status_text(finding, say), size=SMALL)
        return [[text(str(self.numbers[finding.id]))], about, [review]]

    def _name(self, finding: Finding) -> str:
        """The label, with site and side where it does not say them."""
        label = self._say(finding.label)
        parts = [label]
        for code in (finding.site, finding.laterality):
            words = self._say(code.meaning) if code is not None else ""
            if words and words.casefold() not in label.casefold():
                parts.append(words)
        return ", ".join(parts)

    def _notes(self, finding: Finding) -> list[str]:
        notes: list[str] = []
        if finding.probability is not None:
            words = stated_percent(finding.probability)
            notes.append(said("Probability {words}", words=words))
            notes.append(finding.probability_note)
        # What a plugin says of an outline is no finding of the reader who has looked at it.
        if finding.segment_number is None or finding.source_kind != "plugin":
            notes.append(wording.statement_text(finding, self._say))
        notes += [said("Caveat: {caveat}", caveat=caveat) for caveat in finding.caveats]
        return [*notes, *wording.measurement_caveats(finding)]

    def _place(self, finding: Finding) -> str:
        """Series, image and position in a line."""
        parts = [self._say(self._places.get(finding.id, ""))]
        if finding.position_lps_mm is not None:
            parts.append(wording.position_text(finding.position_lps_mm))
        return "; ".join(part for part in parts if part)
