"""Every known fault names a way out, and survives the way between processes."""

import pickle

import pytest

from workstation import errors
from workstation.errors import (
    CancelledError,
    MaskReadError,
    MissingAttributeError,
    PluginCrashedError,
    WorkstationError,
)
from workstation.messages import Message

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type)
    and issubclass(kind, WorkstationError)
    and kind not in {WorkstationError, CancelledError, MissingAttributeError}
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_without_a_hint_of_its_own_has_the_usual_one(
    kind: type[WorkstationError],
) -> None:
    assert kind(Message("Something is wrong.")).hint
    assert kind(Message("Something is wrong."), hint=Message("Do this.")).hint == Message(
        "Do this."
    )


@pytest.mark.parametrize(
    "error",
    [
        MissingAttributeError("PixelSpacing", "1.2.3"),
        MaskReadError(Message("No."), hint=Message("Yes."), detail="uid=1"),
        PluginCrashedError(Message("Ended.")),
        CancelledError(),
    ],
)
def test_errors_cross_processes_whole(error: WorkstationError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.message, again.hint, again.detail) == (error.message, error.hint, error.detail)
    assert str(again) == str(error)
