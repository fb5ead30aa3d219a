"""Broken and hostile input: a reason for each file, nothing lost, no hang."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.fileset import FileSet
from pydicom.sequence import Sequence
from pydicom.uid import JPEG2000Lossless

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from workstation.domain.geometry import GeometryIssueCode
from workstation.domain.study import ScanReport
from workstation.errors import CancelledError, DicomReadError, InputError, ResourceLimitError
from workstation.processes.cancel import CancelToken
from workstation.services.open_study import load, open_series, scan

LIMIT_S = 5.0


def worked_s() -> float:
    """Processor time of this process and of the children that it has waited for."""
    return sum(os.times()[:4])


def reasons(report: ScanReport) -> dict[str, str]:
    return {Path(each.path).name: str(each.reason) for each in report.skipped}


def good_series(folder: Path, count: int = 3) -> None:
    write_series(folder, SeriesPhantom(stored=ramp(count), positions=straight(count)))


def meta(transfer_syntax: str) -> bytes:
    uid = transfer_syntax.encode() + b"\0" * (len(transfer_syntax) % 2)
    element = b"\x02\x00\x10\x00UI" + struct.pack("<H", len(uid)) + uid
    length = b"\x02\x00\x00\x00UL\x04\x00" + struct.pack("<I", len(element))
    return b"\0" * 128 + b"DICM" + length + element


_OPEN_EACH = """
import os, sys
from workstation.errors import WorkstationError
from workstation.services.open_study import load, scan

for path in sys.argv[1:]:
    start = sum(os.times()[:4])
    report = scan(path)
    assert report.files == 1, path
    for study, series in report.all_series():
        for stack in series.stacks:
            try:
                load(stack, study, series)
            except WorkstationError as error:
                assert error.message, path
    assert sum(os.times()[:4]) - start < 5, path
