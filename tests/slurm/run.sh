#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A sweep of 64 cases as an array of 8 tasks on a real Slurm of this one machine. Three tasks are
# disturbed: one has its program killed, one is requeued at work, one gets the signal that comes
# before the time limit. The catalogue collected behind them must be that of an undisturbed sweep.
# Before that, longer tasks are preempted by an urgent job and have to go on behind it.
# Needs root, without it the test is skipped; `make check-slurm` builds and installs first.
set -eu
PATH=$PATH:/usr/sbin:/sbin
cd "$(dirname "$0")/../.."
source=$(pwd)
program=$(cd "${BUILD:-build}" && pwd)/acicula
config=$source/configs/sweeps/length_density.yaml

if [ "$(id -u)" != 0 ]; then
    echo 'check-slurm: skipped: needs root'
    exit 0
fi

state=$(mktemp -d /tmp/acicula-slurm.XXXXXX)
chmod 755 "$state" # munge's socket must be within reach of all
export SLURM_CONF="$state/cluster/slurm.conf"
ended() {
    code=$?
    trap - EXIT
    sh "$source/scripts/slurm/local_cluster.sh" stop "$state/cluster" || :
    if [ "$code" = 0 ]; then
        rm -rf "$state"
    else
        tail -n 20 "$folder"/log/*.log 2>/dev/null >&2 || :
        echo "check-slurm: failed; logs are in $state" >&2
    fi
    exit "$code"
}
folder=$state/results/length_density.sweep
trap ended EXIT
trap 'exit 130' INT TERM

fail() {
    echo "check-slurm: $*" >&2
    exit 1
}

# until_true SECONDS WHAT COMMAND ...
until_true() {
    tries=$((5 * $1)) what=$2
    shift 2
    while ! "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "waited in vain for: $what"
        sleep 0.2
    done
}

log() {
    cat "$folder/log/task_$1.log" 2>/dev/null
}

# At least one case is in the journal, and not all are.
is_at_work() {
    log "$1" | grep -q ', [1-6]/8 cases'
}

state_of() {
    scontrol show job "$1" -o 2>/dev/null | sed -n 's/.*JobState=\([A-Z_]*\).*/\1/p'
}

has_state() {
    [ "$(state_of "$1")" = "$2" ]
}

id_of() {
    scontrol show job "${array}_$1" -o | sed -n 's/^JobId=\([0-9]*\).*/\1/p'
}

kill_program() {
    for process in $(scontrol listpids "$(id_of "$1")" | awk 'NR > 1 && $1 > 0 { print $1 }'); do
        [ "$(cat "/proc/$process/comm" 2>/dev/null)" != acicula ] || kill -KILL "$process"
    done
}

is_collected() {
    case $(state_of "$collect") in COMPLETED | FAILED) ;; *) return 1 ;; esac
}

# All columns but the last, wall_seconds.
columns() {
    sed 's/,[^,]*$//' "$1"
}

submit() {
    submitted=$(sh "$source/scripts/slurm/submit.sh" "$config" "$@")
    echo "$submitted"
    array=$(echo "$submitted" | sed -n 's/^array \([0-9]*\):.*/\1/p')
    collect=$(echo "$submitted" | sed -n 's/^collect \([0-9]*\):.*/\1/p')
}

# Stopped with cases done, it was started again for the others.
goes_on() {
    grep -q 'DUE TO PREEMPTION' "$1" && grep -q 'interrupted by SIG[A-Z0-9]*; [1-9]' "$1" &&
        grep -A 1 'start 2' "$1" | grep -q ' 0/[1-5][0-9] cases'
}

sh scripts/slurm/local_cluster.sh start "$state/cluster" >/dev/null
echo "check-slurm: $(sinfo --version), one node of $(sinfo -h -o %c) processors"
cd "$state"

submit 1 -- --set simulation.accuracy=5e-5 --out "$state/preempted/"
file=$state/preempted/log/task_0.log
until_true 120 'two cases of a long task' grep -qs ', [2-9]/64 cases' "$file"
urgent=$(sbatch --parsable --partition=urgent --cpus-per-task="$(sinfo -h -p urgent -o %c)" \
    --output=/dev/null --wrap 'sleep 1')
until_true 120 'the preempted task' goes_on "$file"
scancel "$array" "$collect"
until_true 60 'the end of the preempted task' has_state "$array" CANCELLED
echo "job ${array}_0: preempted by job $urgent, went on behind it, cancelled"

set -- --set simulation.accuracy=1e-4
"$program" sweep "$config" --out whole.h5 --quiet "$@"

submit 8 -- "$@"

until_true 60 'a case of task 0' is_at_work 0
kill_program 0
until_true 60 'the end of task 0' has_state "${array}_0" FAILED
[ -s "$folder/shard_0_of_8.h5.partial" ] || fail 'the killed task left no journal'
scontrol requeue "${array}_0"
echo "job ${array}_0: program killed, requeued"

until_true 120 'a case of task 2' is_at_work 2
scontrol requeue "${array}_2"
echo "job ${array}_2: requeued at work"

until_true 120 'a case of task 4' is_at_work 4
timeout 3 scancel --signal=USR1 --batch "$(id_of 4)" || : # it would repeat what came too near a requeue
until_true 60 'task 4 back in the queue' has_state "${array}_4" PENDING
echo "job ${array}_4: got USR1, requeued itself"

until_true 600 'the collecting job' is_collected
has_state "$collect" COMPLETED || fail "job $collect ended as $(state_of "$collect")"

for task in 0 2 4; do
    log "$task" | grep -q 'start 2' || fail "task $task was not started again"
    log "$task" | grep -q '^8 cases, [1-7] of them computed now' || fail "task $task began anew"
done
grep -q '"cases": 64,' "$folder/log/collect.log" || fail 'the catalogue is not complete'
grep -q '"missing": 0' "$folder/log/collect.log" || fail 'cases are missing'
columns whole.csv >whole.columns
columns "$folder.csv" >collected.columns
cmp whole.columns collected.columns
[ "$(wc -l <collected.columns)" = 66 ] || fail 'the table has not 64 rows'
echo "job $collect: 64 cases collected, equal to an undisturbed sweep in all columns but wall_seconds"
