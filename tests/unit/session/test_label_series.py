"""Series of labels are told from images, and stand over those of their own space."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.studies import series, stack
from workstation.domain.study import (
    Patient,
    ScanReport,
    Series,
    StackKind,
    Study,
    WindowSetting,
)
from workstation.session.hanging import CellRule, Stage, hang
from workstation.session.label_series import images_below, looks_like_labels
from workstation.session.open_studies import OpenStudies, StackPlace

SECONDARY = "1.2.840.10008.5.1.4.1.1.7.2"
MR = "1.2.840.10008.5.1.4.1.1.4"


def made(
    number: int, words: str, sop_class: str = MR, width: float = 400.0, space: str = "1.2.3.9"
) -> Series:
    part = stack(f"s{number}", f"1.{number}", StackKind.VOLUME, (20, 8, 8), np.eye(4))
    part = replace(
        part,
        frames=tuple(replace(frame, sop_class_uid=sop_class) for frame in part.frames),
        windows=(WindowSetting(center=0.0, width=width),),
        frame_of_reference_uid=space,
    )
    return series(f"1.{number}", number, "MR", words, part)


@pytest.mark.parametrize(
    ("words", "sop_class", "width", "wanted"),
    [
        ("Mask_Tumor", SECONDARY, 400.0, True),
        ("Mask_Tumor", MR, 1.0, True),
        ("tumor segmentation", MR, 2.0, True),
        # The native pass of a subtraction, and an image whose window happens to be narrow.
        ("HeadAngio Mask 0.6", MR, 400.0, False),
        ("ADC", MR, 2.0, False),
        ("Unmasked", MR, 1.0, False),
        ("Screen", SECONDARY, 400.0, False),
    ],
)
def test_labels_are_told_by_name_and_kind(
    words: str, sop_class: str, width: float, wanted: bool
) -> None:
    one = made(1, words, sop_class, width)
    assert looks_like_labels(one, one.stacks[0]) is wanted


def test_films_and_frames_are_no_labels() -> None:
    one = made(1, "mask", SECONDARY)
    part = replace(one.stacks[0], kind=StackKind.FRAMES, affine_lps=None)
    assert not looks_like_labels(one, part)


def places(*studies: Study) -> tuple[StackPlace, ...]:
    open_studies = OpenStudies(lambda: None)
    open_studies.add(ScanReport(files=1, read=1, skipped=(), studies=studies))
    return open_studies.places


def study(*parts: Series, uid: str = "1.1", name: str = "A^B") -> Study:
    return Study(
        study_instance_uid=uid,
        patient=Patient(patient_id="P", name=name),
        date="20260101",
        time="",
        description="Brain",
        accession_number="",
        referring_physician="",
        series=parts,
    )


def test_labels_lie_on_images_of_their_study_and_frame_of_reference() -> None:
    here = places(
        study(made(1, "T1"), made(2, "Mask", SECONDARY), made(3, "FLAIR", space="9.9")),
        study(made(4, "T1"), uid="1.2"),
    )
    (labels,) = (each for each in here if each.stack.id == "s2")
    assert [each.stack.id for each in images_below(labels, here)] == ["s1"]
    nowhere = places(study(made(1, "T1", space=""), made(2, "Mask", SECONDARY, space="")))
    assert images_below(nowhere[1], nowhere) == ()


def test_labels_are_not_hung_beside_images() -> None:
    stage = Stage(title="Two", layout="grid-1x2", cells=(CellRule(), CellRule()))
    both = study(made(2, "Mask", SECONDARY), made(1, "T1"))
    assert [each.stack_id for each in hang(stage, both)] == ["s1", ""]
    alone = study(made(2, "Mask", SECONDARY))
    assert [each.stack_id for each in hang(stage, alone)] == ["s2", ""]
