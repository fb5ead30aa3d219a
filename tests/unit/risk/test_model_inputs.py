"""What each model asks for: ranges and edges as its source or its reason states them."""

from __future__ import annotations

import pytest

from workstation.domain.measurement import MeasurementOrigin
from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.risk.brock import BROCK_2B
from workstation.risk.doubling_time import LONG_DAYS, VOLUME_DOUBLING_TIME
from workstation.risk.emphysema import EMPHYSEMA_LAA950
from workstation.risk.fleischner import FLEISCHNER_2017
from workstation.risk.inputs import Inputs, InputSpec, InputType, check_inputs
from workstation.risk.mayo import MAYO
from workstation.risk.model import RiskModel, logistic

MODELS = {
    "brock": BROCK_2B,
    "mayo": MAYO,
    "fleischner": FLEISCHNER_2017,
    "doubling": VOLUME_DOUBLING_TIME,
    "emphysema": EMPHYSEMA_LAA950,
}
# name, of the study (not of a nodule), required, possible, validated, likely of another unit
NO_RANGE = None
TABLE: dict[str, list[tuple[str, bool, bool, object, object, object]]] = {
    "brock": [
        ("age", True, True, (0, 120), (50, 75), None),
        ("sex", True, True, NO_RANGE, None, None),
        ("family_history_of_lung_cancer", True, True, NO_RANGE, None, None),
        ("emphysema", True, True, NO_RANGE, None, None),
        ("nodule_diameter", False, True, (1, 150), (1, 30), (0, 4)),
        ("nodule_type", False, True, NO_RANGE, None, None),
        ("upper_lobe", False, True, NO_RANGE, None, None),
        ("nodule_count", True, True, (1, 1000), None, None),
        ("spiculation", False, True, NO_RANGE, None, None),
    ],
    "mayo": [
        ("age", True, True, (0, 120), None, None),
        ("ever_smoker", True, True, NO_RANGE, None, None),
        ("extrathoracic_cancer_over_5_years_ago", True, True, NO_RANGE, None, None),
        ("nodule_diameter", False, True, (1, 150), (4, 30), (0, 4)),
        ("spiculation", False, True, NO_RANGE, None, None),
        ("upper_lobe", False, True, NO_RANGE, None, None),
        ("cancer_within_5_years", True, False, NO_RANGE, None, None),
    ],
    "fleischner": [
        ("nodule_type", False, True, NO_RANGE, None, None),
        ("nodule_number", True, True, NO_RANGE, None, None),
        ("long_axis", False, False, (1, 300), (1, 30), (0, 4)),
        ("short_axis", False, False, (1, 300), (1, 30), (0, 4)),
        ("mean_diameter", False, False, (1, 300), (1, 30), (0, 4)),
        ("solid_diameter", False, False, (1, 300), (1, 30), (0, 4)),
        ("nodule_volume", False, False, (0.1, 2e7), None, (0, 30)),
        ("patient_risk", True, False, NO_RANGE, None, None),
        ("age", True, False, (0, 120), (35, 120), None),
        ("known_cancer", True, False, NO_RANGE, None, None),
        ("immunosuppression", True, False, NO_RANGE, None, None),
        ("lung_cancer_screening", True, False, NO_RANGE, None, None),
    ],
    "doubling": [
        ("volume_1", False, False, (0.1, 2e7), None, (0, 30)),
        ("volume_2", False, False, (0.1, 2e7), None, (0, 30)),
        ("diameter_1", False, False, (0.1, 300), None, (0, 4)),
        ("diameter_2", False, False, (0.1, 300), None, (0, 4)),
        ("date_1", True, False, NO_RANGE, None, None),
        ("date_2", True, False, NO_RANGE, None, None),
        ("interval", True, False, (1, 36525), None, None),
    ],
    "emphysema": [
        ("laa_950", False, False, (0, 100), None, (1e-9, 1)),
        ("lung_voxels", False, False, (1, 1e12), None, None),
        ("voxels_below_minus_950", False, False, (0, 1e12), None, None),
        ("perc15", False, False, (-1100, 200), None, None),
        ("slice_thickness", True, False, (0.1, 20), (0.1, 1.25), None),
        ("inspiratory", True, False, NO_RANGE, None, None),
        ("smooth_kernel", True, False, NO_RANGE, None, None),
    ],
}
LIMITS = {
    "brock": (("probability", (0.1,)),),
    "mayo": (),
    "fleischner": (),
    "doubling": (
        ("volume_doubling_time", (400, 1826.25)),
        ("volume_change_percent", (-25, 0, 25)),
        ("interval_days", (30,)),
    ),
    "emphysema": (("laa_950_percent", (1.4,)),),
}


