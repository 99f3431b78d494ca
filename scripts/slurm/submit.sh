#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Submit a sweep as an array job, and behind it a job that collects its shards:
#
#   scripts/slurm/submit.sh CONFIG [SHARDS] [-- OPTIONS of `acicula sweep`]
#   scripts/slurm/submit.sh configs/sweeps/length_density.yaml 8 -- --set simulation.accuracy=1e-4
#
# Prints the two job ids. The same line again goes on where the jobs ended. docs/guide/clusters.md
# has the whole way. Each parameter can be given in the environment: SWEEP_TIME=120 submit.sh ...
set -eu
here=$(cd "$(dirname "$0")" && pwd)

program=${ACICULA:-$here/../../build/acicula}   # what `make` built
cpus=${SWEEP_CPUS:-1}                           # threads of a task; each has a case of its own
task_seconds=${SWEEP_TASK_SECONDS:-600}         # what a task is to take where SHARDS is not given
time_limit=${SWEEP_TIME:-60}                    # minutes a task may take before it is requeued
at_once=${SWEEP_AT_ONCE:-}                      # tasks that may run at a time; empty: all
memory=${SWEEP_MEMORY:-}                        # per CPU, 500M; empty: from the estimate
partition=${SWEEP_PARTITION:-}                  # empty: the cluster's default
account=${SWEEP_ACCOUNT:-}                      # empty: the cluster's default
more=${SWEEP_SBATCH:-}                          # further options of sbatch, cut at blanks

fail() {
    echo "submit.sh: $*" >&2
    exit 2
}

usage() {
    fail 'expected CONFIG [SHARDS] [-- OPTIONS], for example' \
        'scripts/slurm/submit.sh configs/sweeps/length_density.yaml 8'
}

case ${1:--} in
-*) usage ;; # - too: a batch job has no standard input
esac
config=$1 shards=''
shift
if [ $# -ge 1 ] && [ "$1" != -- ]; then
    shards=$1
    shift
fi
case $shards in *[!0-9]* | 0) usage ;; esac
[ $# -eq 0 ] || [ "$1" = -- ] || usage
[ $# -eq 0 ] || shift
for option in "$@"; do
    # a requeued task would begin anew each time
    [ "$option" != --force ] || fail '--force: remove the folder of the shards instead'
done
command -v sbatch >/dev/null || fail 'there is no sbatch: is this a login node of a Slurm cluster?'
[ -x "$program" ] || fail "$program: cannot be run; build it with make, or set ACICULA"

plan=$("$program" sweep "$config" --dry-run --json --shard 0/1 "$@")

number() {
    printf '%s\n' "$plan" | sed -n "s/^ *\"$1\": \([^,]*\),\{0,1\}\$/\1/p"
}

catalogue=$(printf '%s\n' "$plan" | sed -n 's/^ *"catalogue": "\(.*\)",\{0,1\}$/\1/p')
folder=$(dirname "$catalogue")
[ "$(basename "$catalogue")" = shard_0_of_1.h5 ] || fail '--out must name a folder: end it with /'
cases=$(number design_cases)
largest=$(scontrol show config | awk '$1 == "MaxArraySize" { print $3 }')
shards=$(awk -v given="$shards" -v cases="$cases" -v largest="${largest:-1001}" -v cpus="$cpus" \
    -v work="$(number seconds)" -v threads="$(number threads)" -v task="$task_seconds" 'BEGIN {
        count = given != "" ? given : work * threads / cpus / task
        count = count > int(count) ? int(count) + 1 : int(count)
        count = count > cases ? cases : count
        count = count > largest ? largest : count
        print count < 1 ? 1 : count
    }')
memory=${memory:-$(awk -v bytes="$(number memory_per_case)" 'BEGIN { printf "%dM", 300 + bytes / 5e5 }')}

mkdir -p "$folder/log"
# shellcheck disable=SC2086  # $more is a list of words
submit() {
    sbatch --parsable ${partition:+--partition="$partition"} ${account:+--account="$account"} $more "$@"
}
array=$(submit --array="0-$((shards - 1))${at_once:+%$at_once}" --cpus-per-task="$cpus" \
    --mem-per-cpu="$memory" --time="$time_limit" --output="$folder/log/task_%a.log" \
    "$here/sweep.sbatch" "$program" "$config" "$folder" "$shards" "$@")
array=${array%%;*}
collect=$(submit --dependency="afterany:$array" --mem-per-cpu=2000M --time="$time_limit" \
    --output="$folder/log/collect.log" "$here/collect.sbatch" "$program" "$folder")
echo "array $array: $cases cases in $shards tasks, shards and logs in $folder"
echo "collect ${collect%%;*}: $folder.h5 and $folder.csv when all tasks have ended"
