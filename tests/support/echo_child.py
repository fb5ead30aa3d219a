"""A child that says what it sees of itself, then waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from workstation.processes.child_side import open_parent_channel

if __name__ == "__main__":
    channel = open_parent_channel(sys.argv[1])
    if sys.argv[2] == "environment":
        channel.send(json.dumps(dict(os.environ)).encode())
    elif sys.argv[2] == "starts":
        started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        channel.send(str(started.pid).encode())
    time.sleep(600)