@pytest.mark.parametrize("model", MODELS)
def test_every_input_with_its_ranges(model: str) -> None:
    found = [
        (
            spec.name,
            spec.of_study,
            spec.required,
            spec.possible,
            spec.validated,
            spec.unusual[0] if spec.unusual else None,
        )
        for spec in MODELS[model].inputs
    ]
    assert found == TABLE[model]


@pytest.mark.parametrize("model", MODELS)
def test_the_limits_that_results_are_compared_with(model: str) -> None:
    assert MODELS[model].limits == LIMITS[model]


def test_years_are_said_from_five_on() -> None:
    assert pytest.approx(5 * 365.25) == LONG_DAYS


NUMBER = InputSpec(
    name="size",
    description=Message("Size"),
    type=InputType.NUMBER,
    unit="mm",
    possible=(1, 300),
    validated=(4, 30),
    unusual=((0, 4), Message("check.")),
)
WHOLE = InputSpec(
    name="count", description=Message("Count"), type=InputType.INTEGER, required=False
)
FLAG = InputSpec(name="flag", description=Message("Flag"), type=InputType.BOOLEAN, required=False)
DAY = InputSpec(name="day", description=Message("Day"), type=InputType.DATE, required=False)
SPECS = (NUMBER, WHOLE, FLAG, DAY)


def checked(**given: object) -> tuple[Inputs, tuple[Message, ...]]:
    return check_inputs(SPECS, {"size": 10, **given})


@pytest.mark.parametrize(
    ("size", "caveats"),
    [
        (1, ["Size 1 mm is outside the validated range (4 to 30 mm).",
             "Size 1 mm is unusual: check."]),
        (3.99, ["Size 3.99 mm is outside the validated range (4 to 30 mm).",
                "Size 3.99 mm is unusual: check."]),
        (4, []),
        (30, []),
        (30.5, ["Size 30.5 mm is outside the validated range (4 to 30 mm)."]),
        (300, ["Size 300 mm is outside the validated range (4 to 30 mm)."]),
    ],
)  # fmt: skip
def test_the_edges_of_ranges(size: float, caveats: list[str]) -> None:
    assert [str(each) for each in checked(size=size)[1]] == caveats


@pytest.mark.parametrize("size", [0.99, 300.01, "nan", "inf", True, "", None, "ten", [1]])
def test_what_no_size_can_be(size: object) -> None:
    with pytest.raises(RiskInputError):
        checked(size=size)


@pytest.mark.parametrize(
    ("word", "value"),
    [("yes", True), ("TRUE ", True), (1, True), (True, True), ("no", False), ("false", False),
     (0, False), (False, False)],
)  # fmt: skip
def test_words_for_yes_and_no(word: object, value: bool) -> None:
    inputs, _ = checked(flag=word)
    assert inputs.flag("flag") is value
    assert inputs.has("flag")


@pytest.mark.parametrize("word", ["perhaps", 2, "y", 0.5])
def test_neither_yes_nor_no(word: object) -> None:
    with pytest.raises(RiskInputError):
        checked(flag=word)


def test_a_flag_that_was_not_given_is_not_there_and_not_set() -> None:
    inputs, _ = checked()
    assert not inputs.has("flag")
    assert inputs.flag("flag") is False


@pytest.mark.parametrize(("given", "value"), [(3, 3), (3.0, 3), ("3", 3)])
def test_whole_numbers(given: object, value: int) -> None:
    items = {item.name: item for item in checked(count=given)[0].items}
    assert items["count"].value == value
    assert isinstance(items["count"].value, int)
    with pytest.raises(RiskInputError):
        checked(count=3.5)


def test_days_are_dates() -> None:
    assert checked(day="2026-03-31")[0].text("day") == "2026-03-31"
    for wrong in ("31.03.2026", "2026-02-30"):
        with pytest.raises(RiskInputError):
            checked(day=wrong)


