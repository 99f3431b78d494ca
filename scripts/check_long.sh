#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The slow checks, `make check-long`: sanitizers, long tests, clang-tidy, fuzzing of the config reader.
# VALGRIND=1 adds memcheck on the first example, COVERAGE=1 a coverage table, FUZZ_SECONDS=n.
set -eu
cd "$(dirname "$0")/.."
make=${MAKE:-make}
jobs=$(nproc 2>/dev/null || echo 2)

first_of() {
    for name in "$@"; do
        command -v "$name" && return 0
    done
    echo "none of these was found: $*; 'sh scripts/deps.sh check' installs them" >&2
    exit 3
}

sanitize() {
    echo "== address and undefined-behaviour sanitizers"
    $make -j"$jobs" BUILD=build/sanitize OPTIMISE='-O1 -g' \
        CFLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
        build/sanitize/tests build/sanitize/acicula
    BUILD=build/sanitize sh scripts/run_tests.sh
}

# Tests that need minutes, in the ordinary build: three million cells are too slow under sanitizers.
long_tests() {
    echo "== long tests"
    $make -j"$jobs" BUILD=build/long build/long/tests
    ACICULA_LONG=1 build/long/tests --filter '*/long_*'
}

tidy() {
    echo "== clang-tidy"
    clang_tidy=$(first_of clang-tidy-14 clang-tidy)
    flags=$(pkg-config --cflags hdf5-serial 2>/dev/null || pkg-config --cflags hdf5)
    find src -name '*.c' | sort | xargs -P "$jobs" -I FILE "$clang_tidy" --quiet FILE -- \
        -std=c17 -D_POSIX_C_SOURCE=200809L -Iinclude $flags
}

# Each fuzz target is one file in tests/fuzz, linked with the layer base only.
fuzz() {
    echo "== fuzzing, ${FUZZ_SECONDS:-30} s for each target"
    clang=$(first_of clang-14 clang)
    for target in tests/fuzz/*.c; do
        program=build/fuzz/$(basename "$target" .c)
        mkdir -p "$program.corpus"
        "$clang" -std=c17 -D_POSIX_C_SOURCE=200809L -O1 -g -fsanitize=fuzzer,address,undefined \
            -fno-sanitize-recover=all -Iinclude "$target" src/base/*.c \
            $(pkg-config --cflags --libs yaml-0.1) -lm -o "$program"
        "$program" -max_total_time="${FUZZ_SECONDS:-30}" -max_len=4096 -timeout=5 -verbosity=0 \
            -artifact_prefix="$program-" "$program.corpus" configs
    done
}

memcheck() {
    echo "== valgrind"
    $make -j"$jobs" BUILD=build/valgrind OPTIMISE='-O1 -g' OPENMP=-Wno-unknown-pragmas all
    valgrind -q --error-exitcode=1 --leak-check=full --errors-for-leak-kinds=definite \
        build/valgrind/acicula run configs/first_run.yaml --set simulation.accuracy=1e-2 \
        --out build/valgrind/first_run.h5 --force --quiet
}

coverage() {
    echo "== coverage"
    $make -j"$jobs" BUILD=build/coverage OPTIMISE='-O0 -g' CFLAGS='--coverage' \
        build/coverage/tests build/coverage/acicula
    BUILD=build/coverage sh scripts/run_tests.sh
    "$(first_of gcovr)" --root . --filter src/ build/coverage
}

sh scripts/deps.sh check
sanitize
long_tests
tidy
fuzz
[ "${VALGRIND:-0}" = 0 ] || memcheck
[ "${COVERAGE:-0}" = 0 ] || coverage
echo "check-long: all passed"
