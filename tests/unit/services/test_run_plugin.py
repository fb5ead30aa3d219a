from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_folders import THRESHOLD, folders_in, write_plugin
from workstation.domain.coding import LONG_AXIS, VOLUME
from workstation.domain.finding import FindingStatus
from workstation.domain.geometry import (
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    VolumeGeometry,
)
from workstation.domain.image import FrameSequence, ImageSource, Volume
from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.quantification.segments import measure_segments
from workstation.services.run_plugin import PluginRunner, list_plugins, manifest_sha256


def cube(*, shear: float = 0.0, blocked: bool = False) -> Volume:
    array = np.full((12, 16, 20), -1000, dtype=np.int16)
    array[4:8, 5:11, 6:14] = 50
    affine = np.array(
        [[0.0, 0, 1, -10], [shear, 2.0, 0, -16], [2.5, 0, 0, 100], [0, 0, 0, 1]], dtype=np.float64
    )
    issue = GeometryIssue(
        code=GeometryIssueCode.MISSING_SLICES,
        message=Message("Slices are missing."),
        blocks_volume=True,
    )
    return Volume(
        array=array,
        geometry=VolumeGeometry(shape_kji=array.shape, affine_lps=affine),
        quantity="HU",
        source=ImageSource(modality="CT", series_instance_uid="1.2.3", sop_instance_uids=("1.9",)),
        honesty=GeometryHonesty(issues=(issue,) if blocked else ()),
    )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PluginRunner]:
    path = tmp_path_factory.mktemp("host")
    write_plugin(path / "plugins", "bright", THRESHOLD)
    (path / "plugins" / "broken").mkdir()
    with PluginRunner("cpu", folders=folders_in(path)) as made:
        yield made


def test_a_segment_becomes_a_proposed_finding_with_measurements(runner: PluginRunner) -> None:
    image = cube()
    result = runner.run(image, "bright", {"level": 0.25})
    assert result.mask is not None
    np.testing.assert_array_equal(result.mask.labels, image.array > 0)
    assert result.mask.geometry is image.geometry
    (finding,) = result.findings
    assert finding.status is FindingStatus.PROPOSED
    assert (finding.mask_id, finding.segment_number) == (result.mask.id, 1)
    assert finding.position_lps_mm == pytest.approx((-0.5, -1.0, 113.75))
    numbers = {m.concept: m.value for m in finding.measurements}
    assert numbers[VOLUME] == pytest.approx(4 * 6 * 8 * 5.0)
    assert numbers[LONG_AXIS] > 12
    assert dict(result.parameters) == {"level": 0.25}
    assert result.provenance.inputs == ("1.9",)
    assert result.device.startswith("CPU")
    assert tuple(map(str, result.notes)) == ("done",)
    assert result.mask.segments[0].tracking_uid.startswith("2.25.")


def test_a_sheared_volume_gets_its_labels_on_its_own_grid(runner: PluginRunner) -> None:
    image = cube(shear=0.8)
    assert image.geometry.is_sheared
    result = runner.run(image, "bright")
    assert result.mask is not None
    found, truth = result.mask.labels > 0, image.array > 0
    assert found.shape == truth.shape
    assert 2 * (found & truth).sum() / (found.sum() + truth.sum()) > 0.9
    assert "resampled" in str(result.findings[0].caveats[0])


def test_a_finding_between_missing_slices_is_placed_where_it_lies(runner: PluginRunner) -> None:
    image = cube(blocked=True)
    affine = image.geometry.affine_lps
    depths = np.arange(image.geometry.shape_kji[0], dtype=np.float64)
    depths[2:] += 6.0
    origins = affine[:3, 3] + depths[:, np.newaxis] * affine[:3, 0]
    image = replace(image, slice_origins_lps_mm=origins)
    result = runner.run(image, "bright", acknowledged=True)
    finding, mask = result.findings[0], result.mask
    assert mask is not None
    found = np.argwhere(mask.labels > 0)
    real = origins[found[:, 0]] + found[:, 1:] @ affine[:3, 1:3].T
    assert finding.position_lps_mm is not None
    distance = np.abs(np.array(finding.position_lps_mm) - real.mean(axis=0))
    assert distance.max() < 1.0
    row = measure_segments(image, mask, acknowledged=True)[0]
    volume = next(m.value for m in finding.measurements if m.concept == VOLUME)
    assert row.volume_ml is not None
    assert volume == pytest.approx(row.volume_ml * 1000)


