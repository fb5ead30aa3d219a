"""Header and logo of a report: what a file may be, and what is made of it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PilImage

from workstation.errors import InputError
from workstation.services.letterhead import LARGEST_LOGO_BYTES, make_letterhead


def test_lines_are_tidied_and_bounded() -> None:
    made = make_letterhead("  St. Anna\tHospital \n\nRadiology\n1\n2\n3\n" + "x" * 5000, None)
    assert made.lines == ("St. Anna Hospital", "Radiology", "1", "2")
    assert make_letterhead("y" * 500, None).lines == ("y" * 90,)
    assert make_letterhead(" \n", None).lines == ()


def test_a_logo_lies_on_white_and_is_made_small(tmp_path: Path) -> None:
    picture = PilImage.new("RGBA", (2400, 1200), (0, 0, 0, 0))
    picture.paste((200, 10, 20, 255), (0, 0, 1200, 1200))
    path = tmp_path / "logo.png"
    picture.save(path)
    logo = make_letterhead("", path).logo
    assert logo is not None
    assert logo.shape == (450, 900, 3)
    assert logo.dtype == np.uint8
    assert tuple(logo[200, 100]) == (200, 10, 20)
    assert tuple(logo[200, 800]) == (255, 255, 255)


def _broken(folder: Path, name: str) -> Path:
    path = folder / name
    if name == "svg.png":
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    elif name == "cut.png":
        whole = folder / "whole.png"
        noise = np.random.default_rng(1).integers(0, 255, (90, 90, 3), np.uint8)
        PilImage.fromarray(noise).save(whole)
        path.write_bytes(whole.read_bytes()[:5000])
    elif name == "bomb.png":
        PilImage.new("1", (5000, 5000)).save(path)
    elif name == "large.png":
        path.write_bytes(b"\x89PNG" + b"\0" * LARGEST_LOGO_BYTES)
    elif name == "gif.png":
        PilImage.new("L", (5, 5)).save(path, "GIF")
    elif name == "pipe.png":
        os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    "name", ["svg.png", "cut.png", "bomb.png", "large.png", "gif.png", "pipe.png", "missing.png"]
)
def test_what_is_no_small_picture_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        make_letterhead("", _broken(tmp_path, name))
    assert name in str(caught.value.message)
    assert "PNG or JPEG" in str(caught.value.hint)
