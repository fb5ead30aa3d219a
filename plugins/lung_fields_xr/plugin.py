"""Right and left lung field on a frontal chest radiograph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.film_evidence import (
    INVERTED_HINT,
    greys_are_inverted,
    lung_box,
    side_caveats,
    small_picture,
)
from workstation.plugin_api.films import film_values, points_left
from workstation.plugin_api.outliers import unlikeness
from workstation.plugin_api.output_parts import SegmentOutput
from workstation.plugin_api.outputs import SegmentationOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import BundleModel, PluginContext

RIGHT, LEFT = 1, 2
_LUNG = 1
_LATERAL_VIEWS = frozenset({"LL", "RL", "LATERAL", "LLD", "RLD"})
_SIDES = frozenset({"L", "R"})
_SMALLEST_SHARE = 0.004
_MAIN_PART = 0.35
_PLAUSIBLE_SHARE = (0.06, 0.65)
_LEAST_CERTAINTY = 0.85

Bool = NDArray[np.bool_]


class LungFieldsXr:
    """A 2-D network; sides follow the orientation of the film."""

    def run(self, request: PluginRequest, context: PluginContext) -> SegmentationOutput:
        """Segment the lung fields."""
        image = request.image
        if image.view_position.strip().upper() in _LATERAL_VIEWS:
            raise PluginRefusedError(
                Message("Lung fields are outlined on frontal views only; this is a lateral view."),
                hint=Message("Choose the PA or AP film."),
            )
        letter = image.orientation_letters[0][:1].upper()
        if letter and letter not in _SIDES:
            raise PluginRefusedError(
                Message(
                    "Lung fields are outlined on upright frontal films only; the columns "
                    "of this film run toward {letter}, not toward the patient's left or "
                    "right.",
                    letter=letter,
                ),
                hint=Message("Choose the PA or AP film."),
            )
        context.progress(0.05, Message("likeness"))
        film = film_values(image)
        doubts = _doubts(context.model.features_film(film), context.model)
        if greys_are_inverted(film, context.model):
            raise PluginRefusedError(
                Message(
                    "No lung field is outlined: the greys of this film seem to be inverted, "
                    "contrary to what the file states."
                ),
                hint=INVERTED_HINT,
            )
        context.progress(0.1, Message("network"))
        probability = context.model.segment_film(film)[_LUNG]
        context.progress(0.8, Message("sides"))
        at_left_edge, at_right_edge = both_fields(probability > 0.5)
        field = at_left_edge | at_right_edge
        labels = np.zeros(image.array.shape, dtype=np.uint8)
        if not field.any():
            return SegmentationOutput(
                labels=labels,
                notes=(Message("No lung field was found on this film: there is no result."),),
            )
        left_is_right_edge, stated = points_left(image)
        labels[at_left_edge] = RIGHT if left_is_right_edge else LEFT
        labels[at_right_edge] = LEFT if left_is_right_edge else RIGHT
        sides = side_caveats(
            small_picture(film, lung_box(field)),
            context.model,
            left_is_right_edge=left_is_right_edge,
        )
        caveats = [*sides, *doubts, *_caveats(field, probability, image.array.shape)]
        if not stated:
            caveats.append(
                Message(
                    "The file does not state its orientation: sides assume the usual "
                    "display, with the patient's left at the right edge."
                )
            )
        segments = tuple(
            SegmentOutput(number=n, produced=n, caveats=tuple(caveats))
            for n in (RIGHT, LEFT)
            if (labels == n).any()
        )
        if len(segments) == 1:
            caveats.append(Message("Only one lung field was found."))
        context.progress(1.0, Message("done"))
        return SegmentationOutput(labels=labels, segments=segments, notes=tuple(caveats))


def _doubts(features: NDArray[np.float32], model: BundleModel) -> list[Message]:
    """What is said of a film unlike those of the training set.

    Raises
    ------
    PluginRefusedError
        It is unlike any upright frontal chest film that the check was made with.
    """

    def gap(name: str) -> tuple[float, float]:
        distance = unlikeness(
            features[np.newaxis], model.reference(f"{name}_mean"), model.reference(f"{name}_basis")
        )
        return float(distance[0]), float(model.reference(f"{name}_limit")[0])

    distance, limit = gap("films")
    if distance > limit:
        raise PluginRefusedError(
            Message(
                "No lung field is outlined: this image is unlike upright frontal chest films. It "
                "may be turned, another body part, or no film at all."
            ),
            hint=Message("Turn the film upright, or choose the PA or AP film of a chest."),
            detail=f"distance {distance:.2f} (limit {limit:.2f})",
        )
    distance, limit = gap("children")
    if distance <= limit:
        return []
    return [
        Message(
            "This film is unlike the films of children in one hospital that the network was "
            "trained on, e.g. because the patient is an adult: check the outlines."
        )
    ]


def both_fields(lung: Bool) -> tuple[Bool, Bool]:
    """The lung field at the left and the one at the right edge of the film.

    Parameters
    ----------
    lung : (j, i) bool
        What a network took for lung, with specks and gas below the diaphragm.
    """
    field = _without_specks(lung)
    if not field.any():
        return field, field.copy()
    left, right = (_main_parts(side) for side in split_at_midline(field))
    return left, right


def _without_specks(field: Bool) -> Bool:
    labels, count = ndimage.label(field)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    keep = sizes >= _SMALLEST_SHARE * field.size
    keep[0] = False
    filled: Bool = ndimage.binary_fill_holes(keep[labels])
    return filled


def _main_parts(field: Bool) -> Bool:
    """The largest part of one side, and parts not much smaller: no stomach bubble, no arm."""
    labels, count = ndimage.label(field)
    if count < 2:
        return field
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    sizes[0] = 0
    kept: Bool = (sizes >= _MAIN_PART * sizes.max())[labels] & field
    return kept


def split_at_midline(field: Bool) -> tuple[Bool, Bool]:
    """The parts of a lung field at the left and at the right edge of the film.

    Separate parts go to the side that their center lies on; one part that spans both sides
    is cut at the column between the lungs where it is thinnest.
    """
    columns = field.sum(axis=0)
    filled = np.flatnonzero(columns)
    first, last = int(filled[0]), int(filled[-1])
    third = (last - first) // 3
    middle = columns[first + third : last - third + 1]
    valley = first + third + int(np.flatnonzero(middle == middle.min()).mean())
    labels, count = ndimage.label(field)
    left = np.zeros_like(field)
    index = np.arange(field.shape[1])
    for number in range(1, count + 1):
        part = labels == number
        spread = np.flatnonzero(part.any(axis=0))
        share = float((part[:, :valley]).sum()) / float(part.sum())
        if 0.15 < share < 0.85 and spread[0] < valley < spread[-1]:
            left |= part & (index < valley)
        elif share >= 0.5:
            left |= part
    return left, field & ~left


def _caveats(
    field: Bool, probability: NDArray[np.float32], shape: tuple[int, ...]
) -> list[Message]:
    caveats: list[Message] = []
    share = float(field.sum()) / (shape[0] * shape[1])
    if not _PLAUSIBLE_SHARE[0] <= share <= _PLAUSIBLE_SHARE[1]:
        caveats.append(
            Message(
                "The lung fields take {share:.0f} % of the film, which is unusual: "
                "this may not be a frontal chest film.",
                share=100 * share,
            )
        )
    certainty = float(
        np.maximum(probability, 1 - probability)[ndimage.binary_dilation(field)].mean()
    )
    if certainty < _LEAST_CERTAINTY:
        caveats.append(
            Message(
                "The network is unsure (mean probability {certainty:.2f}): the film "
                "may differ from its training set.",
                certainty=certainty,
            )
        )
    return caveats
