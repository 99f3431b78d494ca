#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The slow checks, `make check-long`: sanitizers, long tests, clang-tidy, fuzzing of configs and units,
# a sweep on a Slurm of this machine.
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

# Runs a command; fails with it or with a report of a sanitizer. Reports go to files: a leak is
# found when a test's process ends, after Criterion has counted the test, and a test that runs the
# program keeps what it says. The child of a test also reports its parent's thread as not suspended.
reported() {
    reports=$(pwd)/build/sanitize/reports
    passed=0
    rm -rf "$reports"
    mkdir -p "$reports"
    options=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
    ASAN_OPTIONS="$options:log_path=$reports/report" LSAN_OPTIONS=exitcode=0 \
        UBSAN_OPTIONS=print_stacktrace=1 "$@" ||
        passed=1
    for report in $(find "$reports" -type f); do
        if grep -v 'thread [0-9]* was not suspended' "$report" | grep -q . && ! foreign "$report"; then
            cat "$report"
            passed=1
        fi
    done
    return $passed
}

# A leak of the test runner's own, or of HDF5's, which loses a block when H5Fcreate meets a full disk
# (1.10.8): no frame of its stacks lies in our program. Or a program that could not start in the
# memory a test gives it, which skips the test.
foreign() {
    grep -q 'ReserveShadowMemoryRange failed' "$1" && return 0
    grep -q 'LeakSanitizer: detected memory leaks' "$1" &&
        ! grep '^ *#[0-9]' "$1" | grep -qvE '__interceptor_|libcriterion|libboxfort|libhdf5|libc\.so|ld-linux'
}

# A silent run says something only if these do not run silently.
planted() {
    ${CC:-gcc} -std=c17 -O1 -g $sanitizers $(pkg-config --cflags criterion) tests/planted/faults.c \
        $(pkg-config --libs criterion) -o build/sanitize/planted
    for fault in leak overrun overflow; do
        if reported build/sanitize/planted --filter "planted/$fault" \
            >build/sanitize/planted.log 2>&1; then
            echo "the sanitizers did not see the planted $fault" >&2
            exit 1
        fi
    done
}

sanitize() {
    echo "== address and undefined-behaviour sanitizers"
    sanitizers='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
    $make -s -j"$jobs" BUILD=build/sanitize OPTIMISE='-O1 -g' CFLAGS="$sanitizers" \
        build/sanitize/tests build/sanitize/acicula
    planted
    reported env BUILD=build/sanitize sh scripts/run_tests.sh
}

# Tests that need minutes, in the ordinary build: three million cells are too slow under sanitizers.
long_tests() {
    echo "== long tests"
    $make -s -j"$jobs" BUILD=build/long build/long/tests build/long/acicula
    ACICULA_LONG=1 BUILD=build/long sh scripts/run_tests.sh --filter '*/long_*'
}

tidy() {
    echo "== clang-tidy"
    clang_tidy=$(first_of clang-tidy-14 clang-tidy)
    flags=$(pkg-config --cflags hdf5-serial 2>/dev/null || pkg-config --cflags hdf5)
    find src -name '*.c' | sort | xargs -P "$jobs" -I FILE "$clang_tidy" --quiet FILE -- \
        -std=c17 -D_POSIX_C_SOURCE=200809L -Iinclude $flags
}

# Each fuzz target is one file in tests/fuzz, linked with the layer base only; seeds/ and configs/ are
# where all of them start.
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
            -print_final_stats=1 -artifact_prefix="$program-" "$program.corpus" tests/fuzz/seeds configs
    done
}

memcheck() {
    echo "== valgrind"
    $make -s -j"$jobs" BUILD=build/valgrind OPTIMISE='-O1 -g' all
    OMP_NUM_THREADS=1 valgrind -q --error-exitcode=1 --leak-check=full --errors-for-leak-kinds=definite \
        build/valgrind/acicula run configs/first_run.yaml --set simulation.accuracy=1e-2 \
        --out build/valgrind/first_run.h5 --force --quiet
}

coverage() {
    echo "== coverage"
    $make -s -j"$jobs" BUILD=build/coverage OPTIMISE='-O0 -g' CFLAGS='--coverage' \
        build/coverage/tests build/coverage/acicula
    BUILD=build/coverage sh scripts/run_tests.sh
    "$(first_of gcovr)" --root . --filter src/ build/coverage
}

slurm() {
    echo "== Slurm"
    $make -s check-slurm
}

sh scripts/deps.sh check
sanitize
long_tests
tidy
fuzz
slurm
[ "${VALGRIND:-0}" = 0 ] || memcheck
[ "${COVERAGE:-0}" = 0 ] || coverage
echo "check-long: all passed"
