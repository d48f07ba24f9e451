"""The machine that measured, and how busy it was with other things."""

from __future__ import annotations

import contextlib
import os
import platform
import resource
import subprocess
import time
from pathlib import Path
from typing import Any

QUIET = 0.3
"""Seconds of processor time that others may use in one second of a quiet machine."""


def describe() -> dict[str, Any]:
    """Processor, cores, memory, Python, and the load average before measuring."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "python": platform.python_version(),
        "system": platform.system(),
        "load_average_before": round(os.getloadavg()[0], 2),
    }


def revision() -> str:
    """The commit of the code measured, where it lies in a repository."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def resident_mib(pid: int | str = "self") -> float:
    """Memory that the process holds, in MiB; on Linux."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def highest_mib() -> float:
    """The most memory that this process has held, in MiB; on Linux."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def family(pid: int) -> list[int]:
    """The process and all that descend from it; on Linux."""
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # the thread has ended meanwhile
            for child in (thread / "children").read_text().split():
                found += family(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time that the process and all that descend from it have used so far; on Linux."""
    ticks = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def busy_seconds() -> float:
    """Processor time that everything on the machine has used so far, over all cores; on Linux."""
    user, nice, system, _, _, *rest = map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9])
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def wait_for_quiet(patience: float) -> None:
    """Waits until the machine has nothing else to do for a second, at most ``patience`` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(1)
        if busy_seconds() - before < QUIET:
            return


class Watch:
    """How much of the cores others have used since it was made: what a figure has been disturbed by."""

    def __init__(self, *own: int) -> None:
        self._own = (os.getpid(), *own)
        self._since = time.monotonic(), busy_seconds(), self._used()

    def others(self) -> float:
        """The share of the cores' time that others have used (0–1)."""
        since, busy, used = self._since
        whole = (time.monotonic() - since) * (os.cpu_count() or 1)
        others = (busy_seconds() - busy) - (self._used() - used)
        return round(min(1.0, max(0.0, others / whole)), 2)

    def _used(self) -> float:
        return sum(cpu_seconds(pid) for pid in self._own[1:]) + sum(os.times()[:2])


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"
