/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the files of a calibration share.
#ifndef ACICULA_SRC_STUDY_CALIBRATE_PARTS_H
#define ACICULA_SRC_STUDY_CALIBRATE_PARTS_H

#include "acicula/study/calibrate.h"

/// The section being read.
typedef struct aci_calibrate_reading {
    aci_config *config;
    const aci_scenario *scenario;
    const aci_node *section;
    aci_calibrate *out;
} aci_calibrate_reading;

/// The number of a key of a map; `usual` where it is not there.
double aci_calibrate_number(const aci_node *map, const char *key, double usual);

/// Each adds its faults.
void aci_calibrate_read_data(aci_calibrate_reading *reading);
void aci_calibrate_read_sets(aci_calibrate_reading *reading);
void aci_calibrate_read_error(aci_calibrate_reading *reading);

/// One data set: the config with its own values, and where its numbers are.
struct aci_calibrate_set {
    aci_cases *cases;
    aci_scenario scenario;
    int time_count;
    double *times;   ///< report times, s
    double duration; ///< of the config, s, before it is prolonged to the last measurement
    int result_count;
    const char *results[ACI_CALIBRATE_PLANNED_MAX + 1]; ///< the first is calibrate.result
    aci_headline *headlines;                            ///< [results][times]
    int input[ACI_CALIBRATE_KEYS_MAX];                  ///< parameter of each key
    int first;                                          ///< its outputs start here
    aci_model model;
};

/// The output of a result at a time; -1 where it is not among them.
int aci_calibrate_output(const aci_calibrate_set *set, int result, double time);

/// Fills cases, scenario, times and headlines of one data set; undo in every case.
ACI_MUST_CHECK aci_status aci_calibrate_set_make(const aci_config *config, const char *set_lines,
                                                 const aci_calibrate *calibrate, int number,
                                                 bool plans, aci_calibrate_set *out);
void aci_calibrate_set_unmake(aci_calibrate_set *set);

/// Adds the sentences about the fit: its quality, what is not determined, the search.
ACI_MUST_CHECK aci_status aci_calibrate_notes(const aci_calibrate_join *join, const aci_fit *fit,
                                              const aci_fit_profile *profiles,
                                              aci_findings *findings);

/// Whether a time may be proposed by a plan.
bool aci_calibrate_is_planned(const aci_calibrate *calibrate, const aci_calibrate_set *set,
                              double time);

#endif
