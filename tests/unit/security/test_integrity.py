"""Files appear whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from workstation.errors import OutputError
from workstation.security import integrity
from workstation.security.integrity import (
    make_folder,
    require_replaceable,
    sha256_of_file,
    whole_file,
    write_whole,
)


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.bin", b"abc")
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]
    assert sha256_of_file(tmp_path / "a.bin") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_a_failure_half_way_keeps_what_stood_there(
    tmp_path: Path, fault: type[BaseException]
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def write() -> None:
        with whole_file(target) as temporary:
            temporary.write_text("half")
            raise fault

    with pytest.raises(fault):
        write()
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "no permission"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_the_file_system_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(integrity, "_flush", refuse)
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(OutputError, match=words) as caught:
        write_whole(target, b"new")
    assert caught.value.hint
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_really_full_disk(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")

    def write() -> None:
        with whole_file(tmp_path / "a.txt") as temporary:
            temporary.unlink()
            temporary.symlink_to(full)
            temporary.write_text("x" * 100_000)

    with pytest.raises(OutputError):
        write()
    assert not (tmp_path / "a.txt").exists()


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError):
        make_folder(tmp_path / "out" / "inner")


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o077])
def test_other_accounts_cannot_read_what_is_written(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = make_folder(tmp_path / "results")
        write_whole(folder / "report.pdf", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "report.pdf").stat().st_mode) == 0o660 & ~umask
    assert stat.S_IMODE(folder.stat().st_mode) == 0o770 & ~umask


def test_inputs_and_files_of_another_kind_are_not_written_over(tmp_path: Path) -> None:
    report, result, link = tmp_path / "r.pdf", tmp_path / "result.json", tmp_path / "link.pdf"
    require_replaceable(report, b"%PDF", result)
    report.write_bytes(b"%PDF-1.4")
    result.write_bytes(b"{}")
    link.symlink_to(report)
    require_replaceable(report, b"%PDF", result)
    for path, read in ((result, result), (result, report), (report, report), (link, report)):
        with pytest.raises(OutputError, match="another file"):
            require_replaceable(path, b"%PDF", read)
    report.write_bytes(b"")
    require_replaceable(report, b"%PDF")


def test_a_file_for_its_owner_is_closed_to_the_group(tmp_path: Path) -> None:
    path = tmp_path / "own"
    write_whole(path, b"a", mode=0o600)
    assert path.stat().st_mode & 0o777 == 0o600
    write_whole(path, b"b", mode=0o600)
    assert path.stat().st_mode & 0o777 == 0o600
