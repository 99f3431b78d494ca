#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Run all tests; `make test` builds them first. The last line is Criterion's total. Fails on a
# failing or crashing test, on a total of zero, and on a breach of the architecture.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${BUILD:-build}
case $build in
/*) ;;
*) build=$(pwd)/$build ;;
esac
log=$build/tests.log
python=${ACICULA_PYTHON:-python3}
status=0

"$python" scripts/check_architecture.py --self-test || status=1
"$python" scripts/check_architecture.py || status=1

# Two threads in each test, so that the parallel code is what is tested; waiting threads sleep,
# because Criterion runs as many tests at a time as there are processors.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}" OMP_WAIT_POLICY=passive
export ACICULA_BINARY="$build/acicula" ACICULA_SOURCE="${ACICULA_SOURCE:-$(pwd)}"
"$build/tests" "$@" >"$log" 2>&1 || status=1

total=$(grep 'Synthesis: Tested:' "$log" | tail -n 1)
grep -v 'Synthesis: Tested:' "$log"
case $total in
*'Tested: 0 '*)
    echo "no test was run" >&2
    status=1
    ;;
*'Failing: 0 | Crashing: 0'*) ;;
*) status=1 ;;
esac
echo "${total:-no total: the test program itself ended early}"
exit $status
