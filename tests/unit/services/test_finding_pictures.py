"""Pictures of findings show what the finding is about, or there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.support.image_phantoms import frames
from tests.support.masks import segment
from tests.support.studies import finding, result
from workstation.domain.mask import Mask
from workstation.services.key_images import finding_pictures, organ_picture
from workstation.services.render import render_image


def clip_mask() -> Mask:
    """Most of segment 1 is on frame 3, and all of segment 2 on frame 0."""
    labels = np.zeros((5, 30, 40), np.uint8)
    labels[1, 4:6, 4:6] = 1
    labels[3, 4:20, 4:20] = 1
    labels[0, 22:28, 22:28] = 2
    made = result().mask
    assert made is not None
    return replace(made, labels=labels, geometry=None, segments=(segment(1), segment(2)))


def test_a_clip_is_shown_where_the_segment_is_largest() -> None:
    clip, mask = frames(), clip_mask()
    for number, frame in ((1, 3), (2, 0)):
        about = replace(finding(), mask_id=mask.id, segment_number=number)
        (shown,) = finding_pictures(clip, [mask], about)
        (organ,) = organ_picture(clip, [mask], [about])
        alone = mask.keep(frozenset({number}))
        expected = render_image(clip, index=frame, masks=[alone], size=480, fill_opacity=0.0)
        np.testing.assert_array_equal(shown.pixels, expected)
        np.testing.assert_array_equal(organ.pixels, expected)
        assert (shown.finding_id, organ.finding_id) == (about.id, "")


def test_which_frame_shows_a_finding_without_a_segment_is_not_guessed() -> None:
    about = replace(finding(), mask_id="", segment_number=None, position_ji=(3.0, 4.0))
    assert finding_pictures(frames(), [], about) == ()
