/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A treatment: a device moved over an area becomes strikes, each strike a channel or a failure.
///
/// **Where.** The area A is a square of side a = sqrt(A) whose opposite sides are joined, so that
/// it stands for the middle of a larger treated field and no statistic has an edge. A pass moves
/// the head along lanes of the head's width W, side by side across its direction, over the way A /
/// W, so that it covers the area once; a last lane may end early. Each pass begins at a random
/// place (and a pen at a random turn of its head), so passes are independent. The device strikes
/// whenever it has gone one `spacing` (motion.h), counted on from pass to pass:
///   beats = floor(passes A / (W spacing)),   strikes = needles per beat x beats,
/// for a pen floor(f t) x N in the time t = passes A / (W v). The mean density is exactly strikes /
/// A, less than one beat below passes x density per pass. Lanes at multiples of 45 degrees close on
/// the square; at other angles the density is even in the mean over the random places only. A head
/// wider than the area is wrapped around it.
///
/// **How.** Each strike has factors on thickness, modulus, toughness, force, speed and travel, all
/// lognormal with mean 1 (base/random.h). Of the skin's three, the share `place_share` of the
/// variance (of the logarithm's) belongs to the place, a field that is interpolated between random
/// values `place_length` apart; the rest to the strike. Of force and speed, `pass_share` belongs to
/// the operator's pass, the rest to the beat. The travel differs from needle to needle and stays.
///
/// **Reproducible.** All random numbers are those of (seed, purpose, number): strike n is the same
/// alone and in the list, on any thread, and the same seed gives the same bytes.
#ifndef ACICULA_PUNCTURE_TREATMENT_H
#define ACICULA_PUNCTURE_TREATMENT_H

#include <stdint.h>

#include "acicula/puncture/motion.h"
#include "acicula/puncture/withdrawal.h"

enum {
    ACI_TREATMENT_DIRECTIONS = 16,
    ACI_TREATMENT_QUANTILES = 5,
    ACI_TREATMENT_SPREAD_MOST = 3, ///< largest coefficient of variation
};

/// Coefficients of variation, 0 to 3, and how they are shared.
typedef struct aci_treatment_spread {
    aci_value thickness, modulus, toughness; ///< of the skin
    aci_value force, speed;                  ///< of the operator or motor
    aci_value travel;                        ///< between needles
    aci_value place_share, pass_share;       ///< 0 to 1
    aci_value place_length;                  ///< m, > 0
} aci_treatment_spread;

/// What is asked for.
typedef struct aci_treatment_plan {
    double area;                                 ///< m2, 1 mm2 to 1 m2
    double speed;                                ///< of glide, m/s; ignored by stamp and rf
    int passes;                                  ///< 1 to 10000
    int direction_count;                         ///< 1 to ACI_TREATMENT_DIRECTIONS
    double directions[ACI_TREATMENT_DIRECTIONS]; ///< of travel from +x to +y, rad; taken in turn
    uint64_t seed;
    /// Of a pen, stamp or rf head: it leans forward about its middle, rad, |tilt| < pi / 2. A
    /// needle that stands p ahead of the middle has the travel
    ///   (travel + p tan(tilt)) cos(tilt)  at least a thousandth of itself;
    /// how its channel then leans is left out.
    double tilt;
    double merge_radius; ///< a needle this near an earlier channel slides into it, m; 0: never
    aci_treatment_spread spread;
} aci_treatment_plan;

/// One strike. `tilt` and `slot` are those of a needle that goes all its travel deep.
typedef struct aci_strike {
    double x, y;    ///< where the needle is deepest, m, in [0, side)
    double time;    ///< from the start of the treatment, s
    double tilt;    ///< of the shaft as it comes in, rad
    double azimuth; ///< of the travel, and of the tilt and the slot, rad in [0, 2 pi)
    double slot;    ///< swept along the travel if the skin stood still, m
    int needle;     ///< of the head, 0..needles - 1
    int pass;
    aci_insertion_variation variation;
} aci_strike;

/// Why a strike left no channel of its own.
typedef enum aci_failure {
    ACI_FAILURE_NONE,
    ACI_FAILURE_TRAVEL,  ///< the skin gave way as far as the needle moved
    ACI_FAILURE_PLATE,   ///< the plate or drum landed first
    ACI_FAILURE_FORCE,   ///< the force was too small
    ACI_FAILURE_ENERGY,  ///< the energy was too small
    ACI_FAILURE_STALL,   ///< the motor stalled
    ACI_FAILURE_MERGED,  ///< it punctured, but slid into an earlier channel
    ACI_FAILURE_MISSING, ///< the needle is broken or blunt
    ACI_FAILURES,
} aci_failure;

