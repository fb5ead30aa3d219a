from __future__ import annotations

import numpy as np
import pytest

from plugins.lungs_ct.lungs import segment_lungs
from workstation.plugin_api.phantoms import thorax_phantom


@pytest.mark.parametrize("noise_hu", [15.0, 40.0])
def test_the_trachea_is_no_lung_in_noise_either(noise_hu: float) -> None:
    """A tube of 17 mm over 100 mm holds 22.7 mL of air; none of it may count as lung."""
    phantom = thorax_phantom(spacing_kji_mm=(2.5, 2.0, 2.0), vessels=8, noise_hu=noise_hu)
    found = segment_lungs(phantom.hu, phantom.affine_lps)
    beyond_ml = np.count_nonzero((found.labels > 0) & (phantom.truth == 0)) * 0.01
    assert beyond_ml < 0.1
    assert found.notes == ()


def test_lungs_without_an_airway_say_so() -> None:
    phantom = thorax_phantom(spacing_kji_mm=(2.5, 2.0, 2.0), vessels=8)
    tissue = (phantom.truth == 0) & (phantom.hu < -500)
    columns = slice(phantom.hu.shape[2] // 2 - 8, phantom.hu.shape[2] // 2 + 8)
    hu = phantom.hu.copy()
    hu[:, 30:-30, columns][tissue[:, 30:-30, columns]] = 40
    notes = segment_lungs(hu, phantom.affine_lps).notes
    assert any("No airway tree of plausible size" in str(note) for note in notes)


def test_main_bronchi_below_the_cut_trachea_are_no_lung() -> None:
    """Two tubes of 12 mm from the carina into the lungs, in a slab that shows no trachea."""
    phantom = thorax_phantom(spacing_kji_mm=(2.0, 1.5, 1.5), vessels=0, noise_hu=10.0)
    k, j, i = np.indices(phantom.hu.shape, dtype=np.float32)
    x, y, z = (
        phantom.affine_lps[n, 0] * k
        + phantom.affine_lps[n, 1] * j
        + phantom.affine_lps[n, 2] * i
        + phantom.affine_lps[n, 3]
        for n in range(3)
    )
    bronchi = ((y - 5) ** 2 + (z + 20) ** 2 < 36) & (np.abs(x) < 30)
    hu = np.where(bronchi, -1000, phantom.hu).astype(np.int16)
    first, last = np.flatnonzero((z[:, 0, 0] > -60) & (z[:, 0, 0] < 10))[[0, -1]]
    affine = phantom.affine_lps.copy()
    affine[:3, 3] += affine[:3, 0] * first
    found = segment_lungs(hu[first:last], affine)
    outside = bronchi[first:last] & (phantom.truth[first:last] == 0)
    assert np.count_nonzero((found.labels > 0) & outside) < 0.25 * np.count_nonzero(outside)


def test_more_lung_than_any_chest_holds_is_none() -> None:
    """With pixels stated three times too large, the 3.4 L of this chest would take 31 L."""
    phantom = thorax_phantom(spacing_kji_mm=(2.5, 2.0, 2.0), vessels=8)
    affine = phantom.affine_lps.copy()
    affine[:3, 1:3] *= 3
    found = segment_lungs(phantom.hu, affine)
    assert not found.found
    assert any("more than any chest holds" in str(note) for note in found.notes)
