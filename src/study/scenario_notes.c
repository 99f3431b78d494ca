/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to know about the compound's numbers: where a correlation is out of its depth, where a pH
 * step gathers ions, where more is in the product than dissolves, where channels do not close or
 * are narrower than a cell. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "scenario_parts.h"

static const double solute_most = 1000.0; /* kg/m3 of stratum corneum, about what a solute weighs */
static const double avogadro = 6.02214076e23;
static const double notable_step = 1.05; /* of a partition by pH; less is below all other doubts */

typedef struct notes {
    FILE *out;
    const aci_scenario *scenario;
    const aci_compound *compound; ///< completed
    bool has_barrier;             ///< the numbers of the stratum corneum are the compound's
} notes;

static bool is_known(const aci_value *value)
{
    return value->origin != ACI_ORIGIN_MISSING;
}

static void note_regression(const notes *to)
{
    fputs("The permeability of the stratum corneum is by Potts and Guy, from molar mass and "
          "log Kow: right to a factor of 3, and without the state of hydration. A measured one "
          "(product.compound.skin_permeability) is better; with product.compound.molar_volume the "
          "model of Wang, Kasting and Nitsche is used.\n",
          to->out);
}

static void note_prediction(const notes *to)
{
    aci_compounds_prediction parts = aci_compounds_predict(to->compound);
    if (parts.is_regression) {
        note_regression(to);
    } else {
        fputs("The permeability of the stratum corneum is predicted (Wang, Kasting and Nitsche): "
              "right to a factor of 3 to 5, worse for polar compounds. A measured one "
              "(product.compound.skin_permeability) is better.\n",
              to->out);
    }
    if (parts.polar > parts.barrier) {
        fprintf(
            to->out,
            "%.0f %% of the predicted permeability is the assumed polar pathway "
            "(skin.polar_permeability, known to a factor of ten): the prediction is little more "
            "than that assumption.\n",
            parts.is_regression ? 100.0 : 100.0 * parts.polar / (parts.polar + parts.barrier));
    }
    if (!parts.is_fitted) {
        fprintf(to->out,
                "Mass and log Kow (%.4g g/mol, %.3g) are outside the range of the permeability's "
                "correlation: it is %s.\n",
                1e3 * to->compound->molar_mass.value, to->compound->log_kow.value,
                parts.is_regression ? "taken at the end of its range, 750 g/mol and -3 to 6"
                                    : "its asymptote that is used");
    }
}

static bool is_ionisable(const aci_compound *compound)
{
    return is_known(&compound->pka_acid) || is_known(&compound->pka_base);
}

/* What a measured permeability does not know. */
static void note_measured(const notes *to)
{
    if (is_ionisable(to->compound) && is_known(&to->compound->barrier.ph)) {
        fputs("The measured permeability holds at the pH at which it was measured, which is not "
              "known here: product.ph does not change it. With product.measured_permeability: no "
              "it is predicted for the pH.\n",
              to->out);
    }
    if (to->compound->barrier.hydration == ACI_HYDRATION_FULL) {
        fputs("The measured permeability is used as it is, whatever skin.hydration says.\n",
              to->out);
    }
}

static void note_barrier(const notes *to)
{
    const aci_compound *compound = to->compound;
    bool is_out =
        compound->is_excluded || !is_known(&compound->log_kow) || compound->molar_mass.value > 1.0;
    if (is_known(&compound->skin_permeability)) {
        note_measured(to);
    } else if (is_out) {
        fputs("The stratum corneum is taken to keep the compound out, but for channels: its mass, "
              "its charge or a missing log Kow say so, no measurement does.\n",
              to->out);
    } else {
        note_prediction(to);
    }
    if (to->scenario->product.ignores_measured) {
        fputs("A measured permeability of the skin is known and not used "
              "(product.measured_permeability: no).\n",
              to->out);
    }
}

