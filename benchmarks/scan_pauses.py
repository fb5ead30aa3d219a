"""Measures how long the window is deaf while a folder of many files is opened and closed.

``python -m benchmarks.scan_pauses --files 20000 --series 4000`` writes that many small CT
images, opens their folder in the real window while a timer beats every 5 ms, and prints the
longest pauses of the beat while headers are read and the list is filled, while thumbnails are
made, while a series far down the list is shown, and while everything is closed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian
from PySide6.QtWidgets import QApplication

from benchmarks.tour import Tour
from benchmarks.window_latency import Heartbeat
from workstation.app.main import keep_collections_short
from workstation.ui.board.feature import BoardFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.theme import apply_theme

_ROOT = "1.2.826.0.1.3680043.8.498.9"
_SIDE = 16
_SERIES_PER_STUDY = 4


def _image() -> pydicom.Dataset:
    made = pydicom.Dataset()
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID = CTImageStorage
    made.Modality, made.StudyDate = "CT", "20260101"
    made.Rows = made.Columns = _SIDE
    made.PixelSpacing, made.SliceThickness = [1, 1], 1
    made.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    made.BitsAllocated = made.BitsStored = 16
    made.HighBit, made.PixelRepresentation, made.SamplesPerPixel = 15, 1, 1
    made.PhotometricInterpretation = "MONOCHROME2"
    made.RescaleSlope, made.RescaleIntercept, made.RescaleType = 1, -1024, "HU"
    return made


def write_folder(folder: Path, files: int, series: int) -> None:
    """Write about `files` images of 16 × 16 pixels in `series` series, four to a study."""
    image, per_series = _image(), max(files // series, 1)
    for s in range(series):
        study = s // _SERIES_PER_STUDY
        image.StudyInstanceUID = f"{_ROOT}.{study}"
        image.SeriesInstanceUID = f"{_ROOT}.{study}.{s}"
        image.FrameOfReferenceUID = f"{_ROOT}.{study}.0.1"
        image.PatientID, image.PatientName = f"P{study}", f"Many^{study}"
        image.SeriesNumber, image.SeriesDescription = s, f"Series {s}"
        for k in range(per_series):
            uid = UID(f"{_ROOT}.{study}.{s}.{k}")
            image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID = uid
            image.InstanceNumber, image.ImagePositionPatient = k + 1, [0, 0, float(k)]
            image.PixelData = np.full((_SIDE, _SIDE), k, np.int16).tobytes()
            image.save_as(folder / f"{s:05d}_{k:05d}.dcm", enforce_file_format=True)


def measure(scratch: Path, folder: Path) -> None:
    """Open, look around and close; print the longest pauses of each step."""
    tour, beat = Tour(scratch, scratch / "job"), Heartbeat()
    window = tour.window
    keep_collections_short()
    # What is compiled and imported after the start is not of the scan.
    tour.wait("the start", lambda: not window.jobs.running)
    start = time.perf_counter()
    with beat.during("scan and list"):
        window.open_paths([folder])
        tour.wait("the list", lambda: bool(window.workspace.places), 600)
    print(f"listed after {time.perf_counter() - start:.1f} s")
    with beat.during("first image"):
        tour.wait("an image", lambda: window.workspace.active_image is not None, 600)
    print(f"first image after {time.perf_counter() - start:.1f} s")
    with beat.during("thumbnails"):
        tour.settle(8.0)
    with beat.during("show the last series"):
        window.features[BoardFeature].display.show_stack(
            window.features[StudiesFeature].model.stacks()[-1].stack.id
        )
        tour.settle(1.0)
    with beat.during("close"):
        window.workspace.close_all()
        tour.settle(1.0)
    for step, gaps in beat.gaps_ms.items():
        longest = sorted(gaps, reverse=True)[:4]
        print(f"{step:24s} longest pauses {', '.join(f'{gap:.0f}' for gap in longest)} ms")
    window.close()


def main() -> None:
    """Write, measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--series", type=int, default=400)
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(app, QApplication):
        apply_theme(app)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "many"
        folder.mkdir()
        write_folder(folder, chosen.files, chosen.series)
        measure(scratch, folder)


if __name__ == "__main__":
    main()
