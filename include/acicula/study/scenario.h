/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A scenario: one config, checked and complete, as plain SI values. Everything after this file
/// works on the scenario; nothing after it knows the config's text.
#ifndef ACICULA_STUDY_SCENARIO_H
#define ACICULA_STUDY_SCENARIO_H

#include <stdbool.h>

#include "acicula/base/config.h"
#include "acicula/base/parameters.h"
#include "acicula/numerics/grid.h"
#include "acicula/product/film.h"
#include "acicula/puncture/channels.h"
#include "acicula/puncture/treatment.h"
#include "acicula/skin/regions.h"
#include "acicula/skin/skin.h"
#include "acicula/skin/vehicles.h"
#include "acicula/study/systemic.h"

enum { ACI_TEXT_SIZE = 256 };

typedef struct aci_product {
    char compound[ACI_NAME_SIZE]; ///< library name, or "inline", or "" when not named
    double concentration;         ///< in the vehicle, kg/m3, > 0
    bool infinite;                ///< dose: infinite
    double film;                  ///< finite dose: thickness of the vehicle, m
    aci_vehicle_kind vehicle;
    aci_value ph;               ///< of the vehicle; missing: that of the tissue
    aci_value density;          ///< of the vehicle, kg/m3
    aci_value viscosity;        ///< of the vehicle, Pa s; missing in water, and in a gel not given
    aci_value polymer_fraction; ///< of a gel, by volume, 0..1; missing otherwise
    aci_value solubility;       ///< of the compound in the vehicle, kg/m3; missing where not known
    aci_value permeability;     ///< of the skin, measured, m/s; missing unless the config gives it
    bool ignores_measured;      ///< a measured permeability of the skin is not used
    aci_value diffusivity;      ///< inside the vehicle, m2/s
    aci_value partition;        ///< vehicle relative to the reference u
    aci_film_recipe recipe;     ///< no solvents where neither given nor needed
    aci_value molar_mass;       ///< of the compound, kg/mol; missing where not known
    aci_value vapour_pressure;  ///< of the compound at the skin's temperature, Pa
} aci_product;

typedef struct aci_times {
    int count;
    double *time; ///< s, increasing; owned
} aci_times;

/// What happens when. t = 0 is when the needles leave the skin for the last time of the first
/// session. Without the section the product is there from 0 to the end and does not dry.
typedef struct aci_schedule {
    bool exists;             ///< the section is there; the defaults hold without it
    double apply_at;         ///< s; negative: before the needles leave
    bool removes;            ///< the product is wiped off
    double remove_at;        ///< s, > apply_at
    double removed_fraction; ///< of the product, 0..1
    aci_times reapply;       ///< each the dose again; after apply_at
    int window_count;
    aci_film_window *occluded; ///< in order, apart; owned
    aci_times needling;        ///< sessions; the first at 0
    bool dries;
    aci_climate climate; ///< where it dries
} aci_schedule;

/// The stirred fluid under the skin of a diffusion cell.
typedef struct aci_receptor {
    bool exists;
    double volume, area;     ///< m3, m2: of the cell
    double sample_volume;    ///< drawn and replaced by fresh fluid each time, m3
    double sampled_fraction; ///< sample_volume/volume
    aci_times samples;       ///< s
} aci_receptor;

/// Needles instead of prescribed channels.
typedef struct aci_needling {
    bool exists;
    aci_device device; ///< completed and checked
    aci_device_use use;
    const aci_mechanics_support *usual_support; ///< where use.support is the site's; NULL: given
    aci_profile profile; ///< measured shape of the needle; count 0 without one; owned
    char profile_file[ACI_TEXT_SIZE];
    aci_treatment_plan plan;
    int classes; ///< of channels by depth, beside the strikes without a channel
} aci_needling;

/// How the channels close and when that is noticed, beside the law itself (channels.closure).
typedef struct aci_closing {
    aci_closure_state state;      ///< throughout, unless it follows the covers
    aci_closure_numbers numbers;  ///< of two_phase; all missing with another law
    bool follows_covers;          ///< of schedule.occluded: two_phase without a state
    aci_closure_numbers occluded; ///< under them; its fast_fraction is that of `numbers`
    aci_closure_cover *covers;    ///< [schedule.window_count]; NULL unless followed; owned
    double needle_length;         ///< m, that the library's numbers are scaled to; 0: not scaled
    aci_value threshold[ACI_CLOSURE_METHODS]; ///< missing where there is no closure, or no own one
    int detection;                            ///< the aci_closure_method the user named, -1 without
} aci_closing;

typedef enum aci_follicles_model {
    ACI_FOLLICLES_NONE,
    ACI_FOLLICLES_LUMPED,  ///< filled with product, which leaves into a range of depths
    ACI_FOLLICLES_RESOLVED ///< cylinders of sebum in cells of their own
} aci_follicles_model;

