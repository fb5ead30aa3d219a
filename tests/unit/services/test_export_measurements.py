from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.errors import OutputError
from workstation.messages import Message
from workstation.services.export_measurements import (
    COLUMNS,
    plain_cell,
    write_measurements,
)
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, Reading

DRAWN = Annotation(
    id="a1",
    kind=AnnotationKind.CIRCLE,
    study_instance_uid="1.2",
    series_instance_uid="1.2.3",
    stack_id="s",
    frame_of_reference_uid="1.9",
    points=((-12.5, 3.0, 400.25), (-10.0, 3.0, 400.25)),
    in_patient=True,
    readings=(
        Reading(name=Message("Area"), value=19.634954084936208, unit="mm²"),
        Reading(
            name=Message("Mean"), value=-812.25, unit="HU", caveat=Message("max of a slab of 10 mm")
        ),
    ),
    plane_text=Message("Axial H 400.2 mm"),
    text='=HYPERLINK("x"), "a";\nb',
    by="Dr. Ü 漢",
    created=datetime(2026, 1, 2, tzinfo=UTC),
)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_number_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    note = replace(DRAWN, id="a2", kind=AnnotationKind.TEXT, points=((4.0, 5.5, 0.0),),
                   in_patient=False, frame=6, readings=(), text="Here")  # fmt: skip
    assert write_measurements([DRAWN, note], path) == 3
    area, mean, text = read(path)
    assert tuple(area) == COLUMNS
    assert [float(row["value"]) for row in (area, mean)] == [r.value for r in DRAWN.readings]
    assert (mean["reading"], mean["unit"], mean["caveat"]) == (
        "Mean", "HU", "max of a slab of 10 mm",
    )  # fmt: skip
    assert area["points"] == "(-12.500, 3.000, 400.250); (-10.000, 3.000, 400.250)"
    assert (area["coordinates"], area["frame"]) == ("LPS mm", "")
    assert (area["series_instance_uid"], area["frame_of_reference_uid"]) == ("1.2.3", "1.9")
    assert area["text"] == "'" + DRAWN.text
    assert area["by"] == DRAWN.by
    assert (text["kind"], text["reading"], text["value"]) == ("text", "", "")
    assert (text["points"], text["coordinates"], text["frame"]) == (
        "(4.000, 5.500)", "row, column px", "7",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_text_is_a_formula(text: str) -> None:
    assert plain_cell(text) == f"'{text}"
    assert plain_cell(f"a{text}") == f"a{text}"


def test_a_folder_that_is_not_there_is_a_known_fault(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_measurements([DRAWN], tmp_path / "none" / "m.csv")


def test_nothing_that_a_file_states_is_a_formula(tmp_path: Path) -> None:
    hostile = replace(
        DRAWN,
        study_instance_uid="=cmd()",
        series_instance_uid="+1",
        frame_of_reference_uid="@x",
        readings=(Reading(name=Message("=a"), value=-3.0, unit="-b", caveat=Message("＝c")),),
    )
    write_measurements([hostile], tmp_path / "m.csv")
    (row,) = read(tmp_path / "m.csv")
    assert row.pop("value") == "-3.0"
    row.pop("points")
    assert not [cell for cell in row.values() if cell[:1] in {"=", "+", "-", "@", "＝"}]
