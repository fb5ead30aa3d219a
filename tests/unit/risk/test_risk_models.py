"""Published models against worked numbers from their papers."""

from typing import Any

import pytest

from tests.support.vectors import known
from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.risk import RiskScore
from workstation.errors import RiskInputError
from workstation.reporting.wording import number_text, probability_text, risk_result_text
from workstation.risk.brock import BROCK_2B
from workstation.risk.doubling_time import VOLUME_DOUBLING_TIME
from workstation.risk.emphysema import EMPHYSEMA_LAA950
from workstation.risk.fleischner import FLEISCHNER_2017, rounded_mm
from workstation.risk.mayo import MAYO
from workstation.risk.model import RiskModel
from workstation.risk.registry import MODELS, find_model
from workstation.risk.rounding import apart

BROCK_BASE: dict[str, object] = {
    "age": 62,
    "sex": "male",
    "family_history_of_lung_cancer": False,
    "emphysema": False,
    "nodule_diameter": 8,
    "nodule_type": "solid",
    "upper_lobe": False,
    "nodule_count": 4,
    "spiculation": False,
}


def output(score: RiskScore, name: str) -> float:
    value = dict(score.outputs)[name]
    assert isinstance(value, float)
    return value


@pytest.mark.parametrize(
    ("changes", "linear_predictor", "probability"),
    [
        ({"nodule_diameter": 4}, -6.7892, 0.001125),
        ({}, -4.295195, 0.013451),
        (
            {
                "age": 65,
                "sex": "female",
                "family_history_of_lung_cancer": True,
                "emphysema": True,
                "nodule_diameter": 12,
                "nodule_type": "part-solid",
                "upper_lobe": True,
                "nodule_count": 1,
                "spiculation": True,
            },
            0.14349,
            0.535811,
        ),
        (
            {
                "age": 70,
                "emphysema": True,
                "nodule_diameter": 20,
                "upper_lobe": True,
                "nodule_count": 1,
                "spiculation": True,
            },
            0.120912,
            0.530191,
        ),
    ],
)
def test_brock_2b(changes: dict[str, object], linear_predictor: float, probability: float) -> None:
    score = BROCK_2B.assess(BROCK_BASE | changes)
    assert output(score, "linear_predictor") == pytest.approx(linear_predictor, abs=1e-5)
    assert output(score, "probability") == pytest.approx(probability, abs=1e-5)
    assert sum(value for _, value in score.terms) == pytest.approx(linear_predictor, abs=1e-5)


def test_brock_intercept_with_the_centering_folded_in() -> None:
    score = BROCK_2B.assess(BROCK_BASE)
    terms = dict(score.terms)
    folded = terms["constant"] - 0.0287 * 62 + 5.3854 * 1.58113883 + 0.0824 * 4
    assert folded == pytest.approx(0.2761, abs=1e-4)


@pytest.mark.parametrize(
    ("inputs", "probability"),
    [
        ((60, True, False, 15, True, True), 0.511498),
        ((50, False, False, 8, False, False), 0.020775),
        ((75, True, True, 25, True, True), 0.962504),
    ],
)
def test_mayo(inputs: tuple[float, bool, bool, float, bool, bool], probability: float) -> None:
    names = (
        "age",
        "ever_smoker",
        "extrathoracic_cancer_over_5_years_ago",
        "nodule_diameter",
        "spiculation",
        "upper_lobe",
    )
    score = MAYO.assess(dict(zip(names, inputs, strict=True)))
    assert output(score, "probability") == pytest.approx(probability, abs=1e-5)


