"""Opening studies: what is asked, scanned and shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from workstation.domain.study import ScanReport
from workstation.domain.study_object import ObjectKind, kind_of_object
from workstation.language import tr
from workstation.services.open_files import is_image_file
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.view_area import ViewArea
from workstation.ui.objects.desk import ObjectDesk
from workstation.ui.segmenting.mask_files import MaskFiles
from workstation.ui.shell.notices import Notices
from workstation.ui.studies.import_report_dialog import ImportReportDialog
from workstation.ui.studies.panel import StudiesPanel
from workstation.ui.studies.recent_paths import RecentPaths
from workstation.ui.studies.recovery import Recovery
from workstation.ui.studies.scanning import StudyController


class Opening(QObject):
    """Opens studies in one window.

    Parameters
    ----------
    area : ViewArea
        Says so where nothing could be opened and nothing is shown.
    host : QWidget
        Parent of the questions.
    """

    def __init__(
        self,
        workspace: Workspace,
        studies: StudyController,
        recovery: Recovery,
        recent: RecentPaths,
        mask_files: MaskFiles,
        objects: ObjectDesk,
        panel: StudiesPanel,
        area: ViewArea,
        *,
        prompts: Prompts,
        notices: Notices,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._studies = studies
        self._recovery = recovery
        self._recent = recent
        self._mask_files = mask_files
        self._objects = objects
        self._panel = panel
        self._area = area
        self._prompts = prompts
        self._notices = notices
        self._host = host

    def open_paths(self, paths: list[Path]) -> None:
        """Open folders, files, DICOMDIRs, ZIPs, or NIfTI, NRRD and picture files."""
        if not paths:
            return
        named = [path for path in paths if is_image_file(path)]
        modality = self._prompts.modality(self._host, named) if named else ""
        if modality is None:
            return
        self._recent.add(paths)
        self.scan(paths, modality)

    def scan(self, paths: list[Path], modality: str) -> None:
        """Look through paths; `modality` is that of files which state none."""
        self._recovery.opened(paths, modality)
        self._studies.open_paths(paths, modality=modality)

    def ask_folder(self) -> None:
        """Ask for a folder and open it."""
        chosen = self._prompts.folder(self._host, self._recent.start_folder())
        if chosen is not None:
            self.open_paths([chosen])

    def ask_files(self) -> None:
        """Ask for files and open them."""
        self.open_paths(self._prompts.files(self._host, self._recent.start_folder()))

    def ask_masks(self) -> None:
        """Ask for mask files and lay them over their images."""
        # Over what is looked at now, whatever is by the time of the answer.
        active = self._workspace.active
        paths = self._prompts.masks(self._host, self._recent.start_folder())
        self._mask_files.open_paths(paths, active)

    def take_report(self, report: ScanReport) -> None:
        """Show what a scan found and left out."""
        self._panel.show_report(report)
        objects = [
            (kind_of_object(name), Path(path))
            for study in report.studies
            for name, path in study.other_objects
        ]
        shown = [path for kind, path in objects if kind is not ObjectKind.OTHER]
        if shown and not report.all_series():
            # Objects that are opened by themselves are wanted at once.
            masks = [path for kind, path in objects if kind is ObjectKind.MASK]
            self._mask_files.open_paths(masks, self._workspace.active)
            others = [path for path in shown if path not in masks]
            self._objects.want(others[:1])
        elif shown:
            self._notices.tell(
                tr(
                    "{count} object lies beside the images: a click in the list shows it.",
                    many="{count} objects lie beside the images: a click in the list shows one.",
                    count=len(shown),
                )
            )
        if not report.studies:
            words = tr(
                "None of {files} files could be opened. See the import report.", files=report.files
            )
            # What is open stays on the screen.
            show = self._notices.tell if self._workspace.places else self._area.show_nothing
            show(words)
            self.show_import_report()

    def show_import_report(self) -> None:
        """Show what was left out of every scan, and why."""
        dialog = ImportReportDialog(self._workspace.reports, self._host)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
