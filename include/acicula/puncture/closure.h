/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Closure: how open channels shrink with time, and when an observer calls them closed.
///
/// Every radius of a channel shrinks by the same factor, the depth stays. With A the area open at
/// time t after the channels were opened and A0 that at t = 0:
///   radius      r/r0 = exp(-t/time_constant),   A/A0 = (r/r0)^2
///   area        A/A0 = exp(-t/time_constant),   r/r0 = exp(-t/(2 time_constant))
///   two_phase   A/A0 = f a(t, fast) + (1 - f) a(t, slow),   r/r0 = sqrt(A/A0)
///               da/dt = -a ((1 - o(t))/dry + o(t)/occluded),   a(0) = 1
/// f: the fast fraction; o: 1 while a cover lies on the skin, else 0. Each part has a time constant
/// in the air and one under a cover. Only the time under covers counts, not its order:
///   a = exp(-(t - covered)/dry - covered/occluded)
/// The one exponential does not know covers. Of excised skin, which does not heal, the slow part
/// never closes.
///
/// "Closed" depends on who looks: each method of observing stops seeing a channel when A/A0 falls
/// below a threshold of its own, so a time of closing never stands without its method.
///
/// Plain values; the tables are constant and safe from every thread.
#ifndef ACICULA_PUNCTURE_CLOSURE_H
#define ACICULA_PUNCTURE_CLOSURE_H

#include <stdbool.h>

#include "acicula/skin/skin.h"

typedef enum aci_closure_law {
    ACI_CLOSURE_NONE,
    ACI_CLOSURE_RADIUS,
    ACI_CLOSURE_AREA,
    ACI_CLOSURE_TWO_PHASE,
} aci_closure_law;

/// A time under a cover, s: from <= t < to.
typedef struct aci_closure_cover {
    double from, to;
} aci_closure_cover;

typedef struct aci_closure {
    aci_closure_law law;
    double time_constant;      ///< of radius and area: s, > 0
    double fast_fraction;      ///< of two_phase: f, 0..1
    double fast_time_constant; ///< in the air: s, > 0; INFINITY: that part never closes
    double slow_time_constant; ///< the same
    double occluded_fast_time_constant, occluded_slow_time_constant; ///< under a cover, the same
    int cover_count; ///< 0: always in the air, the occluded numbers are not looked at
    const aci_closure_cover *covers; ///< in order, apart; of two_phase; borrowed
} aci_closure;

/// Whether anything closes at all: false of none, and of two parts of which what there is never
/// closes.
bool aci_closure_is_moving(aci_closure closure);

/// A/A0 and r/r0 at a time of channels that were opened at `opened` <= time, s, both on the clock
/// of the covers: 1 when opened, not rising.
double aci_closure_area(aci_closure closure, double opened, double time);
double aci_closure_radius(aci_closure closure, double opened, double time);

/// How long after they were opened A/A0 is down to `area` (0 < area < 1), s; INFINITY where it
/// never is. time_constant ln(1/area) for one exponential, else by bisection to the last bit.
double aci_closure_time(aci_closure closure, double opened, double area);

/// How channels are watched. Own is the user's threshold; it has none by itself.
typedef enum aci_closure_method {
    ACI_CLOSURE_IMPEDANCE,  ///< electrical impedance of the skin back to normal
    ACI_CLOSURE_WATER_LOSS, ///< transepidermal water loss back to normal
    ACI_CLOSURE_DYE,        ///< a dye (calcein) no longer enters
    ACI_CLOSURE_OWN,
    ACI_CLOSURE_METHODS,
} aci_closure_method;

/// "impedance", "water_loss", "dye", "own".
const char *aci_closure_method_name(aci_closure_method method);

/// A/A0 below which the method no longer sees a channel. ACI_ORIGIN_MISSING of own.
aci_value aci_closure_threshold(aci_closure_method method);

/// What lies on the skin while it closes: air, or something that keeps its water in.
typedef enum aci_closure_state { ACI_CLOSURE_DRY, ACI_CLOSURE_OCCLUDED } aci_closure_state;

/// Length of the needles that the library's time constants are for, m.
#define ACI_CLOSURE_LENGTH 500e-6

/// The numbers of two_phase with where they come from.
typedef struct aci_closure_numbers {
    aci_value fast_fraction;
    aci_value fast_time_constant; ///< s
    aci_value slow_time_constant; ///< s; INFINITY: never
} aci_closure_numbers;

/// Fills what is missing from the library, by the species of `skin->site` (without one human,
/// which the source then says), its setting and the state. A time constant of a part that is not
/// there (f = 0 or 1) stays missing. For needles of a length L > 0 time constants of the library
/// grow by (L/500 um)^0.55 (fitted to 12 h and 18 h for 370 and 770 um: Kalluri 2011,
/// 10.1208/s12248-011-9288-3); with L = 0 they are those of 500 um. Numbers that are there are
/// never touched. ACI_BAD_INPUT where the library knows nothing: an occluded rat, a living pig.
ACI_MUST_CHECK aci_status aci_closure_fill(const aci_skin *skin, aci_closure_state state,
                                           double needle_length, aci_closure_numbers *numbers);

/// two_phase with these numbers; what is missing belongs to a part that is not there. No covers.
aci_closure aci_closure_of(const aci_closure_numbers *numbers);

/// The same under covers, which are borrowed; of `occluded` only the time constants count, as the
/// parts of an opening stay what they are.
aci_closure aci_closure_under(const aci_closure_numbers *numbers,
                              const aci_closure_numbers *occluded, int cover_count,
                              const aci_closure_cover *covers);

#endif