@pytest.mark.parametrize(
    ("kind", "number", "size", "risk", "recommendation"),
    [
        ("solid", "single", 5, "low", "no routine follow-up"),
        ("solid", "single", 5, "high", "optional CT at 12 months"),
        ("solid", "single", 7, "low", "CT 6-12 mo, then consider CT 18-24 mo"),
        ("solid", "single", 7, "high", "CT 6-12 mo, then CT 18-24 mo"),
        ("solid", "single", 9, "low", "consider CT at 3 mo, PET/CT or tissue sampling"),
        ("solid", "multiple", 9, "high", "CT 3-6 mo, then CT 18-24 mo"),
        ("ground-glass", "single", 5, None, "no routine follow-up"),
        (
            "ground-glass",
            "single",
            6,
            None,
            "CT 6-12 mo to confirm persistence, then CT every 2 y until 5 y",
        ),
        (
            "part-solid",
            "single",
            8,
            None,
            "CT 3-6 mo; if unchanged and solid <6 mm annual CT for 5 y",
        ),
        ("part-solid", "multiple", 5, None, "CT 3-6 mo; if stable consider CT at 2 and 4 y"),
        ("ground-glass", "multiple", 7, None, "CT 3-6 mo; then by most suspicious nodule"),
    ],
)
def test_fleischner_rows(
    kind: str, number: str, size: float, risk: str | None, recommendation: str
) -> None:
    inputs = {"nodule_type": kind, "nodule_number": number, "mean_diameter": size}
    score = FLEISCHNER_2017.assess(inputs | ({"patient_risk": risk} if risk else {}))
    assert str(score.recommendation) == recommendation


@pytest.mark.parametrize(
    ("long_axis", "short_axis", "band"),
    [(6.0, 4.8, "<6 mm"), (6.0, 5.0, "6-8 mm"), (9.0, 7.8, "6-8 mm"), (9.0, 8.0, ">8 mm")],
)
def test_fleischner_rounds_the_mean_diameter_to_whole_mm(
    long_axis: float, short_axis: float, band: str
) -> None:
    score = FLEISCHNER_2017.assess(
        {
            "nodule_type": "solid",
            "nodule_number": "single",
            "long_axis": long_axis,
            "short_axis": short_axis,
            "patient_risk": "low",
        }
    )
    assert dict(score.outputs)["size_band"] == band


def test_rounding_goes_up_at_one_half() -> None:
    assert [rounded_mm(v) for v in (5.49, 5.5, 6.5, 8.5)] == [5, 6, 7, 9]


def test_fleischner_states_what_was_not_given_and_what_excludes_the_patient() -> None:
    score = FLEISCHNER_2017.assess(
        {
            "nodule_type": "solid",
            "nodule_number": "single",
            "mean_diameter": 7,
            "patient_risk": "low",
            "age": 30,
            "known_cancer": True,
        }
    )
    text = " ".join(map(str, score.caveats))
    assert "outside the validated range (35 to 120" in text
    assert "not for patients with known cancer" in text
    assert "Not stated: immunosuppression." in text


@pytest.mark.parametrize(
    ("inputs", "days"),
    [
        ({"volume_1": 100, "volume_2": 200, "interval": 100}, 100.0),
        ({"volume_1": 150, "volume_2": 200, "interval": 90}, 216.8479),
        ({"diameter_1": 8, "diameter_2": 10, "interval": 180}, 186.377),
        (
            {"volume_1": 150, "volume_2": 200, "date_1": "2026-01-01", "date_2": "2026-04-01"},
            216.8479,
        ),
    ],
)
def test_doubling_time(inputs: dict[str, object], days: float) -> None:
    score = VOLUME_DOUBLING_TIME.assess(inputs)
    assert output(score, "volume_doubling_time") == pytest.approx(days, abs=1e-3)


def test_a_shrinking_nodule_has_no_doubling_time() -> None:
    score = VOLUME_DOUBLING_TIME.assess({"volume_1": 200, "volume_2": 180, "interval": 90})
    assert str(dict(score.outputs)["volume_doubling_time"]) == "no growth"
    assert any("measurement error" in str(caveat) for caveat in score.caveats)


def test_swapped_dates_are_refused() -> None:
    with pytest.raises(RiskInputError, match="after the first"):
        VOLUME_DOUBLING_TIME.assess(
            {"volume_1": 1, "volume_2": 2, "date_1": "2026-04-01", "date_2": "2026-01-01"}
        )


