"""Checking installed plugins: each has its report, and nothing of a stranger runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.plugin_folders import THRESHOLD, body, write_plugin
from workstation.errors import CancelledError
from workstation.messages import Message
from workstation.plugin_api.conformance import ConformanceReport
from workstation.plugin_host.folders import PluginFolders
from workstation.processes.cancel import CancelToken
from workstation.services.check_plugins import check_plugins
from workstation.services.plugin_consent import consent_question, trust_plugin

MIRRORS = """
import numpy as np
from workstation.plugin_api.output_parts import SegmentOutput
from workstation.plugin_api.outputs import SegmentationOutput

class Subject:
    def run(self, request, context):
        labels = np.zeros(request.image.array.shape, np.uint8)
        labels[:, :, : labels.shape[2] // 3] = 1
        return SegmentationOutput(
            labels=labels, segments=(SegmentOutput(number=1, produced=1),), notes=("done",)
        )
"""
"""It takes the first columns for one side of the patient, however they lie."""


class Checked:
    """All plugins of two folders, checked in one go, and what was told meanwhile."""

    def __init__(self, path: Path) -> None:
        write_plugin(path / "own", "a_sound", THRESHOLD)
        write_plugin(path / "own", "b_mirrors", MIRRORS)
        write_plugin(path / "own", "c_faulty", body("raise ValueError('my own bug')"))
        bad = write_plugin(path / "own", "d_refused")
        manifest = bad / "plugin.toml"
        manifest.write_text(manifest.read_text().replace('version = "1.0.0"', ""))
        mark = path / "ran"
        code = body(f"open({str(mark)!r}, 'w').close()")
        write_plugin(path / "user", "e_stranger", code + f"\nopen({str(mark)!r}, 'w').close()\n")
        self.mark, self.book = mark, path / "trusted.json"
        self.folders = PluginFolders(
            plugins=(path / "own", path / "user"), models=(), shipped=(path / "own",)
        )
        self.told: list[tuple[float, str]] = []
        made = check_plugins(
            folders=self.folders,
            trust_book=self.book,
            progress=lambda fraction, stage: self.told.append((fraction, str(stage))),
        )
        self.order = [report.plugin_id for report in made]
        self.reports: Mapping[str, ConformanceReport] = {r.plugin_id: r for r in made}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return Checked(tmp_path_factory.mktemp("plugins"))


def failed(report: ConformanceReport) -> list[str]:
    return [str(check.name) for check in report.checks if not check.passed]


def test_every_plugin_has_its_report(checked: Checked) -> None:
    assert sorted(checked.order) == ["a_sound", "b_mirrors", "c_faulty", "d_refused", "e_stranger"]
    passed = {name for name, report in checked.reports.items() if report.passed}
    assert passed == {"a_sound"}


def test_a_sound_plugin_passes_each_check(checked: Checked) -> None:
    names = [str(check.name) for check in checked.reports["a_sound"].checks]
    assert {"runs", "gives the same result twice"} < set(names)
    assert "keeps the sides when the array is mirrored" in names


def test_a_plugin_that_mixes_up_the_sides_fails_by_that(checked: Checked) -> None:
    assert failed(checked.reports["b_mirrors"]) == ["keeps the sides when the array is mirrored"]


def test_the_author_of_a_faulty_plugin_gets_the_traceback(checked: Checked) -> None:
    report = checked.reports["c_faulty"]
    assert failed(report) == ["runs"]
    (fault,) = [check for check in report.checks if not check.passed]
    assert "ValueError: my own bug" in fault.detail


def test_one_faulty_plugin_does_not_end_the_checks_of_others(checked: Checked) -> None:
    after = checked.order[checked.order.index("c_faulty") + 1 :]
    assert after
    assert all(checked.reports[name].checks for name in after)


def test_a_manifest_that_cannot_be_used_fails_with_its_reason(checked: Checked) -> None:
    report = checked.reports["d_refused"]
    assert failed(report) == ["manifest"]
    assert "version" in str(report.checks[0].remark)


def test_nothing_of_a_stranger_runs_and_the_way_to_trust_it_is_told(checked: Checked) -> None:
    report = checked.reports["e_stranger"]
    assert failed(report) == ["consent"]
    remark = str(report.checks[0].remark)
    assert "nobody has let it run yet" in remark
    assert "lightbox plugins trust e_stranger" in remark
    assert not checked.mark.exists()


def test_it_tells_which_plugin_it_is_at(checked: Checked) -> None:
    assert checked.told == [
        *((number / 5, name) for number, name in enumerate(checked.order)),
        (1.0, "done"),
    ]


def test_one_plugin_alone_and_one_that_is_not_there(checked: Checked) -> None:
    (report,) = check_plugins("d_refused", folders=checked.folders, trust_book=checked.book)
    assert report == checked.reports["d_refused"]
    assert check_plugins("nobody", folders=checked.folders, trust_book=checked.book) == ()


def test_a_stranger_that_was_let_run_is_checked_like_any_other(tmp_path: Path) -> None:
    write_plugin(tmp_path / "user", "stranger", THRESHOLD)
    folders = PluginFolders(plugins=(tmp_path / "user",), models=(), shipped=())
    book = tmp_path / "trusted.json"
    question = consent_question("stranger", folders=folders, book=book)
    assert question is not None
    trust_plugin(question, book=book)
    (report,) = check_plugins(folders=folders, trust_book=book)
    assert report.passed
    assert "runs" in [str(check.name) for check in report.checks]


def test_a_check_can_be_cancelled(tmp_path: Path) -> None:
    write_plugin(tmp_path / "own", "slow", body("time.sleep(600)"))
    own = (tmp_path / "own",)
    token = CancelToken()

    def listen(fraction: float, stage: Message) -> None:
        assert (fraction, str(stage)) == (0.0, "slow")
        token.cancel()

    with pytest.raises(CancelledError):
        check_plugins(
            folders=PluginFolders(plugins=own, models=(), shipped=own), token=token, progress=listen
        )