/// What a strike left.
typedef struct aci_channel {
    aci_failure failure;
    bool punctured;        ///< also when merged
    int merged_into;       ///< number of the earlier strike, -1: none
    int layer;             ///< in which the tip ended
    double depth;          ///< of the tip below the deformed surface, m; 0 without a puncture
    double dimple, lift;   ///< of aci_insertion, m
    double force;          ///< N
    double puncture_force; ///< N
    aci_motion_entry entry;
    aci_residual residual; ///< zero without a channel of its own
} aci_channel;

/// The treatment owns its arrays; `channels` is NULL before aci_treatment_insert.
typedef struct aci_treatment {
    aci_treatment_plan plan;
    aci_device device;
    aci_motion motion;
    aci_motion_entry entry; ///< at full travel
    double side;            ///< of the square, m
    double path;            ///< way of one pass, m
    double duration;        ///< of all passes, s
    int strike_count;
    aci_strike *strikes;
    aci_channel *channels;
} aci_treatment;

/// The usual spread: thickness, modulus, toughness from the skin, travel from the device's
/// tolerance (two standard deviations), the operator's assumed.
aci_treatment_spread aci_treatment_spread_usual(const aci_skin *skin, const aci_device *device);

/// No spread at all: every strike is the mean.
aci_treatment_spread aci_treatment_spread_none(void);

/// Plans the strikes; time and memory go with their number (about 1 us and 104 bytes each). The
/// device is completed and checked and is copied. ACI_BAD_INPUT for a plan that is impossible,
/// makes not one beat, or more than 20 million strikes.
ACI_MUST_CHECK aci_status aci_treatment_create(const aci_treatment_plan *plan,
                                               const aci_device *device, aci_treatment **out);
void aci_treatment_destroy(aci_treatment **treatment);

/// What aci_treatment_create would say of a plan, without the strikes.
ACI_MUST_CHECK aci_status aci_treatment_check(const aci_treatment_plan *plan,
                                              const aci_device *device);

/// Strike `number` in [0, strike_count), computed alone; equals strikes[number] to the bit.
aci_strike aci_treatment_strike(const aci_treatment *treatment, int number);

/// How strikes are solved: the reduced model, the full field, a test. Both functions must be free
/// of state; `drag` belongs to the depth reached (slot and surface_slot of aci_motion_entry).
typedef struct aci_treatment_method {
    aci_status (*insert)(const void *context, const aci_insertion_variation *variation,
                         aci_insertion *out);
    void (*withdraw)(const void *context, const aci_insertion *insertion, aci_drag drag,
                     aci_residual *out);
    const void *context;
} aci_treatment_method;

/// What the reduced model needs; lent, not copied.
typedef struct aci_treatment_reduced {
    const aci_skin *skin;
    const aci_needle *needle;
    const aci_insertion_model *model;
} aci_treatment_reduced;

/// aci_insertion_solve and aci_withdrawal_residual as a method.
aci_treatment_method aci_treatment_reduced_method(const aci_treatment_reduced *reduced);

/// Strike `number` alone, merging left out. ACI_NUMERICAL when the method gives no finite answer.
/// Safe from several threads at once.
ACI_MUST_CHECK aci_status aci_treatment_solve(const aci_treatment *treatment,
                                              const aci_treatment_method *method, int number,
                                              aci_channel *out);

/// Solves all strikes, then merges in the order of time: a strike whose mouth lies within
/// merge_radius of an earlier channel's slides into the nearest one, which stays as it was.
ACI_MUST_CHECK aci_status aci_treatment_insert(aci_treatment *treatment,
                                               const aci_treatment_method *method);

/// The same in parts, for a caller with threads: room for the channels, then aci_treatment_solve of
/// every strike into `channels` in any order, then merging.
ACI_MUST_CHECK aci_status aci_treatment_prepare(aci_treatment *treatment);
ACI_MUST_CHECK aci_status aci_treatment_merge(aci_treatment *treatment);

/// The channel of a strike as a tract on the area. The mouth lies ahead of or behind the deepest
/// point by the entry's lead; the axis leans towards the deepest point; its length is
/// residual depth / cos(lean), so that the depth is kept. All zero lengths without a channel.
aci_tract aci_treatment_tract(const aci_treatment *treatment, int number);

