/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Skin as a stack of layers from the surface down, with what is known of each number.
///
/// A value carries where it comes from (aci_origin), so that no assumption becomes a fact on the
/// way to the output. All numbers SI.
#ifndef ACICULA_SKIN_SKIN_H
#define ACICULA_SKIN_SKIN_H

#include <stdbool.h>

#include "acicula/base/status.h"

enum { ACI_NAME_SIZE = 64, ACI_SKIN_LAYERS_MAX = 32 };

typedef enum aci_origin {
    ACI_ORIGIN_MISSING,    ///< not set yet
    ACI_ORIGIN_GIVEN,      ///< by the user's config
    ACI_ORIGIN_SETTING,    ///< follows from skin.setting, whatever the config or the library say
    ACI_ORIGIN_MEASURED,   ///< a published measurement
    ACI_ORIGIN_CORRELATED, ///< computed from a published correlation
    ACI_ORIGIN_ASSUMED,    ///< a guess or a neighbour's value; says so wherever it is shown
} aci_origin;

/// A number with its history. `source` is static text (author, year, DOI, or "config").
typedef struct aci_value {
    double value;
    aci_origin origin;
    char confidence; ///< 'H', 'M' or 'L'; 0 when given by the user
    const char *source;
} aci_value;

/// One layer. The compound's numbers (diffusivity ... clearance) are filled from the config, the
/// compound's table or its correlations.
typedef struct aci_layer {
    char name[ACI_NAME_SIZE];
    aci_value thickness;           ///< m, > 0
    aci_value diffusivity;         ///< along depth, of the total concentration, m2/s, > 0
    aci_value lateral_diffusivity; ///< across, m2/s, > 0
    aci_value partition;           ///< C/u at equilibrium, > 0
    aci_value clearance;           ///< first-order loss of C, 1/s, >= 0
} aci_layer;

typedef enum aci_skin_setting { ACI_IN_VIVO, ACI_IN_VITRO } aci_skin_setting;
typedef enum aci_skin_below { ACI_BELOW_SINK, ACI_BELOW_SEALED } aci_skin_below;

typedef struct aci_skin {
    char site[ACI_NAME_SIZE]; ///< library name; "" when the config gives the whole stack
    aci_skin_setting setting;
    aci_skin_below below;
    int layer_count;
    aci_layer layers[ACI_SKIN_LAYERS_MAX]; ///< top to bottom
} aci_skin;

/// The word of an origin: "given", "setting", "measured", "correlated", "assumed".
const char *aci_skin_origin_name(aci_origin origin);

/// Depth of the lower side, m.
double aci_skin_thickness(const aci_skin *skin);

/// Depth of the upper side of a layer, m.
double aci_skin_layer_top(const aci_skin *skin, int layer);

/// Index of the layer at a depth (upper side included, lower side excluded); the last one below.
int aci_skin_layer_at(const aci_skin *skin, double depth);

/// Index by name, -1 when there is none.
int aci_skin_find(const aci_skin *skin, const char *name);

#endif
