# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: groups of entries. The entries of a group take turns, round after round."""
import os
import shutil

from judge import judge_cell, judge_grid, judge_sweep, judge_sweep_case
from measure import Entry

OURS, PROCESS = "acicula", "acicula, whole process"
VERIFIED, REFERENCE = "tests/verification/reference", "tests/bench/reference"
TRACTS = "configs/benchmark/B3_tracts.csv"
STEPS = (600, 10, 3600)  # s, of backward Euler

# The cheapest settings found that reach 1e-3 on the problem: refinement of the mesh and steps in
# each doubling of the time. The third reaches 1.4e-4 where the barrier takes up little (a).
FREEFEM = {"a": (1, 4), "b": (2, 8)}
FREEFEM_FINE = {"a": (1, 10), "b": (4, 40)}
OUR_MARCH = "1e-2"              # tolerance in time: 6e-5 on G0 and G1, 7e-5 on B3
HYPRE_MARCH = ["4", "3e-5"]     # steps in each doubling, tolerance: 9e-4 on G0 and G1
PETSC_MARCH = ["-ts_bdf_order", "2", "-ts_adapt_type", "basic", "-ts_rtol", "1e-5", "-ts_atol",
               "1e-5", "-ksp_rtol", "1e-5", "-ksp_type", "cg", "-ksp_norm_type",
               "unpreconditioned"]
PETSC_LEVELS = ["-pc_type", "mg", "-pc_mg_levels", "4", "-pc_mg_galerkin", "both",
                "-mg_levels_ksp_type", "chebyshev", "-mg_levels_pc_type", "sor"]
PETSC_SOLVES = {"PETSc, CG with multigrid": ["-array_levels", "1", *PETSC_LEVELS],
                "PETSc, CG with BoomerAMG": ["-pc_type", "hypre"]}

# Of the sweep by FreeFEM: channels that end in the dermis, as its mesh wants.
SAMPLE = ((150, 250), (250, 400), (300, 600), (500, 1000))


