"""Open studies, their stacks, and the objects that were made on these, as a tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QImage

from workstation.domain.geometry import GeometryBadge
from workstation.domain.study import Stack, StackKind, Study
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.session.events import GeometryAcknowledged, StudiesChanged
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.board.viewport_frame import STACK_MIME
from workstation.ui.objects.chips import Chip
from workstation.ui.studies.series_tile import CHIP_ROLE, TILE_ROLE, SeriesTile
from workstation.ui.widgets.plain_text import plain_tip
from workstation.viewer.corner_text import date_text, person_name

_Index = QModelIndex | QPersistentModelIndex
"""Carries the id of a stack that is dragged into a viewport."""
STACK_ID_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_LEAF = Qt.ItemFlag.ItemNeverHasChildren
_DRAGGED = _SHOWN | _LEAF | Qt.ItemFlag.ItemIsDragEnabled


Chips = Mapping[str, tuple[Chip, ...]]
"""Those of a study by the stack that they stand under, "" for none."""
_Row = StackPlace | tuple[str, Chip]
"""Below a study: a stack, or an object and the stack that it stands under."""


def _no_chips(_study: Study) -> Chips:
    return {}


class StudyTreeModel(QAbstractItemModel):
    """Studies, under each its stacks, under these their objects; keeps nothing but thumbnails.

    Parameters
    ----------
    chips : callable
        The objects of a study.
    name_color : callable
        The color of its patient's name; "" for a plain one.
    stand_in : callable
        What stands in place of its patient's name and ID; "" for these.
    """

    def __init__(
        self,
        workspace: Workspace,
        parent: QObject | None = None,
        *,
        chips: Callable[[Study], Chips] = _no_chips,
        name_color: Callable[[Study], str] = lambda _study: "",
        stand_in: Callable[[Study], str] = lambda _study: "",
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._chips = chips
        self._name_color = name_color
        self._stand_in = stand_in
        self._studies: tuple[Study, ...] = ()
        self._rows: tuple[tuple[_Row, ...], ...] = ()
        self._at: dict[str, tuple[int, int]] = {}
        """Where a stack stands: which study, which row under it."""
        self._thumbnails: dict[str, QImage] = {}
        self._shown: frozenset[str] = frozenset()
        workspace.subscribe(StudiesChanged, lambda _event: self.refresh())
        workspace.subscribe(GeometryAcknowledged, lambda event: self._repaint(event.stack_id))
        self.refresh()

    def refresh(self) -> None:
        """Look at the workspace anew."""
        self.beginResetModel()
        self._studies = self._workspace.studies
        self._rows = tuple(map(self._rows_of, self._studies))
        self._at = {
            row.stack.id: (s, number)
            for s, rows in enumerate(self._rows)
            for number, row in enumerate(rows)
            if isinstance(row, StackPlace)
        }
        # What is opened next may have the same ids and be another thing.
        self._thumbnails = {i: image for i, image in self._thumbnails.items() if i in self._at}
        self.endResetModel()

    def follow_chips(self) -> None:
        """Take the objects anew; rows move only where others came or went."""
        rows = tuple(map(self._rows_of, self._studies))
        # Their order and number, not what they say.
        if list(map(_keys, rows)) != list(map(_keys, self._rows)):
            self.refresh()
            return
        before, self._rows = self._rows, rows
        for s, (old, new) in enumerate(zip(before, rows, strict=True)):
            for number, (was, now) in enumerate(zip(old, new, strict=True)):
                if isinstance(now, tuple) and was != now:
                    index = self.createIndex(number, 0, s + 1)
                    self.dataChanged.emit(index, index, [CHIP_ROLE])

    def _rows_of(self, study: Study) -> tuple[_Row, ...]:
        chips = self._chips(study)
        rows: list[_Row] = []
        for series in study.series:
            for stack in series.stacks:
                rows.append(StackPlace(study, series, stack))
                rows += [(stack.id, chip) for chip in chips.get(stack.id, ())]
        # Those of a series of another study stand where it stands.
        here = {stack.id for series in study.series for stack in series.stacks}
        others = (each for each in chips if each not in here)
        rows += [("", chip) for stack_id in others for chip in chips[stack_id]]
        return tuple(rows)

    def set_thumbnail(self, stack_id: str, image: QImage) -> None:
        """Show a small picture beside a stack."""
        self._thumbnails[stack_id] = image
        index = self.index_of(stack_id)
        if index.isValid():
            self.dataChanged.emit(index, index, [TILE_ROLE])

    def mark_shown(self, stack_ids: frozenset[str]) -> None:
        """Mark the stacks that some viewport shows, and no others."""
        changed, self._shown = self._shown ^ stack_ids, stack_ids
        for stack_id in changed:
            self._repaint(stack_id)

    def follow_names(self) -> None:
        """Patients are named otherwise, or no more."""
        if self._studies:
            last = self.index(len(self._studies) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def has_thumbnail(self, stack_id: str) -> bool:
        """Whether a stack has its small picture."""
        return stack_id in self._thumbnails

    def stacks(self) -> tuple[StackPlace, ...]:
        """Every stack, in display order."""
        return tuple(row for rows in self._rows for row in rows if isinstance(row, StackPlace))

    def index_of(self, stack_id: str) -> QModelIndex:
        """The index of a stack, invalid when it is not here."""
        at = self._at.get(stack_id)
        return self.createIndex(at[1], 0, at[0] + 1) if at is not None else QModelIndex()

    def place_at(self, index: _Index) -> StackPlace | None:
        """The stack of an index; None for a study or an object."""
        row = self._row_at(index)
        return row if isinstance(row, StackPlace) else None

    def chip_at(self, index: _Index) -> tuple[str, Chip] | None:
        """An object and the stack that it stands under, "" for none; None for other rows."""
        row = self._row_at(index)
        return row if isinstance(row, tuple) else None

    def _row_at(self, index: _Index) -> _Row | None:
        study = index.internalId()
        if not index.isValid() or study == 0 or index.row() >= len(self._rows[study - 1]):
            return None
        return self._rows[study - 1][index.row()]

    def _repaint(self, stack_id: str) -> None:
        index = self.index_of(stack_id)
        if index.isValid():
            self.dataChanged.emit(index, index, [TILE_ROLE])

    # Qt

    def index(
        self,
        row: int,
        column: int,
        parent: _Index = QModelIndex(),  # noqa: B008
    ) -> QModelIndex:
        """The index of a study or stack."""
        # Asked for every row of a long list: `hasIndex` would come back here twice.
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        """The study of a stack."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Studies at the top, stacks under a study."""
        if not parent.isValid():
            return len(self._studies)
        if parent.internalId() != 0:
            return 0
        return len(self._rows[parent.row()])

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008, ARG002
        """One."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Words, thumbnail, badge color and details."""
        if not index.isValid():
            return None
        found = self.chip_at(index)
        if found is not None:
            return _chip_data(found[1], role)
        place = self.place_at(index)
        if place is None:
            return self._study_data(self._studies[index.row()], role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return stack_words(place)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(_stack_details(place))
            case _ if role == TILE_ROLE:
                return self._tile(place)
            case _:
                return place.stack.id if role == STACK_ID_ROLE else None

    def _tile(self, place: StackPlace) -> SeriesTile:
        series, stack = place.series, place.stack
        known = self._workspace.acknowledgement(stack.id) is not None
        number = f" {series.number}" if series.number is not None else ""
        label = f"{shown(stack.label)}\n" if stack.label else ""
        return SeriesTile(
            name=f"{series.modality}{number}",
            count=str(len(stack.frames)),
            title=series.description or tr("No description"),
            facts=f"{label}{_badge_words(stack) or _matrix(stack)}",
            is_warned=stack.geometry.blocks_volume
            and not stack.geometry.lacks_scale_only
            and not known,
            is_shown=stack.id in self._shown,
            picture=self._thumbnails.get(stack.id),
        )

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Stacks can be dragged into a viewport."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.internalId() == 0:
            return _SHOWN
        return _DRAGGED if self.place_at(index) is not None else _SHOWN | _LEAF

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """The id of a stack."""
        return [STACK_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """The id of the first stack that is dragged."""
        data = QMimeData()
        places = [self.place_at(index) for index in indexes]
        for place in places:
            if place is not None:
                data.setData(STACK_MIME, place.stack.id.encode())
                break
        return data

    def _study_data(self, study: Study, role: int) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.ForegroundRole:
            color = self._name_color(study)
            return QColor(color) if color else None
        if role == Qt.ItemDataRole.DisplayRole:
            stated = person_name(study.patient.name) or study.patient.patient_id
            name = self._stand_in(study) or stated or tr("No name")
            return f"{name}\n{date_text(study.date)}  {study.description}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            other = [f"{count} × {say(Message.term(name))}" for name, count in _counted(study)]
            who = self._stand_in(study) or f"ID {study.patient.patient_id}"
            return plain_tip("\n".join([who, *other]))
        return None


def _keys(rows: tuple[_Row, ...]) -> list[tuple[str, str]]:
    return [("", r.stack.id) if isinstance(r, StackPlace) else (r[0], r[1].key) for r in rows]


def _chip_data(chip: Chip, role: int) -> Any:  # noqa: ANN401
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return f"{chip.mark}  {chip.title}\n{chip.facts}".rstrip()
        case Qt.ItemDataRole.AccessibleDescriptionRole:
            return tr("shown") if chip.is_shown else tr("not shown")
        case Qt.ItemDataRole.ToolTipRole:
            return plain_tip(chip.tip)
        case _:
            return chip if role == CHIP_ROLE else None


def _counted(study: Study) -> list[tuple[str, int]]:
    names = [name for name, _ in study.other_objects]
    return [(name, names.count(name)) for name in dict.fromkeys(names)]


def stack_words(place: StackPlace) -> str:
    """Two lines: series and stack; modality, size and number of images."""
    series, stack = place.series, place.stack
    number = f"{series.number}  " if series.number is not None else ""
    label = f"  [{shown(stack.label)}]" if stack.label else ""
    description = series.description or tr("No description")
    title = f"{number}{description}{label}"
    count = len(stack.frames)
    words = _count_words(stack.kind, count)
    return f"{title}\n{series.modality}  {words}  {_badge_words(stack) or _matrix(stack)}"


def _count_words(kind: StackKind, count: int) -> str:
    match kind:
        case StackKind.VOLUME:
            return tr("{count} slice", many="{count} slices", count=count)
        case StackKind.SLICES:
            return tr("{count} image", many="{count} images", count=count)
        case StackKind.PROJECTION:
            return tr("{count} film", many="{count} films", count=count)
        case StackKind.FRAMES:
            return tr("{count} frame", many="{count} frames", count=count)


def _matrix(stack: Stack) -> str:
    return f"{stack.shape_kji[2]}×{stack.shape_kji[1]}"


def _badge_words(stack: Stack) -> str:
    if stack.geometry.lacks_scale_only:
        return tr("not calibrated")
    words = {GeometryBadge.CAUTION: tr("▲ caution"), GeometryBadge.REFUSED: tr("■ geometry")}
    return words.get(stack.geometry.badge, "")


def _stack_details(place: StackPlace) -> str:
    stack = place.stack
    spacing = [f"{v:.3g}" if v is not None else "?" for v in stack.spacing_kji_mm]
    lines = [
        place.series.description or tr("No description"),
        tr("Spacing (slice, row, column) {join} mm", join=" × ".join(spacing)),
        tr(
            "Values {quantity}   {photometric}",
            quantity=stack.quantity,
            photometric=stack.photometric,
        ),
    ]
    lines += [f"• {say(issue.message)}" for issue in stack.geometry.issues]
    return "\n".join(lines)
