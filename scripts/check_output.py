#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check result files, catalogues and findings against their format; prints the faults, exit 1 if there are any.

    check_output.py FILE...       needs h5py; also tries xarray and ncdump where they are installed
"""
import shutil
import subprocess
import sys

try:
    import h5py
    import numpy
except ImportError:
    sys.exit("check_output.py: needs Python's h5py and numpy (Debian: apt-get install python3-h5py)")

ORIGIN = ("Conventions title source history program version commit compiler compiler_flags libraries seed "
          "threads wall_time run_complete").split()
ROOT = ORIGIN + "time_steps solver_iterations cells propagator accuracy_requested accuracy_reached".split()
TEXTS = ["provenance/" + name for name in "config set config_resolved environment inputs".split()]
AMOUNTS = "applied vehicle channel_amount cleared bottom absorbed absorption_flux layer_amount".split()
PARTS = "vehicle channel_amount cleared bottom evaporated removed degraded".split()
NAMES = ["time", "z", "z_bounds", "geometry/channel_fraction", "geometry/layer_top", "endpoints",
         "geometry/layer", "geometry/layer_bottom", "history/time", "history/mass_residual",
         "provenance/config", "provenance/config_resolved", "provenance/inputs",
         "provenance/environment", "provenance/values"] + ["history/" + name for name in AMOUNTS]


def text_of(item, attribute):
    """Texts come as bytes or str, depending on how long their type is."""
    value = item.attrs.get(attribute, "")
    return value.decode() if isinstance(value, bytes) else value


def variable_faults(name, variable):
    """Of one array: numbers with unit and name, one scale to each axis, finite or said to be missing."""
    if h5py.check_string_dtype(variable.dtype) or "not a netCDF variable" in text_of(variable, "NAME"):
        return
    for attribute in ("units", "long_name"):
        if attribute not in variable.attrs:
            yield f"{name}: no {attribute}"
    if text_of(variable, "units") in ("seconds", "minutes", "hours", "days"):
        yield f"{name}: xarray turns this unit into a time difference"
    if text_of(variable, "CLASS") != "DIMENSION_SCALE" and any(len(axis) != 1 for axis in variable.dims):
        yield f"{name}: not one scale to each axis"
    if variable.attrs.get("_FillValue", numpy.zeros(1, variable.dtype)).dtype != variable.dtype:
        yield f"{name}: the fill value has another type"
    if "bounds" in variable.attrs and text_of(variable, "bounds") not in variable.parent:
        yield f"{name}: no {text_of(variable, 'bounds')}"
    may_miss = numpy.isnan(variable.attrs.get("_FillValue", [0.0])).all()
    if not numpy.isfinite(variable[()]).all() and not may_miss:
        yield f"{name}: not finite"


def ledger_faults(group):
    """Errors are given, and the amounts add up without mass_residual's own word for it."""
    for name in [name for name in AMOUNTS if name in group]:
        if "numerical_error" not in group[name].attrs:
            yield f"{group.name}/{name}: no numerical_error"
    parts = sum(group[name][()] for name in PARTS if name in group) + group["layer_amount"][()].sum(axis=1)
    applied = group["applied"][()]
    off = abs(applied - parts).max() / (abs(applied).max() or 1.0)
    off = max(off, abs(group["mass_residual"][()]).max())
    if not off < 1e-9:
        yield f"{group.name}: mass residual {off:g}"


def array_faults(file):
    arrays = []
    file.visititems(lambda name, item: arrays.append((name, item)) if isinstance(item, h5py.Dataset) else None)
    for name, variable in arrays:
        yield from variable_faults(name, variable)


def sheet_faults(sheet):
    """What the attributes of a sheet name is there, along its dimension."""
    dimension = text_of(sheet, "dimension")
    if not dimension or dimension not in sheet:
        yield f"{sheet.name}: no dimension"
        return
    for name in text_of(sheet, "columns").split():
        if name not in sheet or sheet[name].shape[0] != sheet[dimension].shape[0]:
            yield f"{sheet.name}/{name}: missing or not along {dimension}"
        elif "long_name" not in sheet[name].attrs:
            yield f"{sheet.name}/{name}: no long_name"


def findings_faults(file):
    yield from (f"no attribute {name}" for name in ORIGIN + ["sheets"] if name not in file.attrs)
    yield from (f"no {name}" for name in TEXTS if name not in file)
    if file.attrs.get("run_complete") != 1:
        yield "run_complete is not 1"
    yield from array_faults(file)
    for name in text_of(file, "sheets").split():
        yield from sheet_faults(file[name]) if name in file else [f"no sheet {name}"]


def catalogue_faults(file):
    yield from (f"no attribute {name}" for name in ORIGIN if name not in file.attrs and name != "wall_time")
    yield from (f"no {name}" for name in TEXTS + ["case", "status", "message"] if name not in file)
    yield from array_faults(file)


def file_faults(path):
    with h5py.File(path, "r") as file:
        kind = [name for name in ("findings", "catalogue") if name in file.attrs]
        check = {"findings": findings_faults, "catalogue": catalogue_faults}.get("".join(kind), run_faults)
        yield from check(file)


def groups_of(path):
    """The groups whose variables other programs read."""
    with h5py.File(path, "r") as file:
        if "findings" in file.attrs:
            return [None, "provenance"] + text_of(file, "sheets").split()
        if "catalogue" in file.attrs:
            return [None, "provenance"]
    return [None, "history", "geometry", "endpoints", "provenance"]


def run_faults(file):
    yield from (f"no attribute {name}" for name in ROOT if name not in file.attrs)
    missing = [name for name in NAMES if name not in file]
    yield from (f"no {name}" for name in missing)
    if file.attrs.get("run_complete") != 1:
        yield "run_complete is not 1"
    yield from array_faults(file)
    for name in ("history", "control"):
        if name in file and not any(lost.startswith("history") for lost in missing):
            yield from ledger_faults(file[name])
    for name, value in file.get("endpoints", {}).items():
        if "numerical_error" not in value.attrs:
            yield f"endpoints/{name}: no numerical_error"
    rank = len([axis for axis in ("z", "r", "y", "x") if axis in file])
    if "concentration" in file and file["concentration"].ndim != rank + 1:
        yield "concentration: not (time, z, ...)"


def reader_faults(path):
    """Other programs open it."""
    try:
        import xarray
        for engine in ("h5netcdf", "netcdf4"):
            for group in groups_of(path):
                with xarray.open_dataset(path, engine=engine, group=group) as data:
                    if any("phony" in name for name in data.dims):
                        yield f"xarray ({engine}, {group}): a dimension without a name"
    except ImportError as missing:
        print(f"check_output.py: not tried: {missing}", file=sys.stderr)
    except Exception as fault:
        yield f"xarray: {fault}"
    if shutil.which("ncdump") and subprocess.run(["ncdump", "-h", path], stdout=subprocess.DEVNULL).returncode:
        yield "ncdump -h fails"


if len(sys.argv) < 2:
    sys.exit("usage: check_output.py FILE...")
failed = False
for path in sys.argv[1:]:
    faults = list(file_faults(path)) + list(reader_faults(path))
    print("\n".join(f"{path}: {fault}" for fault in faults) or f"{path}: ok")
    failed = failed or bool(faults)
sys.exit(1 if failed else 0)
