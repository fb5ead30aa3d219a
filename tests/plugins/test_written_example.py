"""The plugin that the documentation shows works as it says."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.masks import a_volume, geometry
from tests.support.risk_plugins import accepted, remeasured, state
from workstation.errors import PluginRefusedError
from workstation.plugin_api.manifest import (
    Accepts,
    ModelPin,
    PluginKind,
    PluginManifest,
    ProducedClass,
    ProducedScore,
    ProducedSegment,
)
from workstation.plugin_api.parameter_spec import ParameterSpec
from workstation.plugin_host.folders import PluginFolders
from workstation.services.check_plugins import check_plugins
from workstation.services.run_plugin import PluginRunner
from workstation.session.risk_case import KnownPrior

DOCUMENT = Path(__file__).parents[2] / "docs" / "plugins" / "writing-a-plugin.md"


@pytest.fixture
def folders(tmp_path: Path) -> PluginFolders:
    text = DOCUMENT.read_text()
    folder = tmp_path / "plugins" / "calcium_ct"
    folder.mkdir(parents=True)
    for language, name in (("toml", "plugin.toml"), ("python", "plugin.py")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
        (folder / name).write_text(block)
    return PluginFolders(
        plugins=(tmp_path / "plugins",), models=(), shipped=(tmp_path / "plugins",)
    )


@pytest.mark.parametrize("plugin_id", ["bright_film", "brighter_ct"])
def test_the_examples_of_outputs_conform(tmp_path: Path, plugin_id: str) -> None:
    text = DOCUMENT.with_name("plugin-outputs.md").read_text()
    section = text.split(f"## {plugin_id}\n")[1].split("\n## ")[0]
    folder = tmp_path / "plugins" / plugin_id
    folder.mkdir(parents=True)
    for language, name in (("toml", "plugin.toml"), ("python", "plugin.py")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
        (folder / name).write_text(block)
    plugins = (tmp_path / "plugins",)
    where = PluginFolders(plugins=plugins, models=(), shipped=plugins)
    (report,) = check_plugins(plugin_id, folders=where)
    assert report.passed, report.checks
    (ran,) = (check for check in report.checks if str(check.name) == "runs")
    assert "refused" not in str(ran.remark)


def written(tmp_path: Path) -> PluginFolders:
    """The risk plugin of the documentation as a folder."""
    section = DOCUMENT.with_name("risk-plugins.md").read_text()
    folder = tmp_path / "plugins" / "growth_of_finding"
    folder.mkdir(parents=True)
    for language, name in (("toml", "plugin.toml"), ("python", "plugin.py")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
        (folder / name).write_text(block)
    plugins = (tmp_path / "plugins",)
    return PluginFolders(plugins=plugins, models=(), shipped=plugins)


def test_the_risk_example_conforms_and_compares(tmp_path: Path) -> None:
    where = written(tmp_path)
    (report,) = check_plugins("growth_of_finding", folders=where)
    assert report.passed, report.checks
    (ran,) = (check for check in report.checks if str(check.name) == "runs")
    assert str(ran.remark) == "1 score"
    volume = a_volume(geometry((8, 10, 12)))
    volume = replace(volume, source=replace(volume.source, modality="CT"))
    earlier = KnownPrior(days_before=365.0, findings=(remeasured(accepted(), 9.0),))
    with PluginRunner("cpu", folders=where) as runner:
        with pytest.raises(PluginRefusedError, match="No earlier study"):
            runner.run(volume, "growth_of_finding", state=state())
        known = replace(state(), priors=(earlier,))
        (score,) = runner.run(volume, "growth_of_finding", state=known).scores
    assert dict(score.outputs)["value"] == pytest.approx(3.0)
    told = [(item.name, item.value) for item in score.inputs]
    assert told == [("long_axis", 12.0), ("earlier_long_axis", 9.0), ("least_mm", 2.0)]


def test_every_field_of_the_manifest_is_in_the_document() -> None:
    text = DOCUMENT.read_text()
    produced = (ProducedSegment, ProducedClass, ProducedScore)
    parts = (PluginManifest, Accepts, ParameterSpec, *produced, ModelPin)
    names = {name for part in parts for name in part.model_fields}
    headings = {
        "accepts",
        "parameters",
        "produces",
        "segments",
        "classes",
        "scores",
        "model",
        "sha256",
    }
    assert {name for name in names - headings if f"`{name}`" not in text} == set()
    assert {kind.value for kind in PluginKind if f"| `{kind.value}` |" not in text} == set()


def test_the_example_conforms(folders: PluginFolders) -> None:
    (report,) = check_plugins("calcium_ct", folders=folders)
    assert report.passed, report.checks


def test_the_example_marks_what_its_threshold_says(folders: PluginFolders) -> None:
    volume = a_volume(geometry((8, 10, 12)))
    volume = replace(volume, source=replace(volume.source, modality="CT"))
    with PluginRunner("cpu", folders=folders) as runner:
        result = runner.run(volume, "calcium_ct", {"threshold_hu": 500})
    assert result.mask is not None
    np.testing.assert_array_equal(result.mask.labels == 1, volume.array >= 500)
    (finding,) = result.findings
    assert str(finding.label) == "Dense voxels"
