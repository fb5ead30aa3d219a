"""Probability of pneumonia on a child's chest radiograph, or a refusal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from workstation.domain.probabilities import stated_percent
from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.film_evidence import (
    INVERTED_HINT,
    greys_are_inverted,
    is_a_half,
    side_caveats,
    small_picture,
)
from workstation.plugin_api.films import film_values, points_left
from workstation.plugin_api.outliers import mahalanobis_distance, unlikeness
from workstation.plugin_api.output_parts import ClassProbability, HeatmapOutput
from workstation.plugin_api.outputs import ClassOutput
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.plugin_api.protocols import BundleModel, PluginContext

TRAINED_AGES_YEARS = (1.0, 6.0)
_DISEASE = (1, 2)
_LATERAL_VIEWS = frozenset({"LL", "RL", "LATERAL", "LLD", "RLD"})
PROBABILITY_NOTE = Message(
    "Calibrated by temperature scaling on held-out films of the training "
    "hospital, where 72 % of the children had pneumonia; it does not hold "
    "at another share, age or hospital."
)


class PneumoniaXr:
    """A 2-D classifier with a check that the film is like those it was trained on."""

    def run(self, request: PluginRequest, context: PluginContext) -> ClassOutput:
        """Classify the film.

        Raises
        ------
        PluginRefusedError
            The film is lateral, or unlike the films of young children it was trained on.
        """
        image = request.image
        lateral = image.orientation_letters[0][:1].upper() in {"A", "P"}
        if lateral or image.view_position.strip().upper() in _LATERAL_VIEWS:
            raise PluginRefusedError(
                Message("Pneumonia is judged on frontal views only; this is a lateral view."),
                hint=Message("Choose the PA or AP film."),
            )
        film = film_values(image)
        if greys_are_inverted(film, context.model):
            raise PluginRefusedError(
                Message(
                    "No probability is given: the greys of this film seem to be inverted, contrary "
                    "to what the file states, or it is no frontal chest film."
                ),
                hint=INVERTED_HINT,
            )
        picture = small_picture(film)
        _require_known_picture(picture, context.model)
        context.progress(0.1, Message("network"))
        logits, features = context.model.classify_film(film)
        temperature, outlier_limit, distance_limit = (
            float(v) for v in context.model.reference("temperature_and_limits")
        )
        adult_score = float(expit(float(logits[-1])))
        distance = _distance(features, context.model)
        if adult_score > outlier_limit or distance > distance_limit:
            raise PluginRefusedError(
                Message(
                    "No probability is given: this film is unlike the films of children of "
                    "1 to 5 years that it was trained on and looks like an adult's or "
                    "another kind of film."
                ),
                hint=Message("The model must not be used on adults. Read the film without it."),
                detail=f"outlier score {adult_score:.3f} (limit {outlier_limit:.3f}), "
                f"distance {distance:.1f} (limit {distance_limit:.1f})",
            )
        # Upside down a film of a child lies farther from the training films than upright.
        _, turned = context.model.classify_film(np.ascontiguousarray(np.rot90(film, 2)))
        if _distance(turned, context.model) < distance:
            raise PluginRefusedError(
                Message(
                    "No probability is given: this film is turned or unlike the upright films of "
                    "children that it was trained on."
                ),
                hint=Message("Turn the film upright, or choose the PA or AP film of a chest."),
            )
        share = softmax(np.asarray(logits[:-1], dtype=np.float64) / temperature)
        probability = float(share[list(_DISEASE)].sum())
        context.progress(0.6, Message("saliency"))
        heat = context.model.saliency_film(film, _DISEASE)
        peak = np.unravel_index(int(heat.argmax()), heat.shape)
        positive = probability >= 0.5
        sides = side_caveats(picture, context.model, left_is_right_edge=points_left(image)[0])
        finding = ClassProbability(
            class_id="pneumonia",
            probability=probability,
            probability_note=PROBABILITY_NOTE,
            statement=Message(
                "Model probability of pneumonia {probability} (children of 1 to 5 years).",
                probability=stated_percent(probability),
            ),
            caveats=(*_age_caveats(image), *sides),
            position_ji=(float(peak[0]), float(peak[1])) if positive else None,
        )
        context.progress(1.0, Message("done"))
        return ClassOutput(
            classes=(finding,),
            heatmaps=(
                HeatmapOutput(name=Message("Evidence for pneumonia (Grad-CAM)"), values=heat),
            ),
            notes=(
                Message("The saliency map shows where the network looked, not where disease is."),
            ),
        )


def _require_known_picture(picture: NDArray[np.float32], model: BundleModel) -> None:
    """Refuse a film that is not whole, or spoiled in ways that the network does not notice.

    Raises
    ------
    PluginRefusedError
        Its coarse picture is unlike those of the training films.
    """
    rest = unlikeness(
        picture.reshape(1, -1), model.reference("pictures_mean"), model.reference("pictures_basis")
    )
    limit = float(model.reference("pictures_limit")[0])
    if is_a_half(picture, model):
        raise PluginRefusedError(
            Message(
                "No probability is given: this film seems to show only a half of a chest, unlike "
                "the whole films of children that it was trained on."
            ),
            hint=Message("Choose the whole PA or AP film of a chest."),
        )
    if float(rest[0]) > limit:
        raise PluginRefusedError(
            Message(
                "No probability is given: this film is unlike the whole, upright films of children "
                "that it was trained on. It may be cut, turned, noisy, of few greys, or another "
                "kind of film."
            ),
            hint=Message("Choose the whole PA or AP film of a chest."),
            detail=f"distance {float(rest[0]):.2f} (limit {limit:.2f})",
        )


def _distance(features: NDArray[np.float32], model: BundleModel) -> float:
    """How far features lie from those of the training films."""
    distances = mahalanobis_distance(
        features[np.newaxis], model.reference("means"), model.reference("precision")
    )
    return float(distances[0])


def _age_caveats(image: ImagePayload) -> tuple[Message, ...]:
    low, high = TRAINED_AGES_YEARS
    if image.age_years is None:
        return (
            Message(
                "WARNING: the file does not state the patient's age. The probability "
                "is valid for children of 1 to 5 years only and must be ignored for "
                "anyone else."
            ),
        )
    if not low <= image.age_years < high:
        return (
            Message(
                "WARNING: the patient is {age_years:.1f} years old; the model was "
                "trained on children of 1 to 5 years only.",
                age_years=image.age_years,
            ),
        )
    return ()