static void note_lateral(const notes *to)
{
    bool is_full = to->compound->barrier.hydration == ACI_HYDRATION_FULL;
    int index = aci_skin_find(&to->scenario->skin, "stratum_corneum");
    const aci_value *across = &to->scenario->skin.layers[index].lateral_diffusivity;
    if (to->scenario->channels.kind != ACI_CHANNELS_NONE && across->origin == ACI_ORIGIN_ASSUMED) {
        fprintf(to->out,
                "Sideways in the stratum corneum the compound moves %s times as fast as along "
                "depth; published is %s, so what spreads there from the channels is uncertain.\n",
                is_full ? "36" : "150", is_full ? "34 to 39" : "150 to more than 1000");
    }
}

/* A pH step across which only the un-ionised pass, or ions that pass through channels. */
static void note_ph(const notes *to)
{
    const aci_compound *compound = to->compound;
    if (!is_known(&compound->barrier.ph)) {
        return;
    }
    double ph = compound->barrier.ph.value;
    double here = aci_compounds_unionised(compound, ph);
    double there = aci_compounds_unionised(compound, aci_compounds_tissue_ph());
    double step = here / there;
    if (!(step > notable_step || step < 1.0 / notable_step)) {
        return;
    }
    fprintf(to->out,
            "At pH %.3g of the product %.3g %% of the compound is un-ionised, at 7.4 of the tissue "
            "%.3g %%. ",
            ph, 100.0 * here, 100.0 * there);
    if (!compound->barrier.traps_ions) {
        fputs("Through the stratum corneum mostly the un-ionised pass; through channels, where "
              "water meets water, all pass alike, and nothing is trapped.\n",
              to->out);
    } else {
        fprintf(to->out,
                "The step traps ions on %s side: at equilibrium the tissue's water would hold "
                "%.3g times the product's concentration, as long as its pH holds.\n",
                step > 1.0 ? "the tissue's" : "the product's", step);
    }
}

static void note_solubility(const notes *to)
{
    const aci_product *product = &to->scenario->product;
    if (is_known(&product->solubility) &&
        product->concentration > product->solubility.value * (1.0 + 1e-9)) {
        fprintf(to->out,
                "product.concentration %.4g kg/m3 is above the solubility in the product, %.3g "
                "kg/m3 (%s%s): %s.\n",
                product->concentration, product->solubility.value,
                aci_skin_origin_name(product->solubility.origin),
                product->solubility.confidence == 'L' ? ", low confidence" : "",
                product->infinite
                    ? "an infinite dose is held at the concentration all the same"
                    : "what is above it lies undissolved and follows as it is used up");
    }
}

/* A partition of dilute solutions taken beyond them. */
static void note_capacity(const notes *to, int barrier)
{
    const aci_product *product = &to->scenario->product;
    double held = to->scenario->skin.layers[barrier].partition.value * product->concentration /
                  product->partition.value;
    if (held > solute_most) {
        fprintf(to->out,
                "In equilibrium the stratum corneum would hold %.0f kg/m3, more than it can: its "
                "partition is that of dilute solutions, the lag comes out too long. With "
                "skin.layers.stratum_corneum.partition and diffusivity of your own, their product "
                "kept, the permeability stays.\n",
                held);
    }
}

static void note_vehicle(const notes *to)
{
    const aci_product *product = &to->scenario->product;
    if (product->vehicle != ACI_VEHICLE_ETHANOL_GLYCOL_WATER) {
        return;
    }
    if (to->scenario->schedule.dries) {
        fputs(
            "Solubility, partition and diffusivity stay those of the fresh vehicle while it dries; "
            "solvents like ethanol change the skin as well, here they do not.\n",
            to->out);
    } else {
        fputs("The vehicle does not evaporate here and does not change the skin; solvents like "
              "ethanol do both.\n",
              to->out);
    }
}

static void note_hydration(const notes *to)
{
    bool is_full = to->scenario->skin.barrier.hydration == ACI_HYDRATION_FULL;
    if (is_full && to->scenario->needling.exists) {
        fputs("skin.hydration is full, but the needles meet stratum corneum as stiff and tough as "
              "under air.\n",
              to->out);
    }
}