/// Hair follicles, decision 0023. What belongs to the other model is missing.
typedef struct aci_follicles {
    aci_follicles_model model;
    char site[ACI_NAME_SIZE];    ///< of the library; "" without one
    aci_value density;           ///< openings per area, 1/m2, >= 0
    aci_value diameter;          ///< of the opening, m
    aci_value volume;            ///< of all infundibula per area, m
    aci_value wall_thickness;    ///< of the stratum corneum that lines the infundibulum, m; 0: none
    aci_value wall_permeability; ///< of it, per u, m/s; missing without a wall
    aci_value fraction; ///< lumped: most of a dose that goes into them; missing: all it can
    aci_value release;  ///< lumped: K_f, flux out of them per area of skin over C, m/s
    aci_value release_from, release_to;           ///< lumped: depths it gets into, m
    aci_value depth;                              ///< resolved: of the sebum, m
    aci_value wall_depth;                         ///< resolved: of the infundibulum, m
    aci_value sebum_diffusivity, sebum_partition; ///< resolved
} aci_follicles;

enum { ACI_PLANES_MAX = 12, ACI_STRIPS_MAX = 50 };

/// What is read out of the tissue beside the history; nothing where the config asks for nothing.
typedef struct aci_targets {
    int region_count;
    aci_region regions[ACI_REGIONS_MAX];
    int plane_count;                        ///< depths at which the lateral uniformity is told
    double plane[ACI_PLANES_MAX];           ///< m, increasing
    double plane_threshold[ACI_PLANES_MAX]; ///< kg/m3, 0 without one
    double given_threshold;                 ///< output.uniformity_threshold, kg/m3; 0 without
    int strips;                             ///< equal parts of the stratum corneum; 0: none
} aci_targets;

typedef struct aci_scenario {
    char title[ACI_TEXT_SIZE];
    aci_skin skin;
    bool drops_clearance; ///< skin.setting in_vitro overrides a clearance that the config gives
    /// With needling: kind, fluid and closure only; the shapes come from aci_puncture_solve.
    aci_channels channels;
    aci_needling needling;
    aci_closing closing;
    aci_value channel_diffusivity, channel_partition; ///< as in channels, with their origin
    aci_product product;
    aci_schedule schedule;
    aci_receptor receptor;
    aci_systemic_model systemic;
    aci_follicles follicles;
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
    aci_targets targets;
    char *notes; ///< what to know about the compound's numbers, one a line; NULL for none; owned
} aci_scenario;

/// Reads, fills in the library's values and checks everything, adding each fault to the config's
/// list; ACI_BAD_INPUT when there is any. `out` must be destroyed in both cases.
ACI_MUST_CHECK aci_status aci_scenario_read(aci_config *config, aci_scenario *out);

/// Only what needles do: skin (thicknesses and mechanics), device, insertion, treatment, and of the
/// channels how they close. Product and simulation may be missing and are not looked at, and
/// of the schedule only covers and sessions.
/// ACI_BAD_INPUT also for a config without a device. `out` must be destroyed in both cases.
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

/// The film of a finite dose: applied, dried, covered, applied again and wiped off as scheduled, up
/// to the duration. Destroy it. Fails as aci_film_create.
ACI_MUST_CHECK aci_status aci_scenario_film(const aci_scenario *scenario, aci_film **out);

/// A number of the film or of the mechanics, for listings.
typedef struct aci_scenario_number {
    bool is_layer;     ///< of a layer of the skin
    const char *group; ///< the layer's name, "skin", "device" or "treatment.spread"
    const char *name;  ///< the key in the group, "shear_modulus"
    const char *unit;  ///< SI
    const aci_value *value;
} aci_scenario_number;

enum { ACI_SCENARIO_NUMBERS_MAX = 5 * ACI_SKIN_LAYERS_MAX + 64 };

/// The numbers that only a scenario with needling, with a drying film or with given solvents uses,
/// and that are there; 0 without these. Fills `list` (ACI_SCENARIO_NUMBERS_MAX entries); pointers
/// go into the scenario.
int aci_scenario_numbers(const aci_scenario *scenario, aci_scenario_number *list);

/// When the channels that are there at a time (s, > 0) were opened: the last session before it, s.
/// INFINITY as the time: the last of all.
double aci_scenario_opened(const aci_scenario *scenario, double time);

/// "dry", "occluded", or "as scheduled" where the closing follows the covers.
const char *aci_scenario_closing_state(const aci_closing *closing);

enum { ACI_SCENARIO_CLOSING_MAX = 5 + ACI_CLOSURE_METHODS };

/// The same for how channels close and are watched; 0 without closure. A time constant that never
/// comes is INFINITY.
int aci_scenario_closing_numbers(const aci_scenario *scenario, aci_scenario_number *list);
enum { ACI_SCENARIO_SYSTEMIC_MAX = 7 };

/// The same for the section `systemic` (group "systemic"); 0 without it.
int aci_scenario_systemic(const aci_scenario *scenario, aci_scenario_number *list);

enum { ACI_SCENARIO_FOLLICLES_MAX = 13 };

/// The same for the section `follicles` (group "follicles"); 0 without it.
int aci_scenario_follicles(const aci_scenario *scenario, aci_scenario_number *list);

/// One line per value with its origin: "skin.layers.dermis.diffusivity  2e-10 m2/s  given
/// (config)". Values that are assumed or correlated say so, with their source. Caller frees.
ACI_MUST_CHECK aci_status aci_scenario_origins(const aci_scenario *scenario, char **out);

/// The complete config as text that can be run again and gives the same scenario, number by
/// number. A profile or tract file is referred to by the name the config used. Caller frees.
ACI_MUST_CHECK aci_status aci_scenario_text(const aci_scenario *scenario, char **out);

#endif