def test_a_measured_value_is_no_slip_of_units_but_may_leave_the_validated_range() -> None:
    _, caveats = checked(size={"value": 2, "origin": "measured"})
    assert tuple(map(str, caveats)) == ("Size 2 mm is outside the validated range (4 to 30 mm).",)


def test_an_assumed_value_is_said_first_and_its_origin_kept() -> None:
    inputs, caveats = checked(size={"value": 2, "origin": "assumed", "unit": "mm"})
    assert str(caveats[0]) == "Size is assumed."
    assert inputs.items[0].origin is MeasurementOrigin.ASSUMED
    assert checked()[0].items[0].origin is MeasurementOrigin.TYPED


@pytest.mark.parametrize(
    "size",
    [
        {"value": 2, "origin": "guessed"},
        {"value": 2, "unit": "cm"},
        {"value": 2, "why": "?"},
        {"origin": "typed"},
    ],
)
def test_values_with_what_no_value_has(size: object) -> None:
    with pytest.raises(RiskInputError):
        checked(size=size)


def test_an_unknown_input_names_the_nearest_one_or_all() -> None:
    with pytest.raises(RiskInputError) as near:
        checked(sise=3)
    assert str(near.value.hint) == "Did you mean “size”?"
    with pytest.raises(RiskInputError) as far:
        checked(zzzzzz=3)
    assert str(far.value.hint) == "Inputs: size, count, flag, day."


def test_every_missing_input_is_named() -> None:
    other = InputSpec(name="age", description=Message("Age"), type=InputType.NUMBER)
    with pytest.raises(RiskInputError, match="Size, Age missing"):
        check_inputs((NUMBER, other, WHOLE), {})


@pytest.mark.parametrize(
    ("x", "y"), [(0.0, 0.5), (2.0, 0.880797), (-2.0, 0.119203), (800.0, 1.0), (-800.0, 0.0)]
)
def test_the_logistic_function(x: float, y: float) -> None:
    assert logistic(x) == pytest.approx(y, abs=1e-6)


def mayo(**more: object) -> float:
    given = {
        "age": 50,
        "ever_smoker": False,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": 10,
        "spiculation": False,
        "upper_lobe": False,
    }
    outputs = dict(MAYO.assess({**given, **more}).outputs)
    predictor = outputs["linear_predictor"]
    assert isinstance(predictor, float)
    return predictor


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"age": 60}, 0.391),
        ({"ever_smoker": True}, 0.7917),
        ({"extrathoracic_cancer_over_5_years_ago": True}, 1.3388),
        ({"nodule_diameter": 20}, 1.274),
        ({"spiculation": True}, 1.0407),
        ({"upper_lobe": True}, 0.7838),
        ({"cancer_within_5_years": True}, 0.0),
    ],
)
def test_each_term_of_mayo(change: dict[str, object], step: float) -> None:
    assert mayo() == pytest.approx(-6.8272 + 0.0391 * 50 + 0.1274 * 10)
    assert mayo(**change) - mayo() == pytest.approx(step)


def test_a_recent_cancer_is_said_beside_mayo() -> None:
    given = {
        "age": 50,
        "ever_smoker": False,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": 10,
        "spiculation": False,
        "upper_lobe": False,
        "cancer_within_5_years": True,
    }
    assert tuple(map(str, MAYO.assess(given).caveats)) == (
        "Patients with a cancer within 5 years were not part of the derivation.",
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [(29, True), (29.9, True), (30, False), (31, False)],
)
def test_a_short_interval_is_said(days: float, said: bool) -> None:
    score = VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 200, "interval": days})
    assert any("is short" in str(caveat) for caveat in score.caveats) is said


@pytest.mark.parametrize(
    ("later", "said"),
    [(76, True), (75, False), (74, False), (124.9, True), (125, False), (100, True)],
)
def test_a_change_within_the_error_is_said(later: float, said: bool) -> None:
    score = VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": later, "interval": 90})
    assert any("within measurement error" in str(caveat) for caveat in score.caveats) is said


@pytest.mark.parametrize(
    ("later", "said"), [(63.9, False), (64, True), (1 / 63.9, False), (1 / 64, True)]
)
def test_very_different_sizes_are_doubted(later: float, said: bool) -> None:
    score = VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 100 * later, "interval": 90})
    assert any("very different" in str(caveat) for caveat in score.caveats) is said


