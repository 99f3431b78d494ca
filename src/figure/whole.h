/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Whether the plotting program got a picture onto the disk: it does not look itself.
#ifndef ACICULA_FIGURE_WHOLE_H
#define ACICULA_FIGURE_WHOLE_H

#include "acicula/figure/figure.h"

/// Makes the empty file a picture is drawn into. ACI_FILE names `shown`, the picture's own name,
/// and what to do, before a plotting program fails in words of its own.
ACI_MUST_CHECK aci_status aci_whole_begin(const char *path, const char *shown);

/// Brings the picture onto the disk and looks for its end. ACI_FILE with `shown` and the system's
/// reason where there is none.
ACI_MUST_CHECK aci_status aci_whole_check(const char *path, aci_figure_format format,
                                          const char *shown);

#endif
