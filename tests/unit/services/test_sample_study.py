"""The sample study is written whole, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.domain.geometry import VolumeGeometry
from workstation.errors import CancelledError
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services import sample_study as module
from workstation.services.sample_study import sample_study


def test_it_is_written_once_and_again_where_it_was_left_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def write(folder: Path, geometry: VolumeGeometry | None = None) -> None:
        del geometry
        folder.mkdir()
        (folder / "image").touch()
        written.append(folder)

    monkeypatch.setattr(module, "write_demo_study", write)
    folder = tmp_path / "data" / "sample"
    (folder / "thorax").mkdir(parents=True)
    (folder / "thorax" / "half").touch()
    series = sample_study(folder, token=CancelToken(), progress=no_progress)
    assert sorted(each.name for each in series.iterdir()) == ["image"]
    assert sample_study(folder, token=CancelToken(), progress=no_progress) == series
    assert len(written) == 1


def test_it_can_be_given_up(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        sample_study(tmp_path / "sample", token=token, progress=no_progress)
    assert not (tmp_path / "sample" / "complete").exists()
