"""Series of labels in the list of studies: offered over the images that they number."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workstation.domain.mask import Mask
from workstation.language import tr
from workstation.services.read_masks import LABEL_SERIES
from workstation.session.events import StudiesClosing
from workstation.session.label_series import images_below, looks_like_labels
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.board.image_loader import ImageLoader
from workstation.ui.objects.chips import Chip
from workstation.ui.segmenting.mask_files import MaskFiles

_KEY = "labels of "


class LabelSeries(QObject):
    """Knows which open series hold labels, by what they state or by their values.

    Parameters
    ----------
    files : MaskFiles
        Reads them.
    loader : ImageLoader
        Has looked at the values of what was shown.
    """

    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        files: MaskFiles,
        loader: ImageLoader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._files = files
        self._loader = loader
        self._seen: set[str] = set()
        """Stacks whose values were seen to be labels."""
        workspace.subscribe(StudiesClosing, lambda _event: self._seen.clear())

    def image_shown(self, stack_id: str) -> bool:
        """Look whether a stack that is shown holds two values only; whether that is news."""
        kept, place = self._loader.kept(stack_id), self._workspace.place(stack_id)
        if kept is None or place is None or not kept.has_two_values or stack_id in self._seen:
            return False
        self._seen.add(stack_id)
        below = self.below(place)
        if below:
            self.told.emit(
                tr(
                    "This series holds two values only, as a mask does; it can be laid over "
                    "{series} from the list of studies.",
                    series=below[0].series.description or below[0].series.modality,
                )
            )
        return True

    def is_one(self, place: StackPlace) -> bool:
        """Whether a stack holds labels."""
        return place.stack.id in self._seen or looks_like_labels(place.series, place.stack)

    def below(self, labels: StackPlace) -> tuple[StackPlace, ...]:
        """The images that labels can be laid over."""
        found = images_below(labels, self._workspace.places)
        return tuple(place for place in found if not self.is_one(place))

    def chips(self, study_uid: str) -> dict[str, list[Chip]]:
        """The offers of a study, by the stack that they stand under."""
        found: dict[str, list[Chip]] = {}
        for place in self._workspace.places:
            if place.study.study_instance_uid != study_uid or not self.is_one(place):
                continue
            for below in self.below(place):
                found.setdefault(below.stack.id, []).append(self._chip(place, below))
        return found

    def _chip(self, labels: StackPlace, below: StackPlace) -> Chip:
        number = labels.series.number
        facts = tr("series {number}", number=number) if number is not None else ""
        masks = self._masks(labels, below)
        return Chip(
            key=f"{_KEY}{labels.stack.id}",
            mark=tr("MASK"),
            title=labels.series.description or tr("No description"),
            facts=facts,
            tip=tr("A click lays this series of labels over the images; another one hides it."),
            is_shown=any(
                self._workspace.segment_display(mask.id, segment.number).visible
                for mask in masks
                for segment in mask.segments
            ),
        )

    def _masks(self, labels: StackPlace, below: StackPlace) -> list[Mask]:
        return [
            mask
            for mask in self._workspace.masks_of(below.series.series_instance_uid)
            if self.is_from_series(mask)
            and labels.series.series_instance_uid in mask.provenance.inputs
        ]

    @staticmethod
    def is_from_series(mask: Mask) -> bool:
        """Whether a mask was read from a series of labels."""
        return mask.provenance.method == LABEL_SERIES

    def chosen(self, key: str, stack_id: str) -> list[Mask] | None:
        """What a click on a chip means.

        Returns
        -------
        list of Mask or None
            Masks that are there already, to be shown or hidden; empty where they are read now;
            None where the key is of another kind of chip.
        """
        if not key.startswith(_KEY):
            return None
        labels = self._workspace.place(key.removeprefix(_KEY))
        below = self._workspace.place(stack_id)
        if labels is None or below is None:
            return []
        masks = self._masks(labels, below)
        if not masks:
            self._files.open_series(labels, below)
        return masks
