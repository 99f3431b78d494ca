/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What a run computes: named numbers over time, per treated area, in kg/m2, s.
#ifndef ACICULA_STUDY_RESULTS_H
#define ACICULA_STUDY_RESULTS_H

#include <stdbool.h>

#include "acicula/base/status.h"
#include "acicula/study/puncture.h"
#include "acicula/study/readouts.h"
#include "acicula/study/systemic.h"

/// Rows of a history, in the order of the file. `layer_amount` stands apart: (time, layer).
#define ACI_HISTORY_LIST(X)                                                                        \
    X(applied, "kg m-2", "compound put on the skin until then (infinite dose: entered the skin)")  \
    X(vehicle, "kg m-2", "compound in the product film, what lies undissolved included")           \
    X(channel_amount, "kg m-2", "compound in the channel fluid")                                   \
    X(cleared, "kg m-2", "compound removed by clearance, cumulative")                              \
    X(bottom, "kg m-2", "compound out through the lower boundary, cumulative")                     \
    X(evaporated, "kg m-2", "compound lost to the air, cumulative")                                \
    X(removed, "kg m-2", "compound wiped off with the product, cumulative")                        \
    X(degraded, "kg m-2", "compound broken down in the skin, cumulative")                          \
    X(follicle_amount, "kg m-2", "compound in the hair follicles")                                 \
    X(follicle_delivery, "kg m-2", "compound that hair follicles let into the skin, cumulative")   \
    X(absorbed, "kg m-2", "cleared + bottom")                                                      \
    X(absorption_flux, "kg m-2 s-1", "rate of absorption")                                         \
    X(receptor_concentration, "kg m-3", "concentration in the stirred receptor")                   \
    X(mass_residual, "1", "part of the applied amount the ledger does not account for")

typedef enum aci_history_row {
#define ACI_HISTORY_MEMBER(name, unit, text) ACI_HISTORY_##name,
    ACI_HISTORY_LIST(ACI_HISTORY_MEMBER)
#undef ACI_HISTORY_MEMBER
        ACI_HISTORY_ROWS
} aci_history_row;

/// Whether a scenario has a row: `evaporated`, `removed`, `degraded`, `receptor_concentration` and
/// those of follicles only where they can happen, else they are 0 and not written.
/// `follicle_delivery` is no entry of the ledger: what it counts is in the layers and beyond. Of
/// resolved follicles it is what their cell holds and has let through beyond intact skin.
bool aci_results_has_row(const aci_scenario *scenario, int row);

/// One history. Arrays are owned. `numerical_error` is the estimated largest error over all report
/// times in the measure of `simulation.accuracy` (accuracy.h), relative; 0 for mass_residual.
typedef struct aci_history {
    int times, layers;
    double *time;                   ///< [times], s
    double *rows[ACI_HISTORY_ROWS]; ///< each [times]
    double *layer_amount;           ///< [times][layers]
    double numerical_error[ACI_HISTORY_ROWS];
    double error_time[ACI_HISTORY_ROWS]; ///< where it is largest, s; 0: not known
    double *layer_error;                 ///< [layers]
    bool has_steady_flux;
    double steady_flux, steady_flux_error;
} aci_history;

/// Beside the rows, what else of a history is held against `simulation.accuracy`.
enum { ACI_SHORTFALL_LAYER = ACI_HISTORY_ROWS, ACI_SHORTFALL_STEADY_FLUX };

/// One estimated error and what `simulation.accuracy` allows it, relative.
typedef struct aci_shortfall {
    int row;   ///< of a history, or one of the above
    int layer; ///< of ACI_SHORTFALL_LAYER
    double error, allowed;
    double time;     ///< report time where it is largest, s; 0: none or not known
    bool is_control; ///< on intact skin
} aci_shortfall;

#define ACI_ENDPOINT_LIST(X)                                                                       \
    X(flux_max, "kg m-2 s-1", "largest absorption flux")                                           \
    X(time_of_flux_max, "s", "time of the largest absorption flux")                                \
    X(lag_time, "s", "intercept of the late straight part of absorbed(t) with the time axis")      \
    X(permeability, "m s-1", "steady flux over the concentration of the product")                  \
    X(enhancement_ratio, "1",                                                                      \
      "absorbed at the end over that of intact skin, where that is above round-off")               \
    X(dermal_delivery, "kg m-2", "in viable epidermis and below, plus absorbed, at the end")       \
    X(fraction_of_dose, "1", "absorbed at the end over all that was applied")

typedef enum aci_endpoint {
#define ACI_ENDPOINT_MEMBER(name, unit, text) ACI_ENDPOINT_##name,
    ACI_ENDPOINT_LIST(ACI_ENDPOINT_MEMBER)
#undef ACI_ENDPOINT_MEMBER
        ACI_ENDPOINTS
} aci_endpoint;

typedef struct aci_endpoint_value {
    bool exists; ///< false where the scenario has none (lag time of a finite dose ...)
    double value, numerical_error;
} aci_endpoint_value;

typedef struct aci_run_cost {
    long cells, time_steps, solves, iterations;
    double wall_seconds;
    const char *propagator; ///< what advanced the solution in time
} aci_run_cost;

typedef struct aci_results {
    aci_history history, control;
    aci_endpoint_value endpoints[ACI_ENDPOINTS];
    aci_systemic_course systemic;         ///< times 0 without the section `systemic`
    aci_systemic_course systemic_control; ///< the same for intact skin
    aci_readouts readouts;                ///< what is read out of the tissue
    aci_readouts readouts_control;        ///< the same of intact skin
    aci_run_cost cost;
    aci_puncture *puncture; ///< what the device left; NULL where channels are prescribed; owned
    int shown_class;        ///< of it, whose cell the fields show; -1 without one
    bool accuracy_reached;  ///< the estimates meet `simulation.accuracy`
    aci_shortfall worst;    ///< the estimate furthest beyond it, or nearest to it
} aci_results;

/// Above this share of the donor a receptor is no longer taken for a sink (the usual rule of
/// diffusion cells).
#define ACI_RESULTS_SINK_SHARE 0.1

/// Largest concentration in the receptor at a report time over the donor's u as it was put on; 0
/// without a receptor. Both are u: the receptor's partition is 1.
double aci_results_receptor_share(const aci_scenario *scenario, const aci_history *history);

ACI_MUST_CHECK aci_status aci_results_create_history(int times, int layers, aci_history *out);
void aci_results_destroy_history(aci_history *history);
void aci_results_destroy(aci_results *results);

#endif
