"""Reads journals of JSON lines, in which earlier versions of the program kept things."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JournalContent:
    """The records of a journal, oldest first, and how many entries cannot be read."""

    records: tuple[Record, ...]
    damaged: int


def read_journal(data: bytes) -> JournalContent:
    """Every whole line of a journal; steps that were cut by a kill count not at all."""
    records: list[Record] = []
    damaged = 0
    for line in data.split(b"\n"):
        if not line.strip():
            continue
        record = _record(line)
        if record is None:
            damaged += 1
        else:
            records.append(record)
    cut = _cut_steps(records)
    kept = tuple(record for record in records if _step(record)[0] not in cut)
    return JournalContent(kept, damaged + len(cut))


def latest(records: Sequence[Record]) -> dict[tuple[str, str], Any]:
    """The last value of each kind and id, in the order of first arrival."""
    found: dict[tuple[str, str], Any] = {}
    for record in records:
        key = (str(record.get("kind")), str(record.get("id")))
        if record.get("value") is None:
            found.pop(key, None)
        else:
            found[key] = record["value"]
    return found


def packed_labels(journal: Path, mask_id: str, version: int) -> Path:
    """Where the labels of a mask lay."""
    return journal.with_suffix("") / f"{mask_id}-{version}.npz"


def _step(record: Record) -> tuple[str, int, int]:
    """The step that a record belongs to, its number in it, and how many there are."""
    match record.get("step"):
        case [str(step), int(number), int(count)]:
            return step, number, count
        case _:
            return "", 1, 1


def _cut_steps(records: Sequence[Record]) -> frozenset[str]:
    ends = {step: number < count for step, number, count in map(_step, records) if step}
    return frozenset(step for step, is_cut in ends.items() if is_cut)


def _record(line: bytes) -> Record | None:
    try:
        record = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
