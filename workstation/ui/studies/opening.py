"""Opening and closing studies: what is asked, scanned, shown and forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from workstation.domain.study import ScanReport
from workstation.language import tr
from workstation.services.mask_names import MASK_OBJECTS
from workstation.services.open_files import is_image_file
from workstation.session.open_studies import StackPlace
from workstation.ui.studies.import_report_dialog import ImportReportDialog

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


class Opening(QObject):
    """Opens and closes studies in one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open_paths(self, paths: list[Path]) -> None:
        """Open folders, files, DICOMDIRs, ZIPs, or NIfTI, NRRD and picture files."""
        if not paths:
            return
        window = self._window
        named = [path for path in paths if is_image_file(path)]
        modality = window.prompts.modality(window, named) if named else ""
        if modality is None:
            return
        window.recent.add(paths)
        self.scan(paths, modality)

    def scan(self, paths: list[Path], modality: str) -> None:
        """Look through paths; `modality` is that of files which state none."""
        self._window.recovery.opened(paths, modality)
        self._window.studies.open_paths(paths, modality=modality)

    def ask_folder(self) -> None:
        """Ask for a folder and open it."""
        window = self._window
        chosen = window.prompts.folder(window, window.recent.start_folder())
        if chosen is not None:
            self.open_paths([chosen])

    def ask_files(self) -> None:
        """Ask for files and open them."""
        window = self._window
        self.open_paths(window.prompts.files(window, window.recent.start_folder()))

    def ask_masks(self) -> None:
        """Ask for mask files and lay them over their images."""
        window = self._window
        # Over what is looked at now, whatever is by the time of the answer.
        active = window.workspace.active
        paths = window.prompts.masks(window, window.recent.start_folder())
        window.mask_files.open_paths(paths, active)

    def show_found(self, places: list[StackPlace]) -> None:
        """Hang what was found, or arrange it as it was before a crash."""
        if not self._window.recovery.arrange():
            self._window.hanging.open(places)

    def take_report(self, report: ScanReport) -> None:
        """Show what a scan found and left out."""
        window = self._window
        window.studies_panel.show_report(report)
        masks = [
            Path(path)
            for study in report.studies
            for name, path in study.other_objects
            if name in MASK_OBJECTS
        ]
        if masks and not report.all_series():
            # Masks that are opened by themselves are wanted at once.
            window.mask_files.open_paths(masks, window.workspace.active)
        elif masks:
            window.tell(
                tr(
                    "{count} mask lies beside the images: a click in the list shows it.",
                    many="{count} masks lie beside the images: a click in the list shows one.",
                    count=len(masks),
                )
            )
        if not report.studies:
            words = tr(
                "None of {files} files could be opened. See the import report.", files=report.files
            )
            # What is open stays on the screen.
            show = window.tell if window.workspace.places else window.area.show_nothing
            show(words)
            self.show_import_report()

    def show_import_report(self) -> None:
        """Show what was left out of every scan, and why."""
        dialog = ImportReportDialog(self._window.workspace.reports, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def step_series(self, by: int) -> None:
        """Show the next or previous stack."""
        window = self._window
        stacks = [place.stack.id for place in window.study_model.stacks()]
        place = window.workspace.active
        if stacks and place is not None:
            at = stacks.index(place.stack.id)
            window.display.show_stack(stacks[max(0, min(at + by, len(stacks) - 1))])