/// Numbers of a treatment after insertion. Channels are the strikes that left one of their own; a
/// channel's place is its mouth. With n channels of density s = n / A, and for mouths at random
/// (the limit of many passes, Poisson) in brackets:
typedef struct aci_treatment_statistics {
    int strikes, punctures, channels; ///< punctures count merged ones too
    int failures[ACI_FAILURES];       ///< strikes by outcome; the sum is strikes
    double duration;                  ///< s
    double strike_rate;               ///< strikes / duration, 1/s
    double puncture_rate;             ///< punctures / duration, 1/s
    double needle_density;            ///< of the device, 1/m2 of its head
    double strike_density;            ///< strikes / A, 1/m2
    double channel_density;           ///< channels / A, 1/m2
    double punctured_fraction;        ///< punctures / strikes
    double open_area_fraction;        ///< sum of the mouths' areas / A; overlaps count twice
    double coverage;                  ///< share of A within a mouth radius [1 - exp(-s pi r^2)]
    /// Re-hits: share of channels whose mouth overlaps another's, their centres closer than both
    /// radii [1 - exp(-4 s pi r^2)].
    double overlapping;
    double nearest_neighbour; ///< mean distance, m [1 / (2 sqrt(s))]; 0 for one channel
    /// Windows: the area cut into squares whose side is the nearest to 1 mm that divides a.
    int windows;
    double window_area;     ///< m2
    double window_mean;     ///< channels per window [s w]
    double window_variance; ///< over windows, sum of squares / (windows - 1) [s w]
    /// Variance / mean [1]. One lattice of cells wider than the window has 1 - s w; passes of
    /// one kind add up to the ratio of each, so it goes to 1 only as each pass grows sparse. A
    /// pen writes rows of holes closer than the window, which can lift it above 1.
    double dispersion;
    double empty_share;          ///< windows without a channel [exp(-s w)]
    double depth_mean;           ///< over all strikes, 0 where not punctured, m
    double depth_punctured_mean; ///< over the punctured, m
    double depth_deviation;      ///< of the punctured, root of sum of squares / (n - 1), m
    double depth_quantiles[ACI_TREATMENT_QUANTILES]; ///< 5, 25, 50, 75, 95 % of the punctured, m
    double bleeding;                                 ///< mean probability over the channels
} aci_treatment_statistics;

/// All of them; a fraction of nothing is 0. Time goes with the number of strikes.
ACI_MUST_CHECK aci_status aci_treatment_statistics_of(const aci_treatment *treatment,
                                                      aci_treatment_statistics *out);

/// Punctured strikes by depth in `count` equal bins from 0 to `most` (m); deeper ones in the last.
void aci_treatment_histogram(const aci_treatment *treatment, double most, int count, int *bins);

/// A class of channels: strikes of like depth and the channel that stands for them.
typedef struct aci_treatment_class {
    double weight;                  ///< probability of a strike to be in it
    double depth_least, depth_most; ///< of the residual channels, m
    double depth;                   ///< mean depth of the tip, m
    aci_residual residual;          ///< each number the mean of the class
} aci_treatment_class;

/// `count` classes of equal probability by residual depth, shallow to deep, then in out[count] the
/// strikes without a channel of their own; a strike on the border between two classes counts in
/// each by its share. The weights, added in this order, sum to exactly 1. A dose per area is
/// strike_density x sum of weight x dose of the class. ACI_BAD_INPUT for count < 1.
ACI_MUST_CHECK aci_status aci_treatment_classes(const aci_treatment *treatment, int count,
                                                aci_treatment_class *out);

/// What became of the channels whose mouth's centre lies in the window.
typedef struct aci_treatment_window {
    int found;   ///< channels in the window, open ones
    int dropped; ///< of them left out, because they overlap a deeper one
    int moved;   ///< of the kept ones, moved in from the edge
    int closed;  ///< channels without an opening, not in `found`
} aci_treatment_window;

/// The tracts of a square window with its lower corner at x, y (m, anywhere: the area is joined at
/// its sides) and a side up to that of the area, as channels of kind ACI_CHANNELS_PATCH relative to
/// that corner. A channel belongs to the window in which its mouth's centre lies (lower and left
/// side included), so that windows side by side have each channel once. A mouth that crosses the
/// side is moved in until it touches it. Of overlapping mouths the deeper channel stays (of equal
/// ones the earlier strike), the other is dropped. Sets kind and tracts of `out` and nothing else;
/// free with aci_channels_destroy. `report` may be NULL. ACI_BAD_INPUT for a window that is larger
/// than the area or too small for a mouth.
ACI_MUST_CHECK aci_status aci_treatment_patch(const aci_treatment *treatment,
                                              const double corner[2], double side,
                                              aci_channels *out, aci_treatment_window *report);

/// The same, and whose channel each tract is: `*strikes`, [tract_count], freed by the caller.
ACI_MUST_CHECK aci_status aci_treatment_patch_strikes(const aci_treatment *treatment,
                                                      const double corner[2], double side,
                                                      aci_channels *out, int **strikes,
                                                      aci_treatment_window *report);

/// Words for listings: "plate landed first".
const char *aci_treatment_failure_name(aci_failure failure);

#endif
