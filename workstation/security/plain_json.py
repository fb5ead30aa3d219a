"""Reading JSON of strangers: what means one thing to every reader, and nothing else."""

from __future__ import annotations

import json
from typing import Any


def plain_json(content: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON document in UTF-8; a mark of the byte order before it is passed over.

    Raises
    ------
    ValueError
        It is none (RFC 8259): also NaN and Infinity, a name that an object has twice, which
        readers take differently, letters that are none, and what is nested too deeply.
    """
    try:
        document = json.loads(
            content.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_each_once
        )
        json.dumps(document, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return document


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ValueError(f"the name {name[:100]!r} stands twice in one object")
            seen.add(name)
    return found
