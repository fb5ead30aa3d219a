"""What was opened last is kept with its picture, privately, and never stops the reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workstation.keeping.recent_studies import RecentStudies, RecentStudy


def study(path: str, *, name: str = "", opened: str = "") -> RecentStudy:
    return RecentStudy(path=path, name=name, opened=opened)


def paths(recent: RecentStudies) -> list[str]:
    return [each.path for each in recent.all()]


def test_the_last_one_stands_first_and_once(tmp_path: Path) -> None:
    recent = RecentStudies(tmp_path / "recent")
    for path in ("a", "b", "a", "c"):
        recent.note(study(path), most=2)
    assert paths(recent) == ["c", "a"]
    recent.note(study("a", name="Doe^Jane", opened="20260101"), most=2)
    assert recent.all()[0].name == "Doe^Jane"
    assert paths(RecentStudies(tmp_path / "recent")) == ["a", "c"]


def test_pictures_go_with_their_study(tmp_path: Path) -> None:
    recent = RecentStudies(tmp_path)
    recent.note(study("a"), most=5)
    recent.keep_picture("a", b"PNG")
    recent.keep_picture("never opened", b"PNG")
    assert recent.picture("a") == b"PNG"
    assert recent.picture("never opened") == b""
    assert len(list(tmp_path.glob("*.png"))) == 1
    recent.forget("a")
    assert recent.picture("a") == b""
    assert list(tmp_path.glob("*.png")) == []


def test_keeping_fewer_takes_away_names_and_pictures(tmp_path: Path) -> None:
    recent = RecentStudies(tmp_path)
    for path in ("a", "b", "c"):
        recent.note(study(path, name=f"Name^{path}"), most=5)
        recent.keep_picture(path, b"PNG")
    recent.keep_at_most(1)
    assert paths(recent) == ["c"]
    assert len(list(tmp_path.glob("*.png"))) == 1
    assert "Name^a" not in (tmp_path / "recent.json").read_text()
    recent.keep_at_most(0)
    assert paths(recent) == []


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    recent = RecentStudies(tmp_path)
    recent.note(study("a", name="Doe^Jane"), most=5)
    recent.keep_picture("a", b"PNG")
    for file in (tmp_path / "recent.json", *tmp_path.glob("*.png")):
        assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b"[1, null, {}]", b'[{"path": 3}]', b"[" * 100_000, b"\xff\xfe"],
)
def test_a_damaged_list_is_empty_and_written_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "recent.json").write_bytes(content)
    recent = RecentStudies(tmp_path)
    assert recent.all() == ()
    recent.note(study("a"), most=5)
    assert paths(recent) == ["a"]


def test_what_is_odd_in_an_entry_is_left_out(tmp_path: Path) -> None:
    plain = [{"path": "a", "name": 3, "date": "2026", "more": -2, "what": "x" * 5000}]
    (tmp_path / "recent.json").write_text(json.dumps(plain))
    (found,) = RecentStudies(tmp_path).all()
    assert (found.name, found.date, found.more, len(found.what)) == ("", "2026", 0, 1024)


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    recent = RecentStudies(tmp_path / "file" / "recent")
    recent.note(study("a"), most=5)
    recent.keep_picture("a", b"PNG")
    assert recent.all() == ()
