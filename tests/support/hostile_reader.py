"""A reading process that a file has taken over: it answers in whatever way hurts."""

from __future__ import annotations

import json
import os
import pickle
import sys

from workstation.processes.child_side import open_parent_channel

ANSWERS: dict[str, bytes] = {
    "a pickle": pickle.dumps({"payload": 0}),
    "no object": b"[]",
    "depths": b"[" * 100_000,
    "no count": b'{"raw": {}}',
    "a count below nothing": b'{"payload": -1}',
    "more than it may hold": b'{"payload": 4611686018427387904}',
    "a count in words": b'{"payload": "8"}',
    "a reason that is none": b'{"payload": 0, "reason": 5}',
}

if __name__ == "__main__":
    channel = open_parent_channel(sys.argv[1])
    while True:
        how = json.loads(channel.receive())["job"]
        if how == "well":
            channel.send(b'{"payload": 4, "words": "fine"}', b"data")
        elif how == "dies":
            os.kill(os.getpid(), 9)
        elif how == "hangs":
            while True:
                pass
        elif how == "dies amid its bytes":
            channel.send(b'{"payload": 8}', b"half")
            os.kill(os.getpid(), 9)
        else:
            channel.send(ANSWERS[how])
