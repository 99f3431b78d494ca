#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the numbers and pictures of docs/guide/product.md again, from the program.

    write_product_guide.py PROGRAM            tables and docs/images/product_*.svg, within two minutes
    write_product_guide.py PROGRAM --check    compares the rows of the drying films only, in seconds; exit 1 if they differ

From the project's root. The tables stand between marks in the page; all else is left alone.
"""
import os
import subprocess
import sys
import tempfile

from write_guide import MICROGRAM, alive, answer, number, put, row, table, with_error

PAGE = "docs/guide/product.md"
IMAGES = "docs/images"
MICRO = 1e6

DRYING = "caffeine_drying", ["simulation.duration=8 h",
                             "simulation.report_times=[10 min, 30 min, 1 h, 4 h, 8 h]"]
FILMS = [  # what, more settings
    ("watery serum (10 % residue), 2 mg/cm2", []),
    ("the same, 10 mg/cm2", ["product.dose=10 mg/cm2"]),
    ("the same in air of 80 % humidity", ["product.dose=10 mg/cm2", "schedule.drying.humidity=80 %"]),
    ("the same outdoors, wind 2 m/s", ["product.dose=10 mg/cm2", "schedule.drying.wind=2 m/s"]),
    ("the same, covered for the first hour", ["product.dose=10 mg/cm2", "schedule.occluded=[0 h, 1 h]"]),
    ("ethanol 50 %, propylene glycol 22 %, water 21 %, 10 mg/cm2",
     ["product.dose=10 mg/cm2",
      "product.solvents={ethanol: 50 %, propylene_glycol: 22 %, water: 21 %}"]),
]
ORDER = [
    ("on the skin while the needles work, from 10 min before", "before_needling", []),
    ("10 min after the needles", "after_needling", []),
    ("1 h after", "after_needling", ["schedule.apply_at=60 min"]),
    ("4 h after", "after_needling", ["schedule.apply_at=240 min"]),
]
COVER = [
    ("open to the air", "mask_occluded", ["schedule.occluded=[]"]),
    ("covered for 2 h", "mask_occluded", []),
    ("covered for 2 h, channels closing as in the air", "mask_occluded", ["channels.closure.state=dry"]),
    ("covered for 8 h", "mask_occluded", ["schedule.occluded=[5 min, 8 h]"]),
]
WIPED = [
    ("left on", "wiped_10_min", ["schedule.removed_fraction=0 %"]),
    ("80 % wiped off after 10 min", "wiped_10_min", ["schedule.removed_fraction=80 %"]),
    ("all wiped off after 10 min", "wiped_10_min", []),
]
SIZES = [(f"{size} kDa", "hyaluronic_acid", [f"product.compound=hyaluronic_acid_{size}k"])
         for size in (10, 100, 1000)]
MINOXIDIL = [
    ("drying", "minoxidil", []),
    ("not drying", "minoxidil", ["schedule.drying=none"]),
    ("drying, covered for 2 h", "minoxidil", ["schedule.occluded=[10 min, 130 min]"]),
]
CAFFEINE = [
    ("drying in a heated room", "caffeine_drying", []),
    ("in air of 80 % humidity", "caffeine_drying", ["schedule.drying.humidity=80 %"]),
    ("not drying", "caffeine_drying", ["schedule.drying=none"]),
]


def at(run, hours, name, table_name="hourly"):
    return next(line[name] for line in run[table_name] if abs(line["time"] - hours) < 1e-6)


def absorbed(hours):
    return f"absorbed at {hours} h", lambda r: number(at(r, hours, "absorbed"))


def film(hours):
    return f"film at {hours} h, um", lambda r: number(MICRO * at(r, hours, "film_thickness"), 2)


END = ("absorbed at the end", lambda r: with_error(r, "absorbed"))
ALIVE = ("in living skin at the end", lambda r: number(alive(r["history"]), 2))
INTACT = ("absorbed, intact skin", lambda r: number(MICROGRAM * r["control"]["absorbed"]))
LEFT = ("still in the product", lambda r: number(MICROGRAM * max(r["history"]["vehicle"], 0.0)
                                                if r["history"]["vehicle"] > 1e-12 else 0.0))
OPEN = ("open area left at 2 h, %", lambda r: number(100 * at(r, 2, "area_fraction")))
WIPED_OFF = ("wiped off", lambda r: number(MICROGRAM * r["history"]["removed"]))
DELIVERED = ("in living skin or absorbed",
             lambda r: f"{number(MICROGRAM * r['endpoints']['dermal_delivery'])} ± "
                       f"{number(100 * r['numerical_error']['endpoints']['dermal_delivery'], 2)} %")
DEEP = ("of that below the papillary dermis, %",
        lambda r: number(100 * alive(r["history"], 3) / alive(r["history"])))
HORNY = ("in the stratum corneum",
         lambda r: number(MICROGRAM * r["history"]["layer_amount"]["stratum_corneum"]))
TABLES = [  # mark, what stands in the first column, runs, columns
    ("order", "applied", ORDER, [absorbed(1), absorbed(2), END, ALIVE, INTACT]),
    ("cover", "serum", COVER, [OPEN, film(2), absorbed(1), absorbed(2), END, INTACT]),
    ("wiped", "serum", WIPED, [WIPED_OFF, absorbed(1), END, ALIVE, INTACT]),
    ("sizes", "hyaluronic acid", SIZES, [DELIVERED, DEEP, LEFT]),
    ("minoxidil", "solution", MINOXIDIL, [absorbed(1), END, LEFT, HORNY, INTACT]),
    ("caffeine", "2 mg/cm2 of serum", CAFFEINE, [absorbed(8), END, LEFT, HORNY]),
]

def run(program, folder, config, settings):
    """A run, remembered by what it is: its answer, and the history in h and ug/cm2."""
    file = f"{folder}/{abs(hash((config, *settings)))}.h5"
    changes = [word for setting in settings for word in ("--set", setting)]
    found = answer(program, "run", f"configs/{config}.yaml", *changes, "--out", file, "--force")
    found["hourly"] = table(program, file, "history", "h,ug/cm2")
    found["file"] = file
    return found


def drying_rows(program, folder):
    config, base = DRYING
    rows = []
    for title, settings in FILMS:
        found = run(program, folder, config, base + settings)
        hours = (1 / 6, 0.5, 1, 4, 8)
        rows.append(row(title, [number(MICRO * at(found, hour, "film_thickness")) for hour in hours]))
    return rows


def cell_rows(program, folder):
    needled = run(program, folder, "franz_cell", [])
    intact = run(program, folder, "franz_cell", ["channels=none"])
    return [row(title, [number(at(found, hour, "absorbed")) for hour in (2, 4, 8, 12, 24)])
            for title, found in (("needled, 100 channels per cm2", needled), ("intact", intact))]


def draw(program, files, figure, name):
    subprocess.run([program, "plot", *files, "--figures", figure, "--quiet"], check=True)
    os.replace(files[0].replace(".h5", f"_{figure}.svg"), f"{IMAGES}/product_{name}.svg")


def write(program):
    with open(PAGE, encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        text = put(text, "drying", ["product", "10 min", "30 min", "1 h", "4 h", "8 h"],
                   drying_rows(program, folder))
        text = put(text, "cell", ["skin", "2 h", "4 h", "8 h", "12 h", "24 h"], cell_rows(program, folder))
        for mark, head, runs, columns in TABLES:
            found = [run(program, folder, config, settings) for _, config, settings in runs]
            rows = [row(title, [show(one) for _, show in columns])
                    for (title, _, _), one in zip(runs, found)]
            text = put(text, mark, [head] + [name for name, _ in columns], rows)
            if mark == "order":
                draw(program, [one["file"] for one in found], "endpoints", "order")
            if mark in ("wiped", "caffeine"):
                draw(program, [found[0 if mark == "caffeine" else -1]["file"]], "ledger", mark)
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(text)


def check(program):
    with open(PAGE, encoding="utf-8") as file:
        lines = file.read().split("\n")
    with tempfile.TemporaryDirectory() as folder:
        return [line for line in drying_rows(program, folder) if line not in lines]


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2] == "--check":
        missing = check(sys.argv[1])
        print("\n".join(["`make guide` writes these rows again:"] + missing) if missing else "up to date")
        sys.exit(1 if missing else 0)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(sys.argv[1])
