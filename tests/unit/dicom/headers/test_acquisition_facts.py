"""What is told of an acquisition has the unit that the standard gives it."""

from __future__ import annotations

import pytest

from workstation.dicom.headers.acquisition_facts import technique
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.messages import Message


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
