/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What is read out of the tissue beside the history: regions, tape strips, planes.
///
/// A region's rows stand on times of their own: the report times and, in every stretch between two
/// events, times that crowd behind its beginning. Between them a row is the mean of the parabolas
/// through three neighbours, never across an event; integral, largest value and time above a
/// threshold are those of that curve.
#ifndef ACICULA_STUDY_READOUTS_H
#define ACICULA_STUDY_READOUTS_H

#include "acicula/study/scenario.h"
#include "acicula/transport/probe.h"

/// (time, region). Tissue only: what is in channels is left out, what is bound counts.
#define ACI_REGION_LIST(X)                                                                         \
    X(region_amount, "kg m-2", "compound in the tissue of the region, channels excluded")          \
    X(mean_concentration, "kg m-3", "mean concentration in the tissue of the region")              \
    X(largest_concentration, "kg m-3",                                                             \
      "largest concentration in the tissue of the region, of a cell of the grid")                  \
    X(share_above, "1", "part of the tissue of the region above the region's threshold")

typedef enum aci_region_row {
#define ACI_REGION_MEMBER(name, unit, text) ACI_REGION_##name,
    ACI_REGION_LIST(ACI_REGION_MEMBER)
#undef ACI_REGION_MEMBER
        ACI_REGION_ROWS
} aci_region_row;

/// (region)
#define ACI_REGION_ENDPOINT_LIST(X)                                                                \
    X(mean_concentration_max, "kg m-3", "largest mean concentration of the region over time")      \
    X(time_of_mean_concentration_max, "s", "time of the region's largest mean concentration")      \
    X(mean_area_under_curve, "kg s m-3",                                                           \
      "integral of the region's mean concentration over the time simulated")                       \
    X(time_above_threshold, "s", "time that the region's mean concentration is above its threshold")

typedef enum aci_region_endpoint {
#define ACI_REGION_ENDPOINT_MEMBER(name, unit, text) ACI_REGION_ENDPOINT_##name,
    ACI_REGION_ENDPOINT_LIST(ACI_REGION_ENDPOINT_MEMBER)
#undef ACI_REGION_ENDPOINT_MEMBER
        ACI_REGION_ENDPOINTS
} aci_region_endpoint;

/// (time, plane), at the report times, of the tissue.
#define ACI_UNIFORMITY_LIST(X)                                                                     \
    X(variation, "1", "coefficient of variation of the concentration over the area of the plane")  \
    X(gini, "1", "Gini coefficient of the concentration over the area of the plane")               \
    X(area_above, "1", "part of the plane's area above its threshold")                             \
    X(overlap, "1",                                                                                \
      "activity midway between neighbouring channels over that on the channel's axis, same depth")

typedef enum aci_uniformity_row {
#define ACI_UNIFORMITY_MEMBER(name, unit, text) ACI_UNIFORMITY_##name,
    ACI_UNIFORMITY_LIST(ACI_UNIFORMITY_MEMBER)
#undef ACI_UNIFORMITY_MEMBER
        ACI_UNIFORMITY_ROWS
} aci_uniformity_row;

/// Columns over times, with an estimated error for each column. Owned.
typedef struct aci_series {
    int times, columns;
    double *values; ///< [times][columns]
    double *errors; ///< [columns]
} aci_series;

/// The pieces of one plane at one time, for the sum of several cells. Owned.
typedef struct aci_spots {
    int count;
    aci_spot *spots;
} aci_spots;

/// Errors are relative to the column's largest value (amounts and concentrations), to the largest
/// of all strips, to the value (endpoints), to the duration (times), or absolute (shares).
typedef struct aci_readouts {
    int times;
    double *time;      ///< [times], s, of the regions; from the begin of the course
    bool *turns;       ///< [times]: an event is then
    aci_series volume; ///< of tissue in a region per area, m; without errors
    aci_series regions[ACI_REGION_ROWS];
    aci_series endpoints[ACI_REGION_ENDPOINTS]; ///< one time
    aci_series strips;                          ///< (report time, strip), kg/m2
    aci_series uniformity[ACI_UNIFORMITY_ROWS]; ///< (report time, plane)
    aci_series edge, axis; ///< u of the overlap, (report time, plane); without errors
    aci_spots *spots;      ///< [report times * planes]; NULL where cells are not summed
} aci_readouts;

/// Whether a scenario asks for any.
bool aci_readouts_exist(const aci_scenario *scenario);

/// Whether cells have an edge midway between neighbouring channels, and so an overlap.
bool aci_readouts_overlap(const aci_scenario *scenario);

/// Empty readouts with their times. `keeps_spots`: for a sum of cells. ACI_FILE when memory is
/// short; destroy also then.
ACI_MUST_CHECK aci_status aci_readouts_create(const aci_scenario *scenario, bool keeps_spots,
                                              aci_readouts *out);
void aci_readouts_destroy(aci_readouts *readouts);

/// Mean concentrations from amounts and volumes, and the endpoints, with their errors of
/// interpolation. ACI_FILE when memory is short.
ACI_MUST_CHECK aci_status aci_readouts_finish(const aci_scenario *scenario, aci_readouts *readouts);

#endif
