"""Values of parametric maps, and the range that a Real World Value Mapping is for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.sr.coding import Code

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import SeriesPhantom, ramp, straight, write_series
from tests.support.masks import geometry
from tests.support.study_objects import write_map
from workstation.domain.image import Volume
from workstation.domain.study import WindowSetting
from workstation.domain.value_codes import mapped_quantity, value_unit
from workstation.imaging.planes import PlaneName
from workstation.scene.sources import has_no_value, no_unit, unit_of, unit_words, value_at, view_of
from workstation.services.open_study import load, scan
from workstation.services.render import render_image

DIFFUSION = Code("mm2/s", "UCUM", "mm2/s")


def a_map(tmp_path: Path, **given: object) -> Volume:
    """A map on a CT of which slice k is k as stored."""
    a_series(tmp_path / "ct", geometry((6, 12, 14)))
    images = sorted((tmp_path / "ct").iterdir())
    (tmp_path / "map").mkdir()
    write_map(tmp_path / "map" / "m.dcm", images, **given)  # type: ignore[arg-type]
    return opened(tmp_path / "map")


def opened(folder: Path) -> Volume:
    (study,) = scan(folder).studies
    (series,) = study.series
    (stack,) = series.stacks
    image = load(stack, study, series)
    assert isinstance(image, Volume)
    return image


def said(image: Volume) -> str:
    return " ".join(str(issue.message) for issue in image.honesty.issues)


def test_a_map_that_states_no_unit_says_so(tmp_path: Path) -> None:
    image = a_map(tmp_path)
    assert (image.quantity, unit_of(image), str(unit_words(image))) == ("1", "", "no unit")
    assert str(no_unit(image)) == "no unit"
    assert ("Values", "no unit is stated") in [(str(n), str(v)) for n, v in image.source.technique]
    assert "beyond" not in said(image)


@pytest.mark.parametrize("how", ["no unit item", "no mapping", "rescale like that of a CT"])
def test_a_map_of_a_ct_is_in_no_hounsfield_units(tmp_path: Path, how: str) -> None:
    a_map(tmp_path)
    path = tmp_path / "map" / "m.dcm"
    data_set = pydicom.dcmread(path)
    data_set.Modality = "CT"
    groups = [
        data_set.SharedFunctionalGroupsSequence[0],
        *data_set.PerFrameFunctionalGroupsSequence,
    ]
    for group in groups:
        if how == "no mapping":
            group.pop("RealWorldValueMappingSequence", None)
        for mapping in group.get("RealWorldValueMappingSequence", ()):
            if how == "no unit item":
                del mapping.MeasurementUnitsCodeSequence
    if how == "rescale like that of a CT":
        transform = Dataset()
        transform.RescaleSlope, transform.RescaleIntercept = "1", "0"
        groups[0].PixelValueTransformationSequence = Sequence([transform])
    data_set.save_as(path)
    image = opened(tmp_path / "map")
    assert (image.quantity, str(unit_words(image))) == ("1", "no unit")


def test_a_map_has_the_unit_and_the_values_of_its_mapping(tmp_path: Path) -> None:
    image = a_map(tmp_path, unit=DIFFUSION, slope=0.001)
    assert unit_of(image) == "mm2/s"
    assert value_unit(image.quantity).value == "mm2/s"
    assert str(no_unit(image)) == ""
    levels = np.unique(np.asarray(image.array))
    np.testing.assert_allclose(levels, np.arange(6) * 0.001, rtol=1e-6)
    # Its window of 3 ± 3 is stated in stored values.
    (window,) = image.windows
    assert (window.center, window.width) == pytest.approx((0.003, 0.006))


@pytest.mark.parametrize(
    ("code", "quantity"),
    [("", "1"), ("1", "1"), ("[hnsf'U]", "HU"), ("Bq/ml", "BQML"), ("ml/min", "UCUM ml/min")],
)
def test_units_of_mappings_have_names(code: str, quantity: str) -> None:
    assert mapped_quantity(code) == quantity


def test_beyond_the_mapped_range_there_is_no_value(tmp_path: Path) -> None:
    image = a_map(tmp_path, unit=DIFFUSION, value_range=(1.0, 3.0))
    assert image.shows_padding
    assert image.padding is not None
    beyond = np.asarray(image.padding[:]).all(axis=(1, 2))
    stored = np.asarray(image.array)[:, 0, 0]
    assert beyond.tolist() == [bool(v < 1 or v > 3) for v in stored]
    assert "values lie beyond the range that the file maps to its unit" in said(image)
    view = view_of(image, image, "s", acknowledged=False)
    for k in range(6):
        frame = view.frame(PlaneName.NATIVE, k)
        value = value_at(frame, 5, 5)
        number = float(frame.values[5, 5])
        assert value == (number if 1 <= number <= 3 else None)
        assert has_no_value(image, frame, 5, 5) is not (1 <= number <= 3)
        # It is seen all the same.
        window = WindowSetting(center=3.0, width=6.0, function="LINEAR_EXACT")
        grey = render_image(image, plane="native", index=k, window=window, annotate=False)
        assert abs(int(grey[5, 5, 0]) - round(number / 6 * 255)) <= 1


def mapping(first: int, last: int) -> Dataset:
    item, code = Dataset(), Dataset()
    item.add_new("RealWorldValueFirstValueMapped", "US", first)
    item.add_new("RealWorldValueLastValueMapped", "US", last)
    item.RealWorldValueSlope, item.RealWorldValueIntercept = 0.01, 0.0
    code.CodeValue, code.CodingSchemeDesignator = "{SUVbw}g/ml", "UCUM"
    code.CodeMeaning = "SUVbw"
    item.MeasurementUnitsCodeSequence = Sequence([code])
    return item


def test_uptake_beyond_the_mapped_range_is_none(tmp_path: Path) -> None:
    phantom = SeriesPhantom(stored=ramp(3), positions=straight(3), modality="PT", intercept=0)
    write_series(tmp_path, phantom)
    last = int(np.median(ramp(3)))
    for path in tmp_path.iterdir():
        data_set = pydicom.dcmread(path)
        data_set.RealWorldValueMappingSequence = Sequence([mapping(0, last)])
        data_set.save_as(path)
    image = opened(tmp_path)
    assert image.quantity == "SUVbw"
    assert image.padding is not None
    beyond = np.asarray(image.padding[:])
    np.testing.assert_array_equal(beyond, ramp(3) > last)
    count = int(np.count_nonzero(ramp(3) > last))
    assert f"{count} values lie beyond the range" in said(image)
