"""Whatever a reading process does, its file gets a reason and the next one is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.hostile_reader import ANSWERS
from workstation.dicom.isolation import sandbox
from workstation.dicom.isolation.sandbox import ReaderProcess

MEMORY_BYTES = 1 << 20


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderProcess]:
    monkeypatch.setattr(sandbox, "_CHILD", "tests.support.hostile_reader")
    with ReaderProcess(memory_bytes=MEMORY_BYTES, seconds=2.0) as made:
        yield made


@pytest.mark.parametrize("how", [*ANSWERS, "dies", "dies amid its bytes"])
def test_an_answer_that_is_none_is_a_reason(reader: ReaderProcess, how: str) -> None:
    reply, payload = reader.ask({"job": how})
    assert str(reply["reason"]) == "made the reading process end; it is damaged or hostile"
    assert payload == b""
    reply, payload = reader.ask({"job": "well"})
    assert (reply["words"], payload) == ("fine", b"data")


def test_a_reader_that_hangs_is_over_its_time(reader: ReaderProcess) -> None:
    reply, _ = reader.ask({"job": "hangs"})
    assert str(reply["reason"]) == "took longer than 2 s to read"
    assert reader.ask({"job": "well"})[1] == b"data"


def test_one_process_reads_many_files(reader: ReaderProcess) -> None:
    reader.ask({"job": "well"})
    child = reader._child
    reader.ask({"job": "well"})
    assert child is not None
    assert reader._child is child
