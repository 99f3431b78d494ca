/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One simulation at work: what it owns, and the parts that carry it from event to event.
#ifndef ACICULA_SRC_STUDY_SIMULATION_H
#define ACICULA_SRC_STUDY_SIMULATION_H

#include "acicula/transport/diffusion.h"
#include "acicula/transport/observe.h"
#include "acicula/transport/reaction.h"
#include "course.h"
#include "simulate.h"

/// Thickness of a film that is not there, over the grid's: what a solver's rounding puts into its
/// cells is then nothing.
#define ACI_SIMULATION_NO_FILM 1e-9

/// What has come and gone by the begin of the stretch under way.
typedef struct aci_account {
    double begin;        ///< of the stretch, s
    aci_exchange before; ///< exchanges of all stretches before it, kg
    double dose;         ///< put on, kg/m2
    double removed;      ///< wiped off with the film, kg/m2
    double evaporated;   ///< kg/m2
    double sampled;      ///< drawn from the receptor, kg/m2
    double solid;        ///< undissolved on the film, kg/m2
    double follicle;     ///< in lumped follicles, kg/m2
    double filled;       ///< put into them, kg/m2
    double released;     ///< out of them, kg/m2
} aci_account;

typedef struct aci_simulation {
    const aci_simulate_options *options;
    const aci_scenario *scenario;
    const aci_grid *grid;
    aci_channels channels; ///< borrowed arrays; none in a slab
    aci_reservoir reservoir;
    aci_diffusion *diffusion;
    aci_operator *op;
    double *u;
    double *field;  ///< a concentration to be shown; NULL where none is
    double *steady; ///< u; NULL until it is found
    aci_exchange steady_rate;
    double *kept; ///< u to come back to; NULL where nothing falls out
    aci_course course;
    aci_film *film; ///< NULL with an infinite dose, and where it never changes
    aci_account account;
    double stretch_end; ///< s
    int time_count;
    double *times; ///< report and field times, increasing
    int next_time, next_report, next_field, next_look;
    aci_probe probe; ///< empty where the scenario has no readouts
    aci_spot *spots; ///< [columns], of one plane
    aci_trace_search search;
    aci_trace tried; ///< of the trial under way, or the last one
    aci_propagate_method method;
    double apart;      ///< share of the duration that is propagated by itself
    double step;       ///< the stepper's last, s
    double loss;       ///< of the compound to the air, per concentration, m/s
    double saturation; ///< u of the film at the solubility, kg/m3; 0: nothing falls out
    aci_moment last;   ///< of the propagation before, without its field
    /// What is bound, in the operator's stores; NULL where nothing binds or degrades. What is
    /// degraded is an exchange of the operator.
    aci_reaction *reaction;
    aci_reaction *kept_reaction; ///< with `kept`
    double follicle_rate;        ///< of what lumped follicles hold, K_f/V_f, 1/s
    double *follicle_share;      ///< [cells] of what they release, times the footprint, m2
    double *release;             ///< [cells] kg/s; NULL without follicles, as the share
    double *tissue_capacity, *tissue_volume; ///< [cells]
    aci_propagate_report report;
    aci_solution *out;
} aci_simulation;

/// Puts the events at and before a time into effect, from number `*next` on, and fills the
/// operator for that time.
ACI_MUST_CHECK aci_status aci_simulation_happen(aci_simulation *s, double time, int *next);

/// Carries u from one event to the next, [begin, end], with the reports on the way.
ACI_MUST_CHECK aci_status aci_simulation_stretch(aci_simulation *s, double begin, double end);

/// The operator for a time within the stretch: a callback of aci_propagate.
ACI_MUST_CHECK aci_status aci_simulation_set_coefficients(void *context, double time,
                                                          aci_operator *op);

/// Propagates u over [begin, end] within the stretch, reports at the times given.
ACI_MUST_CHECK aci_status aci_simulation_propagate(aci_simulation *s, double begin, double end,
                                                   int count, const double *times,
                                                   const aci_watch *watch);

/// Binding and metabolism: made where a layer has them, else nothing.
ACI_MUST_CHECK aci_status aci_simulation_create_reaction(aci_simulation *s);
void aci_simulation_destroy_reaction(aci_simulation *s);

/// Fills the operator for the situation at a time, stores included.
ACI_MUST_CHECK aci_status aci_simulation_fill(aci_simulation *s, double time, aci_operator *op);

/// What is bound, [cells], kg; NULL where nothing binds or degrades.
double *aci_simulation_bound(const aci_simulation *s);

