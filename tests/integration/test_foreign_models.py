"""Models of others from `models install` to labels: as plain MONAI gives them, voxel by voxel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.foreign_bundles import (
    METADATA,
    copied_zoo_bundle,
    monai_labels,
    write_foreign,
    write_volume,
)
from workstation.domain.image import Volume
from workstation.errors import PluginRefusedError
from workstation.plugin_host.folders import PluginFolders
from workstation.services.export_masks import write_nifti_file
from workstation.services.install_model import install_model, offered_model
from workstation.services.open_image import open_image
from workstation.services.run_plugin import PluginRunner

TAKEN = {
    "segmentation_template": "MR",
    "spleen_ct_segmentation": "",
    "swin_unetr_btcv_segmentation": "",
    "ventricular_short_axis_3label": "",
    "wholeBody_ct_segmentation": "",
}
"""Published configurations that can be run, and the modality that has to be said for them."""
REFUSED = {
    "brats_mri_axial_slices_generative_diffusion": "DiffusionModelUNet, which is not allowed",
    "brats_mri_generative_diffusion": "more than one image",
    "classification_template": "works on single pictures",
    "endoscopic_inbody_classification": "calls its channel 0 in body",
    "endoscopic_tool_segmentation": "3 channels",
    "lung_nodule_ct_detection": "does not name its structures",
    "maisi_ct_generative": "does not say in its metadata",
    "mednist_gan": "0 channels",
    "mednist_reg": "2 channels",
    "pancreas_ct_dints_segmentation": "DiNTS, which is not allowed",
    "pathology_nuclei_classification": "4 channels",
    "pathology_nuclei_segmentation_classification": "more than one result",
    "pathology_nuclick_annotation": "5 channels",
    "pathology_tumor_detection": "3 channels",
    "renalStructures_CECT_segmentation": "3 channels",
    "renalStructures_UNEST_segmentation": r"scripts\.networks\.unest\.UNesT at network_def",
    "spleen_deepedit_annotation": "3 channels",
    "vista2d": "does not name its structures",
    "vista3d": r"vista3d132 is not allowed",
}
RUN = {
    "segmentation_template": (40, 48, 24),
    "spleen_ct_segmentation": (40, 44, 26),
    "ventricular_short_axis_3label": (40, 44, 12),
}
"""Those that are run here, and the size of the volume."""


@pytest.fixture
def folders(tmp_path: Path) -> PluginFolders:
    return PluginFolders(
        plugins=(tmp_path / "user" / "plugins",), models=(tmp_path / "user" / "models",)
    )


def install(bundle: Path, folders: PluginFolders, book: Path, modality: str = "") -> str:
    with offered_model(bundle, modality=modality, folders=folders) as offer:
        return install_model(offer, folders=folders, trust_book=book).id


@pytest.fixture
def runner(folders: PluginFolders, tmp_path: Path) -> Iterator[PluginRunner]:
    with PluginRunner("cpu", folders=folders, trust_book=tmp_path / "book.json") as made:
        yield made


def run(image: Path, model: str, runner: PluginRunner, modality: str) -> NDArray[np.int64]:
    """Labels as the program writes them as NIfTI, (i, j, k) of the file that was read."""
    opened = open_image(image, modality=modality)
    assert isinstance(opened, Volume)
    result = runner.run(opened, model)
    assert result.mask is not None
    assert all("not validated here" in str(f.caveats[0]) for f in result.findings)
    target = image.parent / "labels.nii.gz"
    write_nifti_file(result.mask, target, opened)
    written: Any = nibabel.load(target)
    read: Any = nibabel.load(image)
    back = nibabel.orientations.ornt_transform(
        nibabel.io_orientation(written.affine), nibabel.io_orientation(read.affine)
    )
    turned = written.as_reoriented(back)
    np.testing.assert_allclose(turned.affine, read.affine, atol=1e-3)
    return np.asarray(turned.dataobj).astype(np.int64)


def published(shared_data: Path) -> Path:
    folder = shared_data / "third_party_models" / "monai_zoo_configs"
    if not folder.is_dir():
        pytest.skip("the published configurations are not here")
    return folder


def test_a_small_bundle_gives_what_plain_monai_gives_on_an_oblique_volume(
    tmp_path: Path, folders: PluginFolders, runner: PluginRunner
) -> None:
    bundle = write_foreign(tmp_path / "blobs")
    image = write_volume(tmp_path / "image.nii.gz")
    model = install(bundle, folders, tmp_path / "book.json")
    wanted = monai_labels(bundle, image)
    found = run(image, model, runner, "CT")
    assert set(np.unique(wanted)) == {0, 1, 2}
    assert (found == wanted).mean() > 0.9999
    # The comparison means something: turned the wrong way it is far from equal.
    assert (found[::-1] == wanted).mean() < 0.95


def test_the_order_in_which_the_file_is_stored_does_not_matter(
    tmp_path: Path, folders: PluginFolders, runner: PluginRunner
) -> None:
    model = install(write_foreign(tmp_path / "blobs"), folders, tmp_path / "book.json")
    image = write_volume(tmp_path / "image.nii.gz")
    stored: Any = nibabel.load(image)
    straight = run(image, model, runner, "CT")
    for flip in ((0,), (1, 2), (0, 1, 2)):
        steps = np.array([[n, -1 if n in flip else 1] for n in range(3)])
        other = tmp_path / "other.nii.gz"
        nibabel.save(stored.as_reoriented(steps), other)
        assert (np.flip(run(other, model, runner, "CT"), flip) == straight).mean() > 0.999


def test_every_published_configuration_is_judged(
    shared_data: Path, tmp_path: Path, folders: PluginFolders
) -> None:
    source = published(shared_data)
    names = {folder.name for folder in source.iterdir() if folder.is_dir()}
    assert names == TAKEN.keys() | REFUSED.keys()
    for name, reason in REFUSED.items():
        with (
            pytest.raises(PluginRefusedError, match=reason),
            offered_model(source / name, folders=folders),
        ):
            pass
    for name, modality in TAKEN.items():
        bundle = tmp_path / name
        (bundle / "models").mkdir(parents=True)
        for part in ("configs", "LICENSE"):
            (bundle / part).symlink_to(source / name / part)
        (bundle / "models" / "model.pt").write_bytes(b"weights")
        with offered_model(bundle, modality=modality, folders=folders) as offer:
            assert offer.facts.labels, name
    assert not any(folders.own_models.iterdir())


def test_a_configuration_without_its_weights_says_where_they_are(
    shared_data: Path, folders: PluginFolders
) -> None:
    bundle = published(shared_data) / "spleen_ct_segmentation"
    with (
        pytest.raises(PluginRefusedError, match=r"without its weights .*large_files\.yml"),
        offered_model(bundle, folders=folders),
    ):
        pass


@pytest.mark.parametrize("name", sorted(RUN))
def test_published_bundles_with_random_weights_give_what_plain_monai_gives(
    shared_data: Path, tmp_path: Path, folders: PluginFolders, runner: PluginRunner, name: str
) -> None:
    bundle = copied_zoo_bundle(published(shared_data) / name, tmp_path / name)
    image = write_volume(tmp_path / "image.nii.gz", shape=RUN[name])
    modality = TAKEN[name] or ("CT" if "ct" in name else "MR")
    model = install(bundle, folders, tmp_path / "book.json", TAKEN[name])
    found = run(image, model, runner, modality)
    wanted = monai_labels(bundle, image)
    assert len(np.unique(wanted)) > 1
    assert (found == wanted).mean() > 0.999


def test_a_real_model_gives_what_plain_monai_gives_on_a_crop(
    shared_data: Path, tmp_path: Path, folders: PluginFolders, runner: PluginRunner
) -> None:
    source = shared_data / "third_party_models" / "brain_subcortical_bundle"
    head = shared_data / "third_party_models" / "brainchop" / "t1_conformed_lia.nii.gz"
    if not source.is_dir() or not head.is_file():
        pytest.skip("the model is not here")
    whole: Any = nibabel.load(head)
    # Deep structures of both sides, stored in another order than the model's own.
    crop = nibabel.as_closest_canonical(whole.slicer[96:160, 92:144, 96:152])
    image = tmp_path / "crop.nii.gz"
    nibabel.save(crop, image)
    model = install(source, folders, tmp_path / "book.json")
    found = run(image, model, runner, "MR")
    wanted = monai_labels(source, image)
    assert len(np.unique(wanted)) > 5
    assert (found == wanted).mean() > 0.9999


def test_a_model_of_mr_is_not_run_on_ct(
    tmp_path: Path, folders: PluginFolders, runner: PluginRunner
) -> None:
    inputs = {"image": {**METADATA["network_data_format"]["inputs"]["image"], "modality": "MR"}}
    outputs = METADATA["network_data_format"]["outputs"]
    metadata = {**METADATA, "network_data_format": {"inputs": inputs, "outputs": outputs}}
    model = install(
        write_foreign(tmp_path / "blobs", metadata=metadata), folders, tmp_path / "book.json"
    )
    image = write_volume(tmp_path / "image.nii.gz")
    with pytest.raises(PluginRefusedError, match="is for MR, not for CT"):
        run(image, model, runner, "CT")
