/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The library's table of contents: every public header, layer by layer, in reading order.
/// docs/tour.md follows one run through them.
#ifndef ACICULA_H
#define ACICULA_H

// The order is for the reader.
// clang-format off

/// base: failure, config, units
#include "acicula/base/status.h"
#include "acicula/base/random.h"
#include "acicula/base/hash.h"
#include "acicula/base/clock.h"
#include "acicula/base/machine.h"
#include "acicula/base/units.h"
#include "acicula/base/config.h"
#include "acicula/base/parameters.h"

/// skin: layers, body sites, compounds and their numbers
#include "acicula/skin/skin.h"
#include "acicula/skin/sites.h"
#include "acicula/skin/regions.h"
#include "acicula/skin/mechanics.h"
#include "acicula/skin/correlations.h"
#include "acicula/skin/barrier.h"
#include "acicula/skin/compounds.h"
#include "acicula/skin/vehicles.h"
#include "acicula/skin/follicles.h"

/// puncture: what a needle leaves
#include "acicula/puncture/channels.h"
#include "acicula/puncture/needle.h"
#include "acicula/puncture/fracture.h"
#include "acicula/puncture/indentation.h"
#include "acicula/puncture/cavity.h"
#include "acicula/puncture/array.h"
#include "acicula/puncture/insertion.h"
#include "acicula/puncture/withdrawal.h"
#include "acicula/puncture/device.h"
#include "acicula/puncture/motion.h"
#include "acicula/puncture/treatment.h"

/// product: what is put on the skin, and how it dries
#include "acicula/product/solvents.h"
#include "acicula/product/evaporation.h"
#include "acicula/product/film.h"

/// numerics: one equation on one grid; nothing of the above
#include "acicula/numerics/grid.h"
#include "acicula/numerics/grading.h"
#include "acicula/numerics/field.h"
#include "acicula/numerics/operator.h"
#include "acicula/numerics/solver.h"
#include "acicula/numerics/propagate.h"

/// transport: from skin and channels to coefficients, and what is observed
#include "acicula/transport/diffusion.h"
#include "acicula/transport/observe.h"
#include "acicula/transport/reaction.h"
#include "acicula/transport/probe.h"

/// study: a scenario, its run, its results
#include "acicula/study/systemic.h"
#include "acicula/study/scenario.h"
#include "acicula/study/puncture.h"
#include "acicula/study/readouts.h"
#include "acicula/study/results.h"
#include "acicula/study/observer.h"
#include "acicula/study/run.h"

/// study: many runs, and what they tell
#include "acicula/study/variable.h"
#include "acicula/study/outcome.h"
#include "acicula/study/headline.h"
#include "acicula/study/cases.h"
#include "acicula/study/model.h"
#include "acicula/study/evaluate.h"
#include "acicula/study/distribution.h"
#include "acicula/study/limits.h"
#include "acicula/study/inquiry.h"
#include "acicula/study/interval.h"
#include "acicula/study/sensitivity.h"
#include "acicula/study/tolerance.h"
#include "acicula/study/findings.h"
#include "acicula/study/error_bars.h"
#include "acicula/study/fit.h"
#include "acicula/study/plan.h"
#include "acicula/study/measured.h"
#include "acicula/study/calibrate.h"
#include "acicula/study/sensitivity_findings.h"
#include "acicula/study/tolerance_findings.h"
#include "acicula/study/common_grid.h"
#include "acicula/study/optimise.h"
#include "acicula/study/goal.h"
#include "acicula/study/goal_findings.h"
#include "acicula/study/invasiveness.h"

/// output: the result file
#include "acicula/output/description.h"
#include "acicula/output/file.h"
#include "acicula/output/findings_file.h"
#include "acicula/output/reader.h"
#include "acicula/output/table.h"

/// verification: exact solutions the tests hold the program against
#include "acicula/verification/closing_pore.h"
#include "acicula/verification/compartments.h"
#include "acicula/verification/complex_bessel.h"
#include "acicula/verification/disc.h"
#include "acicula/verification/elasticity.h"
#include "acicula/verification/exact.h"
#include "acicula/verification/finite_dose.h"
#include "acicula/verification/gaussian.h"
#include "acicula/verification/laplace.h"
#include "acicula/verification/layered.h"
#include "acicula/verification/manufactured.h"
#include "acicula/verification/radial.h"
#include "acicula/verification/slab.h"

/// figure: pictures of a result file
#include "acicula/figure/figure.h"

#endif
