/* SPDX-License-Identifier: GPL-3.0-or-later */
/// How threads wait for each other.
///
/// The runtime of OpenMP lets a waiting thread spin for milliseconds before it sleeps. On an idle
/// machine that is free; beside other work it takes the processor from the thread that is waited
/// for. libgomp reads the length, GOMP_SPINCOUNT, before main begins and offers no call to change
/// it, so the program starts itself once more with it set.
///
/// Measured (2 processors, gcc 12, box of 64^3 cells): 3.7 s on one thread; on two 2.4 s with the
/// runtime's own 300 000 and 2.6 s with 10 000. Beside two threads of other work: 6 s on one
/// thread; on two 8 to 37 s with 300 000, 6 to 8 s with 30 000, 5 to 6 s with 10 000.
#ifndef ACICULA_APP_WAITING_H
#define ACICULA_APP_WAITING_H

#include "options.h"

/// Starts the program again with a short wait, unless one thread was asked for or the user has set
/// GOMP_SPINCOUNT or OMP_WAIT_POLICY. Returns where that is so or cannot be done. To be called
/// before anything has been written, and before anything that cannot be read again.
void aci_waiting_shorten(const aci_options *options);

#endif
