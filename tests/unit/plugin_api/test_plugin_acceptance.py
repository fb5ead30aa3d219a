from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from workstation.errors import PluginRefusedError
from workstation.plugin_api.acceptance import (
    Acceptance,
    age_in_years,
    require_acceptable,
    require_acceptable_case,
)
from workstation.plugin_api.body_parts import PartMatch, described_parts, match_part
from workstation.plugin_api.facts import RiskCase
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import Accepts, PluginKind, PluginManifest, read_manifest
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.settings.paths import project_folder


def image(**changes: object) -> ImagePayload:
    affine = np.diag([2.0, 1.0, 1.0, 1.0])
    array = np.arange(10 * 20 * 20, dtype=np.int16).reshape(10, 20, 20)
    base = ImagePayload(array=array, affine_lps=affine, modality="CT", quantity="HU")
    return replace(base, **changes)  # type: ignore[arg-type]


def manifest(**accepts: object) -> PluginManifest:
    fields: dict[str, object] = {"modality": ("CT",), "image": "volume", **accepts}
    return PluginManifest.model_construct(
        id="p",
        name="P",
        version="1.0.0",
        kind=PluginKind.SEGMENTATION,
        accepts=Accepts.model_validate(fields),
    )


@pytest.mark.parametrize(
    ("age", "born", "seen", "years"),
    [
        ("034Y", "", "", 34.0),
        ("018M", "", "", 1.5),
        ("026W", "", "", 26 * 7 / 365.25),
        ("", "20200101", "20230101", 3.0),
        ("", "", "20230101", None),
        ("", "2020", "20230101", None),
        ("", "20240101", "20230101", None),
        ("old", "", "", None),
    ],
)
def test_age_comes_from_the_age_or_the_dates(
    age: str, born: str, seen: str, years: float | None
) -> None:
    found = age_in_years(age, born, seen)
    assert found == (None if years is None else pytest.approx(years, abs=0.01))


@pytest.mark.parametrize(
    ("born", "seen", "years"),
    [
        ("19770101", "20260101", 49),
        ("19770101", "20251231", 48),
        ("19770102", "20260101", 48),
        ("20000229", "20240228", 23),
        ("20000229", "20240229", 24),
        ("20000229", "20250228", 24),
        ("20000229", "20250301", 25),
        ("20260101", "20260101", 0),
        *((f"{year}0715", "20260715", 2026 - year) for year in range(1926, 2026)),
        *((f"{year}0716", "20260715", 2025 - year) for year in range(1926, 2026)),
    ],
)
def test_a_year_older_on_the_birthday_and_not_before(born: str, seen: str, years: int) -> None:
    found = age_in_years("", born, seen)
    assert found is not None
    assert int(found) == years


def test_a_fitting_image_is_accepted_without_caveats() -> None:
    found = require_acceptable(manifest(body_part=("CHEST",)), image(body_part="CHEST"))
    assert found == Acceptance()


CHEST = ("CHEST", "THORAX", "LUNG")


@pytest.mark.parametrize(
    ("known", "stated", "descriptions"),
    [
        (CHEST, "HEAD", ()),
        (CHEST, "breast", ()),
        (CHEST, "C-SPINE", ()),
        (CHEST, "LUMBAR SPINE", ()),
        (CHEST, "KNEE", ("Left knee, two views",)),
        (CHEST, "BREAST", ("Mammography screening",)),
        (("HEAD", "BRAIN", "HIPPOCAMPUS"), "CHEST", ("T1 mprage",)),
        (("HEAD", "BRAIN"), "HEART", ()),
    ],
)
def test_a_stated_other_part_of_the_body_is_refused(
    known: tuple[str, ...], stated: str, descriptions: tuple[str, ...]
) -> None:
    parts = described_parts(*descriptions)
    with pytest.raises(PluginRefusedError, match=f"body part {stated.upper()}") as caught:
        require_acceptable(
            manifest(body_part=known), image(body_part=stated, described_parts=parts)
        )
    assert "is for" in str(caught.value.reason)
    assert "P is for" not in str(caught.value.reason)
    case = RiskCase(modality="CT", body_part=stated, described_parts=parts)
    with pytest.raises(PluginRefusedError, match=f"body part {stated.upper()}"):
        require_acceptable_case(manifest(body_part=known), case)


@pytest.mark.parametrize(
    ("stated", "descriptions", "doubts"),
    [
        ("HEART", (), ["body part HEART"]),
        ("WHOLEBODY", (), ["body part WHOLEBODY"]),
        ("CHEST, ABDOMEN", (), ["body part CHEST, ABDOMEN"]),
        ("Plain word", (), ["body part PLAIN WORD"]),
        # The protocol of another part was used: one of the two is wrong.
        ("ABDOMEN", ("Thorax 1.0 B60f",), ["body part ABDOMEN"]),
        ("CHEST", ("CCT nativ",), ["description of the study or series names SKULL"]),
        ("", ("Knie links",), ["description of the study or series names KNEE"]),
        ("", ("头颅 CT 平扫",), ["names HEAD, SKULL"]),
        ("Plain word", ("Head",), ["body part PLAIN WORD", "names HEAD"]),
    ],
)
def test_a_doubtful_part_of_the_body_is_asked_about(
    stated: str, descriptions: tuple[str, ...], doubts: list[str]
) -> None:
    found = require_acceptable(
        manifest(body_part=CHEST),
        image(body_part=stated, described_parts=described_parts(*descriptions)),
    )
    assert found.caveats == ()
    assert found.remarks == found.doubts
    assert len(found.doubts) == len(doubts)
    for doubt, words in zip(found.doubts, doubts, strict=True):
        assert words in str(doubt)


