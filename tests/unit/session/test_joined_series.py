"""Series in time: recognized, joined, parted, and their axis."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.series_in_time import Stamp, write_times
from workstation.domain.moments import TimeSource
from workstation.domain.study import Study
from workstation.keeping.autosave import Autosave
from workstation.services.open_study import scan
from workstation.session.joined_series import JoinedSeries, Phases, candidates, recognized
from workstation.session.phases import percent_named, without_percent
from workstation.session.undo import UndoStack
from workstation.session.workspace import Workspace

PERCENTS = (0, 50, 10, 90, 30)


def breathing(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = f"4D CT {PERCENTS[time]}% 1.5 B30f"


def dynamic(data_set: Dataset, time: int, k: int) -> None:
    data_set.SeriesDescription = f"DCE dyn {time + 1}"
    data_set.EchoTime = "2.4"
    data_set.AcquisitionDate = "20260102" if time < 2 else "20260103"
    # Over midnight, unevenly.
    data_set.AcquisitionTime = f"{('235950', '235955', '000005', '000030')[time]}.{k:03d}"


def study_of(folder: Path, stamp: Stamp, count: int, *, modality: str = "CT") -> Study:
    write_times(folder, count, stamp, modality=modality, apart=True)
    (study,) = scan(folder).studies
    return study


def joined(study: Study, joins: JoinedSeries | None = None, number: int = 0) -> Phases:
    known = joins or JoinedSeries(UndoStack(), lambda *_: None, lambda: None)
    series = study.series[number]
    return known.phases(study, series, series.stacks[0])


def test_ten_series_of_a_breath_are_recognized_by_their_names(tmp_path: Path) -> None:
    study = study_of(tmp_path, breathing, 5)
    found = joined(study)
    assert found.across
    assert list(found.axis.values) == [0, 10, 30, 50, 90]
    assert (found.axis.unit, found.axis.source) == ("%", TimeSource.NAME)
    numbers = {s.stacks[0].id: s.number for s in study.series}
    assert [numbers[stack.id] for stack in found.stacks] == [10, 12, 14, 11, 13]


def test_a_dynamic_scan_of_one_series_each_has_its_times_over_midnight(tmp_path: Path) -> None:
    found = joined(study_of(tmp_path, dynamic, 4, modality="MR"))
    assert found.axis.values == pytest.approx((0, 5, 15, 40))
    assert found.axis.source is TimeSource.ACQUIRED


def other_technique(data_set: Dataset, time: int, k: int) -> None:
    dynamic(data_set, time, k)
    data_set.EchoTime = str(2 + time)


def other_place(data_set: Dataset, time: int, k: int) -> None:
    breathing(data_set, time, k)
    data_set.FrameOfReferenceUID = f"1.2.3.{time + 1}"


def other_grid(data_set: Dataset, time: int, k: int) -> None:
    breathing(data_set, time, k)
    position = [float(v) for v in data_set.ImagePositionPatient]
    data_set.ImagePositionPatient = [position[0] + time, *position[1:]]


def same_phase(data_set: Dataset, _time: int, _k: int) -> None:
    data_set.SeriesDescription = "4D CT 30%"


def other_words(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = f"{('Lung', 'Bone', 'Soft', 'Liver')[time]} 30%"


def taken(data_set: Dataset, time: int, *, seconds: int = 40) -> None:
    data_set.EchoTime = "80"
    data_set.AcquisitionTime = f"10{time * seconds // 60:02d}{time * seconds % 60:02d}"


def diffusion(data_set: Dataset, time: int, _k: int) -> None:
    b_value = (0, 50, 400, 1000)[time]
    data_set.SeriesDescription = f"ep2d_diff_b{b_value}"
    data_set.DiffusionBValue = float(b_value)
    taken(data_set, time)


def contrast_phases(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = f"Abdomen phase {time + 1}"
    taken(data_set, time)


def repeated(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = "T2 TSE SAG" if time == 0 else f"T2 TSE SAG {time + 1}"
    data_set.TriggerTime = str(700 + 11 * time)
    taken(data_set, time, seconds=240)


def strengths(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = f"CTA ASiR-V {(0, 30, 50, 70)[time]}%"
    data_set.AcquisitionTime = "100000"


def doses(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = f"Thorax {(10, 25, 50, 100)[time]} %"
    taken(data_set, time)


@pytest.mark.parametrize(
    "stamp",
    [
        other_technique,
        other_place,
        other_grid,
        same_phase,
        other_words,
        diffusion,
        contrast_phases,
        repeated,
        strengths,
        doses,
    ],
)
def test_series_that_differ_in_more_or_in_no_phase_are_left_apart(
    tmp_path: Path, stamp: Stamp
) -> None:
    study = study_of(tmp_path, stamp, 4, modality="MR")
    assert recognized(study) == ()
    assert joined(study).stacks == ()


def test_two_series_are_not_enough_to_be_sure(tmp_path: Path) -> None:
    assert recognized(study_of(tmp_path, breathing, 2)) == ()


def test_no_series_of_the_real_studies_are_joined(shared_data: Path) -> None:
    folders = ("petctmr_sarcoma_sts_019", "mr_brain_tumour_pgbm001", "awkward", "syntaxes")
    for folder in folders:
        assert [recognized(study) for study in scan(shared_data / folder).studies if
                recognized(study)] == []  # fmt: skip


def test_joining_and_parting_by_hand_is_undone_and_kept(tmp_path: Path) -> None:
    study = study_of(tmp_path / "images", same_phase, 3)
    workspace = Workspace()
    autosave = Autosave(tmp_path / "journal", lambda error: pytest.fail(str(error)))
    autosave.follow(workspace)
    first = study.series[0].stacks[0]
    assert [series.number for series, _ in candidates(study, first)] == [10, 11, 12]
    ids = [series.stacks[0].id for series in study.series[:2]]
    workspace.joins.decide(study, ids, joined=True, by="Dr. Z")
    found = joined(study, workspace.joins)
    assert [stack.id for stack in found.stacks] == ids
    assert found.by_hand
    assert found.axis.unit == ""
    assert joined(study, workspace.joins, 2).stacks == ()
    workspace.undo.undo()
    assert joined(study, workspace.joins).stacks == ()
    workspace.undo.redo()
    assert len(joined(study, workspace.joins).stacks) == 2
    autosave.close()
    kept = Autosave(tmp_path / "journal", lambda error: pytest.fail(str(error)))
    later = Workspace()
    later.restore(study.study_instance_uid, kept.load(study.study_instance_uid))
    kept.close()
    assert [stack.id for stack in joined(study, later.joins).stacks] == ids
    with pytest.raises(ValueError, match="two or more"):
        workspace.joins.decide(study, ids[:1], joined=True, by="Dr. Z")


def test_recognized_series_are_parted_for_good_and_joined_again(tmp_path: Path) -> None:
    study = study_of(tmp_path, breathing, 4)
    joins = JoinedSeries(UndoStack(), lambda *_: None, lambda: None)
    ids = [stack.id for stack in joined(study, joins).stacks]
    joins.decide(study, ids, joined=False, by="Dr. Z")
    assert joined(study, joins, 2).stacks == ()
    joins.decide(study, ids[:3], joined=True, by="Dr. Z")
    assert len(joined(study, joins).stacks) == 3
    # What was decided stands for the rest of the group, too.
    assert joined(study, joins, 3).stacks == ()


def test_percentages_in_names() -> None:
    assert percent_named("Thorax 4D  40% Ex") == 40
    assert percent_named("T=12.5 %") == 12.5
    assert percent_named("Gated 30pct") == 30
    assert percent_named("30% of 70%") is None
    assert percent_named("Dose 150%") is None
    assert percent_named("Thorax 1.5") is None
    assert without_percent("Thorax 40 % Ex") == "Thorax Ex"