"""


def test_all_malformed_files_end_within_the_limit(shared_data: Path) -> None:
    paths = [str(path) for path in sorted((shared_data / "malformed").iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", _OPEN_EACH, *paths], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-600:]


def test_good_files_survive_among_bad_ones(tmp_path: Path) -> None:
    good_series(tmp_path / "good")
    (tmp_path / "empty").touch()
    (tmp_path / "note.txt").write_text("hello there, this is not an image " * 10)
    (tmp_path / "x.dcm").mkdir()
    (tmp_path / "x.dcm" / "zero").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "sock"))
        start = worked_s()
        report = scan(tmp_path)
    assert worked_s() - start < LIMIT_S
    assert report.read == 3
    found = reasons(report)
    assert found["empty"] == found["zero"] == "is empty"
    assert found["note.txt"] == "is not a DICOM file"
    assert found["pipe"] == "is a named pipe"
    assert found["sock"] == "is a socket"
    assert "cannot be opened" in found["gone"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        scan(tmp_path / "nowhere")
    with pytest.raises(InputError, match="no image"):
        open_series(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder_has_its_reason(tmp_path: Path) -> None:
    good_series(tmp_path / "good")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    try:
        report = scan(tmp_path)
    finally:
        locked.chmod(0o700)
    assert "cannot be read" in reasons(report)["locked"]
    assert report.read == 3


def test_a_file_truncated_anywhere_is_told(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((64, 64), np.uint16))
    whole = save(data_set, tmp_path / "whole").read_bytes()
    (tmp_path / "whole").unlink()
    lengths = [1, 130, 133, 200, *range(400, len(whole), 1000), len(whole) - 1]
    for length in lengths:
        (tmp_path / f"{length:06d}").write_bytes(whole[:length])
    start = worked_s()
    report = scan(tmp_path)
    assert worked_s() - start < LIMIT_S
    assert report.read == 0
    assert len(report.skipped) == len(lengths)
    assert all(each.reason for each in report.skipped)
    assert "cut short" in reasons(report)[f"{len(whole) - 1:06d}"]


def test_absurd_dimensions_are_refused_before_allocating(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((4, 4), np.uint16))
    data_set.Rows = data_set.Columns = 65535
    data_set.NumberOfFrames = 99999
    save(data_set, tmp_path / "huge")
    assert "absurd" in reasons(scan(tmp_path))["huge"]


def test_many_frames_in_few_compressed_bytes_are_refused(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((512, 512), np.uint16))
    data_set.NumberOfFrames = 99999
    data_set.file_meta.TransferSyntaxUID = JPEG2000Lossless
    data_set.PixelData = (
        b"\xfe\xff\x00\xe0\0\0\0\0\xfe\xff\x00\xe0\4\0\0\0abcd\xfe\xff\xdd\xe0\0\0\0\0"
    )
    data_set["PixelData"].is_undefined_length = True
    save(data_set, tmp_path / "frames")
    assert "99999 frames" in reasons(scan(tmp_path))["frames"]


def test_damaged_compressed_frame_is_an_error_and_not_a_picture(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((16, 16), np.uint16))
    from pydicom.encaps import encapsulate

    data_set.file_meta.TransferSyntaxUID = JPEG2000Lossless
    data_set.PixelData = encapsulate([b"\xff\x4f\xff\x51" + b"\x07" * 400])
    data_set["PixelData"].VR = "OB"
    save(data_set, tmp_path / "broken")
    ((study, series),) = scan(tmp_path).all_series()
    with pytest.raises(DicomReadError):
        load(series.stacks[0], study, series)


def nested(depth: int) -> bytes:
    opening = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    closing = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"
    return meta("1.2.840.10008.1.2.1") + opening * depth + closing * depth


def test_deeply_nested_sequences(tmp_path: Path) -> None:
    (tmp_path / "deep").write_bytes(nested(500))
    (tmp_path / "deeper").write_bytes(nested(200_000))
    start = worked_s()
    found = reasons(scan(tmp_path))
    assert worked_s() - start < LIMIT_S
    assert "nested too deeply" in found["deep"]
    assert found["deeper"]


def test_deflate_bomb(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = b"\x09\x00\x01\x10OB\0\0" + struct.pack("<I", 400_000_000)
    packed = packer.compress(head) + b"".join(
        packer.compress(b"\0" * 10_000_000) for _ in range(40)
    )
    packed += packer.flush()
    (tmp_path / "bomb").write_bytes(meta("1.2.840.10008.1.2.1.99") + packed)
    assert len(packed) < 4_000_000
    start = worked_s()
    found = reasons(scan(tmp_path))
    assert worked_s() - start < LIMIT_S
    assert found["bomb"]


def test_length_claims_of_gigabytes(tmp_path: Path) -> None:
    claim = b"\x09\x00\x01\x10OB\0\0" + struct.pack("<I", 0xFFFFFFF0)
    (tmp_path / "claim").write_bytes(meta("1.2.840.10008.1.2.1") + claim + b"\0" * 1000)
    good_series(tmp_path / "good")
    report = scan(tmp_path)
    assert reasons(report)["claim"]
    assert report.read == 3


def test_cancelled_scan(tmp_path: Path) -> None:
    good_series(tmp_path, 6)
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        scan(tmp_path, token=token)


def test_file_that_changes_after_the_scan(tmp_path: Path) -> None:
    good_series(tmp_path)
    ((study, series),) = scan(tmp_path).all_series()
    victim = Path(series.stacks[0].frames[1].path)
    victim.write_bytes(victim.read_bytes()[:-40])
    with pytest.raises(DicomReadError, match="changed"):
        load(series.stacks[0], study, series)
    victim.unlink()
    with pytest.raises(DicomReadError, match="opened"):
        load(series.stacks[0], study, series)


def test_no_threads_or_children_stay_behind(tmp_path: Path) -> None:
    good_series(tmp_path / "good")
    (tmp_path / "deep").write_bytes(nested(500))
    before = threading.active_count()
    scan(tmp_path)
    open_series(tmp_path / "good")
    assert threading.active_count() == before


def test_duplicates_are_left_out_and_named(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((4, 4), np.uint8))
    save(data_set, tmp_path / "a")
    save(data_set, tmp_path / "b")
    put_pixels(data_set, np.zeros((6, 6), np.uint8))
    save(data_set, tmp_path / "c")
    report = scan(tmp_path)
    assert reasons(report)["b"].startswith("is a copy of")
    assert report.read == 2
    assert [stack.shape_kji[1:] for _, s in report.all_series() for stack in s.stacks] == [
        (4, 4),
        (6, 6),
    ]
    for _study, series in report.all_series():
        for stack in series.stacks:
            assert GeometryIssueCode.SHARED_UID in [issue.code for issue in stack.geometry.issues]


def test_encrypted_envelope(tmp_path: Path) -> None:
    (tmp_path / "e").write_bytes(bytes.fromhex("308006092a864886f70d010703a080") + b"\0" * 300)
    assert reasons(scan(tmp_path))["e"] == "is encrypted"


def test_zip_of_a_series_opens(tmp_path: Path) -> None:
    good_series(tmp_path / "s", 4)
    with zipfile.ZipFile(tmp_path / "study.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (tmp_path / "s").iterdir():
            archive.write(path, f"deep/folder/{path.name}")
        archive.writestr("readme.txt", "not an image, but long enough to be read")
    report = scan(tmp_path / "study.zip")
    assert report.read == 4
    assert report.skipped[0].path.endswith("study.zip!/readme.txt")
    image = open_series(tmp_path / "study.zip")
    np.testing.assert_array_equal(image.array, ramp(4).astype(int) - 1024)


def test_zip_names_cannot_lead_out(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    with zipfile.ZipFile(inside / "slip.zip", "w") as archive:
        archive.writestr("../../escaped", b"x" * 200)
        archive.writestr("/tmp/lightbox-escaped-absolute", b"x" * 200)
    report = scan(inside / "slip.zip")
    assert len(report.skipped) == 2
    assert not (tmp_path / "escaped").exists()
    assert not Path("/tmp/lightbox-escaped-absolute").exists()


def test_zip_bomb_and_damaged_zip(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("zeros", "w", force_zip64=True) as member,
    ):
        for _ in range(70):
            member.write(b"\0" * 10_000_000)
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + b"\7" * 500)
    with zipfile.ZipFile(tmp_path / "nested.zip", "w") as archive:
        archive.write(tmp_path / "cut.zip", "inner.zip")
    found = reasons(scan(tmp_path))
    assert "absurd size" in found["bomb.zip"]
    assert found["cut.zip"] == "is a damaged ZIP archive"
    assert found["inner.zip"] == "is a ZIP archive within a ZIP archive"


def test_zip_that_understates_its_sizes(tmp_path: Path) -> None:
    path = tmp_path / "forged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("member", b"\0" * 1_000_000)
    content = bytearray(path.read_bytes())
    content = content.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 100))
    path.write_bytes(content)
    (only,) = scan(path).skipped
    assert "larger than" in str(only.reason) or "damaged" in str(only.reason)


def directory_with(tmp_path: Path, *file_ids: list[str]) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    data_set = blank()
    data_set.PatientID, data_set.StudyID, data_set.SeriesNumber = "1", "1", "1"
    data_set.InstanceNumber = "1"
    put_pixels(data_set, np.zeros((4, 4), np.uint8))
    file_set = FileSet()
    file_set.add(data_set)
    file_set.write(folder)
    import pydicom

    index = pydicom.dcmread(folder / "DICOMDIR")
    image = index.DirectoryRecordSequence[-1]
    records = list(index.DirectoryRecordSequence)
    for file_id in file_ids:
        record = Dataset()
        record.update(image)
        record.ReferencedFileID = file_id
        records.append(record)
    index.DirectoryRecordSequence = Sequence(records)
    index.save_as(folder / "DICOMDIR")
    return folder / "DICOMDIR"


@pytest.mark.filterwarnings("ignore")
def test_dicomdir_stays_in_its_folder_and_tells_what_is_missing(tmp_path: Path) -> None:
    secret = blank()
    put_pixels(secret, np.zeros((4, 4), np.uint8))
    save(secret, tmp_path / "SECRET")
    index = directory_with(tmp_path, ["..", "SECRET"], ["GONE", "IM1"])
    report = scan(index)
    assert report.read == 1
    told = {each.path: each.reason for each in report.skipped}
    assert any("leads out of its folder" in str(reason) for reason in told.values())
    assert any("is not there" in str(reason) for reason in told.values())


def test_limits_of_memory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good_series(tmp_path)
    ((study, series),) = scan(tmp_path).all_series()
    monkeypatch.setattr("workstation.dicom.pixels.assemble.MEMORY_SHARE", 1e-12)
    with pytest.raises(ResourceLimitError, match="memory"):
        load(series.stacks[0], study, series)
