/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the machine has for one process.
#ifndef ACICULA_BASE_MACHINE_H
#define ACICULA_BASE_MACHINE_H

/// Bytes of memory the process may take: the machine's, or less where a control group (a container,
/// a batch job) or `ulimit -v` says so. `root` stands before /proc and /sys: "" but in tests.
double aci_machine_memory(const char *root);

enum { ACI_MACHINE_TEXT = 64 };

/// "1.23 GB"
void aci_machine_format(double bytes, char text[ACI_MACHINE_TEXT]);

#endif