@pytest.mark.parametrize(
    ("days", "category"), [(399.9, "under 400 days"), (400, "400 days or more")]
)
def test_the_edge_of_the_doubling_time(days: float, category: str) -> None:
    """Twice the volume after so many days."""
    score = VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 200, "interval": days})
    assert str(score.category) == category


def test_a_hundred_years_are_the_longest_interval() -> None:
    given = {"volume_1": 100, "volume_2": 200, "date_1": "1900-01-01"}
    score = VOLUME_DOUBLING_TIME.assess({**given, "date_2": "2000-01-01"})
    assert dict(score.outputs)["interval_days"] == 36524
    with pytest.raises(RiskInputError):
        VOLUME_DOUBLING_TIME.assess({**given, "date_2": "2000-01-03"})
    with pytest.raises(RiskInputError):
        VOLUME_DOUBLING_TIME.assess({**given, "date_2": "1900-01-01"})


@pytest.mark.parametrize(("percent", "agrees"), [(2.09, True), (1.91, True), (2.11, False)])
def test_a_stated_share_is_that_of_the_voxels(percent: float, agrees: bool) -> None:
    given = {"laa_950": percent, "lung_voxels": 1000, "voxels_below_minus_950": 20}
    if agrees:
        score = EMPHYSEMA_LAA950.assess(given)
        assert dict(score.outputs)["laa_950_percent"] == percent
    else:
        with pytest.raises(RiskInputError):
            EMPHYSEMA_LAA950.assess(given)


@pytest.mark.parametrize(("percent", "below"), [(1.4, 1449), (1.45, 1399), (1.4, 1401)])
def test_a_share_and_its_voxels_lie_on_one_side_of_the_cut_off(percent: float, below: int) -> None:
    given = {"laa_950": percent, "lung_voxels": 100_000, "voxels_below_minus_950": below}
    with pytest.raises(RiskInputError, match="not that of the voxels") as caught:
        EMPHYSEMA_LAA950.assess(given)
    assert f"share {percent:g} % " in str(caught.value)
    assert f" {percent:g} %." not in str(caught.value)


@pytest.mark.parametrize(
    ("percent", "perc15", "possible"),
    [
        (40, -700, False),
        (0, -970, False),
        (15.2, -948.9, False),
        (15.2, -949, True),
        (15.1, -940, True),
        (14.8, -951.1, False),
        (14.8, -951, True),
        (15, -950, True),
    ],
)
def test_a_share_and_a_percentile_of_one_lung(
    percent: float, perc15: float, possible: bool
) -> None:
    given = {"laa_950": percent, "perc15": perc15}
    if possible:
        EMPHYSEMA_LAA950.assess(given)
    else:
        with pytest.raises(RiskInputError, match="exclude each other"):
            EMPHYSEMA_LAA950.assess(given)


@pytest.mark.parametrize(("age", "child"), [(17.9, True), (18, False)])
def test_the_mayo_model_is_one_of_adults(age: float, child: bool) -> None:
    given = {
        "age": age,
        "ever_smoker": False,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": 8,
        "spiculation": False,
        "upper_lobe": False,
        "cancer_within_5_years": False,
    }
    told = [str(caveat) for caveat in MAYO.assess(given).caveats]
    assert told == (["The patient is under 18 years; the model is one of adults."] if child else [])


@pytest.mark.parametrize(("thickness", "for_it"), [(1.25, True), (1.26, False)])
def test_the_thickest_slices_of_the_cut_off(thickness: float, for_it: bool) -> None:
    given = {"laa_950": 3.0, "slice_thickness": thickness, "inspiratory": True}
    score = EMPHYSEMA_LAA950.assess({**given, "smooth_kernel": True})
    assert str(score.recommendation).startswith("None:") is not for_it
    assert (score.caveats == ()) is for_it


def test_no_voxel_may_lie_below_without_being_of_the_lung() -> None:
    all_of_it = {"lung_voxels": 100, "voxels_below_minus_950": 100}
    assert dict(EMPHYSEMA_LAA950.assess(all_of_it).outputs)["laa_950_percent"] == 100
    with pytest.raises(RiskInputError):
        EMPHYSEMA_LAA950.assess({"lung_voxels": 100, "voxels_below_minus_950": 101})
    for half in ({"lung_voxels": 100}, {"voxels_below_minus_950": 100}, {}):
        with pytest.raises(RiskInputError):
            EMPHYSEMA_LAA950.assess(half)