def test_emphysema_index_from_counts() -> None:
    score = EMPHYSEMA_LAA950.assess({"lung_voxels": 1_000_000, "voxels_below_minus_950": 62_500})
    assert output(score, "laa_950_percent") == pytest.approx(6.25)
    assert str(score.category) == "above 1.4 %"
    assert any("1.25 mm" in str(caveat) for caveat in score.caveats)


@pytest.mark.parametrize("name", list(BROCK_BASE))
def test_a_missing_input_gives_no_score(name: str) -> None:
    inputs = {key: value for key, value in BROCK_BASE.items() if key != name}
    with pytest.raises(RiskInputError) as caught:
        BROCK_2B.assess(inputs)
    described = {spec.name: spec.description for spec in BROCK_2B.inputs}
    assert str(caught.value.message) == f"No score: {described[name]} missing."
    assert caught.value.detail == f"missing: {name}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nodule_diameter": 0}, "not possible"),
        ({"nodule_diameter": "eight"}, "must be a number"),
        ({"nodule_diameter": float("nan")}, "finite"),
        ({"nodule_type": "cystic"}, "must be one of"),
        ({"nodule_count": 1.5}, "whole number"),
        ({"spiculation": "perhaps"}, "yes or no"),
        ({"diametr": 8}, "no input named"),
    ],
)
def test_impossible_inputs_are_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(RiskInputError, match=words):
        BROCK_2B.assess(BROCK_BASE | change)


def test_values_outside_the_population_carry_a_caveat() -> None:
    score = BROCK_2B.assess(BROCK_BASE | {"age": 30})
    assert tuple(map(str, score.caveats)) == (
        "Age 30 years is outside the validated range (50 to 75 years).",
    )


def test_origin_of_each_input_is_kept_and_assumed_ones_are_said() -> None:
    score = BROCK_2B.assess(
        BROCK_BASE
        | {
            "nodule_diameter": {"value": 8.0, "origin": "measured"},
            "emphysema": {"value": False, "origin": "assumed"},
        }
    )
    origins = {item.name: item.origin for item in score.inputs}
    assert origins["nodule_diameter"] is MeasurementOrigin.MEASURED
    assert origins["age"] is MeasurementOrigin.TYPED
    assert tuple(map(str, score.caveats)) == ("Emphysema is assumed.",)


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(RiskInputError) as caught:
        find_model("brock2b")
    assert "brock_2b" in str(caught.value.hint)


def test_every_model_describes_its_inputs() -> None:
    for model in MODELS:
        names = [spec.name for spec in model.inputs]
        assert len(names) == len(set(names))
        assert all(spec.description for spec in model.inputs)
        assert model.citation


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), known("brock_full_with_spiculation_2b")
)
def test_published_vectors_of_brock(
    given: dict[str, Any], expected: dict[str, float], tolerance: float
) -> None:
    score = BROCK_2B.assess(
        {
            "age": given["age"],
            "sex": "female" if given["female"] else "male",
            "family_history_of_lung_cancer": given["family_history_lung_cancer"],
            "emphysema": given["emphysema"],
            "nodule_diameter": given["diameter_mm"],
            "nodule_type": {"solid": "solid", "part": "part-solid"}.get(given["type"], "non-solid"),
            "upper_lobe": given["upper_lobe"],
            "nodule_count": given["nodule_count"],
            "spiculation": given["spiculation"],
        }
    )
    assert output(score, "probability") == pytest.approx(expected["probability"], abs=tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("mayo_swensen"))
