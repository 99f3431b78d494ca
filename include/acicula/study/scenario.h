/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A scenario: one config, checked and complete, as plain SI values. Everything after this file
/// works on the scenario; nothing after it knows the config's text.
#ifndef ACICULA_STUDY_SCENARIO_H
#define ACICULA_STUDY_SCENARIO_H

#include <stdbool.h>

#include "acicula/base/config.h"
#include "acicula/base/parameters.h"
#include "acicula/numerics/grid.h"
#include "acicula/puncture/channels.h"
#include "acicula/puncture/treatment.h"
#include "acicula/skin/skin.h"

enum { ACI_TEXT_SIZE = 256 };

typedef struct aci_product {
    char compound[ACI_NAME_SIZE]; ///< library name, or "inline", or "" when not named
    double concentration;         ///< in the vehicle, kg/m3, > 0
    bool infinite;                ///< dose: infinite
    double film;                  ///< finite dose: thickness of the vehicle, m
    aci_value diffusivity;        ///< inside the vehicle, m2/s
    aci_value partition;          ///< vehicle relative to the reference u
} aci_product;

typedef struct aci_times {
    int count;
    double *time; ///< s, increasing; owned
} aci_times;

/// Needles instead of prescribed channels.
typedef struct aci_needling {
    bool exists;
    aci_device device; ///< completed and checked
    aci_device_use use;
    aci_profile profile; ///< measured shape of the needle; count 0 without one; owned
    char profile_file[ACI_TEXT_SIZE];
    aci_treatment_plan plan;
    int classes; ///< of channels by depth, beside the strikes without a channel
} aci_needling;

typedef struct aci_scenario {
    char title[ACI_TEXT_SIZE];
    aci_skin skin;
    bool drops_clearance; ///< skin.setting in_vitro overrides a clearance that the config gives
    /// With needling: kind, fluid and closure only; the shapes come from aci_puncture_solve.
    aci_channels channels;
    aci_needling needling;
    aci_value channel_diffusivity, channel_partition; ///< as in channels, with their origin
    aci_product product;
    aci_geometry geometry;
    double patch; ///< side of the square patch, m; 0 unless channels are a patch
    char channels_file[ACI_TEXT_SIZE]; ///< name of the profile or tract file; "" without one
    double duration;                   ///< s
    aci_times report;
    double accuracy;
    int cells[3]; ///< x or r, y, z (vehicle included); 0 where not given
    struct {
        bool concentration, activity, layer_index, partition, diffusivity;
        aci_times times;
    } output;
} aci_scenario;

/// Reads, fills in the library's values and checks everything, adding each fault to the config's
/// list; ACI_BAD_INPUT when there is any. `out` must be destroyed in both cases.
ACI_MUST_CHECK aci_status aci_scenario_read(aci_config *config, aci_scenario *out);

/// Only what penetration needs: skin (thicknesses and mechanics), device, insertion and treatment.
/// Product, channels and simulation may be missing and are not looked at. ACI_BAD_INPUT also for a
/// config without a device. `out` must be destroyed in both cases.
ACI_MUST_CHECK aci_status aci_scenario_read_needles(aci_config *config, aci_scenario *out);

/// Adds a fault that shows only in computing, at the place of the key its message begins with
/// ("simulation.patch = 1 mm: ..."), or of the section that key belongs in. False, and nothing
/// added, for a message that begins with no key.
bool aci_scenario_fault(aci_config *config, const char *message);

void aci_scenario_destroy(aci_scenario *scenario);

/// The table of all config keys: for `explain`, the reference page and aci_parameters_check.
aci_parameter_table aci_scenario_parameters(void);

/// The needle of the needling; its profile is borrowed from the scenario.
aci_needle aci_scenario_needle(const aci_scenario *scenario);

/// A number of the mechanics, for listings.
typedef struct aci_scenario_number {
    bool is_layer;     ///< of a layer of the skin
    const char *group; ///< the layer's name, "skin", "device" or "treatment.spread"
    const char *name;  ///< the key in the group, "shear_modulus"
    const char *unit;  ///< SI
    const aci_value *value;
} aci_scenario_number;

enum { ACI_SCENARIO_NUMBERS_MAX = 5 * ACI_SKIN_LAYERS_MAX + 40 };

/// The numbers that only a scenario with needling uses, and that are there; 0 without needling.
/// Fills `list` (ACI_SCENARIO_NUMBERS_MAX entries); pointers go into the scenario.
int aci_scenario_numbers(const aci_scenario *scenario, aci_scenario_number *list);

/// One line per value with its origin: "skin.layers.dermis.diffusivity  2e-10 m2/s  given
/// (config)". Values that are assumed or correlated say so, with their source. Caller frees.
ACI_MUST_CHECK aci_status aci_scenario_origins(const aci_scenario *scenario, char **out);

/// The complete config as text that can be run again and gives the same scenario, number by
/// number. A profile or tract file is referred to by the name the config used. Caller frees.
ACI_MUST_CHECK aci_status aci_scenario_text(const aci_scenario *scenario, char **out);

#endif
