"""The shipped plugins judged on phantoms: as the run itself decides, and before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.image_phantoms import frames
from tests.support.plugin_folders import folders_in, write_plugin
from tests.support.plugin_images import ct_volume, film, mr_volume
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import Image
from workstation.errors import CancelledError, PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.phantoms import crop_phantom, thorax_phantom
from workstation.processes.cancel import CancelToken
from workstation.services.judge_plugins import judge_plugins
from workstation.services.run_plugin import PluginRunner
from workstation.session.plugin_verdict import PluginVerdict

PICTURES = {
    "enhance_clahe", "enhance_deblur", "enhance_diffusion", "enhance_gaussian", "enhance_median",
    "enhance_unsharp",
}  # fmt: skip
ANALYSES = {"hippocampus_mr", "lung_fields_xr", "lung_nodules_ct", "lungs_ct", "pneumonia_xr"}


def chest_ct() -> Image:
    return ct_volume(thorax_phantom(spacing_kji_mm=(3.0, 2.0, 2.0), vessels=4))


def head_mr() -> Image:
    return mr_volume(crop_phantom("MR"))


def chest_film() -> Image:
    values = np.arange(300 * 250, dtype=np.uint16).reshape(300, 250)
    return film(values, age="003Y")


def of_part(image: Image, part: str, *, modality: str = "", description: str = "") -> Image:
    source = image.source
    return replace(
        image,
        source=replace(
            source,
            body_part=part,
            modality=modality or source.modality,
            description=description,
        ),
    )


def taken(found: dict[str, PluginVerdict]) -> set[str]:
    return {name for name, verdict in found.items() if verdict.takes}


def judged(image: Image) -> dict[str, PluginVerdict]:
    return dict(judge_plugins(image))


@pytest.mark.parametrize(
    ("image", "wanted"),
    [
        (chest_ct, {"lungs_ct", "lung_nodules_ct", "herder_pet", *PICTURES}),
        (head_mr, {"hippocampus_mr", *PICTURES}),
        (chest_film, {"lung_fields_xr", "pneumonia_xr", *PICTURES}),
        (lambda: of_part(chest_ct(), "HEAD"), {"herder_pet", *PICTURES}),
        (lambda: of_part(chest_film(), "BREAST"), PICTURES),
        (lambda: of_part(chest_film(), "BREAST", modality="RG"), set()),
        (lambda: of_part(head_mr(), "KNEE"), PICTURES),
        (frames, set()),
    ],
)
def test_known_images_are_taken_by_what_is_for_them(image: object, wanted: set[str]) -> None:
    assert callable(image)
    found = judged(image())
    assert taken(found) == wanted
    assert found.keys() == ANALYSES | PICTURES | {"herder_pet"}
    for verdict in found.values():
        assert verdict.doubts == ()
        assert len(verdict.content) == 64


def test_reasons_name_what_does_not_fit() -> None:
    found = judged(of_part(chest_film(), "BREAST"))
    assert str(found["lung_fields_xr"].reason) == (
        "is for CHEST, THORAX, LUNG; the file states body part BREAST."
    )
    assert str(found["lungs_ct"].reason) == "is for CT, not for DX."
    adult = chest_film()
    adult = replace(
        adult, source=replace(adult.source, patient=replace(adult.source.patient, age="044Y"))
    )
    assert "44 years old" in str(judged(adult)["pneumonia_xr"].reason)


def test_what_is_doubtful_is_to_be_asked_about() -> None:
    found = judged(of_part(chest_ct(), "", description="Kopf nativ"))
    assert taken(found) == {"lungs_ct", "lung_nodules_ct", "herder_pet", *PICTURES}
    assert ["HEAD" in str(doubt) for doubt in found["lungs_ct"].doubts] == [True]
    assert found["enhance_median"].doubts == ()


@pytest.mark.parametrize("image", [chest_ct, head_mr, chest_film])
@pytest.mark.parametrize("part", ["HEAD", "BREAST"])
def test_a_run_refuses_what_is_not_taken(image: object, part: str) -> None:
    assert callable(image)
    wrong = of_part(image(), part)
    with PluginRunner("cpu") as runner:
        for name, verdict in judged(wrong).items():
            if not verdict.takes:
                with pytest.raises(PluginRefusedError) as caught:
                    runner.run(wrong, name)
                assert str(verdict.reason) == f"{caught.value.reason}."
        assert runner.worker_pid is None


def test_doubtful_geometry_is_refused_until_it_is_acknowledged() -> None:
    issue = GeometryIssue(
        code=GeometryIssueCode.DUPLICATE_POSITIONS,
        message=Message("Two slices lie at one place."),
        blocks_volume=True,
    )
    blocked = replace(chest_ct(), honesty=GeometryHonesty(issues=(issue,)))
    verdict = judge_plugins(blocked)["enhance_median"]
    assert "geometry of this series is doubtful: Two slices" in str(verdict.reason)
    assert judge_plugins(blocked, acknowledged=True)["enhance_median"].takes


def test_plugins_that_cannot_be_run_are_not_judged(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugins", "one")
    (tmp_path / "plugins" / "torn").mkdir()
    assert judge_plugins(chest_ct(), folders=folders_in(tmp_path)).keys() == {"one"}


def test_judging_stops_when_it_is_told() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        judge_plugins(chest_ct(), token=token)
