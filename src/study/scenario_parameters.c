/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of all config keys. Everything a user can read about a key is here. */
#include <math.h>

#include "scenario_parts.h"

/* Ranges: what physics and the solver can make sense of, wide enough for any skin. Below some 10 nm
 * there are molecules, no continuum; 3.6 ms are a millionth of an hour. */
#define ABOVE_ZERO(most)                                                                           \
    {                                                                                              \
        0.0, (most), true, false                                                                   \
    }
#define FROM_ZERO(most)                                                                            \
    {                                                                                              \
        0.0, (most), false, false                                                                  \
    }
#define BETWEEN(least, most)                                                                       \
    {                                                                                              \
        (least), (most), false, false                                                              \
    }

#define FROM_COMPOUND "from product.compound"
#define FROM_SITE "the library's for site and layer (`acicula list skins`)"

static const aci_parameter rows[] = {
    {.key = "title",
     .kind = ACI_TEXT,
     .standard = "none",
     .meaning = "One line that names the run in the file and in the figures."},

    {.key = "skin", .kind = ACI_SECTION, .meaning = "The skin: a site of the library, or layers."},
    {.key = "skin.site",
     .kind = ACI_TEXT,
     .standard = "none; then skin.layers is the whole stack",
     .meaning = "A skin of the library (`acicula list skins`); gives the layers not named below."},
    {.key = "skin.setting",
     .kind = ACI_CHOICE,
     .words = "in_vivo|in_vitro",
     .standard = "that of the site, in_vivo without a site",
     .meaning = "Living skin, or excised skin without blood flow: in_vitro switches all clearance "
                "off."},
    {.key = "skin.layers",
     .kind = ACI_ENTRIES,
     .standard = "those of the site",
     .meaning = "Layers from top to bottom: the whole stack without a site; with one, entries "
                "override its layers by name. `dermis` stands for papillary and reticular dermis "
                "together."},
    {.key = "skin.layers[].name",
     .kind = ACI_TEXT,
     .standard = "none, required",
     .meaning = "Name of the layer: letters, digits, '_' and '-'. The compounds know "
                "stratum_corneum, viable_epidermis, the dermis layers and hypodermis."},
    {.key = "skin.layers[].thickness",
     .kind = ACI_QUANTITY,
     .unit = "um",
     .range = BETWEEN(ACI_SCENARIO_LENGTH_LEAST, 0.1),
     .standard = "that of the site; required without a site",
     .meaning = "Thickness of the layer."},
    {.key = "skin.layers[].diffusivity",
     .kind = ACI_QUANTITY,
     .unit = "m2/s",
     .range = ABOVE_ZERO(1e-3),
     .standard = FROM_COMPOUND,
     .meaning = "Diffusivity along depth, of the total concentration."},
    {.key = "skin.layers[].lateral_diffusivity",
     .kind = ACI_QUANTITY,
     .unit = "m2/s",
     .range = ABOVE_ZERO(1e-3),
     .standard = "diffusivity where that is given, else " FROM_COMPOUND,
     .meaning = "Diffusivity across, parallel to the surface."},
    {.key = "skin.layers[].partition",
     .kind = ACI_NUMBER,
     .range = BETWEEN(1e-9, 1e9),
     .standard = FROM_COMPOUND,
     .meaning = "Concentration in the layer over the reference u at equilibrium."},
    {.key = "skin.layers[].clearance",
     .kind = ACI_QUANTITY,
     .unit = "1/s",
     .range = FROM_ZERO(1e3),
     .standard = FROM_COMPOUND ", else 0; always 0 in vitro",
     .meaning = "First-order loss of the total concentration, to the blood."},
    {.key = "skin.layers[].clearance_depth",
     .kind = ACI_QUANTITY,
     .unit = "um",
     .range = ABOVE_ZERO(1e-1),
     .standard = "none, the clearance is the same throughout the layer",
     .meaning = "Depth in which the clearance falls to 1/e, where capillaries become fewer: at z "
                "below the layer's top it is clearance exp(-z/clearance_depth)."},
#include "scenario_rows_barrier.h"
#include "scenario_rows_mechanics.h"
#include "scenario_rows_reaction.h"
    {.key = "skin.below",
     .kind = ACI_CHOICE,
     .words = "sink|sealed|receptor",
     .standard = "sink",
     .meaning = "What is under the lowest layer: a perfect sink (u = 0), no flux, or the stirred "
                "fluid of a diffusion cell."},

    {.key = "channels",
     .kind = ACI_SECTION,
     .words = "none",
     .standard = "none",
     .meaning = "Prescribed open channels, one per cell of a square lattice or a patch of many; "
                "`none` is intact skin."},
    {.key = "channels.mouth_radius",
     .kind = ACI_QUANTITY,
     .unit = "um",
     .range = BETWEEN(ACI_SCENARIO_LENGTH_LEAST, 0.01),
     .standard = "none, required unless profile or file is given",
     .meaning = "Radius of the channel at the skin surface."},
    {.key = "channels.bottom_radius",
     .kind = ACI_QUANTITY,
     .unit = "um",
     .range = FROM_ZERO(0.01),
     .standard = "none, required unless profile or file is given",
     .meaning = "Radius of the channel's flat end, at its deepest point."},
    {.key = "channels.depth",
     .kind = ACI_QUANTITY,
     .unit = "um",
     .range = BETWEEN(ACI_SCENARIO_LENGTH_LEAST, 0.1),
     .standard = "none, required unless profile or file is given",
     .meaning = "Depth of the channel's end below the skin surface; within the skin."},
    {.key = "channels.profile",
     .kind = ACI_PATH,
     .standard = "none",
     .meaning = "A CSV file depth_um,radius_um instead of the three numbers above: radius against "
                "depth, straight between the rows."},
    {.key = "channels.pitch",
     .kind = ACI_QUANTITY,
     .unit = "um",
     .range = BETWEEN(1e-7, 0.1),
     .standard = "none, required for a lattice unless density is given",
     .meaning = "Distance between neighbouring channels of the square lattice."},
    {.key = "channels.density",
     .kind = ACI_QUANTITY,
     .unit = "1/cm2",
     .range = BETWEEN(100.0, 1e12),
     .standard = "none",
     .meaning = "Channels per area instead of pitch: pitch = 1/sqrt(density)."},
    {.key = "channels.diffusivity",
     .kind = ACI_QUANTITY,
     .unit = "m2/s",
     .range = ABOVE_ZERO(1e-3),
     .standard = FROM_COMPOUND,
     .meaning = "Diffusivity of the compound in the channel fluid."},
    {.key = "channels.partition",
     .kind = ACI_NUMBER,
     .range = BETWEEN(1e-9, 1e9),
     .standard = FROM_COMPOUND,
     .meaning = "Concentration in the channel fluid over the reference u at equilibrium."},
#include "scenario_rows_closure.h"
    {.key = "channels.file",
     .kind = ACI_PATH,
     .standard = "none",
     .meaning = "A CSV file of tracts on a square patch: x_um,y_um,length_um,mouth_radius_um,"
                "bottom_radius_um,tilt_deg,azimuth_deg. Needs geometry box and simulation.patch."},

#include "scenario_rows_film.h"
#include "scenario_rows_product.h"

#include "scenario_rows_follicles.h"
#include "scenario_rows_systemic.h"
    {.key = "simulation", .kind = ACI_SECTION, .meaning = "Geometry, times and accuracy."},
    {.key = "simulation.geometry",
     .kind = ACI_CHOICE,
     .words = "slab|axisymmetric|box",
     .standard = "slab without channels, axisymmetric with a lattice, box with channels.file",
     .meaning = "slab: depth only. axisymmetric: one channel in a cylinder of the cell's area. "
                "box: the quarter of a square cell, or the patch of channels.file."},
    {.key = "simulation.patch",
     .kind = ACI_QUANTITY,
     .unit = "mm",
     .range = BETWEEN(1e-6, 0.1),
     .standard = "none, required with channels.file",
     .meaning = "Side of the square patch."},
    {.key = "simulation.duration",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .range = BETWEEN(3.6e-3, 3.6e7),
     .standard = "none, required",
     .meaning = "Time simulated, from the moment product and channels are both there."},
    {.key = "simulation.report_times",
     .kind = ACI_QUANTITIES,
     .unit = "h",
     .range = BETWEEN(3.6e-3, 3.6e7),
     .standard = "12 equal steps of the duration",
     .meaning = "Times of the history, increasing, at most the duration."},
    {.key = "simulation.report_every",
     .kind = ACI_QUANTITY,
     .unit = "h",
     .range = BETWEEN(3.6e-3, 3.6e7),
     .standard = "none",
     .meaning = "Step of the history instead of report_times; the end is always reported."},
    {.key = "simulation.accuracy",
     .kind = ACI_NUMBER,
     .range = BETWEEN(1e-5, 0.1),
     .standard = "1e-3",
     .meaning = "Largest numerical error of the absorbed amount, relative; chooses grid and steps. "
                "It says nothing of the error of the parameters."},
    {.key = "simulation.cells",
     .kind = ACI_SECTION,
     .standard = "chosen for the accuracy",
     .meaning = "A grid of your own: the error is then only estimated. At most 2e8 cells."},
    {.key = "simulation.cells.x",
     .kind = ACI_COUNT,
     .range = BETWEEN(2.0, 100000.0),
     .standard = "chosen for the accuracy",
     .meaning = "Cells along x (box)."},
    {.key = "simulation.cells.r",
     .kind = ACI_COUNT,
     .range = BETWEEN(2.0, 100000.0),
     .standard = "chosen for the accuracy",
     .meaning = "Cells along r (axisymmetric)."},
    {.key = "simulation.cells.y",
     .kind = ACI_COUNT,
     .range = BETWEEN(2.0, 100000.0),
     .standard = "chosen for the accuracy",
     .meaning = "Cells along y (box)."},
    {.key = "simulation.cells.z",
     .kind = ACI_COUNT,
     .range = BETWEEN(2.0, 100000.0),
     .standard = "chosen for the accuracy",
     .meaning = "Cells along depth, those of a finite product included."},

    {.key = "output", .kind = ACI_SECTION, .meaning = "What the file holds besides the history."},
    {.key = "output.fields",
     .kind = ACI_CHOICES,
     .words = "concentration|activity|layer_index|partition|diffusivity",
     .standard = "[concentration]",
     .meaning = "Fields on the grid; [] for none."},
    {.key = "output.field_times",
     .kind = ACI_QUANTITIES,
     .unit = "h",
     .range = BETWEEN(3.6e-3, 3.6e7),
     .standard = "the report times",
     .meaning = "Times at which fields are written, increasing, at most the duration."},

#include "scenario_rows_targets.h"

#include "scenario_rows_needle.h"
#include "scenario_rows_receptor.h"
#include "scenario_rows_schedule.h"
#include "scenario_rows_sensitivity.h"

#include "scenario_rows_calibrate.h"

#include "scenario_rows_sweep.h"

#include "scenario_rows_optimise.h"
};

aci_parameter_table aci_scenario_parameters(void)
{
    return (aci_parameter_table){(int)(sizeof rows / sizeof rows[0]), rows};
}
