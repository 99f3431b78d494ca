# SPDX-License-Identifier: GPL-3.0-or-later
"""One program, started, timed, and its lines "name value" and "row value ..." read."""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field


@dataclass(eq=False)
class Entry:
    """A program on one case: how to start it and how to judge what it says."""
    problem: str
    case: str
    program: str
    cores: int
    command: list
    judge: object = None      # of what was read: {name: number}
    time: str = "wall_s"      # what is compared; process_s: from start to end of the whole process
    against: str = ""         # a peer: our program it is compared with, on as many cores
    samples: list = field(default_factory=list)

    def key(self):
        return self.problem, self.case, self.program, self.cores


def environment(entry):
    """MPI gives each core a process; all else has threads."""
    threads = 1 if entry.command[0] == "mpirun" else entry.cores
    settings = {"OMP_NUM_THREADS": str(threads), "OMPI_ALLOW_RUN_AS_ROOT": "1",
                "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    if os.path.isdir("/usr/lib/freefem++"):  # Debian's package looks in another folder than its own
        settings["FF_LOADPATH"] = "/usr/lib/freefem++"
    return {**os.environ, **settings}


def read_lines(text):
    values = {"rows": []}
    for line in text.splitlines():
        words = line.split()
        try:
            if len(words) > 2 and words[0] == "row":
                values["rows"].append([float(word) for word in words[1:]])
            elif len(words) == 2:
                values[words[0]] = float(words[1])
        except ValueError:
            pass  # words of the program's own
    return values


def run(entry):
    """Runs it once and keeps what it said; raises RuntimeError with its last words when it fails."""
    with tempfile.TemporaryFile("w+") as said:
        begin = time.monotonic()
        child = subprocess.Popen(entry.command, stdout=said, stderr=subprocess.STDOUT,
                                 env=environment(entry))
        _, status, usage = os.wait4(child.pid, 0)
        taken = time.monotonic() - begin
        said.seek(0)
        text = said.read()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(entry.command)}: exit code {child.returncode}\n{text[-800:]}")
    bytes_each = 1 if sys.platform == "darwin" else 1024
    values = {"process_s": taken, "peak_MB": usage.ru_maxrss * bytes_each / 2**20,
              **read_lines(text)}
    if entry.judge is not None:
        values.update(entry.judge(values))
    values.pop("rows")
    entry.samples.append(values)


def summarise(entry):
    """Medians of all numbers, and the range of the time that is compared."""
    names = {name for sample in entry.samples for name in sample}
    middle = {name: statistics.median([sample[name] for sample in entry.samples if name in sample])
              for name in sorted(names)}
    times = [sample[entry.time] for sample in entry.samples]
    return {**middle, "time_s": statistics.median(times), "least_s": min(times),
            "most_s": max(times), "rounds": len(times)}
