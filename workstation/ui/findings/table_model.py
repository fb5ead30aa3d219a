"""Findings as a table."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.probabilities import stated_percent
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.services.report_pictures import places_of
from workstation.session.events import (
    ActiveImageChanged,
    FindingsChanged,
    LabelsChanged,
    MasksChanged,
    ResultsChanged,
    StudiesChanged,
    StudiesClosed,
)
from workstation.session.finding_origin import origin_words, site_words
from workstation.session.staleness import missing_masks
from workstation.session.workspace import Workspace
from workstation.ui.findings.card_delegate import CARD_ROLE, MORE_ROLE, FindingCard
from workstation.ui.widgets.finding_words import (
    measured,
    measurement_words,
    size_text,
    volume_mm3,
    volume_text,
)
from workstation.ui.widgets.plain_text import plain_tip
from workstation.ui.widgets.theme import status_color
from workstation.ui.widgets.titled_table import Index, TitledTableModel

COLUMNS = (
    Message("Finding"),
    Message("Status"),
    Message("Side"),
    Message("Size"),
    Message("Volume"),
    Message("Prob."),
)
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
_NUMBERS = frozenset({3, 4, 5})
_SIZES = frozenset({3, 4})
_STATES = (
    FindingStatus.PROPOSED,
    FindingStatus.ACCEPTED,
    FindingStatus.EDITED,
    FindingStatus.REJECTED,
)


def numbers_of(finding: Finding) -> str:
    """Every measurement of a finding, a line each."""
    return "\n".join(measurement_words(m) for m in finding.measurements)


def remarks_on(finding: Finding) -> str:
    """What else is known of a finding: statement, probability, caveats, every decision."""
    lines = [shown(finding.statement)] if finding.statement else []
    if finding.probability is not None:
        lines.append(
            tr(
                "Probability {probability}. {probability_note}",
                probability=stated_percent(finding.probability),
                probability_note=say(finding.probability_note),
            ).strip()
        )
    lines += [f"⚠ {say(caveat)}" for caveat in finding.caveats]
    lines += [
        tr(
            "{status} by {name}, {time}",
            status=Message.term(d.status.value),
            name=d.by,
            time=f"{d.at.astimezone():%Y-%m-%d %H:%M}",
        )
        + (f": {shown(d.note)}" if d.note else "")
        for d in finding.history
    ]
    return "\n".join(lines)


class FindingsTableModel(TitledTableModel):
    """Rows are the findings of the study that is looked at; the table keeps no copy."""

    columns = COLUMNS

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ids: list[str] = []
        self._findings: tuple[Finding, ...] = ()
        self._stale: dict[str, Message] = {}
        self._without_mask: frozenset[str] = frozenset()
        self._cards: dict[str, tuple[Finding, object, FindingCard]] = {}
        for event in (ResultsChanged, ActiveImageChanged, StudiesClosed):
            workspace.subscribe(event, lambda _event: self._forget_cards())
        workspace.subscribe(FindingsChanged, lambda _event: self.refresh())
        workspace.subscribe(MasksChanged, lambda _event: self.refresh())
        workspace.subscribe(StudiesChanged, lambda _event: self.refresh())
        workspace.subscribe(ActiveImageChanged, lambda _event: self.refresh())
        workspace.subscribe(LabelsChanged, lambda _event: self._follow_labels())

    def refresh(self) -> None:
        """Follow the ledger; the selection survives decisions and new findings."""
        findings = self._workspace.findings_here
        lost = missing_masks(findings, self._workspace.masks)
        without_mask = frozenset(finding.id for finding in lost)
        stale = self._stale_reasons()
        if (findings, without_mask, stale) == (self._findings, self._without_mask, self._stale):
            return
        other = (without_mask ^ self._without_mask) | {
            each
            for each in stale.keys() | self._stale.keys()
            if stale.get(each) != self._stale.get(each)
        }
        self._without_mask, self._stale = without_mask, stale
        ids, known = [finding.id for finding in findings], len(self._ids)
        if ids[:known] != self._ids:
            self.beginResetModel()
            self._findings, self._ids = findings, ids
            self.endResetModel()
            return
        before = self._findings
        if len(ids) > known:
            self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
            self._findings, self._ids = findings, ids
            self.endInsertRows()
        self._findings = findings
        for row, finding in enumerate(before):
            if finding != findings[row] or finding.id in other:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def _stale_reasons(self) -> dict[str, Message]:
        return {each.finding.id: each.reason for each in self._workspace.stale_numbers}

    def _follow_labels(self) -> None:
        if self._ids and self._stale_reasons() != self._stale:
            self.refresh()

    def is_stale(self, finding: Finding) -> bool:
        """Whether its numbers are of a former outline."""
        return finding.id in self._stale

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._findings[row]

    def lacks_mask(self, finding: Finding) -> bool:
        """Whether the mask that a finding was measured on is gone."""
        return finding.id in self._without_mask

    def details(self, finding: Finding) -> str:
        """Everything known of a finding, and what is missing."""
        warning = self.warning(finding)
        place = dict(self._places(finding)).get(finding.id)
        parts = (
            f"⚠ {warning}" if warning else "",
            say(place) if place is not None else "",
            numbers_of(finding),
            remarks_on(finding),
        )
        return "\n".join(part for part in parts if part)

    def _places(self, finding: Finding) -> tuple[tuple[str, Message], ...]:
        """Series and image of a finding on the image that is looked at."""
        image, active = self._workspace.active_image, self._workspace.active
        place = self._workspace.stack_of_finding(finding) if image is not None else None
        if image is None or active is None or place is None or place.stack.id != active.stack.id:
            return ()
        return places_of(image, (finding,))

    def warning(self, finding: Finding) -> str:
        """Why its numbers must not be read, or what is missing; empty where nothing is."""
        parts = []
        if self.lacks_mask(finding):
            parts.append(tr("its mask is missing"))
        reason = self._stale.get(finding.id)
        if reason is not None:
            parts.append(tr("Out of date: {reason}", reason=reason))
        return "; ".join(parts)

    def card(self, finding: Finding) -> FindingCard:
        """What its card says; made anew only where something of it is another."""
        state = (self._stale.get(finding.id), self.lacks_mask(finding))
        known = self._cards.get(finding.id)
        if known is not None and known[0] is finding and known[1] == state:
            return known[2]
        made = self._card(finding)
        self._cards[finding.id] = (finding, state, made)
        return made

    def _card(self, finding: Finding) -> FindingCard:
        runs = self._workspace.results_of(self._workspace.active_study_uid)
        size = " · ".join(part for part in (size_text(finding), volume_text(finding)) if part)
        if not size:
            numbers = (measurement_words(m) for m in finding.measurements)
            size = next(numbers, "") or shown(finding.statement)
        facts = [say(site_words(finding))]
        if finding.probability is not None:
            facts.append(tr("probability {percent}", percent=stated_percent(finding.probability)))
        return FindingCard(
            finding=finding,
            name=shown(finding.label),
            size=size,
            facts=" · ".join(part for part in facts if part),
            state=say(Message.term(finding.status.value)),
            status=finding.status.value,
            origin=say(origin_words(finding, runs)),
            warning=self.warning(finding),
            is_struck=finding.id in self._stale,
            is_rejected=finding.status is FindingStatus.REJECTED,
        )

    def _forget_cards(self) -> None:
        """Plugins have other names by now, or another study is looked at."""
        self._cards.clear()

    def row_of(self, finding_id: str) -> int:
        """The row of a finding, -1 when it is not here."""
        return self._ids.index(finding_id) if finding_id in self._ids else -1

    def shown_rows(self) -> Sized:
        """What stands behind the rows."""
        return self._ids

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Words, colors and values to sort by."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        finding, column = self.finding(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                text = _text(finding, column)
                if column == 0 and self.lacks_mask(finding):
                    missing = tr("its mask is missing")
                    text = f"⚠ {text} – {missing}"
                return f"⚠ {text}" if text and column in _SIZES and self.is_stale(finding) else text
            case Qt.ItemDataRole.AccessibleTextRole if column == 0:
                card = self.card(finding)
                parts = (card.name, card.size, card.facts, card.state, card.origin, card.warning)
                return ", ".join(part for part in parts if part)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.details(finding)) or None
            case Qt.ItemDataRole.ForegroundRole:
                if column == 1:
                    return QColor(status_color(finding.status.value))
                rejected = finding.status is FindingStatus.REJECTED
                return QColor(status_color("rejected")) if rejected else None
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setStrikeOut(finding.status is FindingStatus.REJECTED and column == 0)
                return font if font.strikeOut() else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if column in _NUMBERS
                    else (Qt.AlignmentFlag.AlignLeft)
                )
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case _ if role == CARD_ROLE:
                return self.card(finding)
            case _ if role == MORE_ROLE:
                return numbers_of(finding), remarks_on(finding)
            case _:
                return _sort_value(finding, column) if role == SORT_ROLE else None


def _text(finding: Finding, column: int) -> str:
    match column:
        case 0:
            return shown(finding.label)
        case 1:
            return say(Message.term(finding.status.value))
        case 2:
            return say(finding.laterality.words) if finding.laterality else ""
        case 3:
            return size_text(finding)
        case 4:
            return volume_text(finding)
        case _:
            return "" if finding.probability is None else stated_percent(finding.probability)


def _sort_value(finding: Finding, column: int) -> float | str:
    match column:
        case 1:
            return float(_STATES.index(finding.status))
        case 3:
            return measured(finding, coding.LONG_AXIS) or 0.0
        case 4:
            return volume_mm3(finding) or 0.0
        case 5:
            return finding.probability or 0.0
        case _:
            return _text(finding, column)


class FindingsFilter(QSortFilterProxyModel):
    """Rows whose words hold the filter, optionally only those that await review."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._only_open = False
        self.setSortRole(SORT_ROLE)

    def set_words(self, words: str) -> None:
        """Keep rows that hold these words, in any column."""
        self.beginFilterChange()
        self._words = words.casefold().strip()
        self.endFilterChange()

    def set_only_open(self, only_open: bool) -> None:
        """Keep only what nobody has decided about."""
        self.beginFilterChange()
        self._only_open = only_open
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:  # noqa: N802
        """Whether a row is kept."""
        source = self.sourceModel()
        if (
            self._only_open
            and isinstance(source, FindingsTableModel)
            and source.finding(row).status is not FindingStatus.PROPOSED
        ):
            return False
        if not self._words:
            return True
        texts = [
            str(source.index(row, c, parent).data() or "").casefold()
            for c in range(source.columnCount())
        ]
        return all(any(word in text for text in texts) for word in self._words.split())
