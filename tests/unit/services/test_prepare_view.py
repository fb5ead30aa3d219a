"""The slice that is shown before the rest is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.support.ct_series import write_series
from tests.support.masks import geometry
from workstation.domain.image import Volume
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services.open_study import load, read_frame, scan
from workstation.services.prepare_view import first_slice


def test_the_first_slice_lies_at_its_own_place_where_slices_are_missing(tmp_path: Path) -> None:
    for k, path in enumerate(write_series(tmp_path, geometry((12, 20, 24)))):
        if k in {2, 3, 4}:
            path.unlink()
    study, series = scan(tmp_path).all_series()[0]
    stack = series.stacks[0]
    first = first_slice(read_frame, stack, study, series, token=CancelToken(), progress=no_progress)
    volume = load(stack, study, series)
    assert first is not None
    assert isinstance(volume, Volume)
    origins = volume.slice_origins_lps_mm
    assert origins is not None
    np.testing.assert_allclose(
        first.image.geometry.affine_lps[:3, 3], origins[first.index], atol=1e-6
    )
