"""Protocols find their studies, and cells their stacks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.studies import stack
from workstation.domain.study import Patient, Series, StackKind, Study
from workstation.presets.hanging_protocols import load_protocols
from workstation.scene.layout import AUTOMATIC_ID, layout_named
from workstation.session.hanging import (
    CellRule,
    HangingProtocol,
    SeriesRule,
    Stage,
    acquired_plane,
    best_protocol,
    first_stage,
    hang,
    priors_of,
    rule_of,
    score,
    stages_worth_showing,
)
from workstation.settings.paths import project_folder

SHIPPED = {p.id: p for p in load_protocols(project_folder() / "no such folder")}


def affine(plane: str, spacing: float = 3.0) -> np.ndarray:
    columns = {
        "axial": ((0, 0, spacing), (0, 1, 0), (1, 0, 0)),
        "coronal": ((0, spacing, 0), (0, 0, -1), (1, 0, 0)),
        "sagittal": ((spacing, 0, 0), (0, 0, -1), (0, 1, 0)),
    }[plane]
    matrix = np.eye(4)
    matrix[:3, :3] = np.array(columns, dtype=float).T
    return matrix


def volume(number: int, modality: str, words: str, *, plane: str = "axial", step: float = 3.0,
           images: int = 20, part: str = "") -> Series:  # fmt: skip
    made = stack(f"s{number}", f"1.{number}", StackKind.VOLUME, (images, 8, 8), affine(plane, step))
    made = replace(made, spacing_kji_mm=(step, 1.0, 1.0), body_part=part)
    return Series(
        series_instance_uid=f"1.{number}",
        number=number,
        modality=modality,
        description=words,
        stacks=(made,),
    )


def film(number: int, modality: str, view: str, side: str = "", part: str = "") -> Series:
    made = stack(f"s{number}", f"1.{number}", StackKind.PROJECTION, (1, 8, 8))
    made = replace(made, view_position=view, laterality=side, body_part=part)
    return Series(
        series_instance_uid=f"1.{number}",
        number=number,
        modality=modality,
        description="",
        stacks=(made,),
    )


def study(*series: Series, words: str = "", date: str = "20260101", uid: str = "1.1") -> Study:
    return Study(
        study_instance_uid=uid,
        patient=Patient(patient_id="P", name="A^B", birth_date="19700101", sex="F"),
        date=date,
        time="",
        description=words,
        accession_number="",
        referring_physician="",
        series=series,
    )


FOUR_VIEWS = (
    film(1, "MG", "MLO", "L"),
    film(2, "MG", "CC", "L"),
    film(3, "MG", "MLO", "R"),
    film(4, "MG", "CC", "R"),
)


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (study(volume(1, "CT", "Thorax 1.0 B60")), "chest-ct"),
        (study(volume(1, "CT", "x", part="CHEST")), "chest-ct"),
        (study(volume(1, "CT", "portal venous", part="ABDOMEN")), "abdomen-ct"),
        (study(volume(1, "CT", "H31"), words="Head native"), "head-ct"),
        (study(volume(1, "CT", "Foot")), "generic"),
        (study(volume(1, "MR", "ax FLAIR"), words="Brain"), "brain-mr"),
        (study(volume(1, "MR", "pd fs sag", plane="sagittal"), words="Knee left"), "knee-mr"),
        (study(film(1, "DX", "PA", part="CHEST"), film(2, "DX", "LL")), "chest-film-dx"),
        (study(film(1, "CR", "PA", part="CHEST")), "chest-film-cr"),
        (study(*FOUR_VIEWS), "mammography"),
        (study(volume(1, "CT", "ac"), volume(2, "PT", "wb")), "pet-ct"),
        (study(volume(1, "US", "liver")), "generic"),
    ],
)
def test_each_kind_of_study_finds_its_protocol(made: Study, wanted: str) -> None:
    found = best_protocol(tuple(SHIPPED.values()), made)
    assert found is not None
    assert found.id == wanted


def test_every_shipped_stage_has_a_rule_for_each_cell() -> None:
    for protocol in SHIPPED.values():
        for stage in protocol.stages:
            if stage.layout in (AUTOMATIC_ID, "mpr"):
                assert len(stage.cells) == 1
            else:
                assert len(stage.cells) == len(layout_named(stage.layout).cells)


def test_mammograms_hang_back_to_back_whatever_their_order() -> None:
    hung = hang(SHIPPED["mammography"].stages[0], study(*FOUR_VIEWS))
    assert [each.stack_id for each in hung] == ["s4", "s2", "s3", "s1"]
    assert [each.rule.chest_wall for each in hung] == ["right", "left", "right", "left"]


def test_a_missing_view_leaves_its_cell_empty() -> None:
    hung = hang(SHIPPED["mammography"].stages[0], study(*FOUR_VIEWS[:3]))
    assert [each.stack_id for each in hung] == ["", "s2", "s3", "s1"]


def test_head_windows_show_one_series_four_times_and_never_the_scout() -> None:
    scout = volume(1, "CT", "Scout", plane="coronal", images=40)
    made = study(scout, volume(2, "CT", "Head 5.0 H31"), words="Head")
    hung = hang(SHIPPED["head-ct"].stages[0], made)
    assert [each.stack_id for each in hung] == ["s2"] * 4
    assert [each.rule.window for each in hung] == ["Brain", "Subdural", "Bone", "Stroke"]


def test_a_pet_lies_over_the_ct_of_its_own_frame_of_reference() -> None:
    other, ac, wb = (
        volume(1, "CT", "diagnostic", images=90),
        volume(2, "CT", "ac"),
        volume(3, "PT", "wb"),
    )
    apart = replace(other, stacks=(replace(other.stacks[0], frame_of_reference_uid="9.9"),))
    hung = hang(SHIPPED["pet-ct"].stages[0], study(apart, ac, wb))
    assert [(each.stack_id, each.over_id) for each in hung] == [
        ("s1", ""),
        ("s3", ""),
        ("s2", "s3"),
        ("s3", ""),
    ]
    hung = hang(SHIPPED["pet-ct"].stages[0], study(apart, wb))
    assert (hung[2].stack_id, hung[2].over_id) == ("", "")


def test_images_without_a_frame_of_reference_are_never_fused() -> None:
    parts = [volume(1, "CT", "ac"), volume(2, "PT", "wb")]
    nowhere = [
        replace(each, stacks=(replace(each.stacks[0], frame_of_reference_uid=""),))
        for each in parts
    ]
    assert hang(SHIPPED["pet-ct"].stages[0], study(*nowhere))[2].stack_id == ""


def test_knee_planes_are_told_by_geometry() -> None:
    made = study(
        volume(1, "MR", "pd fs", plane="axial"),
        volume(2, "MR", "pd fs", plane="sagittal"),
        volume(3, "MR", "pd fs", plane="coronal"),
        words="Knee",
    )
    hung = hang(SHIPPED["knee-mr"].stages[0], made)
    assert [each.stack_id for each in hung] == ["s2", "s3", "s1", ""]


def test_the_thin_series_is_preferred_for_the_lung() -> None:
    made = study(
        volume(1, "CT", "Thorax", step=5.0, images=60), volume(2, "CT", "Thorax", step=1.0),
        words="Chest",
    )  # fmt: skip
    assert hang(SHIPPED["chest-ct"].stages[0], made)[0].stack_id == "s2"


def test_stages_that_the_study_cannot_fill_are_not_the_first() -> None:
    protocol = SHIPPED["brain-mr"]
    single = study(volume(1, "MR", "t1"), words="Brain")
    assert protocol.stages[first_stage(protocol, single)].layout == AUTOMATIC_ID


def test_a_stage_is_worth_showing_where_more_than_one_picture_or_the_prior_is_in_it() -> None:
    generic = SHIPPED["generic"]
    one = study(volume(1, "US", "liver"))
    assert stages_worth_showing(generic, one) == (0,)
    two = study(volume(1, "US", "liver"), volume(2, "US", "kidney"))
    assert stages_worth_showing(generic, two) == (0, 2)
    old = study(volume(3, "US", "liver"), date="20240101", uid="1.2")
    assert stages_worth_showing(generic, one, (old,)) == (0, 1)
    hung = hang(generic.stages[1], one, (old,))
    assert [(each.stack_id, each.is_prior) for each in hung] == [("s1", False), ("s3", True)]


def test_priors_are_older_studies_of_the_same_person_and_kind() -> None:
    now = study(*FOUR_VIEWS)
    old = study(*FOUR_VIEWS, date="20240101", uid="1.2")
    older = study(*FOUR_VIEWS, date="20220101", uid="1.3")
    later = study(*FOUR_VIEWS, date="20270101", uid="1.4")
    other_kind = study(volume(1, "CT", "x"), date="20250101", uid="1.5")
    stranger = replace(old, patient=replace(old.patient, name="C^D"), study_instance_uid="1.6")
    found = priors_of(now, (older, later, other_kind, stranger, now, old))
    assert [each.study_instance_uid for each in found] == ["1.2", "1.3"]
    nameless = replace(now, patient=Patient(patient_id=""))
    assert priors_of(nameless, (replace(old, patient=Patient(patient_id="")),)) == ()


def test_priors_hang_beside_the_current_study() -> None:
    now = study(volume(1, "CT", "Thorax"), words="Chest")
    old_series = replace(
        volume(7, "CT", "Thorax"), stacks=(replace(volume(7, "CT", "").stacks[0], id="old"),)
    )
    old = study(old_series, words="Chest", date="20250101", uid="1.2")
    stage = SHIPPED["chest-ct"].stages[2]
    hung = hang(stage, now, (old,))
    assert [(each.stack_id, each.is_prior) for each in hung] == [("s1", False), ("old", True)]
    assert hang(stage, now)[1].stack_id == ""


def test_a_protocol_made_from_a_layout_finds_it_again() -> None:
    made = study(volume(1, "MR", "ax T2"), volume(2, "MR", "sag T1", plane="sagittal"))
    cells = tuple(
        CellRule(series=rule_of(s, s.stacks[0], is_prior=False)) for s in reversed(made.series)
    )
    protocol = HangingProtocol(
        id="own: mine",
        title="mine",
        modalities=("MR",),
        stages=(Stage(title="mine", layout="grid-1x2", cells=cells),),
    )
    again = HangingProtocol.model_validate_json(protocol.model_dump_json())
    assert again == protocol
    shuffled = study(*reversed(made.series))
    assert [each.stack_id for each in hang(again.stages[0], shuffled)] == ["s2", "s1"]
    assert score(again, study(volume(1, "CT", "x"))) == 0


def test_words_begin_words() -> None:
    rule = SeriesRule(words=("lung",))
    stage = Stage(title="", layout="grid-1x1", cells=(CellRule(series=rule),))
    assert hang(stage, study(volume(1, "CT", "1.0_Lung/B60")))[0].stack_id == "s1"
    assert hang(stage, study(volume(1, "CT", "Einspritzunglung")))[0].stack_id == ""


def test_planes_of_stacks() -> None:
    for plane in ("axial", "coronal", "sagittal"):
        assert acquired_plane(volume(1, "MR", "", plane=plane).stacks[0]) == plane
    assert acquired_plane(FOUR_VIEWS[0].stacks[0]) is None
