#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Put the last benchmark's tables and figure into docs/performance.md, `make bench-page`."""
import os
import shutil
import sys

PAGE, RESULTS, PICTURE = "docs/performance.md", "results/bench", "docs/images/bench_times.svg"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->"


def main():
    if not os.path.exists(f"{RESULTS}/summary.md"):
        print(f"{RESULTS}/summary.md is not there: run `make bench` first", file=sys.stderr)
        return 1
    with open(f"{RESULTS}/summary.md", encoding="utf-8") as file:
        figures = file.read()
    if os.path.exists(f"{RESULTS}/times.svg"):
        shutil.copyfile(f"{RESULTS}/times.svg", PICTURE)
        figures += f"\n![Times of this program and of its peers](images/{os.path.basename(PICTURE)})\n"
    with open(PAGE, encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN)
    after = rest.split(END)[1]
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + figures + END + after)
    return 0


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    sys.exit(main())
