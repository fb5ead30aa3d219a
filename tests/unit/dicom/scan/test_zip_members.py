"""ZIP archives are unpacked under limits; what is left out has its reason."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from workstation.dicom.scan import archives
from workstation.dicom.scan.archives import remove_leftovers, unpack
from workstation.errors import CancelledError, ResourceLimitError
from workstation.processes.cancel import CancelToken


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def a_zip(folder: Path, **members: bytes) -> str:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.mkdir("folder")
        for name, content in members.items():
            made.writestr(f"folder/{name}", content)
    return str(path)


def test_members_lie_under_numbers_and_are_shown_by_their_names(tmp_path: Path) -> None:
    archive = a_zip(tmp_path, one=b"1" * 2_000_000, two=b"2")
    found = unpack(archive, CancelToken())
    assert [shown for _, shown in found.files] == [
        f"{archive}!/folder/one",
        f"{archive}!/folder/two",
    ]
    assert [Path(path).name for path, _ in found.files] == ["000000", "000001"]
    assert [Path(path).read_bytes()[:1] for path, _ in found.files] == [b"1", b"2"]
    assert found.skipped == []


def test_a_name_that_leads_out_of_the_folder_does_not(tmp_path: Path, own_folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("../../outside", b"x")
    ((path, _),) = unpack(str(tmp_path / "a.zip"), CancelToken()).files
    assert Path(path).resolve().is_relative_to(own_folder.resolve())
    assert not (tmp_path / "outside").exists()


def changed(archive: str, old: bytes, new: bytes) -> None:
    data = Path(archive).read_bytes()
    assert old in data
    Path(archive).write_bytes(data.replace(old, new))


def test_an_encrypted_member_is_left_out(tmp_path: Path) -> None:
    archive = a_zip(tmp_path, one=b"1")
    data = bytearray(Path(archive).read_bytes())
    # The flags of the central entry of the member, at its eighth byte.
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    Path(archive).write_bytes(bytes(data))
    found = unpack(archive, CancelToken())
    assert [(s.path, str(s.reason)) for s in found.skipped] == [
        (f"{archive}!/folder/one", "is encrypted in the ZIP archive")
    ]


def test_a_damaged_member_is_left_out_and_the_others_are_there(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr("bad", b"original content")
        made.writestr("good", b"fine")
    changed(str(path), b"original", b"damaged!")
    found = unpack(str(path), CancelToken())
    assert [str(s.reason) for s in found.skipped] == ["is damaged in the ZIP archive"]
    assert [shown for _, shown in found.files] == [f"{path}!/good"]


def test_no_zip_at_all_is_a_damaged_one(tmp_path: Path, own_folder: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 and nothing that follows")
    with pytest.raises(ResourceLimitError, match="is a damaged ZIP archive"):
        unpack(str(path), CancelToken())
    assert list(own_folder.iterdir()) == []


def test_bombs_are_refused_before_anything_is_written(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = a_zip(tmp_path, one=b"0" * 100_000, two=b"1")
    for limit, value, words in (
        ("MOST_MEMBERS", 1, "is a ZIP archive of 2 files"),
        ("LARGEST_TOTAL", 99_999, "expands to an absurd size"),
        ("FREE_RATIO_BYTES", 1000, "expands to an absurd size"),
    ):
        with monkeypatch.context() as limited:
            limited.setattr(archives, limit, value)
            with pytest.raises(ResourceLimitError, match=words):
                unpack(archive, CancelToken())
    assert list(own_folder.iterdir()) == []
    assert len(unpack(archive, CancelToken()).files) == 2


def test_a_disk_that_is_too_small_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = a_zip(tmp_path, one=b"0" * 1000)
    usage = type("Usage", (), {"free": 999})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    with pytest.raises(ResourceLimitError, match="does not fit on the disk"):
        unpack(archive, CancelToken())


def test_cancelling_leaves_nothing_behind(tmp_path: Path, own_folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        unpack(a_zip(tmp_path, one=b"1"), token)
    assert list(own_folder.iterdir()) == []


def test_folders_of_programs_that_are_gone_are_removed(own_folder: Path) -> None:
    gone = 2**22 + 7  # No process has such a number.
    names = (f"lightbox-zip-{gone}-a", f"lightbox-zip-{os.getpid()}-b", "lightbox-zip-x-c", "other")
    for name in names:
        (own_folder / name).mkdir()
    remove_leftovers()
    assert sorted(each.name for each in own_folder.iterdir()) == sorted(names[1:])
