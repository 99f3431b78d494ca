#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A Slurm cluster of this one machine, for tests: no systemd, no cgroups, ports and keys of its own.
#
#   local_cluster.sh start DIR      then: export SLURM_CONF=DIR/slurm.conf; DIR within reach of all (755)
#   local_cluster.sh stop DIR       cancels what runs, ends the daemons; DIR stays, with their logs
#
# Needs root, and Debian's packages slurm-wlm and munge (sh scripts/deps.sh slurm).
set -eu
PATH=$PATH:/usr/sbin:/sbin

fail() {
    echo "local_cluster.sh: $*" >&2
    exit 1
}

# Two ports from the name of the folder, so that several clusters do not meet.
write_config() {
    port=$((20000 + 2 * ($(printf '%s' "$state" | cksum | cut -d' ' -f1) % 6000)))
    host=$(hostname -s)
    cat >"$state/slurm.conf" <<CONFIG
ClusterName=local
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
AuthType=auth/munge
AuthInfo=socket=$state/munge.socket,cred_expire=5
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
KillWait=5
StateSaveLocation=$state/control
SlurmdSpoolDir=$state/node
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1
MaxArraySize=1001
DefMemPerCPU=500
$(slurmd -C | grep '^NodeName=' | sed 's/NodeName=\([^ ]*\)/& NodeAddr=127.0.0.1/') State=UNKNOWN
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP PriorityTier=1 GraceTime=2
PartitionName=urgent Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=2
CONFIG
}

# The default looks for the version of cgroups in /sys, which a container may not have.
write_cgroup_config() {
    echo 'CgroupPlugin=cgroup/v1' >"$state/cgroup.conf"
}

start_munge() {
    (umask 077 && dd if=/dev/urandom of="$state/munge.key" bs=1024 count=1 2>/dev/null)
    munged --num-threads=2 --socket="$state/munge.socket" --key-file="$state/munge.key" \
        --pid-file="$state/munged.pid" --log-file="$state/munged.log" --seed-file="$state/munged.seed"
}

wait_for_node() {
    tries=0
    until [ "$(sinfo -h -o %T 2>/dev/null)" = idle ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || fail "the node is not idle after 30 s; see $state/slurmctld.log"
        sleep 0.5
    done
}

start() {
    [ "$(id -u)" = 0 ] || fail 'needs root'
    for program in munged slurmctld slurmd; do
        command -v "$program" >/dev/null || fail "there is no $program: sh scripts/deps.sh slurm"
    done
    mkdir -p "$state/control" "$state/node"
    chmod 755 "$state" "$state/control" "$state/node"
    write_config
    write_cgroup_config
    start_munge
    slurmctld
    slurmd
    wait_for_node
    echo "export SLURM_CONF=$state/slurm.conf"
}

# The process whose number a file holds: a request, ten seconds, the end.
end_process() {
    process=$(cat "$1" 2>/dev/null) || return 0
    kill "$process" 2>/dev/null || return 0
    tries=0
    while kill -0 "$process" 2>/dev/null && [ "$tries" -lt 50 ]; do
        tries=$((tries + 1))
        sleep 0.2
    done
    kill -KILL "$process" 2>/dev/null || :
}

cancel_all() {
    scancel --user=root --quiet 2>/dev/null || :
    tries=0
    while [ -n "$(squeue -h 2>/dev/null)" ] && [ "$tries" -lt 40 ]; do
        tries=$((tries + 1))
        sleep 0.5
    done
}

stop() {
    [ -f "$state/slurm.conf" ] || fail "$state: no cluster was started in it"
    [ ! -f "$state/slurmctld.pid" ] || cancel_all
    end_process "$state/slurmd.pid"
    end_process "$state/slurmctld.pid"
    end_process "$state/munged.pid"
}

[ $# = 2 ] || fail 'expected start DIR or stop DIR'
mkdir -p "$2"
state=$(cd "$2" && pwd)
export SLURM_CONF="$state/slurm.conf"
case $1 in
start) start ;;
stop) stop ;;
*) fail 'expected start DIR or stop DIR' ;;
esac
