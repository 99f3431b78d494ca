/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Numbers that rows of docs/validation/transport.md take from the results of their cases.
#ifndef ACICULA_TESTS_VALIDATION_TRANSPORT_NUMBERS_H
#define ACICULA_TESTS_VALIDATION_TRANSPORT_NUMBERS_H

#include "transport_rows.h"

/// Permeability in 1e-4 cm/h, and the decimal logarithm of it in cm/s.
validation_range transport_permeability(const trial *cases, int count);
validation_range transport_log_permeability(const trial *cases, int count);

/// Absorbed at the end in ug/cm2, the largest flux in ug/cm2/h.
validation_range transport_absorbed(const trial *cases, int count);
validation_range transport_flux_max(const trial *cases, int count);

/// Absorbed until the first, second and third of four reports over that until the last.
validation_range transport_share_first(const trial *cases, int count);
validation_range transport_share_second(const trial *cases, int count);
validation_range transport_share_third(const trial *cases, int count);

/// Where the straight line through the last two reports meets the time axis, h.
validation_range transport_late_lag(const trial *cases, int count);

/// Steady flux over that of intact skin; and that of the first case over that of the second.
validation_range transport_enhancement(const trial *cases, int count);
validation_range transport_enhancement_rank(const trial *cases, int count);

#endif
