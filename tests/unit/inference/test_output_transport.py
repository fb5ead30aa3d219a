from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from workstation.inference.messages import DoneMessage, decode_reply, encode_reply
from workstation.inference.shared_arrays import SharedArray
from workstation.inference.transport import output_layouts, pack, unpack
from workstation.messages import Message
from workstation.plugin_api.output_parts import ClassProbability, HeatmapOutput, SegmentOutput
from workstation.plugin_api.outputs import (
    ClassOutput,
    ImageOutput,
    Output,
    SegmentationOutput,
)
from workstation.processes.channel import MalformedMessage

SHAPE = (2, 3, 4)
RAMP = np.arange(24, dtype=np.float32).reshape(SHAPE)


def carried(output: Output) -> Any:
    """The output after its way through shared memory and JSON."""
    arrays = [SharedArray(layout) for layout in output_layouts(type(output), SHAPE)]
    views = [array.view() for array in arrays]
    done = DoneMessage(
        output=pack(output, views), device="CPU", precision="fp32", fallbacks=(), timings_s=()
    )
    reply = decode_reply(encode_reply(done))
    assert isinstance(reply, DoneMessage)
    return unpack(type(output), reply.output, views)


def test_labels_segments_and_heat_come_back_as_they_were() -> None:
    labels = (RAMP > 12).astype(np.uint16)
    segment = SegmentOutput(number=1, produced=1, label=Message("Nodule {n}", n=1), score=0.25)
    heat = tuple(
        HeatmapOutput(name=Message(f"h{n}"), values=RAMP / np.float32(n + 30)) for n in (0, 1)
    )
    back = carried(SegmentationOutput(labels=labels, segments=(segment,), heatmaps=heat))
    np.testing.assert_array_equal(back.labels, labels)
    assert back.labels.dtype == np.uint8
    assert back.segments == (segment,)
    assert [str(each.name) for each in back.heatmaps] == ["h0", "h1"]
    np.testing.assert_array_equal(back.heatmaps[1].values, heat[1].values)


def test_labels_of_many_segments_keep_two_bytes() -> None:
    labels = np.full(SHAPE, 300, dtype=np.uint16)
    back = carried(SegmentationOutput(labels=labels))
    assert back.labels.dtype == np.uint16
    assert back.labels.max() == 300


def test_classes_and_images_come_back_as_they_were() -> None:
    entry = ClassProbability(class_id="a", probability=0.75, probability_note=Message("n"))
    back = carried(ClassOutput(classes=(entry,), notes=(Message("seen"),)))
    assert (back.classes, back.notes, back.heatmaps) == ((entry,), (Message("seen"),), ())
    image = carried(ImageOutput(values=RAMP, words=Message("brighter")))
    np.testing.assert_array_equal(image.values, RAMP)
    assert image.words == Message("brighter")


def test_more_arrays_than_a_type_may_hold_are_a_fault() -> None:
    heat = HeatmapOutput(name=Message("h"), values=RAMP)
    with pytest.raises(ValueError, match="more arrays"):
        carried(ClassOutput(heatmaps=(heat, heat, heat)))


@pytest.mark.parametrize(
    "forged",
    [
        {"values": {"__array__": 7}, "words": {"code": "w", "text": "w"}},
        {"values": {"__array__": -1}, "words": {"code": "w", "text": "w"}},
        {"values": {"__array__": True}, "words": {"code": "w", "text": "w"}},
        {"values": {"__array__": [0]}, "words": {"code": "w", "text": "w"}},
        {"values": {"__array__": 0}, "words": {"__array__": 0}},
        {"values": [1.0, 2.0], "words": {"code": "w", "text": "w"}},
        {"words": {"code": "w", "text": "w"}},
        {"values": {"__array__": 0}, "words": {"code": "w", "text": "w"}, "ARRAYS": ["<f4"]},
        ["no", "fields"],
        None,
    ],
)
def test_what_is_no_such_output_is_malformed(forged: object) -> None:
    plain = json.loads(json.dumps(forged))
    with pytest.raises(MalformedMessage):
        unpack(ImageOutput, plain, [RAMP.copy()])