def test_the_15th_percentile_is_passed_on() -> None:
    score = EMPHYSEMA_LAA950.assess({"laa_950": 3.0, "perc15": -941})
    assert dict(score.outputs)["perc15_hu"] == -941
    assert "perc15_hu" not in dict(EMPHYSEMA_LAA950.assess({"laa_950": 3.0}).outputs)


FLEISCHNER = {"nodule_type": "solid", "nodule_number": "single", "patient_risk": "low", "age": 60}


@pytest.mark.parametrize(("age", "for_them"), [(34, False), (35, True)])
def test_the_youngest_of_the_guideline(age: int, for_them: bool) -> None:
    score = FLEISCHNER_2017.assess({**FLEISCHNER, "age": age, "mean_diameter": 5})
    assert str(score.recommendation).startswith("None:") is not for_them


@pytest.mark.parametrize(
    ("given", "agrees"),
    [
        ({"long_axis": 10, "short_axis": 8, "mean_diameter": 9.5}, True),
        ({"long_axis": 10, "short_axis": 8, "mean_diameter": 9.6}, False),
        ({"long_axis": 10, "short_axis": 8, "mean_diameter": 8.4}, False),
        ({"long_axis": 9, "short_axis": 8, "mean_diameter": 8.4}, False),
        ({"long_axis": 9, "short_axis": 7.8, "mean_diameter": 8.2}, True),
        ({"long_axis": 8, "short_axis": 8.1}, True),
        ({"long_axis": 8, "short_axis": 8.2}, False),
        ({"long_axis": 8}, False),
        ({"short_axis": 8}, False),
    ],
)
def test_axes_and_their_mean(given: dict[str, object], agrees: bool) -> None:
    if agrees:
        FLEISCHNER_2017.assess({**FLEISCHNER, **given})
    else:
        with pytest.raises(RiskInputError):
            FLEISCHNER_2017.assess({**FLEISCHNER, **given})


@pytest.mark.parametrize(
    ("kind", "solid", "accepted"),
    [
        ("part-solid", 8.5, True),
        ("part-solid", 8.6, False),
        ("ground-glass", 4, False),
    ],
)
def test_the_solid_part_is_a_part(kind: str, solid: float, accepted: bool) -> None:
    given = {**FLEISCHNER, "nodule_type": kind, "mean_diameter": 8, "solid_diameter": solid}
    if accepted:
        FLEISCHNER_2017.assess(given)
    else:
        with pytest.raises(RiskInputError):
            FLEISCHNER_2017.assess(given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"nodule_volume": 99.9}, "<6 mm"),
        ({"long_axis": 6, "short_axis": 4.9}, "<6 mm"),
        ({"long_axis": 6, "short_axis": 5}, "6-8 mm"),
        ({"long_axis": 9, "short_axis": 7.9}, "6-8 mm"),
        ({"long_axis": 9, "short_axis": 8}, ">8 mm"),
    ],
)
def test_bands_by_the_mean_of_both_axes(given: dict[str, object], words: str) -> None:
    assert dict(FLEISCHNER_2017.assess({**FLEISCHNER, **given}).outputs)["size_band"] == words


@pytest.mark.parametrize("model", [BROCK_2B])
@pytest.mark.parametrize(("diameter", "category"), [(13.7, "below 10 %"), (13.9, "10 % or more")])
def test_the_threshold_of_the_bts(model: RiskModel, diameter: float, category: str) -> None:
    given: dict[str, object] = {
        "age": 62,
        "sex": "male",
        "family_history_of_lung_cancer": False,
        "emphysema": False,
        "nodule_diameter": diameter,
        "nodule_type": "solid",
        "upper_lobe": True,
        "nodule_count": 4,
        "spiculation": False,
    }
    score = model.assess(given)
    assert str(score.category) == category
    reached = category == "10 % or more"
    assert str(score.recommendation).startswith("At or above") is reached
    probability = dict(score.outputs)["probability"]
    assert isinstance(probability, float)
    assert (probability >= 0.1) is reached
