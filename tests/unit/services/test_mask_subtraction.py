"""Angiography that asks for mask subtraction says that it is shown without it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import XRayAngiographicImageStorage
from pypdf import PdfReader

from tests.support.dicom_phantoms import blank, put_pixels, save
from workstation.domain.image import FrameSequence
from workstation.imaging.annotation import shown_words
from workstation.imaging.planes import PlaneName
from workstation.scene.flat_view import FlatView
from workstation.scene.sampling import Sampling
from workstation.services.open_study import load, scan
from workstation.services.render import render_image
from workstation.services.write_report import ReportRequest, build_content, write
from workstation.viewer.corner_text import corner_text


def angiography(tmp_path: Path, operation: str, *, viewing_mode: str = "") -> FrameSequence:
    stored = np.arange(3 * 60 * 60, dtype=np.uint16).reshape(3, 60, 60)
    data_set = blank(XRayAngiographicImageStorage)
    data_set.Modality = "XA"
    put_pixels(data_set, stored[0])
    data_set.NumberOfFrames = 3
    data_set.PixelData = stored.tobytes()
    if operation:
        mask = Dataset()
        mask.MaskOperation = operation
        mask.MaskFrameNumbers = 1
        data_set.MaskSubtractionSequence = [mask]
    if viewing_mode:
        data_set.RecommendedViewingMode = viewing_mode
    save(data_set, tmp_path / "xa.dcm")
    (study,) = scan(tmp_path).studies
    (series,) = study.series
    image = load(series.stacks[0], study, series)
    assert isinstance(image, FrameSequence)
    np.testing.assert_array_equal(image.array, stored)
    return image


@pytest.mark.parametrize(
    ("operation", "viewing_mode", "asked"),
    [
        ("AVG_SUB", "", True),
        ("TID", "", True),
        ("REV_TID", "SUB", True),
        ("", "SUB", True),
        ("NONE", "", False),
        ("", "NAT", False),
        ("", "", False),
    ],
)
def test_what_asks_for_subtraction_says_that_it_is_not_subtracted(
    tmp_path: Path, operation: str, viewing_mode: str, asked: bool
) -> None:
    image = angiography(tmp_path, operation, viewing_mode=viewing_mode)
    assert [str(each) for each in shown_words(image)] == ["NOT SUBTRACTED"] * asked
    text = corner_text(
        FlatView(image, "s"), plane=PlaneName.NATIVE, index=0, window=None, inverted=False,
        zoom=1.0, sampling=Sampling(),
    )  # fmt: skip
    assert ("NOT SUBTRACTED" in text.bottom_left) is asked


def test_the_report_and_its_pictures_say_so(tmp_path: Path) -> None:
    image = angiography(tmp_path, "AVG_SUB")
    write(build_content(ReportRequest(image=image, findings=())), tmp_path / "r.pdf")
    words = " ".join(
        " ".join(p.extract_text() for p in PdfReader(tmp_path / "r.pdf").pages).split()
    )
    assert "The file asks for a mask to be subtracted (AVG_SUB)" in words
    assert "not subtracted" in words
    (tmp_path / "plain").mkdir()
    plain = angiography(tmp_path / "plain", "")
    assert (render_image(image, size=480) != render_image(plain, size=480)).any()
