"""Opening real files in a window whose services are fakes."""

from __future__ import annotations

from pathlib import Path

from tests.support.studies import FakeServices
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services.open_files import ImageFiles
from workstation.ui.main_window import MainWindow


def open_files(window: MainWindow, fake: FakeServices, folder: Path) -> None:
    """Scan and read a folder at once, and open it in the window."""
    files = ImageFiles()
    fake.report = files.scan([folder], modality="", token=CancelToken(), progress=no_progress)
    for study in fake.report.studies:
        for series in study.series:
            for stack in series.stacks:
                fake.images[stack.id] = files.load(
                    stack, study, series, token=None, progress=no_progress, on_slice=None
                )
    window.open_paths([folder])
