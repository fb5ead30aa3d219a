"""The real program on a real X server, driven by real key and mouse events."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageGrab, features

from workstation.services.demo_study import write_demo_study

_TOOLS = ("Xvfb", "xdotool")
pytestmark = [
    pytest.mark.skipif(
        any(shutil.which(tool) is None for tool in _TOOLS) or not features.check("xcb"),
        reason="Xvfb or xdotool is not installed",
    ),
    pytest.mark.timeout(180),
]


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1640x1000x24", "-ac"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        # The server writes the line in two pieces and dies when nobody reads the second.
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Screen:
    """What a person at the display does and sees."""

    def __init__(self, display: str, folder: Path) -> None:
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self._folder = folder
        # The tour of the first start would lie over what is clicked.
        kept = folder / "config" / "Lightbox" / "Lightbox.conf"
        kept.parent.mkdir(parents=True)
        kept.write_text("[General]\ntour_done=yes\n")

    def do(self, *words: str) -> str:
        """Run xdotool."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=180,
        )
        return done.stdout.strip()

    def picture(self, name: str) -> np.ndarray:
        """The screen as grey values; kept in a file for who looks into a failure."""
        seen = ImageGrab.grab(xdisplay=self.environment["DISPLAY"])
        seen.save(self._folder / f"{name}.png")
        return np.asarray(seen.convert("L"), dtype=np.int16)

    def wait_for_change(self, name: str, before: np.ndarray, share: float) -> np.ndarray:
        """The screen when this share of it differs from before."""
        end = time.monotonic() + 180
        while time.monotonic() < end:
            now = self.picture(name)
            if (np.abs(now - before) > 12).mean() > share:
                return now
            time.sleep(0.3)
        raise AssertionError(f"the screen did not change: {name}")


def test_open_scroll_and_window_by_hand(display: str, tmp_path: Path) -> None:
    thorax = tmp_path / "thorax"
    write_demo_study(thorax)
    screen = Screen(display, tmp_path)
    program = subprocess.Popen(
        [sys.executable, "-m", "workstation.app.entry", str(thorax)],
        env=screen.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        empty = screen.picture("empty")
        shown = screen.wait_for_change("window", empty, 0.3)
        time.sleep(3.0)
        shown = screen.picture("shown")
        # The lungs and the body are there: dark and bright together in the axial viewport.
        part = shown[200:700, 300:700]
        assert (part > 100).mean() > 0.1
        screen.do("mousemove", "500", "450", "click", "--repeat", "12", "5")
        scrolled = screen.wait_for_change("scrolled", shown, 0.005)
        # There is no window manager to give the keys to the window.
        screen.do("search", "--onlyvisible", "--name", "Lightbox", "windowfocus", "--sync")
        screen.do("key", "3")
        windowed = screen.wait_for_change("windowed", scrolled, 0.02)
        screen.do("mousemove", "500", "450", "mousedown", "1", "mousemove", "560", "520")
        screen.do("mousemove", "600", "560", "mouseup", "1")
        screen.wait_for_change("dragged", windowed, 0.01)
        assert program.poll() is None
        screen.do("key", "ctrl+q")
        assert program.wait(30) == 0
    finally:
        if program.poll() is None:
            program.kill()
            program.wait(10)
        if program.stderr is not None:
            program.stderr.close()
