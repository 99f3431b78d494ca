# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured, as tables of comma-separated values, one page and one figure."""
import csv
import os
import platform
import shutil
import subprocess

from derive import NAMES
from targets import judge_targets

HEAD = ("problem", "program", "cores", "time, s", "from .. to", "set-up, s", "peak, MB", "error",
        "solves (iterations)", "units per solve", "of triad", "slower by")


def number(value, form="{:.3g}"):
    return "-" if value is None else form.format(value)


def small(value):
    return number(value, "{:.1e}")


def share(value):
    return "-" if value is None else f"{100 * value:.0f} %"


def solves_of(row):
    if row.get("iterations") is None:
        return number(row.get("solves"), "{:.0f}")
    return f"{row.get('solves', 1):.0f} ({row['iterations']:.0f})"


def error_of(row):
    """Of a single step: its residual."""
    if row.get("error") is None and row.get("residual") is not None:
        return f"residual {small(row['residual'])}"
    return small(row.get("error"))


def line_of(row):
    return (f"{row['problem']} {row['case']}", row["program"], str(row["cores"]),
            number(row["time_s"]), f"{number(row['least_s'])} .. {number(row['most_s'])}",
            number(row.get("setup_s")),
            number(row.get("peak_MB"), "{:.0f}"), error_of(row), solves_of(row),
            number(row.get("units_per_solve")), share(row.get("triad_share")),
            "-" if row.get("slower_by") is None else f"**{row['slower_by']:.3g} x**")


def markdown(head, lines):
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for line in lines:
        yield "| " + " | ".join(line) + " |"


def plain(head, lines):
    table = [head, *[[word.replace("**", "") for word in line] for line in lines]]
    widths = [max(len(line[n]) for line in table) for n in range(len(head))]
    return ["  ".join(word.ljust(width) for word, width in zip(line, widths)).rstrip()
            for line in table]


def show_group(rows):
    lines = [line_of(row) for row in rows if row["problem"] != "memory"]
    triads = [f"{row['triad_GBps']:.3g} GB/s on {row['cores']}" for row in rows
              if row["problem"] == "memory"]
    print("\n".join(plain(HEAD, lines)))
    print(f"triad in the same rounds: {', '.join(triads)}\n", flush=True)


def write_tables(rows, folder):
    for problem in sorted({row["problem"] for row in rows}):
        with open(f"{folder}/{problem}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, NAMES, extrasaction="ignore")
            writer.writeheader()
            for row in rows:
                if row["problem"] == problem:
                    writer.writerow({name: number(value, "{:.6g}") if isinstance(value, float)
                                     else value for name, value in row.items()})


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        return names[0]
    except (OSError, IndexError):
        return platform.machine()


def commit():
    found = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True,
                           text=True, check=False)
    return found.stdout.strip() or "unknown"


def loads():
    return ", ".join(f"{load:.1f}" for load in os.getloadavg())


def write_page(rows, notes, options, path):
    triads = {}
    for row in rows:
        if row["problem"] == "memory":
            triads.setdefault(row["cores"], []).append(row["triad_GBps"])
    bandwidth = "; ".join(f"{cores}: {min(all_):.3g} .. {max(all_):.3g}"
                          for cores, all_ in sorted(triads.items()))
    lines = [f"Commit {commit()}, {processor()}, {os.cpu_count()} processors, medians of "
             f"{options.rounds} rounds in turn, {options.command}. Load before the first round: "
             f"{options.load}. Triad, GB/s, by cores: {bandwidth}.", ""]
    lines += [*notes, ""] if notes else []
    lines += [*markdown(HEAD, [line_of(row) for row in rows if row["problem"] != "memory"]), ""]
    lines += [*markdown(("aim", "measured", ""), judge_targets(rows, options.cores, options.grid)),
              ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def pairs_of(rows):
    """What is compared: our row first, then the peers' with as many cores, in the order of rows."""
    pairs = {}
    for row in rows:
        if row.get("slower_by"):
            pairs.setdefault((row["case"], row["against"], row["cores"]), []).append(row)
    for (case, ours, cores), peers in pairs.items():
        yield [row for row in rows
               if (row["case"], row["program"], row["cores"]) == (case, ours, cores)] + peers


def write_figure(rows, folder):
    """Bars of the compared times: place, label, time, 0 ours or 1 a peer's."""
    place, lines = 0, []
    for pair in pairs_of(rows):
        for n, row in enumerate(pair):
            cores = "1 core" if row["cores"] == 1 else f"{row['cores']} cores"
            label = f"{row['problem']} {row['case']}, {cores}: " if n == 0 else ""
            lines.append(f'{place} "{label}{row["program"]}" {row["time_s"]:.6g} {min(n, 1)}')
            place += 1
        place += 0.6
    with open(f"{folder}/times.dat", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    if lines and shutil.which("gnuplot"):
        subprocess.run(["gnuplot", "-e", f"folder='{folder}'", "scripts/bench/times.gp"],
                       check=False)
