"""The demo writes everything of one study, and says truly what it found of what was planted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest
from PIL import Image as PilImage
from pypdf import PdfReader

from tests.support.known_results import a_nodule, runner_of
from tests.support.masks import PROVENANCE
from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.measurement import Measurement
from workstation.errors import CancelledError, OutputError, PluginCrashedError
from workstation.imaging.thorax_phantom import DEFAULT_NODULES, ThoraxPhantom, thorax_geometry
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.services import demo, demo_study
from workstation.services.demo import DemoResult, run_demo
from workstation.services.open_study import open_series

COARSE = thorax_geometry((12, 40, 40), (20.0, 9.0, 9.0))
FIRST, SECOND, THIRD = DEFAULT_NODULES


def a_finding(
    volume: Volume, number: int, at: tuple[float, float, float], volume_mm3: float | None = None
) -> Finding:
    """A nodule of 9 mm at a place, with a volume where one is given."""
    found = replace(a_nodule(volume), id=f"f{number}", label=f"Nodule {number}", position_lps_mm=at)
    if volume_mm3 is None:
        return found
    size = Measurement(
        id=f"v{number}", concept=coding.VOLUME, value=volume_mm3, unit=coding.UNIT_MM3,
        provenance=PROVENANCE,
    )  # fmt: skip
    return replace(found, measurements=(*found.measurements, size))


def beside(nodule: Any, x: float = 0.0, y: float = 0.0) -> tuple[float, float, float]:
    at = nodule.center_lps_mm
    return (at[0] + x, at[1] + y, at[2])


class KnownPlugins:
    """In place of the runner: lungs of one finding, and nodules as each test says."""

    asked: list[tuple[str, str]]
    fault: Exception | None

    def __init__(self) -> None:
        self.asked, self.fault, self.device = [], None, ""

    def __call__(self, device: str) -> Self:
        self.device = device
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(
        self, image: Volume, plugin_id: str, *_: object, progress: ProgressFn, **__: object
    ) -> AnalysisResult:
        if self.fault is not None:
            raise self.fault
        self.asked.append((plugin_id, self.device))
        progress(0.5, Message("Looking"))
        return runner_of(
            plugin_id=plugin_id,
            plugin_name={"lungs_ct": "Lungs", "lung_nodules_ct": "Nodules"}[plugin_id],
            findings=self.lungs(image) if plugin_id == "lungs_ct" else self.nodules(image),
        ).run(image, plugin_id)

    def lungs(self, image: Volume) -> tuple[Finding, ...]:
        # Where a nodule was planted, but no nodule.
        organ = a_finding(image, 9, THIRD.center_lps_mm, 2e6)
        return (replace(organ, label="Right lung", code=coding.LUNG),)

    def nodules(self, image: Volume) -> tuple[Finding, ...]:
        return (
            a_finding(image, 1, beside(FIRST, x=3.0, y=-3.9), 1500.4),
            a_finding(image, 2, beside(SECOND, x=-5.1), 500.0),
            replace(a_finding(image, 3, (0.0, 0.0, 0.0), 1.0), position_lps_mm=None),
        )


Done = tuple[DemoResult, Path, KnownPlugins, list[tuple[float, str]]]
"""Result, folder, plugins, and what was told meanwhile."""


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    """The sample study on a grid of few voxels: what is tested here is not what plugins find."""
    with pytest.MonkeyPatch.context() as patch:

        def write(folder: Path) -> ThoraxPhantom:
            return demo_study.write_demo_study(folder, COARSE)

        patch.setattr(demo, "write_demo_study", write)
        yield


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder, plugins = tmp_path_factory.mktemp("demo") / "new", KnownPlugins()
    told: list[tuple[float, str]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "PluginRunner", plugins)
        made = run_demo(
            folder, device="cpu", progress=lambda part, words: told.append((part, str(words)))
        )
    return made, folder, plugins, told


def test_both_plugins_run_on_the_device_that_was_chosen(done: Done) -> None:
    assert sorted(done[2].asked) == [("lung_nodules_ct", "cpu"), ("lungs_ct", "cpu")]


def test_a_nodule_counts_as_found_within_five_millimeters(done: Done) -> None:
    """4.9 mm from the first is found; 5.1 mm from the second is not; a lung is no nodule."""
    checks = done[0].record["planted_nodules"]
    assert [check["found"] for check in checks] == [True, False, False]
    assert [check["diameter_mm"] for check in checks] == [14.0, 10.0, 7.0]
    assert [check["center_lps_mm"] for check in checks] == [
        list(nodule.center_lps_mm) for nodule in DEFAULT_NODULES
    ]
    assert checks[0]["found_volume_mm3"] == 1500.4
    assert checks[0]["found_long_axis_mm"] == 9.0
    assert checks[0]["volume_mm3"] == pytest.approx(np.pi / 6 * 14**3)
    assert (checks[1]["found_volume_mm3"], checks[1]["found_long_axis_mm"]) == (None, None)


def test_the_summary_says_the_same_in_lines(done: Done) -> None:
    assert done[0].summary == (
        "Lungs: 1 findings in 1.0 s on CPU",
        "Nodules: 3 findings in 1.0 s on CPU",
        "Planted nodule 14 mm, 1437 mm3: found, 1500 mm3",
        "Planted nodule 10 mm, 524 mm3: not found",
        "Planted nodule 7 mm, 180 mm3: not found",
    )


def test_everything_that_the_record_names_is_there(done: Done) -> None:
    made, folder, *_ = done
    assert made.series_folder == folder / "study"
    record = json.loads((folder / "result.json").read_text())
    assert record == json.loads(json.dumps(made.record))
    assert [analysis["plugin"] for analysis in record["analyses"]] == [
        "lungs_ct", "lung_nodules_ct",
    ]  # fmt: skip
    for plugin in ("lungs_ct", "lung_nodules_ct"):
        assert (folder / plugin / "result.json").exists()
    assert isinstance(open_series(folder / record["series"]), Volume)
    assert record["pictures"] == [f"pictures/{n}.png" for n in ("axial", "coronal", "sagittal")]
    for name in record["pictures"]:
        with PilImage.open(folder / name) as picture:
            assert max(picture.size) == 900
            assert len(picture.getcolors(1 << 20) or ()) > 10
    assert sorted(path.name for path in folder.iterdir()) == [
        "lung_nodules_ct", "lungs_ct", "pictures", "report.pdf", "result.json", "study",
    ]  # fmt: skip


def test_the_report_is_a_draft_of_all_findings(done: Done) -> None:
    pages = PdfReader(done[1] / "report.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "DRAFT" in text
    assert done[0].record["document_hash"][:8] in text
    for words in ("Nodule 1", "Nodule 2", "Nodule 3", "Right lung", "Synthetic sample study"):
        assert words in text


def test_it_tells_how_far_it_is(done: Done) -> None:
    told = done[3]
    assert told[0] == (0.0, "Making the sample study")
    assert told[-1] == (1.0, "Done")
    looking = sorted(part for part, words in told if words == "Looking")
    # Each plugin has four tenths of the whole, after the first tenth.
    assert looking == pytest.approx([0.3, 0.7])
    assert (0.9, "Writing the report") in told


def test_an_older_sample_study_is_replaced_and_other_files_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "PluginRunner", KnownPlugins())
    study = tmp_path / "study"
    study.mkdir()
    (study / "IM0999.dcm").write_text("of an older version, with more slices")
    (study / "mine.txt").write_text("stays")
    (tmp_path / "notes.txt").write_text("stays")
    for _ in range(2):
        run_demo(tmp_path)
        slices = list(study.glob("IM*.dcm"))
        assert len(slices) == 12
        assert not (study / "IM0999.dcm").exists()
    assert (study / "mine.txt").read_text() == (tmp_path / "notes.txt").read_text() == "stays"


def test_a_plugin_that_does_not_end_leaves_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = KnownPlugins()
    plugins.fault = PluginCrashedError(Message("It crashed."))
    monkeypatch.setattr(demo, "PluginRunner", plugins)
    with pytest.raises(PluginCrashedError):
        run_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


def test_it_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugins = KnownPlugins()
    monkeypatch.setattr(demo, "PluginRunner", plugins)
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        run_demo(tmp_path, token=token)
    assert plugins.asked == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError):
        run_demo(tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "a file"
