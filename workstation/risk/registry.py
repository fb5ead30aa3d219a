"""Every model that the program ships."""

from __future__ import annotations

import difflib

from workstation.domain.risk import RiskScore
from workstation.errors import RiskInputError
from workstation.messages import Message, joined
from workstation.risk.brock import BROCK_2B
from workstation.risk.doubling_time import VOLUME_DOUBLING_TIME
from workstation.risk.emphysema import EMPHYSEMA_LAA950
from workstation.risk.fleischner import FLEISCHNER_2017
from workstation.risk.mayo import MAYO
from workstation.risk.model import RiskModel

MODELS: tuple[RiskModel, ...] = (
    BROCK_2B,
    MAYO,
    FLEISCHNER_2017,
    VOLUME_DOUBLING_TIME,
    EMPHYSEMA_LAA950,
)


def model_title(model_id: str) -> Message:
    """The name of a model in words; its id in words where this version has no such model."""
    for model in MODELS:
        if model.id == model_id:
            return model.title
    return Message.term(model_id.replace("_", " "))


def score_title(score: RiskScore) -> Message:
    """What a score is called: by the plugin that gave it, else by its model."""
    return score.source.title if score.source is not None else model_title(score.model)


def input_name(name: str) -> Message:
    """The name of an input in words; one that is the output of another score names that, too."""
    for model in MODELS:
        if name.startswith(f"{model.id}_"):
            return Message(
                "{model} {output}",
                model=Message.term(model.id.replace("_", " ")),
                output=Message.term(name.removeprefix(f"{model.id}_").replace("_", " ")),
            )
    return Message.term(name.replace("_", " "))


def limits_of(model_id: str, output: str) -> tuple[float, ...]:
    """The limits that an output of a model is compared with; none of an unknown model."""
    for model in MODELS:
        if model.id == model_id:
            return dict(model.limits).get(output, ())
    return ()


def find_model(model_id: str) -> RiskModel:
    """The model with this id.

    Raises
    ------
    RiskInputError
        There is none.
    """
    for model in MODELS:
        if model.id == model_id:
            return model
    names = [model.id for model in MODELS]
    close = difflib.get_close_matches(model_id, names, n=1)
    raise RiskInputError(
        Message("There is no risk model “{model_id}”.", model_id=model_id),
        hint=Message("Did you mean “{close}”?", close=close[0])
        if close
        else Message("Models: {names}.", names=joined(", ", names)),
    )
