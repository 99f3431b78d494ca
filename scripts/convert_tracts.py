#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Convert tracts given by a unit axis into the tract file that channels.file reads.

Input:  x_um,y_um,length_um,axis_x,axis_y,axis_z   ('#' begins a comment; axis_z points down)
Output: x_um,y_um,length_um,mouth_radius_um,bottom_radius_um,tilt_deg,azimuth_deg

    scripts/convert_tracts.py B3_tracts.csv --mouth 30 --bottom 5 > configs/benchmark/B3_tracts.csv
"""
import argparse
import math
import sys

HEADER = "x_um,y_um,length_um,mouth_radius_um,bottom_radius_um,tilt_deg,azimuth_deg"


def convert(line, mouth, bottom):
    x, y, length, axis_x, axis_y, axis_z = (float(cell) for cell in line.split(","))
    tilt = math.degrees(math.atan2(math.hypot(axis_x, axis_y), axis_z))
    azimuth = math.degrees(math.atan2(axis_y, axis_x))
    return f"{x:.6f},{y:.6f},{length:.6f},{mouth:g},{bottom:g},{tilt:.9f},{azimuth:.9f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--mouth", type=float, default=30.0, help="mouth radius, um")
    parser.add_argument("--bottom", type=float, default=5.0, help="bottom radius, um")
    arguments = parser.parse_args()
    print(HEADER)
    with open(arguments.file, encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            try:
                print(convert(line, arguments.mouth, arguments.bottom))
            except ValueError as error:
                sys.exit(f"{arguments.file}:{number}: error: {error}")


if __name__ == "__main__":
    main()
