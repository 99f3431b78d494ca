#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Build the programs that `make bench` compares with, those whose libraries are there, in build/peers.
set -eu
cd "$(dirname "$0")/../.."
out=${BUILD:-build}/peers
common='tests/bench/staircase.c tests/bench/tracts.c'
mkdir -p "$out"

# Debian keeps hypre's headers in a folder of their own, and the newest PETSc under /usr/lib/petsc.
PKG_CONFIG_PATH=/usr/lib/petsc/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH

# is_current PROGRAM SOURCE
is_current() {
    [ -e "$1" ] && [ -z "$(find "$2" tests/bench/*.c tests/bench/*.h -newer "$1")" ]
}

# build NAME FLAGS...
build() {
    source=tests/bench/peers/$1.c program=$out/$1
    shift
    is_current "$program" "$source" && return 0
    mpicc -std=c17 -D_POSIX_C_SOURCE=200809L -O3 "$source" $common -o "$program" "$@" -lm
}

command -v mpicc >/dev/null 2>&1 || exit 0
if echo '#include <HYPRE_struct_ls.h>' | mpicc -I/usr/include/hypre -x c -c - -o /dev/null 2>/dev/null; then
    build hypre_box -I/usr/include/hypre -lHYPRE
fi
if pkg-config --exists PETSc 2>/dev/null; then
    build petsc_box $(pkg-config --cflags --libs PETSc)
fi