def test_published_vectors_of_mayo(
    given: dict[str, Any], expected: dict[str, float], tolerance: float
) -> None:
    score = MAYO.assess(
        {
            "age": given["age"],
            "ever_smoker": given["ever_smoker"],
            "extrathoracic_cancer_over_5_years_ago": given["extrathoracic_cancer_gt5y"],
            "nodule_diameter": given["diameter_mm"],
            "spiculation": given["spiculation"],
            "upper_lobe": given["upper_lobe"],
        }
    )
    assert output(score, "probability") == pytest.approx(expected["probability"], abs=tolerance)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), known("vdt_volume") + known("vdt_diameter")
)
def test_published_vectors_of_the_doubling_time(
    given: dict[str, float], expected: float, tolerance: float
) -> None:
    names = {"v1_mm3": "volume_1", "v2_mm3": "volume_2", "d1_mm": "diameter_1"}
    names |= {"d2_mm": "diameter_2", "days": "interval"}
    score = VOLUME_DOUBLING_TIME.assess({names[name]: value for name, value in given.items()})
    doubling = dict(score.outputs)["volume_doubling_time"]
    if expected < 0:
        assert str(doubling) == "no growth"
    else:
        assert doubling == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("percent_volume_change"))
def test_published_vectors_of_a_change(
    given: dict[str, float], expected: float, tolerance: float
) -> None:
    score = VOLUME_DOUBLING_TIME.assess(
        {"volume_1": given["v1_mm3"], "volume_2": given["v2_mm3"], "interval": 90}
    )
    assert output(score, "volume_change_percent") == pytest.approx(expected, abs=tolerance)
    # 25 % is significant growth; what is less is within measurement error.
    assert not any("within measurement error" in str(caveat) for caveat in score.caveats)


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("laa_percent"))
def test_published_vectors_of_emphysema(
    given: dict[str, int], expected: float, tolerance: float
) -> None:
    score = EMPHYSEMA_LAA950.assess(
        {
            "lung_voxels": given["voxels_lung"],
            "voxels_below_minus_950": given["voxels_lt_minus950"],
        }
    )
    assert output(score, "laa_950_percent") == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(("percent", "category"), [(1.4, "1.4 % or less"), (1.41, "above 1.4 %")])
def test_the_edge_of_emphysema(percent: float, category: str) -> None:
    assert str(EMPHYSEMA_LAA950.assess({"laa_950": percent}).category) == category


@pytest.mark.parametrize(
    ("stated", "agrees"), [(364, True), (366, True), (367, False), (90, False)]
)
def test_a_stated_interval_is_that_of_the_dates_within_a_day(stated: int, agrees: bool) -> None:
    given = {**VOLUMES, "interval": stated, "date_1": "2025-01-01", "date_2": "2026-01-01"}
    if agrees:
        assert output(VOLUME_DOUBLING_TIME.assess(given), "interval_days") == stated
    else:
        with pytest.raises(RiskInputError):
            VOLUME_DOUBLING_TIME.assess(given)


FLEISCHNER_INPUTS = {
    "nodule_type": "solid",
    "nodule_number": "single",
    "patient_risk": "low",
    "age": 60,
    "known_cancer": False,
    "immunosuppression": False,
    "lung_cancer_screening": False,
}
VOLUMES = {"volume_1": 150, "volume_2": 200}


