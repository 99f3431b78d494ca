# SPDX-License-Identifier: GPL-3.0-or-later
"""What was aimed at, and what was measured of it."""
from problems import OURS, PROCESS


class Found:
    """Rows by what they are; None where something was not measured."""

    def __init__(self, rows, cores):
        self.rows, self.most = rows, cores[-1]

    def value(self, name, case, program=OURS, cores=None):
        for row in self.rows:
            if (row["case"], row["cores"]) == (case, cores or self.most) and \
                    row["program"].startswith(program) and row.get(name) is not None:
                return row[name]
        return None


def target(text, values, passes, form):
    """One line: the aim, the figures, whether all that are there pass."""
    known = [value for value in values if value is not None]
    if not known:
        return text, "not measured", "-"
    verdict = "met" if all(map(passes, known)) else "missed"
    return text, ", ".join(form(value) for value in known), verdict


def times(value):
    return f"{value:.3g} x"


def milliseconds(value):
    return f"{1e3 * value:.3g} ms"


def seconds(value):
    return f"{value:.3g} s"


def percent(value):
    return f"{100 * value:.3g} %"


def scaled(value, factor):
    return None if value is None else factor * value


def divided(a, b):
    return a / b if a and b else None


def cell_targets(found):
    variants = ("a0", "a1", "b0", "b1")
    for accuracy, most in (("1e-3", 10e-3), ("1e-4", 30e-3)):
        yield target(f"T1 B1 {', '.join(variants)} to {accuracy}: at most {1e3 * most:.0f} ms, 1 core",
                     [found.value("time_s", f"{v} to {accuracy}", cores=1) for v in variants],
                     lambda value, most=most: value <= most, milliseconds)
        ratios = [divided(found.value("time_s", f"{v} to {accuracy}", "FreeFEM", 1),
                          found.value("time_s", f"{v} to {accuracy}", PROCESS, 1))
                  for v in variants]
        yield target(f"T1 whole process to {accuracy}: at least 40 x FreeFEM's", ratios,
                     lambda value: value >= 40, times)


def grid_targets(found, grid):
    march, step = f"{grid}, 24 h", f"{grid}, one step of 600 s"
    yield target(f"T2 {march}: at least 100 x hypre", [found.value("slower_by", march, "hypre")],
                 lambda value: value >= 100, times)
    yield target("T2 G0, 24 h: at least 300 x PETSc", [found.value("slower_by", "G0, 24 h", "PETSc")],
                 lambda value: value >= 300, times)
    yield target("T2 memory over hypre's, PETSc's: at most 1",
                 [divided(found.value("peak_MB", case), found.value("peak_MB", case, peer))
                  for case, peer in ((march, "hypre"), ("G0, 24 h", "PETSc"))],
                 lambda value: value <= 1, times)
    yield target(f"T3 {step}, residual 1e-8: at least 10 x hypre",
                 [found.value("slower_by", step, "hypre")], lambda value: value >= 10, times)
    petsc = [found.value("slower_by", step, f"PETSc, CG with {name}")
             for name in ("multigrid", "BoomerAMG")]
    best = min((value for value in petsc if value), default=None)
    yield target(f"T3 {step}: at least 20 x the best of PETSc", [best], lambda value: value >= 20,
                 times)
    yield target("T3 steps of 10, 600, 3600 s: at most 12 iterations",
                 [found.value("iterations", f"{grid}, one step of {n} s") for n in (10, 600, 3600)],
                 lambda value: value <= 12, lambda value: f"{value:.0f}")
    yield target(f"T4 {grid}, operator: at least 75 % of the triad",
                 [found.value("triad_share", step)], lambda value: value >= 0.75, percent)
    per_cell = divided(found.value("cycle_s", step), found.value("cells", step))
    yield target(f"T4 {grid}, one cycle: at most 5 ns a cell", [scaled(per_cell, 1e9)],
                 lambda value: value <= 5, lambda value: f"{value:.3g} ns")
    yield target(f"T4 {step}: at least 25 % of the floor of 10 work units",
                 [found.value("floor_share", step)], lambda value: value >= 0.25, percent)
    gains = [divided(found.value("time_s", case, cores=1), found.value("time_s", case))
             for case in (march, step)]
    yield target(f"T9 {march} and one step: 2 cores at least 1.7 x 1 core", gains,
                 lambda value: value >= 1.7, times)


def large_targets(found):
    patch = "512 x 512 x 96, 24 h"
    yield target("T5 B3: at most 15 s", [found.value("time_s", patch)], lambda value: value <= 15,
                 seconds)
    yield target("T5 B3: at most 4 GiB", [found.value("peak_MB", patch)],
                 lambda value: value <= 4096, lambda value: f"{value / 1024:.3g} GiB")
    yield target("T5 B3: cells of the channels within 1 s", [found.value("voxels_s", patch)],
                 lambda value: value <= 1, seconds)
    sweep = "64 runs to 1e-3"
    yield target("T6 B4: at most 0.5 s", [found.value("time_s", sweep)],
                 lambda value: value <= 0.5, seconds)
    yield target("T6 B4: at least 100 x FreeFEM", [found.value("slower_by", sweep, "FreeFEM")],
                 lambda value: value >= 100, times)


def judge_targets(rows, cores, grid):
    found = Found(rows, cores)
    return [*cell_targets(found), *grid_targets(found, grid), *large_targets(found)]
