# SPDX-License-Identifier: GPL-3.0-or-later
"""From medians to what is compared: work units, shares of the machine's bandwidth, ratios.

A work unit is one application of the stored operator in double precision, 56 bytes a cell (three
faces, diagonal, u, result, and the result's line read before it is written), at the bandwidth of
the triad that was measured in the same rounds."""
from measure import summarise
from problems import OURS

BYTES, FLOOR_UNITS = 56, 10
NAMES = ["problem", "case", "program", "cores", "time_s", "least_s", "most_s", "rounds", "peak_MB",
         "error", "error_amounts", "cells", "unknowns", "solves", "iterations", "residual",
         "tolerance", "voxels_s", "assembly_s", "setup_s", "apply_s", "cycle_s", "units_per_solve",
         "floor_share", "triad_share", "triad_GBps", "ns_per_cell_iteration", "slower_by"]


def add_work(row):
    """Where several grids or cases went into a time, the cells are those of the last or the mean."""
    cells = row.get("cells", 0) / row.get("cases", 1)
    solving = row.get("solve_s", row.get("propagate_s", row.get("wall_s")))
    if not cells or solving is None or not row.get("triad_GBps"):
        return
    unit = BYTES * cells / (1e9 * row["triad_GBps"])
    solves = 1 if "solve_s" in row else row.get("solves", 0)
    if solves:
        row["units_per_solve"] = solving / solves / unit
        row["floor_share"] = FLOOR_UNITS / row["units_per_solve"]
    if row.get("iterations"):
        row["ns_per_cell_iteration"] = 1e9 * solving / cells / row["iterations"]
    if row.get("apply_s"):
        row["triad_share"] = unit / row["apply_s"]


def add_sweep(rows, most):
    """FreeFEM's cases in one row, as if all 64 had run, as many at a time as there are cores."""
    parts = [row for row in rows if row["problem"] == "B4" and row["program"] == "FreeFEM"]
    if not parts:
        return
    factor = 64 / len(parts) / most
    whole = {"problem": "B4", "case": "64 runs to 1e-3", "against": OURS, "cores": most,
             "program": f"FreeFEM, from {len(parts)} of the runs",
             "rounds": min(row["rounds"] for row in parts),
             "peak_MB": most * max(row["peak_MB"] for row in parts),
             "error": max(row["error"] for row in parts)}
    for name in ("time_s", "least_s", "most_s"):
        whole[name] = factor * sum(row[name] for row in parts)
    rows.append(whole)


def add_ratios(rows):
    times = {(row["case"], row["program"], row["cores"]): row["time_s"] for row in rows}
    for row in rows:
        ours = times.get((row["case"], row.get("against"), row["cores"]))
        if ours:
            row["slower_by"] = row["time_s"] / ours


def derive(entries, most):
    """Rows of one group; `most`: cores."""
    rows = [{"problem": entry.problem, "case": entry.case, "program": entry.program,
             "cores": entry.cores, "against": entry.against, **summarise(entry)}
            for entry in entries if entry.samples]
    triads = {row["cores"]: row["triad_GBps"] for row in rows if row["problem"] == "memory"}
    for row in rows:
        row.setdefault("triad_GBps", triads.get(row["cores"]))
        if row["problem"] != "memory":
            add_work(row)
    add_sweep(rows, most)
    add_ratios(rows)
    return rows