LATE_LOW, LATE_HIGH = "then consider CT 18-24 mo", "then CT 18-24 mo"
WORK_UP = "consider CT at 3 mo, PET/CT or tissue sampling"
# MacMahon H et al. Radiology 2017;284:228, table 1: number, type, risk, mean diameter in mm or
# volume in mm3 (under 6, 6 to 8, over 8 mm; under 100, 100 to 250, over 250 mm3).
FLEISCHNER_TABLE = [
    ("single", "solid", "low", (5, 5.4), (99.9,), "no routine follow-up"),
    ("single", "solid", "high", (5, 5.4), (99.9,), "optional CT at 12 months"),
    ("single", "solid", "low", (5.5, 8.4), (100, 250), f"CT 6-12 mo, {LATE_LOW}"),
    ("single", "solid", "high", (5.5, 8.4), (100, 250), f"CT 6-12 mo, {LATE_HIGH}"),
    ("single", "solid", "low", (8.5, 25), (250.1, 900), WORK_UP),
    ("single", "solid", "high", (8.5, 25), (250.1, 900), WORK_UP),
    ("multiple", "solid", "low", (5, 5.4), (99.9,), "no routine follow-up"),
    ("multiple", "solid", "high", (5, 5.4), (99.9,), "optional CT at 12 months"),
    ("multiple", "solid", "low", (5.5, 8.4), (100, 250), f"CT 3-6 mo, {LATE_LOW}"),
    ("multiple", "solid", "high", (5.5, 8.4), (100, 250), f"CT 3-6 mo, {LATE_HIGH}"),
    ("multiple", "solid", "low", (8.5, 25), (250.1, 900), f"CT 3-6 mo, {LATE_LOW}"),
    ("multiple", "solid", "high", (8.5, 25), (250.1, 900), f"CT 3-6 mo, {LATE_HIGH}"),
    ("single", "ground-glass", "low", (5, 5.4), (99.9,), "no routine follow-up"),
    (
        "single",
        "ground-glass",
        "low",
        (5.5, 20),
        (100, 900),
        "CT 6-12 mo to confirm persistence, then CT every 2 y until 5 y",
    ),
    ("single", "part-solid", "low", (5, 5.4), (99.9,), "no routine follow-up"),
    (
        "single",
        "part-solid",
        "low",
        (5.5, 20),
        (100, 900),
        "CT 3-6 mo; if unchanged and solid <6 mm annual CT for 5 y",
    ),
    *(
        (
            "multiple",
            kind,
            "low",
            (5, 5.4),
            (99.9,),
            "CT 3-6 mo; if stable consider CT at 2 and 4 y",
        )
        for kind in ("ground-glass", "part-solid")
    ),
    *(
        (
            "multiple",
            kind,
            "high",
            (5.5, 20),
            (100, 900),
            "CT 3-6 mo; then by most suspicious nodule",
        )
        for kind in ("ground-glass", "part-solid")
    ),
]


@pytest.mark.parametrize(
    ("number", "kind", "risk", "sizes", "volumes", "expected"), FLEISCHNER_TABLE
)
def test_every_row_and_edge_of_fleischner(
    number: str,
    kind: str,
    risk: str,
    sizes: tuple[float, ...],
    volumes: tuple[float, ...],
    expected: str,
) -> None:
    row = {"nodule_type": kind, "nodule_number": number, "patient_risk": risk}
    given = {**FLEISCHNER_INPUTS, **row}
    for size in sizes:
        assert (
            str(FLEISCHNER_2017.assess({**given, "mean_diameter": size}).recommendation) == expected
        )
    for volume in volumes:
        assert (
            str(FLEISCHNER_2017.assess({**given, "nodule_volume": volume}).recommendation)
            == expected
        )


@pytest.mark.parametrize(("given", "expected", "tolerance"), known("fleischner_2017"))
def test_published_vectors_of_fleischner(
    given: dict[str, Any], expected: str, tolerance: None
) -> None:
    del tolerance
    kinds = {"ggn": ("ground-glass",), "subsolid": ("ground-glass", "part-solid")}
    risks = ("low", "high") if given["risk"] == "any" else (given["risk"],)
    for kind in kinds.get(given["type"], (given["type"],)):
        for risk in risks:
            score = FLEISCHNER_2017.assess(
                {
                    **FLEISCHNER_INPUTS,
                    "nodule_type": kind,
                    "nodule_number": given["n"],
                    "patient_risk": risk,
                    "mean_diameter": given["mm"],
                }
            )
            assert str(score.recommendation) == expected


@pytest.mark.parametrize(
    "value",
    [10**400, "1_0", "\u0661\u0662", {"value": 8, "unit": "cm"}, {"value": 8, "units": "mm"}],
)
def test_numbers_that_may_mean_something_else_are_refused(value: object) -> None:
    with pytest.raises(RiskInputError):
        VOLUME_DOUBLING_TIME.assess({**VOLUMES, "interval": value})


def test_the_unit_of_the_input_itself_is_accepted() -> None:
    score = VOLUME_DOUBLING_TIME.assess({**VOLUMES, "interval": {"value": 90, "unit": "days"}})
    assert dict(score.outputs)["interval_days"] == 90


