"""A child that says or does one thing, then waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from workstation.processes.child_side import limit_own_memory, open_parent_channel

if __name__ == "__main__":
    channel = open_parent_channel(sys.argv[1])
    if sys.argv[2] == "environment":
        channel.send(json.dumps(dict(os.environ)).encode())
    elif sys.argv[2] == "starts":
        started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        channel.send(str(started.pid).encode())
    elif sys.argv[2] == "speaks":
        channel.send(b"eight", b"raw data")
    elif sys.argv[2] == "memory":
        limit_own_memory(1 << 28)
        try:
            channel.send(str(len(bytearray(1 << 30))).encode())
        except MemoryError:
            channel.send(b"refused")
    elif sys.argv[2] == "ends":
        sys.exit(3)
    elif sys.argv[2] == "works":
        while True:
            pass
    time.sleep(600)
