"""The plugin that the documentation shows works as it says."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.masks import a_volume, geometry
from workstation.plugin_host.folders import PluginFolders
from workstation.services.check_plugins import check_plugins
from workstation.services.run_plugin import PluginRunner

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
    assert finding.label == "Dense voxels"