@pytest.mark.parametrize(
    ("model", "inputs"),
    [
        (
            VOLUME_DOUBLING_TIME,
            {**VOLUMES, "interval": 90, "date_1": "2025-01-01", "date_2": "2026-01-01"},
        ),
        (VOLUME_DOUBLING_TIME, {**VOLUMES, "date_1": "2026-01-01", "date_2": "2999-01-01"}),
        (EMPHYSEMA_LAA950, {"laa_950": 1, "lung_voxels": 100, "voxels_below_minus_950": 50}),
        (
            FLEISCHNER_2017,
            {**FLEISCHNER_INPUTS, "mean_diameter": 9, "long_axis": 5, "short_axis": 4},
        ),
    ],
)
def test_inputs_that_contradict_each_other_give_no_score(
    model: RiskModel, inputs: dict[str, object]
) -> None:
    with pytest.raises(RiskInputError):
        model.assess(inputs)


def test_volume_and_diameter_of_different_bands_are_said_to_disagree() -> None:
    score = FLEISCHNER_2017.assess(
        {**FLEISCHNER_INPUTS, "nodule_volume": 99.9, "mean_diameter": 6.0}
    )
    assert str(score.category) == "single, solid, <6 mm, low risk"
    assert any("Sizes disagree: volume 99.9 mm3" in str(caveat) for caveat in score.caveats)
    agreeing = FLEISCHNER_2017.assess(
        {**FLEISCHNER_INPUTS, "nodule_volume": 99.9, "mean_diameter": 5.4}
    )
    assert agreeing.caveats == ()


def test_volumes_and_diameters_that_disagree_about_growth_are_said_to() -> None:
    score = VOLUME_DOUBLING_TIME.assess(
        {**VOLUMES, "diameter_1": 10, "diameter_2": 9, "interval": 90}
    )
    assert any("disagree about growth" in str(caveat) for caveat in score.caveats)


@pytest.mark.parametrize(
    ("model", "inputs"),
    [
        (FLEISCHNER_2017, {**FLEISCHNER_INPUTS, "mean_diameter": 0.7}),
        (FLEISCHNER_2017, {**FLEISCHNER_INPUTS, "long_axis": 0.9, "short_axis": 0.7}),
        (BROCK_2B, BROCK_BASE | {"nodule_diameter": 0.8}),
        (FLEISCHNER_2017, {**FLEISCHNER_INPUTS, "long_axis": 6, "short_axis": 12}),
        (
            FLEISCHNER_2017,
            {
                **FLEISCHNER_INPUTS,
                "nodule_type": "part-solid",
                "mean_diameter": 8,
                "solid_diameter": 12,
            },
        ),
    ],
)
def test_sizes_that_cannot_be_are_refused(model: RiskModel, inputs: dict[str, object]) -> None:
    with pytest.raises(RiskInputError):
        model.assess(inputs)


@pytest.mark.parametrize(
    ("model", "inputs", "words"),
    [
        (FLEISCHNER_2017, {**FLEISCHNER_INPUTS, "mean_diameter": 2.5}, "centimeters"),
        (FLEISCHNER_2017, {**FLEISCHNER_INPUTS, "nodule_volume": 0.9}, "milliliters"),
        (BROCK_2B, BROCK_BASE | {"nodule_diameter": 1.2}, "centimeters"),
        (EMPHYSEMA_LAA950, {"laa_950": 0.0625}, "fraction"),
        (VOLUME_DOUBLING_TIME, {"diameter_1": 8, "diameter_2": 1.2, "interval": 90}, "centimet"),
        (VOLUME_DOUBLING_TIME, {"volume_1": 0.15, "volume_2": 200, "interval": 90}, "same unit"),
    ],
)
def test_values_that_look_like_another_unit_are_doubted(
    model: RiskModel, inputs: dict[str, object], words: str
) -> None:
    assert any(words in str(caveat) for caveat in model.assess(inputs).caveats)


