"""The public Python face."""

import inspect
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.ct_series import a_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.risk_plugins import PATIENT, accepted, mayo_of
from workstation import api
from workstation.errors import InputError, RiskInputError
from workstation.result_files.records import finding_record
from workstation.result_files.result_folder import json_text


def test_the_public_names_exist_and_are_documented() -> None:
    for name in api.__all__:
        member = getattr(api, name)
        assert inspect.getdoc(member), name
    functions = {
        n for n, m in vars(api).items() if inspect.isfunction(m) and m.__module__ == api.__name__
    }
    assert functions <= set(api.__all__)


def test_from_series_to_seg_and_back(tmp_path: Path) -> None:
    volume = a_series(tmp_path / "ct", geometry())
    opened = api.open_series(str(tmp_path / "ct"))
    assert isinstance(opened, api.Volume)
    np.testing.assert_array_equal(opened.array, volume.array)
    assert opened.geometry.spacing_kji_mm == pytest.approx((2.5, 0.7, 1.1), abs=1e-5)
    assert opened.quantity == "HU"
    labels = asymmetric_labels(opened.geometry.shape_kji)
    mask = a_mask(labels, opened.geometry, [segment(1), segment(2)])
    api.write_seg(tmp_path / "m.dcm", mask, opened)
    again = api.read_mask(tmp_path / "m.dcm", like=opened)
    np.testing.assert_array_equal(again.labels, labels)
    assert [row.voxel_count for row in api.measure(opened, again)] == [
        int((labels == 1).sum()),
        3,
    ]
    digest = api.write_report(tmp_path / "r.pdf", opened, [])
    assert len(digest) == 64


def test_faults_are_known_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        api.open_series(tmp_path / "nothing")
    with pytest.raises(RiskInputError):
        api.assess_risk("brock_2b", {})


def test_a_risk_plugin_is_handed_what_is_known(tmp_path: Path) -> None:
    volume = a_series(tmp_path / "ct", geometry())
    about = accepted()
    mayo = mayo_of(about)
    known = api.PatientState(patient=PATIENT, findings=(about,), scores=(mayo,), chosen=about.id)
    result = api.run_plugin(volume, "herder_pet", device="cpu", state=known, fdg_uptake="faint")
    (score,) = result.scores
    pretest = float(str(dict(mayo.outputs)["probability"]))
    # Herder GJ et al. Chest 2005;128:2490.
    logit = -4.739 + 3.691 * pretest + 2.322
    assert dict(score.outputs)["probability"] == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-9)
    assert score.finding_id == about.id


def test_what_is_known_comes_from_a_result_file(tmp_path: Path) -> None:
    volume = a_series(tmp_path / "ct", geometry())
    series = volume.source.series_instance_uid
    about = replace(accepted(), series_instance_uid=series)
    plain = {"findings": [finding_record(about, [mayo_of(about)])]}
    file = tmp_path / "result.json"
    file.write_text(json_text(plain), encoding="utf-8")
    known = api.state_from_file(file, volume, finding=about.id)
    assert [each.id for each in known.findings] == [about.id]
    assert [each.model for each in known.scores] == ["mayo"]
    with pytest.raises(InputError, match="no finding zzz"):
        api.state_from_file(str(file), volume, finding="zzz")
