/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The config that sweeps of tests vary.
#ifndef ACICULA_TESTS_COMMANDS_SWEEPS_H
#define ACICULA_TESTS_COMMANDS_SWEEPS_H

/// A channel in two layers, milliseconds a case; without the section `sweep`.
extern const char sweeps_head[];

#endif