def test_what_the_program_measured_is_not_doubted_as_another_unit() -> None:
    measured = {"laa_950": {"value": 0.24, "origin": "measured"}}
    assert not any("fraction" in str(c) for c in EMPHYSEMA_LAA950.assess(measured).caveats)


@pytest.mark.parametrize(
    "excluded",
    [
        {"known_cancer": True},
        {"immunosuppression": True},
        {"lung_cancer_screening": True},
        {"age": 30},
    ],
)
def test_the_guideline_advises_only_on_patients_that_it_is_for(excluded: dict[str, object]) -> None:
    score = FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, "mean_diameter": 5, **excluded})
    assert "follow-up" not in str(score.recommendation)
    assert str(score.recommendation).startswith("None: the guideline is not for this patient")
    assert dict(score.outputs)["size_band"] == "<6 mm"


@pytest.mark.parametrize(
    ("solid", "words"),
    [
        (10.0, "highly suspicious: consider PET/CT or tissue sampling"),
        (5.5, "highly suspicious"),
        (5.4, "if unchanged annual CT for 5 y"),
    ],
)
def test_the_solid_part_decides_about_part_solid_nodules(solid: float, words: str) -> None:
    score = FLEISCHNER_2017.assess(
        {
            **FLEISCHNER_INPUTS,
            "nodule_type": "part-solid",
            "mean_diameter": 12,
            "solid_diameter": solid,
        }
    )
    assert words in str(score.recommendation)
    assert not any("solid part is not given" in str(caveat) for caveat in score.caveats)


def test_a_cut_off_is_not_applied_to_scans_that_it_is_not_for() -> None:
    for stated in ({"slice_thickness": 2.5}, {"smooth_kernel": False}, {"inspiratory": False}):
        score = EMPHYSEMA_LAA950.assess({"laa_950": 3.0, **stated})
        assert str(score.recommendation).startswith("None:")


def test_growth_within_the_error_of_diameters_is_said() -> None:
    def caveats(later: float) -> str:
        inputs = {"diameter_1": 8, "diameter_2": later, "interval": 100}
        return " ".join(map(str, VOLUME_DOUBLING_TIME.assess(inputs).caveats))

    assert "less than 1.5 mm in diameter" in caveats(9.0)
    assert "less than 1.5 mm" not in caveats(9.5)


def test_mayo_says_that_a_recent_cancer_was_not_asked_about() -> None:
    inputs = {
        "age": 18,
        "ever_smoker": True,
        "extrathoracic_cancer_over_5_years_ago": False,
        "nodule_diameter": 15,
        "spiculation": True,
        "upper_lobe": True,
    }
    assert tuple(map(str, MAYO.assess(inputs).caveats)) == (
        "Not stated: cancer within 5 years; such patients were not part of the derivation.",
    )
    assert MAYO.assess({**inputs, "cancer_within_5_years": False}).caveats == ()


