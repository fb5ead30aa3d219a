"""Frames read by several threads, the middle one first."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from workstation.dicom.pixels.frame_reader import FallbackDecoder, FrameReader
from workstation.domain.study import FrameRef
from workstation.errors import PixelDecodeError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn

MOST_THREADS = 8
MOST_OPEN_FILES = 64


def middle_first(count: int) -> list[int]:
    """Slice numbers: the middle one, then every fourth, then the rest."""
    if count == 0:
        return []
    coarse = [count // 2, *range(0, count, 4)]
    return list(dict.fromkeys([*coarse, *range(count)]))


class _Filling:
    """Work on all frames, shared by several threads."""

    def __init__(
        self,
        frames: Sequence[FrameRef],
        fill: Callable[[int, FrameReader], None],
        token: CancelToken,
        progress: ProgressFn,
    ) -> None:
        self._frames = frames
        self._fill = fill
        self._token = token
        self._progress = progress
        self._fallback = FallbackDecoder()
        self._readers = _shared_readers(frames, self._fallback)
        self._order = iter(middle_first(len(frames)))
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._done = 0
        self._stage = Message("Reading images")

    def one(self) -> bool:
        """Do the next frame; False when there is none or the work was stopped."""
        if self._stop.is_set() or self._token.is_cancelled:
            return False
        with self._lock:
            k = next(self._order, None)
        if k is None:
            return False
        try:
            reader = self._readers.get(self._frames[k].path)
            if reader is not None:
                self._fill(k, reader)
            else:
                with FrameReader(self._frames[k], self._fallback) as own:
                    self._fill(k, own)
        except PixelDecodeError as error:
            self._stop.set()
            raise _of_image(error, self._frames[k]) from error
        except BaseException:
            self._stop.set()
            raise
        with self._lock:
            self._done += 1
            self._progress(self._done / len(self._frames), self._stage)
        return True

    def all(self) -> None:
        """Do frames until none is left."""
        while self.one():
            pass

    @property
    def second_choice(self) -> set[str]:
        """Paths of files that only a second library could decode."""
        return self._fallback.used

    def close(self) -> None:
        """Close files and end the fall-back process."""
        self._fallback.close()
        for reader in self._readers.values():
            reader.close()


def _of_image(error: PixelDecodeError, frame: FrameRef) -> PixelDecodeError:
    """The fault with the image that it was met in; not by its file, which may name a patient."""
    message = Message(
        "{fault} It is image {number}, frame {frame}.",
        fault=error.message,
        number=frame.instance_number,
        frame=frame.frame_index + 1,
    )
    return PixelDecodeError(message, hint=error.hint, detail=error.detail)


def for_each_frame(
    frames: Sequence[FrameRef],
    fill: Callable[[int, FrameReader], None],
    token: CancelToken,
    progress: ProgressFn,
    *,
    first_alone: bool,
) -> set[str]:
    """Call `fill` for every frame from several threads, middle frame first.

    Parameters
    ----------
    frames : sequence of FrameRef
        In the order of the first axis.
    fill : callable
        Given a frame number and an open reader of its file.
    token : CancelToken
        Asked before each frame.
    progress : ProgressFn
        Told after each frame, one call at a time.
    first_alone : bool
        Whether the middle frame is finished before any other is begun.

    Returns
    -------
    set of str
        Paths of files that only a second library could decode.

    Raises
    ------
    DicomReadError
        A frame cannot be read.
    CancelledError
        The token was cancelled.
    """
    filling = _Filling(frames, fill, token, progress)
    workers = min(os.cpu_count() or 1, MOST_THREADS, len(frames))
    try:
        if first_alone:
            filling.one()
        if workers <= 1:
            filling.all()
        else:
            with ThreadPoolExecutor(workers, thread_name_prefix="dicom-decode") as pool:
                for future in [pool.submit(filling.all) for _ in range(workers)]:
                    future.result()
    finally:
        filling.close()
    token.raise_if_cancelled()
    return filling.second_choice


def _shared_readers(
    frames: Sequence[FrameRef], fallback: FallbackDecoder
) -> dict[str, FrameReader]:
    """One open reader for each file that holds several of the frames."""
    seen: dict[str, int] = {}
    for frame in frames:
        seen[frame.path] = seen.get(frame.path, 0) + 1
    readers: dict[str, FrameReader] = {}
    for frame in frames:
        if seen[frame.path] > 1 and frame.path not in readers and len(readers) < MOST_OPEN_FILES:
            readers[frame.path] = FrameReader(frame, fallback)
    return readers
