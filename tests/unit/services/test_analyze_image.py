"""What `analyze` leaves in its folder, with a runner that gives known results."""

import json
import threading
from pathlib import Path
from typing import Any, cast

import pytest

from tests.support.ct_series import a_series
from tests.support.known_results import PLUGIN_ID, runner_of
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from workstation.domain.analysis import AnalysisResult
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.errors import OutputError, PluginRefusedError, UnsupportedOutputError
from workstation.messages import Message
from workstation.result_files.result_folder import put_results
from workstation.security.integrity import sha256_of_file
from workstation.services import analyze_image
from workstation.services.analyze_image import AnalysisRequest, analyze, parse_parameters
from workstation.services.run_plugin import PluginRunner


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


@pytest.fixture
def mask(volume: Volume) -> Mask:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    return a_mask(labels, volume.geometry, [segment(1), segment(2)])


def run(volume: Volume, folder: Path, mask: Mask | None, **request: Any) -> dict[str, Any]:
    """Analyze with a plugin that finds this mask; the JSON record."""
    runner = runner_of(mask=mask, timings_s=(("total", float("nan")),))
    asked = AnalysisRequest(image=volume, plugin_id=PLUGIN_ID, folder=folder, **request)
    return analyze(asked, runner).record


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_outputs_are_recorded_with_their_hashes(volume: Volume, mask: Mask, tmp_path: Path) -> None:
    run(volume, tmp_path / "out", mask, nifti=True)

    def refused(word: str) -> float:
        raise AssertionError(f"{word} is not JSON")

    text = (tmp_path / "out" / "result.json").read_text()
    record = json.loads(text, parse_constant=refused)
    assert set(record["outputs_sha256"]) == {"seg", "nifti", "report"}
    for kind, digest in record["outputs_sha256"].items():
        assert sha256_of_file(tmp_path / "out" / record["outputs"][kind]) == digest


def test_no_mask_of_an_earlier_run_stays(volume: Volume, mask: Mask, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(volume, out, mask, nifti=True)
    (out / "mine.seg.dcm").write_text("of the person")
    assert names(out) >= {"zz_known.seg.dcm", "zz_known.nii.gz"}
    run(volume, out, None)
    assert names(out) == {"result.json", "report.pdf", "mine.seg.dcm"}


def test_an_earlier_result_cannot_name_files_elsewhere(volume: Volume, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    outside = tmp_path / "other.seg.dcm"
    outside.write_text("stays")
    planted = {"outputs": {"a": "../other.seg.dcm", "b": str(outside), "c": 3, "d": "notes.txt"}}
    (out / "result.json").write_text(json.dumps(planted))
    (out / "notes.txt").write_text("stays")
    run(volume, out, None)
    assert outside.exists()
    assert (out / "notes.txt").exists()


def test_headers_that_allow_no_seg_lose_nothing(
    volume: Volume, mask: Mask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UnsupportedOutputError(Message("These images do not allow a DICOM segmentation."))

    monkeypatch.setattr(analyze_image, "write_segmentation", refuse)
    record = run(volume, tmp_path / "out", mask)
    assert names(tmp_path / "out") == {"result.json", "report.pdf", "zz_known.nii.gz"}
    assert any("No DICOM segmentation" in note["text"] for note in record["notes"])


def test_a_run_that_fails_leaves_no_new_folder(volume: Volume, tmp_path: Path) -> None:
    class RefusingRunner:
        def run(self, *_: object, **__: object) -> AnalysisResult:
            raise PluginRefusedError(Message("No."))

    old = tmp_path / "old"
    old.mkdir()
    for folder in (old, tmp_path / "new"):
        asked = AnalysisRequest(image=volume, plugin_id="x", folder=folder)
        with pytest.raises(PluginRefusedError):
            analyze(asked, cast("PluginRunner", RefusingRunner()))
    assert old.is_dir()
    assert not (tmp_path / "new").exists()


def test_a_folder_that_vanishes_during_the_run_is_told(volume: Volume, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    class Remover:
        def run(self, *_: object, **__: object) -> AnalysisResult:
            folder.rmdir()
            return cast("AnalysisResult", None)

    asked = AnalysisRequest(image=volume, plugin_id="zz_known", folder=folder)
    with pytest.raises(OutputError):
        analyze(asked, cast("PluginRunner", Remover()))


@pytest.mark.parametrize("text", ["9" * 5000, "[" * 99999, "axial", "0,5"])
def test_a_parameter_that_is_no_json_is_a_word(text: str) -> None:
    assert parse_parameters([f"name={text}"]) == {"name": text}


def test_runs_into_one_folder_at_once_leave_one_of_them_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    threads = []
    for number in range(12):
        staging = tmp_path / f"staging{number}"
        staging.mkdir()
        name = f"{number % 3}.seg.dcm"
        (staging / name).write_text(str(number))
        record = {"outputs": {"seg": name}, "number": number}
        (staging / "result.json").write_text(json.dumps(record))
        threads.append(threading.Thread(target=put_results, args=(staging, out)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    record = json.loads((out / "result.json").read_text())
    assert names(out) == {"result.json", record["outputs"]["seg"]}
    assert (out / str(record["outputs"]["seg"])).read_text() == str(record["number"])
