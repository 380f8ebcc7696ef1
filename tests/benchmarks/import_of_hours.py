"""One import of a file of hours in a process of its own: prints seconds and the peak of memory in kilobytes (Linux)."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from models.operations.hours.import_hours import import_hours
from models.operations.store.actor import Actor
from models.operations.store.schema import open_for_work

store, file = sys.argv[1], Path(sys.argv[2])
open_for_work(store)
started = time.perf_counter()
receipt = import_hours(file.name, file.read_bytes(), date(2026, 10, 1), Actor("owner"))
took = time.perf_counter() - started
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps({"seconds": took, "kilobytes": int(peak), "added": receipt.added}))
