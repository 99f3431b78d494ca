/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Exact solutions of diffusion through skin and channels: the oracle of the tests.
///
/// None of them uses the solver. Everything SI and linear in the donor.
///   slab.h            one layer held on top: series, steady clearance, Danckwerts
///   layered.h         any stack, any donor, clearance, sink or sealed: transient by Laplace
///   finite_dose.h     limited doses on one membrane: series
///   disc.h            steady resistances of openings
///   radial.h          around a long channel, with clearance
///   closing_pore.h    a pore that closes while it delivers
///   gaussian.h        point release in free space, and cell means
///   manufactured.h    smooth solutions with a source, for orders of convergence
///   laplace.h, complex_bessel.h    the tools
#ifndef ACICULA_VERIFICATION_EXACT_H
#define ACICULA_VERIFICATION_EXACT_H

#include "acicula/verification/closing_pore.h"
#include "acicula/verification/complex_bessel.h"
#include "acicula/verification/disc.h"
#include "acicula/verification/finite_dose.h"
#include "acicula/verification/gaussian.h"
#include "acicula/verification/laplace.h"
#include "acicula/verification/layered.h"
#include "acicula/verification/manufactured.h"
#include "acicula/verification/radial.h"
#include "acicula/verification/slab.h"

#endif