@pytest.mark.parametrize(
    ("value", "limits", "words"),
    [
        (250.04, (100.0, 250.0), "250.04"),
        (250.0, (100.0, 250.0), "250.0"),
        (99.96, (100.0, 250.0), "99.96"),
        (1.404, (1.4,), "1.404"),
        (1.44, (1.4,), "1.44"),
        (399.97, (400.0,), "399.97"),
        (9.98, (10.0,), "9.98"),
        (186.377, (400.0,), "186.4"),
        (399.9999999, (400.0,), "399.9999999"),
        (1.400012, (1.4,), "1.40001"),
    ],
)
def test_numbers_beside_a_limit_have_the_digits_that_tell_them_apart(
    value: float, limits: tuple[float, ...], words: str
) -> None:
    assert apart(value, limits) == words


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (
            FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, "nodule_volume": 250.04}),
            "volume 250.04 mm3",
        ),
        (EMPHYSEMA_LAA950.assess({"laa_950": 1.44}), "lung below -950 HU 1.44 %; above 1.4 %"),
        (
            VOLUME_DOUBLING_TIME.assess({"volume_1": 1000, "volume_2": 1001, "interval": 90}),
            "volume doubling time over 5 years",
        ),
        (
            VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 200, "interval": 399.97}),
            "volume doubling time 399.97 days",
        ),
        (
            VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 124.97, "interval": 90}),
            "change of volume 24.97 %",
        ),
        (
            VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 99.99, "interval": 90}),
            "change of volume -0.01 %",
        ),
        (
            VOLUME_DOUBLING_TIME.assess({"volume_1": 100, "volume_2": 100, "interval": 90}),
            "change of volume 0.0 %",
        ),
        (
            FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, "long_axis": 8.55, "short_axis": 8.44}),
            "mean diameter 8.495 mm, counted as 8 mm; single, solid, 6-8 mm",
        ),
        (
            FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, "long_axis": 8.8, "short_axis": 8.4}),
            "mean diameter 9 mm; single, solid, >8 mm",
        ),
    ],
)
def test_words_and_numbers_of_a_result_agree(score: RiskScore, words: str) -> None:
    assert words in str(risk_result_text(score))


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0998, "9.98 %"),
        (0.1, "10.0 %"),
        (0.10004, "10.004 %"),
        (0.0004, "<0.1 %"),
        (0.9996, ">99.9 %"),
        (0.51149, "51.1 %"),
    ],
)
def test_probabilities_beside_a_limit(probability: float, words: str) -> None:
    assert probability_text(probability, (0.1,)) == words


@pytest.mark.parametrize(
    ("given", "is_within_error"),
    [
        ({"volume_1": 120, "volume_2": 150}, False),
        ({"volume_1": 120, "volume_2": 149.99}, True),
        ({"volume_1": 160, "volume_2": 120}, False),
        ({"diameter_1": 6.7, "diameter_2": 8.2}, False),
        ({"diameter_1": 6.7, "diameter_2": 8.19}, True),
        ({"diameter_1": 8.2, "diameter_2": 6.7}, False),
    ],
)
def test_a_change_of_just_the_limit_is_beyond_measurement_error(
    given: dict[str, float], is_within_error: bool
) -> None:
    score = VOLUME_DOUBLING_TIME.assess({**given, "interval": 100})
    assert any("within measurement error" in str(c) for c in score.caveats) is is_within_error


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (30.0000001, "Mean of long and short axis 30.0000001 mm is outside the validated range"),
        (30.5, "Mean of long and short axis 30.5 mm is outside the validated range"),
    ],
)
def test_a_number_just_beyond_a_range_reads_as_one(value: float, words: str) -> None:
    score = FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, "mean_diameter": value})
    assert words in " ".join(map(str, score.caveats))
    for impossible in (0.99999999, 300.0000001):
        with pytest.raises(RiskInputError, match=f"{impossible} mm is not possible"):
            FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, "mean_diameter": impossible})


@pytest.mark.parametrize(
    "axes",
    [
        {"long_axis": 5, "mean_diameter": 20},
        {"short_axis": 9, "mean_diameter": 5},
        {"long_axis": 9, "short_axis": 5, "mean_diameter": 9.2},
    ],
)
def test_a_mean_lies_between_the_axes(axes: dict[str, float]) -> None:
    with pytest.raises(RiskInputError, match="mean diameter"):
        FLEISCHNER_2017.assess({**FLEISCHNER_INPUTS, **axes})


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (999.7, "1", "1000"),
        (12345.6, "1", "12346"),
        (998.7, "1", "999"),
        (-0.04, "mm", "-0.04"),
        (-0.06, "[hnsf'U]", "-0.1"),
        (0.00075, "mm2/s", "0.00075"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, unit: str, words: str) -> None:
    assert number_text(value, unit) == words


@pytest.mark.parametrize(("days", "words"), [(1, "of 1 day is"), (2, "of 2 days is")])
def test_one_day_is_no_days(days: int, words: str) -> None:
    caveats = VOLUME_DOUBLING_TIME.assess({**VOLUMES, "interval": days}).caveats
    assert any(words in str(caveat) for caveat in caveats)