/// The tangents of metabolism and of saturable binding at u and what is bound: a callback of
/// aci_propagate.
ACI_MUST_CHECK aci_status aci_simulation_touch(void *context, const double *u, const double *store,
                                               aci_operator *op);

/// Whether all that binds gives it back and all else is linear, so that a steady state comes.
bool aci_simulation_settles(const aci_simulation *s);

/// What is bound at a moment, added to the layers' amounts (kg/m2) and to the cells' concentration
/// (kg/m3).
void aci_simulation_add_bound(const aci_simulation *s, const aci_moment *moment,
                              double *layer_amount);
void aci_simulation_add_bound_field(const aci_simulation *s, const aci_moment *moment,
                                    double *concentration);

/// Lumped follicles (A5): filled when product comes on, they release K_f times what they hold per
/// volume, into the cells of a range of depths. Made where the scenario has them, else nothing.
ACI_MUST_CHECK aci_status aci_simulation_create_follicles(aci_simulation *s);
void aci_simulation_destroy_follicles(aci_simulation *s);

/// Adds to the source what follicles release under an infinite dose, which keeps them full.
void aci_simulation_feed_follicles(const aci_simulation *s, aci_operator *op);

/// Fills follicles from an application: gives what goes into them, kg/m2.
double aci_simulation_fill_follicles(aci_simulation *s, double dose);

/// In them at a time of the stretch under way, kg/m2.
double aci_simulation_follicle(const aci_simulation *s, double time);

/// Out of them since the start, kg/m2.
double aci_simulation_released(const aci_simulation *s, double time);

/// What they release from a time on, for aci_propagate; nothing where the operator has it.
void aci_simulation_release(const aci_simulation *s, double begin, aci_propagate_options *options);

/// What a moment of the stretch under way holds, kg/m2.
typedef struct aci_holdings {
    aci_balance balance;
    double solid, evaporated;
    aci_exchange total; ///< since the start, per footprint
} aci_holdings;

/// The same of what lies outside the cells: undissolved and evaporated, kg/m2.
void aci_simulation_outside(const aci_simulation *s, const aci_moment *moment, double *solid,
                            double *evaporated);

void aci_simulation_hold(const aci_simulation *s, const aci_moment *moment, aci_holdings *out);

/// Mass in the film's cells, and what they can hold dissolved, kg/m2.
double aci_simulation_film_mass(const aci_simulation *s);
double aci_simulation_film_room(const aci_simulation *s);

/// Adds a mass to the film's cells by their capacity, kg/m2.
void aci_simulation_spread(aci_simulation *s, double mass);

/// Sorts what the film holds into dissolved, evenly, and solid.
void aci_simulation_settle_film(aci_simulation *s);

/// Readouts of the tissue: made where the scenario asks for them, else nothing; a look at the
/// regions at the begin of the course; regions, or strips and planes, at a moment.
ACI_MUST_CHECK aci_status aci_simulation_create_probe(aci_simulation *s);
void aci_simulation_destroy_probe(aci_simulation *s);
void aci_simulation_look_first(aci_simulation *s);
ACI_MUST_CHECK aci_status aci_simulation_look(aci_simulation *s, const aci_moment *moment,
                                              bool is_report);

/// Whether an observer is to see the concentration of cells.
bool aci_simulation_shows_concentration(const aci_simulation *s);

/// Fields that stand still, for the observer's `begin`.
ACI_MUST_CHECK aci_status aci_simulation_begin(aci_simulation *s);

/// A report, a point of the trace, a word of progress: callbacks with the simulation as context.
ACI_MUST_CHECK aci_status aci_simulation_on_report(void *context, const aci_moment *moment);
ACI_MUST_CHECK aci_status aci_simulation_on_trace(void *context, double time,
                                                  const aci_exchange *rate);
ACI_MUST_CHECK aci_status aci_simulation_on_progress(void *context, double fraction);

/// A point of the trace of a trial, kept apart: what is tried may be tried again with another end.
ACI_MUST_CHECK aci_status aci_simulation_keep_trace(void *context, double time,
                                                    const aci_exchange *rate);

/// The points of the last trial between two times, both left out, join the trace.
ACI_MUST_CHECK aci_status aci_simulation_tell_trace(aci_simulation *s, double from, double to);

/// Thickness of the film over that of the grid's.
double aci_simulation_thinness(const aci_simulation *s, double time, bool before);

#endif
