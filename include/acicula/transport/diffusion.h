/* SPDX-License-Identifier: GPL-3.0-or-later */
/// From layers, channels and product to the coefficients of the operator.
///
/// With u = C / partition: capacity = partition volume, conductivity = partition diffusivity, and
/// u is continuous everywhere. A cell that a channel wall cuts holds one u; its capacity is the sum
/// of both materials by volume. The conductance of a face integrates the series resistance along
/// the normal, from centre to centre and exactly to the wall, over the area of the face:
///   g = integral dA / integral ds / conductivity
/// so that both materials conduct in parallel across and in series along (decision 0009).
#ifndef ACICULA_TRANSPORT_DIFFUSION_H
#define ACICULA_TRANSPORT_DIFFUSION_H

#include <stdbool.h>

#include "acicula/numerics/operator.h"
#include "acicula/puncture/channels.h"
#include "acicula/skin/skin.h"

/// What lies on the skin.
typedef struct aci_reservoir {
    bool infinite;      ///< u = value held at z = 0
    double value;       ///< concentration / partition, kg/m3
    double diffusivity; ///< finite: inside the film, m2/s
    double partition;   ///< finite: of the film
} aci_reservoir;

/// What events and time change. A film of another thickness than the grid's keeps its cells: each
/// holds as much of it as before, over another height, so that
///   capacity = partition thinness volume,  conductivity along depth = partition D/thinness
/// and across partition D thinness. What does not dissolve lies on the film's upper side and holds
/// it at the solubility, as a conductance that would fill the grid's film in a second.
typedef struct aci_situation {
    bool has_product;  ///< false: nothing on the skin, z = 0 is closed
    double thinness;   ///< of the film: its thickness over the grid's, > 0
    double loss;       ///< from the film's upper side to the air, per concentration, m/s
    bool is_saturated; ///< undissolved compound holds the upper side at `saturation`
    double saturation; ///< u, kg/m3
    bool has_channels; ///< false: not needled yet
    double opened;     ///< when the channels were opened, s
} aci_situation;

typedef struct aci_diffusion aci_diffusion;

/// Borrows all four until destroy. Cells with z < 0 are the film, cells below the skin the
/// receptor of ACI_BELOW_RECEPTOR, which is stirred: it conducts 1e6 times better than the skin
/// above it. No cell may straddle z = 0 or the boundary of two layers. Starts with product and
/// channels in place at time 0.
ACI_MUST_CHECK aci_status aci_diffusion_create(const aci_skin *skin, const aci_channels *channels,
                                               const aci_reservoir *reservoir, const aci_grid *grid,
                                               aci_diffusion **out);
void aci_diffusion_destroy(aci_diffusion **diffusion);

/// What the next fill sees.
void aci_diffusion_set(aci_diffusion *diffusion, const aci_situation *situation);
const aci_situation *aci_diffusion_situation(const aci_diffusion *diffusion);

/// Fills all coefficients for the channels as they are at `time` (s). The gauge is the flux out of
/// the skin into a receptor. The operator filled last may still hold what that fill wrote: then
/// only cells that have changed are written, and `source`, `top` and `bottom`, which others may
/// have changed. The same bits for any number of threads, and for a fresh operator. ACI_FILE when
/// memory is short.
ACI_MUST_CHECK aci_status aci_diffusion_fill(aci_diffusion *diffusion, double time,
                                             aci_operator *op);

/// Whether the channels close with time.
bool aci_diffusion_changes(const aci_diffusion *diffusion);

/// Part of the volume that is channel in each cell of a row, at the time of the last fill; `out`
/// [columns], 0..1.
void aci_diffusion_channel_fraction(const aci_diffusion *diffusion, int k, double *out);

/// Partition of the channel fluid.
double aci_diffusion_channel_partition(const aci_diffusion *diffusion);

/// Layer of a row of cells, -1 in the film, layer_count in the receptor.
int aci_diffusion_layer(const aci_diffusion *diffusion, int k);
int aci_diffusion_layer_count(const aci_diffusion *diffusion);

/// Means of partition and of the diffusivity along depth over the volume of a cell in a row, of
/// which a part is channel.
double aci_diffusion_partition(const aci_diffusion *diffusion, int k, double fraction);
double aci_diffusion_diffusivity(const aci_diffusion *diffusion, int k, double fraction);

#endif
