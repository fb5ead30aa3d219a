from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from workstation.errors import PluginRefusedError
from workstation.plugin_api.acceptance import age_in_years, require_acceptable
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import Accepts, PluginKind, PluginManifest
from workstation.plugin_api.payloads import ImagePayload, PluginRequest


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
    assert require_acceptable(manifest(body_part=("CHEST",)), image(body_part="CHEST")) == ()


def test_another_body_part_is_a_caveat() -> None:
    notes = require_acceptable(manifest(body_part=("CHEST",)), image(body_part="HEAD"))
    assert "HEAD" in str(notes[0])


def test_an_unstated_modality_is_a_caveat_unless_values_need_it() -> None:
    assert "modality" in str(require_acceptable(manifest(), image(modality="", quantity="US"))[0])
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
    assert require_acceptable(manifest(max_age_years=18), image(age_years=None)) == ()


def test_empty_slices_between_others_are_refused_and_at_the_ends_they_may_be_air() -> None:
    volume = np.arange(10 * 20 * 20, dtype=np.int16).reshape(10, 20, 20).copy()
    assert require_acceptable(manifest(), image(array=volume)) == ()
    volume[[0, 9]] = -1024
    assert require_acceptable(manifest(), image(array=volume)) == ()
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