def test_doubtful_geometry_is_refused_until_acknowledged(runner: PluginRunner) -> None:
    image = cube(blocked=True)
    with pytest.raises(PluginRefusedError, match="Slices are missing") as caught:
        runner.run(image, "bright")
    assert "Acknowledge" in str(caught.value.hint)
    result = runner.run(image, "bright", acknowledged=True)
    assert "acknowledged" in str(result.findings[0].caveats[0])
    assert "Slices are missing" in str(result.findings[0].measurements[0].caveat)


def test_no_segment_is_a_result_with_a_note(runner: PluginRunner) -> None:
    image = cube()
    dark = replace(image, array=np.where(image.array > 0, -900, image.array).astype(np.int16))
    result = runner.run(dark, "bright")
    assert result.findings == ()
    assert result.mask is not None
    assert not result.mask.labels.any()


def test_a_change_beside_the_plugins_main_file_is_run(tmp_path: Path) -> None:
    code = THRESHOLD.replace('("done",)', "(WORD,)").replace(
        "import numpy", "from plugins.beside.words import WORD\nimport numpy", 1
    )
    folder = write_plugin(tmp_path / "plugins", "beside", code)
    words = folder / "words.py"
    words.write_text('WORD = "first"\n')
    with PluginRunner("cpu", folders=folders_in(tmp_path)) as runner:
        assert runner.run(cube(), "beside").notes == (Message("first"),)
        words.write_text('WORD = "second"\n')
        assert runner.run(cube(), "beside").notes == (Message("second"),)


def test_another_plugin_than_the_one_that_was_shown_is_not_run(tmp_path: Path) -> None:
    plugin = write_plugin(tmp_path / "plugins", "bright")
    folders = folders_in(tmp_path)
    manifest = list_plugins(folders)[0].manifest
    assert manifest is not None
    shown = manifest_sha256(manifest)
    with PluginRunner("cpu", folders=folders, trust_book=tmp_path / "book.json") as runner:
        changed = (plugin / "plugin.toml").read_text().replace("Of no use", "Of use")
        (plugin / "plugin.toml").write_text(changed)
        with pytest.raises(PluginRefusedError, match="exchanged since it was shown"):
            runner.run(cube(), "bright", shown=shown)
        assert runner.worker_pid is None


def test_a_cine_an_unknown_plugin_and_a_refused_plugin_are_refused(runner: PluginRunner) -> None:
    from tests.support.image_phantoms import asymmetric_volume

    with pytest.raises(PluginRefusedError, match="There is no plugin called nothing"):
        runner.run(asymmetric_volume(), "nothing")
    with pytest.raises(PluginRefusedError, match=r"cannot be run: There is no plugin\.toml"):
        runner.run(asymmetric_volume(), "broken")
    with pytest.raises(PluginRefusedError, match="no parameter"):
        runner.run(cube(), "bright", {"colour": 1})
    cine = FrameSequence.__new__(FrameSequence)
    with pytest.raises(PluginRefusedError, match="not on cine"):
        runner.run(cine, "bright")


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(PluginRefusedError, match="no device"):
        PluginRunner("tpu")


def test_shipped_plugins_are_all_valid() -> None:
    entries = {e.id: (str(e.status), str(e.reason)) for e in list_plugins()}
    shipped = ("hippocampus_mr", "lung_fields_xr", "lung_nodules_ct", "lungs_ct", "pneumonia_xr")
    for plugin_id in shipped:
        assert entries[plugin_id] == ("valid", "")
