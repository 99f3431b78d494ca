#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the benchmark, `make bench`: this program and its peers in turn, medians, ratios.

    bench.py [--build build] [--rounds 3] [--quick] [--full] [--only B1,B2] [--out results/bench]

docs/performance.md explains what it prints and writes."""
import argparse
import os
import sys

sys.dont_write_bytecode = True

from derive import derive
from measure import run
from problems import OURS, Problems
from report import loads, show_group, write_figure, write_page, write_tables


ALL = "B1,B2,B3,B4"


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", default="build")
    parser.add_argument("--out", default="results/bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=ALL)
    parser.add_argument("--quick", action="store_true", help="the grid G0 for G1, two of B1")
    parser.add_argument("--full", action="store_true", help="also B3 and the slowest of the peers")
    options = parser.parse_args()
    options.cores = [1, 2] if (os.cpu_count() or 1) > 1 else [1]
    options.grid = "G0" if options.quick else "G1"
    options.load = loads()
    options.command = "`make bench" + (" QUICK=1" if options.quick else "") + \
        (" FULL=1" if options.full else "") + "`"
    return options


def has_room(gigabytes, notes):
    """Free memory, and what the system would give back at once, where it says so."""
    try:
        with open("/proc/meminfo", encoding="utf-8") as file:
            free = [int(line.split()[1]) for line in file if line.startswith("MemAvailable")][0]
    except (OSError, IndexError):
        return True
    if free < gigabytes * 1e6:
        notes.append(f"B3 left out: it wants {gigabytes} GB of memory.")
    return free >= gigabytes * 1e6


def groups_of(problems, options, notes):
    """Name and entries; each group is measured and shown before the next begins."""
    only = options.only.split(",")
    if "B1" in only:
        for variant in ("a1", "b1") if options.quick else ("a0", "a1", "b0", "b1"):
            yield f"B1 {variant}: axisymmetric cell, infinite dose", problems.cell(variant)
    if "B2" in only:
        yield f"B2 {options.grid}: one implicit step", problems.solve(options.grid)
        for grid in dict.fromkeys(("G0", options.grid)):
            yield f"B2 {grid}: 24 h in a quarter cell", problems.march(grid, grid == "G0")
    if "B3" in only and (options.full or options.only != ALL) and has_room(6, notes):
        yield "B3: a patch with 400 channels", problems.patch()
    if "B4" in only:
        yield "B4: a sweep", problems.sweep()


def measure(entries, rounds, notes):
    """Rounds of all in turn, so that a change of the machine's speed meets each of them. A peer that
    fails is left out from then on; a failure of ours ends the benchmark."""
    failed = []
    for number in range(rounds):
        for entry in entries:
            if entry in failed:
                continue
            try:
                run(entry)
                taken = entry.samples[-1][entry.time]
                print(f"  round {number + 1}: {' '.join(map(str, entry.key()))}: {taken:.3g} s",
                      file=sys.stderr, flush=True)
            except RuntimeError as failure:
                if entry.program.startswith(OURS):
                    raise
                failed.append(entry)
                notes.append(f"{entry.program} failed on {entry.problem} {entry.case}.")
                print(failure, file=sys.stderr, flush=True)


def notes_of(problems, options):
    notes, missing = [], problems.missing()
    if missing:
        notes.append(f"Without {', '.join(missing)}: those ratios are missing. `make bench "
                     "PEERS=install` installs FreeFEM and hypre, PEERS=all PETSc too.")
    if os.getloadavg()[0] > 0.5:
        notes.append(f"Other work was under way (load {options.load}): threads that wait for each "
                     "other lose most by it, and only large ratios mean anything.")
    return notes


def clear(folder):
    """What an earlier benchmark left would stand beside this one's."""
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        if name.endswith(".csv") or name in ("summary.md", "times.dat", "times.svg"):
            os.remove(f"{folder}/{name}")


def main():
    options = read_options()
    problems = Problems(options.build, options.full, options.cores)
    notes, rows = notes_of(problems, options), []
    print("\n".join([f"load {options.load}; {options.rounds} rounds", *notes, ""]), flush=True)
    clear(options.out)
    for title, entries in groups_of(problems, options, notes):
        print(title, flush=True)
        try:
            measure(entries, options.rounds, notes)
        except RuntimeError as failure:
            print(failure, file=sys.stderr)
            return 1
        group = derive(entries, options.cores[-1])
        show_group(group)
        rows += group
        write_tables(rows, options.out)
        write_page(rows, notes, options, f"{options.out}/summary.md")
    write_figure(rows, options.out)
    print(f"{options.out}: summary.md, times.svg and a table for each problem; docs/performance.md "
          "explains them")
    return 0


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    sys.exit(main())
