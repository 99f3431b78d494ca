/* SPDX-License-Identifier: GPL-3.0-or-later */
/// SIGINT, SIGTERM and SIGUSR1 as a flag that a run asks for between its steps.
#ifndef ACICULA_APP_INTERRUPT_H
#define ACICULA_APP_INTERRUPT_H

/// From now on these signals set the flag. The second of a kind ends the program at once.
void aci_interrupt_watch(void);

/// The name of the signal that came, "SIGINT"; NULL when none did.
const char *aci_interrupt_signal(void);

#endif