class Problems:
    def __init__(self, build, full, cores):
        self.build, self.full, self.cores = build, full, cores
        self.freefem = shutil.which("FreeFem++")
        self.hypre = self.peer("hypre_box")
        self.petsc = self.peer("petsc_box")

    def peer(self, name):
        path = f"{self.build}/peers/{name}"
        return path if os.path.exists(path) else None

    def missing(self):
        names = {"FreeFEM": self.freefem, "hypre": self.hypre, "PETSc": self.petsc}
        return [name for name, found in names.items() if not found]

    def bench(self, *words):
        return [f"{self.build}/bench", *map(str, words)]

    def triads(self):
        return [Entry("memory", "triad", OURS, cores, self.bench("triad"), time="process_s")
                for cores in self.cores]

    def freefem_cell(self, partition, barrier, clearance, depth, pitch, setting):
        refine, steps = setting
        pairs = {"partition": partition, "barrier": barrier, "clearance": clearance,
                 "depth": depth, "pitch": pitch, "refine": refine, "steps": steps}
        words = [word for name, value in pairs.items() for word in (f"-{name}", str(value))]
        return [self.freefem, "-nw", "-v", "0", "tests/bench/peers/cell.edp", *words]

    def cell(self, variant):
        """B1: the run without its file, the whole process, FreeFEM's whole process."""
        config = f"configs/benchmark/B1_{variant}.yaml"
        judge = judge_cell(f"{VERIFIED}/B1_{variant}.csv")
        entries = self.triads()
        for accuracy in ("1e-3", "1e-4"):
            case = f"{variant} to {accuracy}"
            out = f"{self.build}/bench_{variant}.h5"
            entries += [Entry("B1", case, OURS, cores,
                              self.bench("run", config, accuracy, 3), judge)
                        for cores in self.cores]
            entries.append(Entry("B1", case, PROCESS, 1,
                                 [f"{self.build}/acicula", "run", config, "--set",
                                  f"simulation.accuracy={accuracy}", "--out", out, "--force",
                                  "--quiet"], time="process_s"))
            entries += self.freefem_variant(variant, accuracy, case, judge)
        return entries

    def freefem_variant(self, variant, accuracy, case, judge):
        kind, clears = variant
        fine = accuracy == "1e-4"
        if not self.freefem or (fine and kind == "b" and not self.full):
            return []
        partition, barrier = (1, 1e-2) if kind == "a" else (5, 1e-3)
        command = self.freefem_cell(partition, barrier, 1e-4 if clears == "1" else 0, 300, 500,
                                    (FREEFEM_FINE if fine else FREEFEM)[kind])
        return [Entry("B1", case, "FreeFEM", 1, command, judge, "process_s", PROCESS)]

    @staticmethod
    def parallel(cores, *words):
        return ["mpirun", "--use-hwthread-cpus", "-n", str(cores), *words]

    def solve(self, grid):
        """One implicit step to a relative residual of 1e-8."""
        entries = self.triads()
        for step in STEPS:
            case = f"{grid}, one step of {step} s"
            for cores in self.cores if step == STEPS[0] else self.cores[-1:]:
                entries.append(Entry("B2", case, OURS, cores, self.bench("solve", grid, step),
                                     time="solve_s"))
                if self.hypre:
                    command = self.parallel(cores, self.hypre, "solve", grid, str(step))
                    entries.append(Entry("B2", case, "hypre, CG with PFMG", cores, command,
                                         time="solve_s", against=OURS))
        case = f"{grid}, one step of {STEPS[0]} s"
        for name, options in PETSC_SOLVES.items() if self.petsc else ():
            command = self.parallel(self.cores[-1], self.petsc, "-mode", "solve", "-grid", grid,
                                    "-step", str(STEPS[0]), *options)
            entries.append(Entry("B2", case, name, self.cores[-1], command, time="solve_s",
                                 against=OURS))
        return entries

    def march(self, grid, petsc):
        """24 h on a grid, to 1e-3 of the exact-in-time solution of the same grid."""
        case, judge = f"{grid}, 24 h", judge_grid(f"{REFERENCE}/B2_{grid}.csv")
        entries = self.triads()
        entries += [Entry("B2", case, OURS, cores, self.bench("march", grid, OUR_MARCH), judge)
                    for cores in self.cores]
        most = self.cores[-1]
        for cores in self.cores if self.full else self.cores[-1:]:
            if self.hypre:
                command = self.parallel(cores, self.hypre, "march", grid, *HYPRE_MARCH)
                entries.append(Entry("B2", case, "hypre, TR-BDF2 by CG with PFMG", cores, command,
                                     judge, against=OURS))
        if self.petsc and petsc:
            command = self.parallel(most, self.petsc, "-mode", "march", "-grid", grid,
                                    *PETSC_MARCH, *PETSC_LEVELS)
            entries.append(Entry("B2", case, "PETSc, adaptive BDF2 by CG with multigrid", most,
                                 command, judge, against=OURS))
        return entries

    def patch(self):
        """B3: 25 million cells."""
        return self.triads() + [
            Entry("B3", "512 x 512 x 96, 24 h", OURS, cores,
                  self.bench("march", "B3", OUR_MARCH, TRACTS), judge_grid(f"{REFERENCE}/B3_grid.csv"))
            for cores in self.cores[::-1]]

    def sweep(self):
        """B4: 64 runs; FreeFEM takes some and its time is scaled to all on all cores."""
        table = f"{REFERENCE}/B4.csv"
        entries = self.triads()
        entries += [Entry("B4", "64 runs to 1e-3", OURS, cores,
                          self.bench("sweep", "configs/sweeps/length_density.yaml", "1e-3"),
                          judge_sweep(table)) for cores in self.cores]
        if self.freefem:
            entries += [Entry("B4", f"length {length}, pitch {pitch} um", "FreeFEM", 1,
                              self.freefem_cell(1, 1e-2, 1e-4, length, pitch, FREEFEM["a"]),
                              judge_sweep_case(table, length, pitch), "process_s")
                        for length, pitch in self.sampled()]
        return entries

    def sampled(self):
        if not self.full:
            return SAMPLE
        return [(length, pitch) for length in (150, 200, 250, 300, 400, 500)
                for pitch in (250, 300, 350, 400, 500, 600, 800, 1000)]
