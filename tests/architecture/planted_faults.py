# SPDX-License-Identifier: GPL-3.0-or-later
"""The test of scripts/check_architecture.py: each fault, alone in a small tree, must be found, and
the tree without it must be clean. Run by `check_architecture.py --self-test`."""
import os
import tempfile

SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
CLEAN = {
    "Makefile": "# SPDX-License-Identifier: GPL-3.0-or-later\nall:\n",
    "include/acicula/base/units.h":
        SPDX + "#define ACI_UNITS_MAX 3\n/// skin\ntypedef int (*aci_reader)(int x);\n"
        "struct aci_unit {\n    int (*call)(void *context);\n};\n"
        "ACI_MUST_CHECK int aci_units_parse(const char *text) ACI_PRINTF(1, 2);\n"
        "static inline int aci_units_twice(int x)\n{\n    return helper(x);\n}\n",
    "include/acicula/study/run.h": SPDX + "int aci_run(void);\n",
    "src/base/units.c":
        SPDX + '#include "acicula/base/units.h"\n#include <yaml.h>\n'
        "int f(void)\n{\n    snprintf(0, 0, \"exit(1)\"); // exit(2)\n}\n",
    "src/numerics/grid.c": SPDX + "#pragma omp parallel for\nvoid f(void)\n{\n    for (;;) {\n        for (;;) {\n"
        "            if (a) {\n                if (b) {\n                }\n            }\n        }\n    }\n}\n",
    "src/output/file.c": SPDX + '#include "acicula/study/run.h"\n#include <hdf5.h>\n',
    "src/app/main.c": SPDX + '#include "acicula/output/file.h"\nint g(void) { exit(1); }\n',
    "tests/bad/broken.yaml": "[[[",
}
PLANTED = [  # path, text, part of the message
    ("src/base/bad.c", SPDX + '#include "acicula/skin/skin.h"\n', "must not include 'skin'"),
    ("src/skin/bad.c", SPDX + '#include "acicula/numerics/grid.h"\n', "must not include 'numerics'"),
    ("src/numerics/bad.c", SPDX + '#include "acicula/puncture/channels.h"\n', "must not include"),
    ("include/acicula/transport/bad.h", SPDX + '#include "acicula/study/run.h"\n', "must not include"),
    ("src/verification/bad.c", SPDX + '#include "acicula/output/file.h"\n', "must not include"),
    ("src/study/bad.c", SPDX + '#include "../numerics/multigrid.h"\n', "private header"),
    ("src/common/bad.c", SPDX, "is not a layer"),
    ("src/study/bad.c", SPDX + "#include <hdf5.h>\n", "HDF5"),
    ("src/figure/bad.c", SPDX + '#include "H5DSpublic.h"\n', "HDF5"),
    ("src/transport/bad.c", SPDX + "#include <gsl/gsl_math.h>\n", "GSL"),
    ("src/puncture/bad.c", SPDX + "    #pragma omp parallel\n", "OpenMP"),
    ("src/base/bad.c", SPDX + "#include <omp.h>\n", "OpenMP"),
    ("src/study/bad.c", SPDX + "#include <yaml.h>\n", "libyaml"),
    ("src/base/bad.c", SPDX + '    printf("x");\n', "printing"),
    ("src/output/bad.c", SPDX + '    fprintf(stderr, "x");\n', "printing"),
    ("src/numerics/bad.c", SPDX + "    exit(1);\n", "exit"),
    ("include/acicula/skin/bad.h", SPDX + "int aci_skin_wrong(void);\n", "must start with aci_bad_"),
    ("src/skin/bad.h", SPDX + "static inline int twice(int x)\n{\n    return x;\n}\n", "must start with aci_"),
    ("include/acicula/skin/bad.h", SPDX + "#define MAXIMUM 3\n", "must start with ACI_"),
    ("src/numerics/bad.c", SPDX + "/// cells of the Skin\n", "does not know the word"),
    ("include/acicula/numerics/bad.h", SPDX + "/// a needle\n", "does not know the word"),
    ("src/skin/bad.c", "int x;\n", "SPDX"),
    ("src/skin/bad.c", SPDX + "/* one\n * two */ int x = '\"'; // \"\nexit(1);\n", "printing"),
    ("configs/bad_licence.yaml", "title: x\n", "SPDX"),
    ("src/skin/bad.c", SPDX + "\n" * 400, "401 lines"),
    ("src/skin/bad.c", SPDX + "int f(void)\n{\n" + "    g();\n" * 61 + "}\n", "function of 61 lines"),
    ("src/skin/bad.c", SPDX + "int f(void)\n{\nif (a) {\nif (b) {\nif (c) {\nif (d) {\n}}}}\n}\n", "nested 4 deep"),
    ("Makefile", CLEAN["Makefile"] + "CFLAGS = -ffast-math\n", "-ffast-math"),
]


def write(files):
    for path, text in files.items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def faults_of(check, folders, files):
    home = os.getcwd()
    with tempfile.TemporaryDirectory() as tree:
        os.chdir(tree)
        try:
            write(files)
            return check([folder for folder in folders if os.path.exists(folder)])
        finally:
            os.chdir(home)


def run(check, folders):
    wrong = [f"clean tree: {fault}" for fault in faults_of(check, folders, CLEAN)]
    for path, text, message in PLANTED:
        found = faults_of(check, folders, {**CLEAN, path: text})
        if len(found) != 1 or message not in found[0] or not found[0].startswith(path):
            wrong.append(f"planted in {path}: expected one '{message}', found {found}")
    print("\n".join(wrong) if wrong else f"check_architecture: finds all {len(PLANTED)} planted faults")
    return 1 if wrong else 0
