"""Loading speed beside SimpleITK, dcm2niix and plain pydicom, on series made here.

Run with ``python -m benchmarks.loading [--json] [--slices 600] [--repeats 5]``. All programs
take turns in one process run, files are in the page cache. "series" is from a folder name to
a volume in memory: finding, sorting and decoding. "decode" is with the files already known.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import SimpleITK

from benchmarks.common.phantom_series import NOISE, PADDED, RAW, SYNTAXES, slices, write_series
from benchmarks.common.turns import Timing, as_json, run_in_turns, table
from workstation.domain.image import Volume
from workstation.services.open_study import choose, load, read_frame, scan

REFERENCE = "SimpleITK"
MARKS = {
    "uncompressed": 0.2,
    PADDED: 0.2,
    NOISE: 0.2,
    "jpeg_lossless": 0.6,
    "jpeg_2000": 0.95,
}
FIRST_IMAGE_MARK_S = 0.3
MEMORY_MARK = 1.3


def lightbox_series(folder: Path) -> object:
    """Folder → volume."""
    study, series, stack = choose(scan(folder))
    return load(stack, study, series)


def lightbox_first_image(folder: Path) -> object:
    """Folder → middle slice."""
    _study, _series, stack = choose(scan(folder))
    return read_frame(stack, len(stack.frames) // 2)


def simpleitk_series(folder: Path) -> object:
    """Folder → sorted names of its one series → image: the leanest way, one scan."""
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    return reader.Execute()


def simpleitk_by_id(folder: Path) -> object:
    """Folder → series ids → sorted names → image, as examples have it: two scans."""
    reader = SimpleITK.ImageSeriesReader()
    series = reader.GetGDCMSeriesIDs(str(folder))
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder), series[0]))
    return reader.Execute()


def pydicom_series(folder: Path) -> object:
    """Every file read, decoded, sorted and stacked with numpy, as scripts do it."""
    files = [pydicom.dcmread(path) for path in folder.iterdir()]
    files.sort(key=lambda each: float(each.ImagePositionPatient[2]))
    return np.stack(
        [
            each.pixel_array.astype(np.int16) * int(each.RescaleSlope) + int(each.RescaleIntercept)
            for each in files
        ]
    )


def dcm2niix_series(folder: Path) -> object:
    """The converter, writing an uncompressed NIfTI file to memory-backed storage."""
    with tempfile.TemporaryDirectory() as out:
        command = ["dcm2niix", "-z", "n", "-b", "n", "-o", out, str(folder)]
        subprocess.run(command, check=False, capture_output=True)
    return None


def measure_series(folder: Path, repeats: int, *, quick: bool) -> dict[str, Timing]:
    """Whole series, all programs in turns."""
    work: dict[str, Callable[[], object]] = {
        "Lightbox": lambda: lightbox_series(folder),
        REFERENCE: lambda: simpleitk_series(folder),
        f"{REFERENCE}, ids first": lambda: simpleitk_by_id(folder),
    }
    if not quick:
        work["pydicom"] = lambda: pydicom_series(folder)
        # Debian's dcm2niix is built without JPEG-LS.
        if shutil.which("dcm2niix") and folder.name != "jpeg_ls":
            work["dcm2niix"] = lambda: dcm2niix_series(folder)
    return run_in_turns(work, repeats)


def measure_decoding(folder: Path, repeats: int) -> dict[str, Timing]:
    """Decoding alone: Lightbox from a scan, SimpleITK from a list of names."""
    study, series, stack = choose(scan(folder))
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames([frame.path for frame in stack.frames])
    return run_in_turns(
        {"Lightbox": lambda: load(stack, study, series), REFERENCE: reader.Execute}, repeats
    )


def check_equal(folder: Path) -> bool:
    """Whether Lightbox and SimpleITK agree in every voxel."""
    ours, theirs = lightbox_series(folder), simpleitk_series(folder)
    assert isinstance(ours, Volume)
    assert isinstance(theirs, SimpleITK.Image)
    return bool(np.array_equal(ours.array, SimpleITK.GetArrayFromImage(theirs)))


def peak_memory_ratio(folder: Path) -> float:
    """Peak growth of a fresh process while it loads, over the size of the volume."""
    code = (
        "import sys;from pathlib import Path;"
        "hwm=lambda:int([l for l in open('/proc/self/status') if 'VmHWM' in l][0].split()[1]);"
        "from workstation.services.open_study import choose,load,read_frame,scan;"
        "s,e,t=choose(scan(Path(sys.argv[1])));read_frame(t,0);"
        "b=hwm();v=load(t,s,e);a=hwm();"
        "print((a-b)*1024/v.array.nbytes)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def main(arguments: list[str] | None = None) -> int:
    """Make the series, measure, print tables or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--slices", type=int, default=600, help="slices of the raw series")
    parser.add_argument("--compressed-slices", type=int, default=120)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="only Lightbox and SimpleITK")
    options = parser.parse_args(arguments)
    SimpleITK.ProcessObject.SetGlobalWarningDisplay(False)
    results: dict[str, dict[str, object]] = {}
    lines: list[str] = []
    with tempfile.TemporaryDirectory(prefix="lightbox-bench-") as root:
        for name in SYNTAXES:
            count = options.slices if name in RAW else options.compressed_slices
            folder = Path(root) / name
            write_series(folder, slices(count), name)
            entry = _measure(folder, name, options.repeats, quick=options.quick)
            entry["slices"] = count
            results[name] = entry
            lines += _report(f"{name}, {count} slices", entry)
            shutil.rmtree(folder)
    print(as_json(results) if options.json else "\n".join(lines))
    return 0


def _measure(folder: Path, name: str, repeats: int, *, quick: bool) -> dict[str, object]:
    entry: dict[str, object] = {}
    if name != "htj2k":
        series = measure_series(folder, repeats, quick=quick)
        entry["series"] = series
        entry["decode"] = measure_decoding(folder, repeats)
        entry["ratio"] = series["Lightbox"].median / series[REFERENCE].median
        entry["equal_to_simpleitk"] = check_equal(folder)
    else:
        entry["series"] = run_in_turns({"Lightbox": lambda: lightbox_series(folder)}, repeats)
    if name in MARKS:
        entry["mark"] = MARKS[name]
    first = run_in_turns({"Lightbox": lambda: lightbox_first_image(folder)}, repeats)
    entry["first_image"] = first
    entry["first_image_mark_s"] = FIRST_IMAGE_MARK_S
    entry["peak_memory_ratio"] = peak_memory_ratio(folder)
    entry["peak_memory_mark"] = MEMORY_MARK
    return entry


def _report(title: str, entry: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for kind in ("series", "decode"):
        timings = entry.get(kind)
        if isinstance(timings, dict):
            reference = REFERENCE if REFERENCE in timings else "Lightbox"
            lines.append(table(f"{title}: {kind}", timings, reference))
    first = entry["first_image"]
    if isinstance(first, dict):
        lines.append(f"First image {first['Lightbox'].median:.3f} s (mark {FIRST_IMAGE_MARK_S}); ")
    lines.append(
        f"peak memory {entry['peak_memory_ratio']:.2f} x the volume (mark {MEMORY_MARK}); "
        f"mark {entry.get('mark', '-')}; "
        f"equal to SimpleITK: {entry.get('equal_to_simpleitk', '-')}\n"
    )
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
