#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install what is missing: deps.sh run | test | check | slurm | bench | peers | peers-all
#   run        to build and run the program and to draw pictures
#   test       to run the tests as well
#   check      for `make check-long` as well
#   slurm      for `make check-slurm`: a Slurm of this machine
#   bench      for `make bench` without the programs it compares with
#   peers      and with FreeFEM and hypre
#   peers-all  and with PETSc
# Silent when nothing is missing. Uses apt-get (with sudo when not root). On other systems, or
# with ACICULA_NO_INSTALL=1, prints what to install and exits 1.
set -u

purpose=${1:-run}
case $purpose in
run | test | check | slurm | bench | peers | peers-all) ;;
*)
    echo "usage: sh scripts/deps.sh run|test|check|slurm|bench|peers|peers-all" >&2
    exit 2
    ;;
esac

# need 'PROBE' DEBIAN FEDORA HOMEBREW: adds the packages when the probe fails. The probe asks for
# the thing itself, not for a package. A word may hold several packages.
need() {
    if ! eval "$1" >/dev/null 2>&1; then
        debian="$debian $2"
        fedora="$fedora $3"
        brew="$brew $4"
    fi
}

# gcc without the C library's headers is no compiler: compile a line.
can_compile() {
    printf '#include <stdio.h>\n#include <omp.h>\nint main(void) { return 0; }\n' |
        "${CC:-gcc}" -fopenmp -x c - -o /dev/null
}

has_hdf5() {
    [ -n "${HDF5_DIR:-}" ] || pkg-config --exists hdf5-serial || pkg-config --exists hdf5 || h5cc -show
}

# Without pkg-config every library needs a prefix of its own.
has_pkg_config() {
    command -v pkg-config || { [ -n "${GSL_DIR:-}" ] && [ -n "${YAML_DIR:-}" ] && has_hdf5; }
}

wants() {
    case " $* " in *" $purpose "*) ;; *) return 1 ;; esac
}

# The header alone is not enough: programs are linked and started with what belongs to it.
has_hypre() {
    command -v mpicc && command -v mpirun &&
        printf '#include <HYPRE_struct_ls.h>\nint main(void) { return 0; }\n' |
        mpicc -I/usr/include/hypre -x c - -lHYPRE -o /dev/null
}

# Daemons are not on every user's path.
has_slurm() {
    (PATH=$PATH:/usr/sbin:/sbin && command -v munged && command -v slurmctld && command -v slurmd && command -v sbatch)
}

has_petsc() {
    PKG_CONFIG_PATH=/usr/lib/petsc/lib/pkgconfig pkg-config --exists PETSc
}

probe() {
    debian='' fedora='' brew=''
    need can_compile 'gcc libc6-dev' 'gcc' 'gcc'
    need has_pkg_config 'pkg-config' 'pkgconf-pkg-config' 'pkg-config'
    need '[ -n "${GSL_DIR:-}" ] || pkg-config --exists gsl' 'libgsl-dev' 'gsl-devel' 'gsl'
    need has_hdf5 'libhdf5-dev' 'hdf5-devel' 'hdf5'
    need '[ -n "${YAML_DIR:-}" ] || pkg-config --exists yaml-0.1' 'libyaml-dev' 'libyaml-devel' 'libyaml'
    need 'command -v gnuplot' 'gnuplot-nox' 'gnuplot-minimal' 'gnuplot'
    if ! wants run; then
        need 'python3 -c "import json, re"' 'python3' 'python3' 'python'
    fi
    if wants test check; then
        need 'pkg-config --exists criterion' 'libcriterion-dev' 'criterion-devel' 'criterion'
    fi
    if wants check; then
        need 'command -v clang-format-14 || command -v clang-format' 'clang-format' 'clang-tools-extra' 'clang-format'
        need 'command -v clang-tidy-14 || command -v clang-tidy' 'clang-tidy' 'clang-tools-extra' 'llvm'
        need 'command -v clang-14 || command -v clang' 'clang' 'clang' 'llvm'
        need 'command -v valgrind' 'valgrind' 'valgrind' 'valgrind'
    fi
    if wants slurm; then
        need has_slurm 'slurm-wlm munge' 'slurm-slurmctld slurm-slurmd munge' ''
    fi
    if wants peers peers-all; then
        need 'command -v FreeFem++' 'freefem++ libfreefem++' 'freefem++' ''
        need has_hypre 'libhypre-dev libopenmpi-dev openmpi-bin' 'hypre-openmpi-devel' 'hypre open-mpi'
    fi
    if wants peers-all; then
        need has_petsc 'petsc-dev' 'petsc-openmpi-devel' 'petsc'
    fi
}

advise() {
    echo "To go on, install these and repeat the command:"
    echo "  Debian, Ubuntu:  ${sudo:-sudo }apt-get install -y --no-install-recommends$debian"
    echo "  Fedora:          sudo dnf install$fedora"
    echo "  macOS, Homebrew: brew install$brew        (then CC=gcc-14 or the like)"
    echo "Libraries of your own, without root: HDF5_DIR=, GSL_DIR=, YAML_DIR= on make's command line."
}

# "sudo " when it can be used from here, without a terminal only if it asks for no password.
find_sudo() {
    sudo=''
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    if sudo -n true 2>/dev/null || [ -t 0 ]; then
        sudo='sudo '
        return 0
    fi
    return 1
}

# Runs a command with its output kept in the log.
logged() {
    "$@" >>"$log" 2>&1
}

install_with_apt() {
    log=$(mktemp "${TMPDIR:-/tmp}/acicula-deps.XXXXXX") || exit 1
    set -- install -y --no-install-recommends $debian
    echo "installing what is missing:  ${sudo}apt-get $*"
    apt="${sudo}env DEBIAN_FRONTEND=noninteractive apt-get"
    logged $apt update # an unreachable extra source is no reason to stop: install decides
    if ! logged $apt "$@"; then
        tail -n 30 "$log" >&2
        echo "apt-get failed; the whole log is $log" >&2
        advise >&2
        exit 1
    fi
    rm -f "$log"
}

probe
[ -n "$debian$fedora$brew" ] || exit 0
sudo=''
if [ "${ACICULA_NO_INSTALL:-0}" = 1 ] || ! command -v apt-get >/dev/null 2>&1 || ! find_sudo; then
    advise >&2
    exit 1
fi
install_with_apt
probe
if [ -n "$debian" ]; then
    echo "still missing after the installation:$debian" >&2
    exit 1
fi
