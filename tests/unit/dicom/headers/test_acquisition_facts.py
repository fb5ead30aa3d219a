"""What is told of an acquisition has the unit that the standard gives it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    image_data_set,
    put_pixels,
    ramp,
    save,
    straight,
)
from workstation.dicom.headers.acquisition_facts import technique
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.messages import Message
from workstation.services.open_study import open_series


@pytest.mark.parametrize(
    ("modality", "dose", "words"),
    [
        (b"PT", b"370000000 ", "370 MBq"),
        # In MBq where Bq belongs: no unit is made up for it.
        (b"PT", b"370 ", "370 Bq"),
        # PS3.3 C.8.4.10.1.7: MBq in nuclear medicine, where some write Bq all the same.
        (b"NM", b"740 ", "740 MBq"),
        (b"NM", b"740000000 ", "740 MBq"),
        (b"NM", b"740,5 ", None),
        (b"NM", b"-1", None),
    ],
)
def test_a_dose_has_the_unit_of_its_modality(modality: bytes, dose: bytes, words: str) -> None:
    drug = Attributes({tag("RadionuclideTotalDose"): dose})
    image = Attributes(
        {tag("Modality"): modality}, {tag("RadiopharmaceuticalInformationSequence"): [drug]}
    )
    assert dict(technique(image)).get(Message("Injected dose")) == words


def test_each_film_of_a_series_is_told_of_by_its_own_header(tmp_path: Path) -> None:
    """Views and compression differ from film to film, and what one leaves out stays out."""
    stated = (("CC", "R", 42, 90), ("MLO", "L", 61, 110), ("", "", 0, 0))
    for number, (view, side, thickness, force) in enumerate(stated, 1):
        film = blank("1.2.840.10008.5.1.4.1.1.1.2")
        film.StudyInstanceUID, film.SeriesInstanceUID = "1.2.3", "1.2.3.4"
        film.Modality, film.InstanceNumber = "MG", number
        put_pixels(film, np.full((20, 20), number, np.uint16))
        if view:
            film.ViewPosition, film.Laterality = view, side
            film.BodyPartThickness, film.CompressionForce = thickness, force
        save(film, tmp_path / str(number))
    sources = [open_series(tmp_path, stack=number).source for number in range(3)]
    told = [{str(name): value for name, value in source.technique} for source in sources]
    assert [facts.get("View") for facts in told] == ["CC", "MLO", None]
    assert [facts.get("Compressed thickness") for facts in told] == ["42 mm", "61 mm", None]
    assert [facts.get("Compression force") for facts in told] == ["90 N", "110 N", None]
    assert [source.laterality for source in sources] == ["R", "L", ""]


def test_each_volume_of_a_series_is_told_of_by_its_own_header(tmp_path: Path) -> None:
    """A sharp reconstruction of many slices beside a soft one of few, in one series."""
    for kernel, count, first in (("B70f", 6, 1), ("B30f", 3, 7)):
        phantom = SeriesPhantom(
            stored=ramp(count),
            positions=straight(count),
            study_uid="1.2.3",
            series_uid="1.2.3.4",
            frame_of_reference_uid="1.2.3.5",
        )
        for k in range(count):
            image = image_data_set(phantom, k)
            image.ConvolutionKernel, image.InstanceNumber = kernel, first + k
            save(image, tmp_path / f"{kernel}{k}")
    told = [
        {str(name): value for name, value in open_series(tmp_path, stack=n).source.technique}
        for n in range(2)
    ]
    assert [facts["Kernel"] for facts in told] == ["B70f", "B30f"]
