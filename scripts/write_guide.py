#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the numbers and pictures of docs/guide/needling.md again, from the program.

    write_guide.py PROGRAM            tables and docs/images/needling_*.svg, within half a minute
    write_guide.py PROGRAM --check    compares the rows of the mechanics only, in seconds; exit 1 if they differ

From the project's root. The tables stand between marks in the page; all else is left alone.
"""
import json
import os
import subprocess
import sys
import tempfile

PAGE = "docs/guide/needling.md"
IMAGES = "docs/images"
SCENARIOS = [  # config, head of the column, the figure that is shown of it
    ("home_roller", "home roller 0.2 mm, 5 N", "force"),
    ("clinic_roller", "clinic roller 1.5 mm, 5 N", "histogram"),
    ("clinic_roller_hard", "the same, 15 N", "depth"),
    ("pen", "pen, dial at 1 mm", "plan"),
]
MICRO, PER_CM2, MICROGRAM = 1e6, 1e-4, 1e5  # m to um, 1/m2 to 1/cm2, kg/m2 to ug/cm2


def number(value, digits=3):
    """Three digits without a power of ten."""
    text = f"{value:.{digits}g}"
    return f"{float(text):.0f}" if "e" in text else text


def depths(insert):
    low, middle, high = (MICRO * insert[f"depth_{share}_percent"] for share in (5, 50, 95))
    return f"{number(low)}, **{number(middle)}**, {number(high)}"


def spread(insert):
    return number((insert["depth_95_percent"] - insert["depth_5_percent"]) / insert["depth_50_percent"], 2)


def alive(amounts, from_layer=1):
    """What is in living skin, ug/cm2: below the stratum corneum, or from a lower layer on."""
    return MICROGRAM * sum(list(amounts["layer_amount"].values())[from_layer:])


def with_error(run, name):
    error = 100 * run["numerical_error"]["history"][name]
    return f"{number(MICROGRAM * run['history'][name])} ± {number(error, 2)} %"


MECHANICS = [
    ("strikes that puncture, %", lambda i: number(100 * i["punctured_fraction"])),
    ("depth of the tip, 5, 50, 95 % of the punctured, um", depths),
    ("the same range over the median", spread),
    ("median depth over needle or dial", None),
    ("channels per cm2", lambda i: number(PER_CM2 * i["channel_density"])),
    ("open area, % of the skin", lambda i: number(100 * i["open_area_fraction"])),
    ("channels that cut a vessel, %", lambda i: number(100 * i["bleeding"], 2)),
    ("the same per cm2", lambda i: number(PER_CM2 * i["bleeding"] * i["channel_density"], 2)),
    ("safety of the needle against breaking", lambda i: number(i["mean_needle"]["strength_safety"], 2)),
]
DOSE = [
    ("channels in 1 mm2, variance over mean (1: by chance)",
     lambda r: number(r["treatment"][0]["dispersion"], 2)),
    ("absorbed at 1 h, ug/cm2", lambda r: absorbed_at(r, 1)),
    ("absorbed at 8 h, ug/cm2, with its numerical error", lambda r: with_error(r, "absorbed")),
    ("the same on intact skin", lambda r: number(MICROGRAM * r["control"]["absorbed"])),
    ("in living skin at 8 h, ug/cm2", lambda r: number(alive(r["history"]), 2)),
    ("of what is in living skin, below the papillary dermis, %",
     lambda r: number(100 * alive(r["history"], 3) / alive(r["history"]))),
    ("the same on intact skin, %", lambda r: number(100 * alive(r["control"], 3) / alive(r["control"]))),
    ("time of the largest flux, h", lambda r: number(r["endpoints"]["time_of_flux_max"] / 3600, 2)),
]
WHAT_IF_HEAD = ["change", "strikes that puncture, %", "depth of the punctured, 5, 50, 95 %, um",
                "channels per cm2", "channels that cut a vessel, %"]
WHAT_IF = [  # config, change
    ("home_roller", 'device.needle.tip_radius="15 um"'),
    ("home_roller", 'device.needle.tip_radius="30 um"'),
    ("home_roller", 'insertion.force_total="1 N"'),
    ("home_roller", 'insertion.force_total="15 N"'),
    ("home_roller", "skin.toughness_factor=3"),
    ("clinic_roller", "skin.toughness_factor=3"),
    ("clinic_roller", 'device.needle.tip_radius="30 um"'),
    ("pen", 'device.protrusion="0.25 mm"'),
    ("pen", 'device.protrusion="2 mm"'),
    ("pen", "insertion.support=bone"),
    ("pen", "skin.toughness_factor=3"),
]
SETTING = {"home_roller": 0.2e-3, "clinic_roller": 1.5e-3, "clinic_roller_hard": 1.5e-3, "pen": 1e-3}


def answer(program, *words):
    return json.loads(subprocess.run([program, *words, "--json"], check=True, text=True,
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


def table(program, file, name, units=None):
    """A table of a result file: a list of dictionaries by the names of its columns."""
    words = [program, "export", file, "--table", name] + (["--units", units] if units else [])
    lines = subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE).stdout.splitlines()
    names = lines[0].split(",")
    return [dict(zip(names, map(float, line.split(",")))) for line in lines[2:]]


def absorbed_at(run, hours):
    return number(next(row["absorbed"] for row in run["hourly"] if abs(row["time"] - hours) < 1e-6))


def row(title, cells):
    return f"| {title} | " + " | ".join(cells) + " |"


def mechanics_rows(program):
    found = {name: answer(program, "insert", f"configs/{name}.yaml") for name, _, _ in SCENARIOS}
    rows = []
    for title, show in MECHANICS:
        if show is None:
            cells = [number(found[name]["depth_50_percent"] / SETTING[name], 2) for name in found]
        else:
            cells = [show(insert) for insert in found.values()]
        rows.append(row(title, cells))
    return rows


def what_if_rows(program):
    rows = []
    for name, change in WHAT_IF:
        found = answer(program, "insert", f"configs/{name}.yaml", "--set", change.replace('"', ""))
        rows.append(row(f"`{name}.yaml --set {change}`",
                        [number(100 * found["punctured_fraction"]), depths(found),
                         number(PER_CM2 * found["channel_density"]),
                         number(100 * found["bleeding"], 2)]))
    return rows


def dose_rows(program, folder):
    runs = []
    for name, _, _ in SCENARIOS:
        file = f"{folder}/{name}.h5"
        run = answer(program, "run", f"configs/{name}.yaml", "--out", file)
        run["hourly"] = table(program, file, "history", "h,ug/cm2")
        run["treatment"] = table(program, file, "treatment")
        runs.append(run)
    return [row(title, [show(run) for run in runs]) for title, show in DOSE]


def draw(program, folder):
    for name, _, figure in SCENARIOS:
        subprocess.run([program, "plot", f"{folder}/{name}.h5", "--figures", figure, "--quiet"], check=True)
        os.replace(f"{folder}/{name}_{figure}.svg", f"{IMAGES}/needling_{name}_{figure}.svg")


def put(text, name, head, rows):
    """The table between the two marks of a name."""
    begin, end = f"<!-- {name}: written by `make guide` -->", f"<!-- end of {name} -->"
    before, rest = text.split(begin)
    lines = [row(head[0], head[1:]), "|---" * len(head) + "|"] + rows
    return before + begin + "\n\n" + "\n".join(lines) + "\n\n" + end + rest.split(end)[1]


def write(program):
    with tempfile.TemporaryDirectory() as folder:
        rows = mechanics_rows(program) + dose_rows(program, folder)
        draw(program, folder)
    with open(PAGE, encoding="utf-8") as file:
        text = file.read()
    text = put(text, "numbers", [""] + [head for _, head, _ in SCENARIOS], rows)
    text = put(text, "what if", WHAT_IF_HEAD, what_if_rows(program))
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(text)


def check(program):
    with open(PAGE, encoding="utf-8") as file:
        lines = file.read().split("\n")
    return [line for line in mechanics_rows(program) + what_if_rows(program) if line not in lines]


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2] == "--check":
        missing = check(sys.argv[1])
        print("\n".join(["`make guide` writes these rows again:"] + missing) if missing else "up to date")
        sys.exit(1 if missing else 0)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(sys.argv[1])
