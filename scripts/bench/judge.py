# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors against the reference tables, in the measure of simulation.accuracy where it applies."""
import csv
import re


def read_table(path):
    """Rows of numbers, and the steady flux that the comments state (None: none)."""
    rows, steady = [], None
    with open(path, encoding="utf-8") as file:
        for line in file:
            found = re.match(r"# steady_flux ([0-9.eE+-]+)", line)
            if found:
                steady = float(found.group(1))
            elif line[0].isdigit():
                rows.append([float(word) for word in next(csv.reader([line]))])
    return rows, steady


def absorbed_error(found, expected):
    """|error| over the amount, which counts as at least a thousandth of the last."""
    least = 1e-3 * expected[-1]
    return max(abs(a - b) / max(b, least) for a, b in zip(found, expected))


def judge_cell(path):
    """B1: rows of hours, bottom, cleared, absorbed and, of ours, channel, vehicle and layers.
    Absorbed and the steady flux count once, other amounts a third, as the contract allows them."""
    expected, steady = read_table(path)

    def judge(values):
        if len(values["rows"]) != len(expected):
            raise RuntimeError(f"{len(values['rows'])} rows, not {len(expected)}")
        found, wanted = list(zip(*values["rows"])), list(zip(*expected))
        last = wanted[3][-1]
        amounts = [absorbed_error_of_part(found[n], wanted[n], wanted[3]) for n in (1, 2)]
        order = {4: 7, 6: 4, 7: 5, 8: 6}  # our columns: the table's
        amounts += [max(abs(a - b) for a, b in zip(found[ours], wanted[theirs])) / last
                    for ours, theirs in order.items() if ours < len(found)]
        flux = abs(values["steady_flux"] / steady - 1)
        absorbed = absorbed_error(found[3], wanted[3])
        return {"error": max(absorbed, flux, max(amounts) / 3), "error_absorbed": absorbed,
                "error_flux": flux, "error_amounts": max(amounts)}

    return judge


def absorbed_error_of_part(found, expected, absorbed):
    least = 1e-3 * absorbed[-1]
    return max(abs(a - b) / max(q, least) for a, b, q in zip(found, expected, absorbed))


def judge_grid(path):
    """B2 and B3: rows of hours, absorbed and perhaps the amounts in the materials."""
    expected, _ = read_table(path)

    def judge(values):
        if len(values["rows"]) != len(expected):
            raise RuntimeError(f"{len(values['rows'])} rows, not {len(expected)}")
        pairs = list(zip(values["rows"], expected))
        errors = {"error": max(abs(a[1] / b[1] - 1) for a, b in pairs)}
        if len(pairs[0][0]) > 2:
            errors["error_amounts"] = max(abs(x - y) / b[1] for a, b in pairs
                                          for x, y in zip(a[2:], b[2:]))
        return errors

    return judge


def judge_sweep(path):
    """B4: rows of length, pitch, absorbed at seven times, steady flux."""
    expected = {(row[0], row[1]): row[2:] for row in read_table(path)[0]}

    def judge(values):
        errors = []
        for row in values["rows"]:
            wanted = expected[row[0], row[1]]
            errors.append(max(absorbed_error(row[2:9], wanted[:7]), abs(row[9] / wanted[7] - 1)))
        if len(errors) != len(expected):
            raise RuntimeError(f"{len(errors)} cases, not {len(expected)}")
        return {"error": max(errors)}

    return judge


def judge_sweep_case(path, length, pitch):
    """One case of B4 by a program that prints what B1 prints."""
    expected = {(row[0], row[1]): row[2:] for row in read_table(path)[0]}[length, pitch]

    def judge(values):
        absorbed = [row[3] for row in values["rows"]]
        flux = abs(values["steady_flux"] / expected[7] - 1)
        return {"error": max(absorbed_error(absorbed, expected[:7]), flux)}

    return judge