@pytest.mark.parametrize(
    ("stated", "descriptions"),
    [
        ("CHEST", ()),
        ("chest ", ()),
        ("Lung", ()),
        ("", ()),
        ("", ("Body 5.0 CE, arms up, feet first",)),
        ("CHEST", ("HEAD FIRST SUPINE",)),
        ("", ("CT chest abdomen pelvis",)),
        ("CHEST", ("Neck, chest",)),
        ("", ("胸部平扫",)),
        ("CHEST", ("p.a. de face",)),
    ],
)
def test_the_right_part_of_the_body_is_no_doubt(stated: str, descriptions: tuple[str, ...]) -> None:
    found = require_acceptable(
        manifest(body_part=CHEST),
        image(body_part=stated, described_parts=described_parts(*descriptions)),
    )
    assert found == Acceptance()


def test_a_plugin_that_also_takes_the_whole_body_is_not_for_every_part() -> None:
    known = ("CHEST", "CHESTABDOMEN", "WHOLEBODY")
    for part in ("HEAD", "ABDOMEN", "PELVIS", "KNEE"):
        with pytest.raises(PluginRefusedError, match=part):
            require_acceptable(manifest(body_part=known), image(body_part=part))
    for part in ("CHEST", "WHOLEBODY"):
        found = require_acceptable(manifest(body_part=known), image(body_part=part))
        assert found == Acceptance()
    only = require_acceptable(manifest(body_part=("WHOLEBODY",)), image(body_part="HEAD"))
    assert "HEAD" in str(only.doubts[0])


def test_a_plugin_for_every_part_asks_nothing() -> None:
    parts = described_parts("Knee")
    assert require_acceptable(manifest(), image(body_part="HEAD", described_parts=parts)) == (
        Acceptance()
    )


def test_a_manifest_with_an_unknown_term_refuses_no_part() -> None:
    found = require_acceptable(manifest(body_part=("PHANTOM",)), image(body_part="HEAD"))
    assert "body part HEAD" in str(found.doubts[0])


@pytest.mark.parametrize("folder", sorted((project_folder() / "plugins").iterdir()))
def test_shipped_plugins_name_parts_that_are_known(folder: Path) -> None:
    if not (folder / "plugin.toml").is_file():
        return
    for part in read_manifest(folder).accepts.body_part:
        assert match_part(part, ("TOE",)) in (PartMatch.OTHER, PartMatch.DOUBTFUL)
        assert described_parts(part) != ()


def test_an_unstated_modality_is_a_caveat_unless_values_need_it() -> None:
    found = require_acceptable(manifest(), image(modality="", quantity="US"))
    assert "modality" in str(found.caveats[0])
    assert found.doubts == ()
    with pytest.raises(PluginRefusedError):
        require_acceptable(manifest(quantity=("HU",)), image(modality="", quantity="US"))


@pytest.mark.parametrize(
    ("accepts", "changes", "reason"),
    [
        ({}, {"modality": "MR"}, "for CT, not for MR"),
        ({"image": "radiograph"}, {}, "needs a radiograph"),
        ({"quantity": ("HU",)}, {"quantity": "US"}, "needs values in HU"),
        ({"min_slices": 11}, {}, "at least 11 slices"),
        ({"max_slice_spacing_mm": 1.5}, {}, "2.00 mm"),
        ({"max_slice_spacing_mm": 3}, {"acquired_slice_spacing_mm": 6.0}, "6.00 mm"),
        ({"max_pixel_spacing_mm": 0.5}, {}, "1.00 mm"),
        ({"min_extent_mm": (100, 10, 10)}, {}, "field of view"),
        ({"max_age_years": 18}, {"age_years": 40.0}, "40 years old"),
        ({"min_age_years": 18}, {"age_years": 4.0}, "from 18 years"),
        ({}, {"array": np.zeros((10, 20, 20), dtype=np.int16)}, "empty image"),
        ({}, {"array": np.full((10, 20, 20), np.nan)}, "not numbers"),
    ],
)
def test_an_image_outside_is_refused(
    accepts: dict[str, object], changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        require_acceptable(manifest(**accepts), image(**changes))


def test_an_unknown_age_is_left_to_the_plugin() -> None:
    assert require_acceptable(manifest(max_age_years=18), image(age_years=None)) == Acceptance()


def test_empty_slices_between_others_are_refused_and_at_the_ends_they_may_be_air() -> None:
    volume = np.arange(10 * 20 * 20, dtype=np.int16).reshape(10, 20, 20).copy()
    assert require_acceptable(manifest(), image(array=volume)) == Acceptance()
    volume[[0, 9]] = -1024
    assert require_acceptable(manifest(), image(array=volume)) == Acceptance()
    volume[4] = -1024
    with pytest.raises(
        PluginRefusedError, match="1 empty slice between others, at place 5: every pixel of it"
    ):
        require_acceptable(manifest(), image(array=volume))
    volume[5] = -1024
    with pytest.raises(
        PluginRefusedError, match="2 empty slices between others, the first at place 5"
    ):
        require_acceptable(manifest(), image(array=volume))
    request = PluginRequest(image=image(array=volume))
    with pytest.raises(PluginRefusedError, match="empty slices"):
        KINDS[PluginKind.DETECTION].input.accept(manifest(), request)
    KINDS[PluginKind.ENHANCEMENT].input.accept(manifest(), request)
