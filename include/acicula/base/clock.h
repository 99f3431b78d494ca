/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Elapsed time.
#ifndef ACICULA_BASE_CLOCK_H
#define ACICULA_BASE_CLOCK_H

/// Seconds on a clock that runs evenly and is set by nobody; its zero means nothing.
double aci_clock_seconds(void);

#endif
