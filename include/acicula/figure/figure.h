/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The standard figures of one result file or study, drawn by the program gnuplot in a process of
/// its own.
///
///   section   concentration in a plane through a channel at up to three times (log colours),
///             with the layers and the channel wall; for a slab a column per time
///   absorbed  Q(t), ug/cm2, and its flux, ug/cm2/h, needled against intact skin, with the
///             tangent of the steady flux that meets Q = 0 at the lag time
///   ledger    where the compound is over time, stacked: percent of a finite dose, ug/cm2 otherwise
///   profile   C(depth), mg/mL on a log axis: the mean over the cell's area, and along the channel
///
/// Of a run with the section `systemic` also
///   plasma    concentration in plasma, mg/L or less, needled against intact skin, the largest
///             marked and the stated level as a line; logarithmic where that is far above
///
/// Of a run with regions, or with tape strips, also
///   regions   mean concentration of up to five regions over time, mg/mL on a log axis, needled
///             against intact skin, with the thresholds
///   strips    content of each tape strip at up to five report times, ug/cm2 on a log axis
///
/// Of a run with a device also
///   force     force against displacement of the mean needle, mN over um, the puncture marked, and
///             how the displacement divides into dimple and depth
///   depth     depth against the setting (settings.h), um: median and 5 to 95 % of the strikes,
///             with the layers, the chosen setting, and the share of the strikes that puncture
///   plan      the treated skin from above: up to 5 mm square out of the middle, each channel a
///             disc of its mouth's width with its depth as a colour, failures as crosses
///   histogram depths of all strikes, %, failures as a bar at 0, with the layers, the mean, 5 and
///             95 %, and the depth classes of the transport
///
/// Of the catalogue of a sweep
///   map       the result absorbed (or the first) at its last time over the first two keys that
///   take
///             several numbers, as colours with lines of equal value; what the limits of the
///             section `spec` exclude is pale. Over one key a curve
///
/// Of a file of findings, each where the study has its sheets
///   tornado     what each uncertain number does to up to four results when it alone goes to its 5
///   %
///               and 95 % quantile
///   indices     first and total Sobol indices with their intervals
///   distribution  histogram and share of the samples below each value, with the limits and the
///               share within them
///   pareto      designs that no other beats in benefit and cost, with the knee and the best design
///   fit         measurements with their errors, fitted curves with their 95 % bands, and below
///   them
///               how many errors the points are off
///   likelihood  rise of chi2 over each fitted parameter, with estimate and interval
///
/// Of several files (aci_figure_compare)
///   endpoints absorbed and dermal delivery at the end against the one number in which the configs
///             of the runs differ, such as schedule.apply_at
///
/// Every figure of the transport names the numerical error of its headline number in a caption,
/// one of the needles what the mechanics take for granted. A run never comes here: no plotting
/// library is linked, and gnuplot is looked for only when a figure is drawn.
#ifndef ACICULA_FIGURE_FIGURE_H
#define ACICULA_FIGURE_FIGURE_H

#include "acicula/base/status.h"

/// Of one run, from its result file.
#define ACI_FIGURE_RUN_LIST(X)                                                                     \
    X(section, "concentration in a section through the channel")                                   \
    X(absorbed, "absorbed amount and flux over time")                                              \
    X(ledger, "mass ledger over time")                                                             \
    X(profile, "concentration over depth")                                                         \
    X(plasma, "concentration in plasma over time")                                                 \
    X(regions, "mean concentration of each region over time")                                      \
    X(strips, "content of tape strips")                                                            \
    X(force, "force on a needle over its displacement")                                            \
    X(depth, "depth over the setting of the device")                                               \
    X(plan, "channels in the skin from above")                                                     \
    X(histogram, "depths of all strikes")

/// Of a study: a file of findings, or the catalogue of a sweep.
#define ACI_FIGURE_STUDY_LIST(X)                                                                   \
    X(map, "a result over one or two keys of a sweep")                                             \
    X(tornado, "what each uncertain number does by itself")                                        \
    X(indices, "Sobol indices of uncertain numbers")                                               \
    X(distribution, "how far results stray, with limits")                                          \
    X(pareto, "designs that no other beats in benefit and cost")                                   \
    X(fit, "measurements and the curves fitted to them")                                           \
    X(likelihood, "how well each fitted parameter is determined")

#define ACI_FIGURE_LIST(X) ACI_FIGURE_RUN_LIST(X) ACI_FIGURE_STUDY_LIST(X)

typedef enum aci_figure_kind {
#define ACI_FIGURE_MEMBER(name, text) ACI_FIGURE_##name,
    ACI_FIGURE_LIST(ACI_FIGURE_MEMBER)
#undef ACI_FIGURE_MEMBER
        ACI_FIGURES
} aci_figure_kind;

typedef enum aci_figure_format { ACI_FIGURE_SVG, ACI_FIGURE_PNG } aci_figure_format;

/// All zero: every figure as SVG beside the file.
typedef struct aci_figure_options {
    const char *directory;    ///< where the figures go; NULL: beside the result file
    aci_figure_format format; ///< PNG has twice the pixels
    unsigned figures;         ///< bits 1u << aci_figure_kind; 0: all
    const char *result;       ///< of the map; NULL: absorbed, or the first of the catalogue
} aci_figure_options;

/// What became of each figure. The texts are owned by the report.
typedef struct aci_figure_report {
    char *written[ACI_FIGURES];       ///< path of the file, NULL when not written
    const char *skipped[ACI_FIGURES]; ///< static text: why the file has nothing to draw, or NULL
} aci_figure_report;

/// "section", "absorbed", ...
const char *aci_figure_name(aci_figure_kind kind);

/// The figure of a name, or ACI_FIGURES when there is none.
aci_figure_kind aci_figure_find(const char *name);

/// Draws the figures of the result file `path` as `<stem>_<figure>.svg` or `.png`, replacing older
/// ones. A figure the file has no data for (fields: []) is skipped, which is no failure; one of
/// needles is passed over in silence where a run has none and nobody asked for it by name.
/// ACI_FILE when the file cannot be read, a figure cannot be written or gnuplot is missing.
/// Destroy `out` in every case.
ACI_MUST_CHECK aci_status aci_figure_draw(const char *path, const aci_figure_options *options,
                                          aci_figure_report *out);

/// Draws the figure `endpoints` of several files as `<stem of the first>_endpoints.svg` or `.png`;
/// `options->figures` is not looked at. `*written` gets the path; caller frees. ACI_BAD_INPUT where
/// the files' configs do not differ in one number only.
ACI_MUST_CHECK aci_status aci_figure_compare(const char *const *paths, int count,
                                             const aci_figure_options *options, char **written);

/// Frees the texts; accepts a zeroed report.
void aci_figure_report_destroy(aci_figure_report *report);

#endif