/* Coils that touch, c* = M / (4/3 pi N_A R^3): R is that of a dilute solution. */
static void note_overlap(const notes *to)
{
    const double pi = 3.14159265358979323846, least_mass = 5.0; /* kg/mol: a coil */
    const aci_compound *compound = to->compound;
    double concentration = to->scenario->product.concentration;
    if (!is_known(&compound->radius) || compound->molar_mass.value < least_mass) {
        return;
    }
    double volume = 4.0 / 3.0 * pi * pow(compound->radius.value, 3.0);
    double overlap = compound->molar_mass.value / (avogadro * volume);
    if (concentration > overlap) {
        fprintf(to->out,
                "Above about %.2g kg/m3 the molecules overlap and move slower than the dilute "
                "solution's diffusivity says; the product has %.3g kg/m3, more as it dries: what "
                "gets in is an upper bound.\n",
                overlap, concentration);
    }
}

static void note_receptor(const notes *to)
{
    const aci_skin *skin = &to->scenario->skin;
    if (skin->below != ACI_BELOW_RECEPTOR) {
        return;
    }
    fputs("Over a receptor nothing is ever steady: steady flux, lag time and permeability, where "
          "there are any, are those of a sink in its place. The largest flux may follow a sample, "
          "which lets fresh fluid in.\n",
          to->out);
    if (skin->setting == ACI_IN_VIVO) {
        fputs("Living skin over a receptor: blood clears what a diffusion cell would let through. "
              "Excised skin is skin.setting: in_vitro.\n",
              to->out);
    }
}

static void note_open_channels(const notes *to)
{
    const aci_scenario *scenario = to->scenario;
    bool has_channels = scenario->channels.kind != ACI_CHANNELS_NONE || scenario->needling.exists;
    if (has_channels && scenario->channels.closure.law == ACI_CLOSURE_NONE) {
        fputs("The channels stay as open as they were made for the whole time: no "
              "channels.closure is given.\n",
              to->out);
    }
}

/* Given cells of a patch are even; all others crowd where a channel is. */
static void note_wide_cells(const notes *to)
{
    const aci_scenario *scenario = to->scenario;
    const aci_channels *channels = &scenario->channels;
    int cells = scenario->cells[0] < scenario->cells[1] ? scenario->cells[0] : scenario->cells[1];
    double narrowest = HUGE_VAL;
    for (int n = 0; channels->kind == ACI_CHANNELS_PATCH && n < channels->tract_count; ++n) {
        narrowest = fmin(narrowest, 2.0 * channels->tracts[n].mouth_radius);
    }
    if (cells > 0 && scenario->patch / cells > narrowest) {
        fprintf(to->out,
                "simulation.cells are %.3g um wide on this patch, the narrowest channel %.3g um at "
                "its mouth. A channel narrower than a cell is spread over it, and its numerical "
                "error is hardly known: %.0f cells across would put two into its width.\n",
                1e6 * scenario->patch / cells, 1e6 * narrowest,
                ceil(2.0 * scenario->patch / narrowest));
    }
}

static void write_all(const notes *to, int barrier)
{
    if (to->compound != NULL && to->has_barrier) {
        note_barrier(to);
        note_lateral(to);
        note_capacity(to, barrier);
    }
    if (to->compound != NULL) {
        note_ph(to);
        note_overlap(to);
    } else if (is_known(&to->scenario->product.ph)) {
        fputs("product.ph changes nothing without product.compound.\n", to->out);
    }
    note_solubility(to);
    note_vehicle(to);
    note_hydration(to);
    note_receptor(to);
    aci_scenario_note_follicles(to->scenario, to->out);
    note_open_channels(to);
    note_wide_cells(to);
}

aci_status aci_scenario_write_notes(aci_scenario_reader *reader)
{
    aci_scenario *scenario = reader->out;
    aci_compound compound = reader->compound;
    size_t size = 0;
    int barrier = aci_skin_find(&scenario->skin, "stratum_corneum");
    notes to = {.out = open_memstream(&scenario->notes, &size), .scenario = scenario};
    if (to.out == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the scenario");
    }
    compound.barrier = scenario->skin.barrier;
    if (reader->has_compound && aci_compounds_complete(&compound) == ACI_OK) {
        to.compound = &compound;
        to.has_barrier =
            barrier >= 0 && scenario->skin.layers[barrier].diffusivity.origin != ACI_ORIGIN_GIVEN;
    }
    write_all(&to, barrier);
    return fclose(to.out) == 0 ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for the scenario");
}
