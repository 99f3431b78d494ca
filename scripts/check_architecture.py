#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the rules of the house that a compiler cannot: prints the breaches, exit 1 if there are any.

    check_architecture.py [FOLDER ...]    from the project's root; default: all folders
    check_architecture.py --self-test     plants each fault and sees that it is found
"""
import os
import re
import sys

FOLDERS = ["src", "include", "tests", "scripts", "configs", "Makefile"]
SKIP = ("tests/bad/", "configs/bad/")  # inputs that are meant to be wrong
CORE = {"base", "skin", "puncture", "product", "numerics", "transport", "study"}
SEES = {
    "base": set(),
    "skin": {"base"},
    "puncture": {"base", "skin"},
    "product": {"base", "skin"},
    "numerics": {"base"},
    "transport": {"base", "skin", "puncture", "product", "numerics"},
    "study": CORE - {"study"},
    "output": CORE,
    "verification": CORE,
    "figure": CORE | {"output"},
    "app": CORE | {"output", "verification", "figure"},
}
LIBRARY = [  # a line that uses it, its name, the layers that may
    (r"#\s*include\s*[<\"](hdf5|H5\w*)\.h", "HDF5", {"output"}),
    (r"#\s*include\s*[<\"]gsl/", "GSL", {"puncture", "study", "verification", "app"}),
    (r"#\s*include\s*[<\"]omp\.h|#\s*pragma\s+omp", "OpenMP", {"numerics", "transport", "study"}),
    (r"#\s*include\s*[<\"]yaml\.h", "libyaml", {"base"}),
    (r"\b(v?printf|puts|putchar|perror|exit|_exit|abort)\s*\(|printf\s*\(\s*std(out|err)",
     "printing or exit", {"app"}),
]
FILE_LINES, FUNCTION_LINES, NESTING = 400, 60, 3


def read_tree(roots):
    files = {}
    for root in roots:
        names = [root] if os.path.isfile(root) else [
            os.path.join(folder, name) for folder, _, inside in os.walk(root) for name in inside]
        for name in names:
            wanted = name.endswith((".c", ".h", ".py", ".sh", ".yaml")) or name == "Makefile"
            if wanted and not name.startswith(SKIP):
                with open(name, encoding="utf-8", errors="replace") as file:
                    files[name] = file.read()
    return files


def without_comments(text):
    """The text with comments and the insides of strings blanked; lines keep their numbers."""
    pattern = r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'"
    return re.sub(pattern, lambda match: "\n" * match.group().count("\n"), text, flags=re.S)


def layer_of(path):
    parts = path.split("/")
    if parts[0] == "src" and len(parts) > 2:
        return parts[1]
    return parts[2] if parts[:2] == ["include", "acicula"] and len(parts) > 3 else None


def check_layer(text, code, layer):
    if layer not in SEES:
        yield 1, f"'{layer}' is not a layer"
        return
    for number, (raw, line) in enumerate(zip(text.split("\n"), code.split("\n")), 1):
        include = re.match(r"\s*#\s*include\s*\"([^\"]+)\"", raw)
        if include:
            target = re.match(r"acicula/(\w+)/", include.group(1))
            if target and target.group(1) not in SEES[layer] | {layer}:
                yield number, f"'{layer}' must not include '{target.group(1)}'"
            elif not target and "/" in include.group(1):
                yield number, "another layer's private header"
        for pattern, name, layers in LIBRARY:
            if layer not in layers and re.search(pattern, raw if include else line):
                yield number, f"{name} is not for '{layer}'"


def check_names(path, code):
    """Functions of a public header carry the file's name, those of a private one the prefix."""
    prefix = "aci_" + os.path.basename(path)[:-2] if path.startswith("include/") else "aci"
    for macro in re.findall(r"^\s*#\s*define\s+(\w+)", code, flags=re.M):
        if not macro.startswith("ACI"):
            yield f"the macro '{macro}' must start with ACI_"
    plain = re.sub(r"^\s*#(.*\\\n)*.*$", "", code, flags=re.M)
    plain = re.sub(r"__attribute__\s*\(\(.*?\)\)|\bACI_[A-Z_]+(\([^()]*\))?", "", plain)
    while re.search(r"\{[^{}]*\}", plain):  # bodies, from the inside out
        plain = re.sub(r"\{[^{}]*\}", ";", plain)
    for statement in plain.split(";"):
        call = re.search(r"(\w+)\s*\(", statement)
        if call and not re.match(r"\s*typedef\b", statement) and call.group(1) != "_Static_assert":
            if call.group(1) != prefix and not call.group(1).startswith(prefix + "_"):
                yield f"'{call.group(1)}' must start with {prefix}_"


def check_sizes(path, text):
    lines = text.split("\n")
    if len(lines) - 1 > FILE_LINES:
        yield 1, f"{len(lines) - 1} lines, more than {FILE_LINES}"
    if not path.endswith(".c"):
        return
    start, levels, previous = 0, [], ""
    # clang-format puts the braces of a function, and only those, in column 0
    for number, line in enumerate(without_comments(text).split("\n"), 1):
        if line == "{":
            start, levels = number, []
        elif line == "}" and start:
            if number - start - 1 > FUNCTION_LINES:
                yield start, f"a function of {number - start - 1} lines, more than {FUNCTION_LINES}"
            start = 0
        elif start:  # loops directly inside each other (i, j, k) are one level
            weight = 0 if "for (" in line and "for (" in previous else 1
            for brace in re.findall(r"[{}]", line):
                levels = levels + [weight] if brace == "{" else levels[:-1]
            if sum(levels) > NESTING and line.endswith("{"):
                yield number, f"nested {sum(levels)} deep, more than {NESTING}"
        previous = line


def check_file(path, text):
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in "".join(text.split("\n")[:2]):
        yield 1, "the first line must be the SPDX licence line"
    if path == "Makefile" and "-ffast-math" in text:
        yield 1, "-ffast-math is forbidden"
    if not path.endswith(".yaml"):
        yield from check_sizes(path, text)
    layer = layer_of(path)
    if layer is None:
        return
    code = without_comments(text)
    yield from check_layer(text, code, layer)
    if path.endswith(".h"):
        yield from ((1, fault) for fault in check_names(path, code))
    if layer == "numerics":
        for number, line in enumerate(text.split("\n"), 1):
            word = re.search(r"skin|needle", line, flags=re.I)
            if word:
                yield number, f"numerics does not know the word '{word.group()}'"


def check(roots):
    return [f"{path}:{number}: {fault}" for path, text in sorted(read_tree(roots).items())
            for number, fault in check_file(path, text)]


def self_test():
    sys.path.insert(0, os.path.join("tests", "architecture"))
    sys.dont_write_bytecode = True
    import planted_faults
    return planted_faults.run(check, FOLDERS)


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test())
    found = check([root for root in sys.argv[1:] or FOLDERS if os.path.exists(root)])
    print("\n".join(found) if found else "architecture: no breach found")
    sys.exit(1 if found else 0)
