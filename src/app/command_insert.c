/* SPDX-License-Identifier: GPL-3.0-or-later */
/* insert: what the needles do to the skin, without a product. */
#include <math.h>
#include <stdio.h>

#include "acicula/study/puncture.h"
#include "closing.h"
#include "command.h"
#include "needles_json.h"
#include "recipe.h"
#include "values.h"

static void print_device(const aci_needling *n)
{
    static const char *const drives[] = {"displacement", "force", "energy", "cam"};
    const aci_device *device = &n->device;
    printf("Device: %s%s%s, %.0f needle%s of %.4g mm; drive %s, %s%s underneath\n",
           aci_device_kind_name(device->kind), device->name[0] != '\0' ? " " : "", device->name,
           device->needles.value, device->needles.value == 1.0 ? "" : "s",
           1e3 * device->needle_length.value, drives[n->use.drive],
           n->use.support == ACI_SUPPORT_FREE ? "nothing"
                                              : aci_mechanics_support_name(n->use.support),
           n->usual_support != NULL ? " (assumed)" : "");
    if (device->kind == ACI_DEVICE_RF) {
        printf("Of a radio-frequency device only the geometry is known here: no heat.\n");
    }
    printf("\n");
}

/* A pen's needles travel through skin that stands into the nozzle, at most their stroke. */
static void print_lift(const aci_scenario *s, const aci_insertion *mean)
{
    const aci_device *device = &s->needling.device;
    double spare = fmax(0.0, device->stroke.value - device->protrusion.value);
    bool is_cut = s->needling.use.drive == ACI_DRIVE_CAM && mean->lift > spare;
    if (mean->lift <= 0.0) {
        return;
    }
    printf("  skin in the nozzle   %9.4g um        pressed with %.4g N%s, ", 1e6 * mean->lift,
           device->nozzle_force.value,
           device->nozzle_force.origin == ACI_ORIGIN_ASSUMED ? " (assumed)" : "");
    if (is_cut) {
        printf("%.4g um more travel: the stroke allows no more\n", 1e6 * spare);
    } else {
        printf("so much more travel\n");
    }
    if (mean->lift > device->ring_radius.value) {
        printf(
            "  Note: that is more than the nozzle's radius, far beyond the linear theory of it.\n");
    }
}

static void print_weakness(const aci_puncture *p)
{
    const char *weakness = aci_needles_json_weakness(p);
    if (weakness != NULL) {
        printf("  Note: a safety below 1: the needle %s before it is as deep as that.\n", weakness);
    }
}

static void print_needle(const aci_scenario *s, const aci_puncture *p)
{
    const aci_insertion *mean = &p->mean;
    double skin = aci_skin_thickness(&s->skin);
    bool is_through = mean->layer >= s->skin.layer_count;
    printf("One needle, mean skin\n");
    print_lift(s, mean);
    printf("  %s          %9.4g mN        %.4g um after first touch\n",
           mean->punctured ? "puncture at" : "would open ", 1e3 * mean->puncture_force,
           1e6 * mean->puncture_displacement);
    if (!mean->punctured) {
        printf("  depth                        0 um        not punctured: %s\n",
               aci_needles_json_stop(s, p));
        printf("  force                %9.4g mN        at %.4g um\n", 1e3 * mean->force,
               1e6 * mean->displacement);
        return;
    }
    printf("  depth                %9.4g um        %s%s; %s\n", 1e6 * mean->depth,
           is_through ? "" : "in ", aci_needles_json_layer(s, p), aci_needles_json_stop(s, p));
    if (is_through) {
        printf("  skin                 %9.4g um        in a run the channel ends with it\n",
               1e6 * skin);
    }
    printf("  dimple               %9.4g um        the skin gave way\n", 1e6 * mean->dimple);
    printf("  depth / length       %9.4g\n", mean->depth / s->needling.device.needle_length.value);
    printf("  largest force        %9.4g mN        %.4g mN from friction at the end\n",
           1e3 * mean->largest_force, 1e3 * mean->friction_force);
    printf("  safety               %9.4g           buckling; strength %.4g\n",
           mean->buckling_safety, mean->strength_safety);
    print_weakness(p);
    printf(
        "  work                 %9.4g uJ        fracture %.3g, friction %.3g, elastic %.3g, lost "
        "%.3g\n",
        1e6 * mean->energy.work, 1e6 * mean->energy.fracture, 1e6 * mean->energy.friction,
        1e6 * mean->energy.elastic, 1e6 * mean->energy.damping);
    printf("  channel left         %9.4g um deep   mouth %.4g um, bottom %.4g um in radius\n",
           1e6 * p->residual.depth, 1e6 * p->residual.mouth_radius,
           1e6 * p->residual.bottom_radius);
}

static void print_failures(const aci_treatment_statistics *t)
{
    for (int k = ACI_FAILURE_NONE + 1; k < ACI_FAILURES; k++) {
        if (t->failures[k] > 0) {
            printf("  no channel           %9d           %s\n", t->failures[k],
                   aci_treatment_failure_name((aci_failure)k));
        }
    }
}

static void print_treatment(const aci_scenario *s, const aci_puncture *p)
{
    const aci_treatment_statistics *t = &p->statistics;
    const aci_treatment_plan *plan = &s->needling.plan;
    printf("\nThe treatment: %.4g cm2, %d pass%s, %.3g s, seed %llu\n", 1e4 * plan->area,
           plan->passes, plan->passes == 1 ? "" : "es", t->duration,
           (unsigned long long)plan->seed);
    printf("  strikes              %9d           %.4g per cm2, %.4g per second\n", t->strikes,
           1e-4 * t->strike_density, t->strike_rate);
    printf(
        "  channels             %9d           %.4g per cm2 of skin (needles: %.4g per cm2 of the "
        "device)\n",
        t->channels, 1e-4 * t->channel_density, 1e-4 * t->needle_density);
    print_failures(t);
    printf("  punctured            %9.4g %%\n", 100.0 * t->punctured_fraction);
    if (p->through > 0) {
        printf("  through the skin     %9.4g %%         of the strikes\n",
               100.0 * p->through / t->strikes);
    }
    printf("  depth                %9.4g um        mean over all strikes, 0 where not punctured\n",
           1e6 * t->depth_mean);
    printf("  5 %%, 50 %%, 95 %%     %9.4g um        %.4g um, %.4g um (punctured)\n",
           1e6 * t->depth_quantiles[0], 1e6 * t->depth_quantiles[2], 1e6 * t->depth_quantiles[4]);
    printf("  open area            %9.4g %%         covered %.4g %%, overlapping %.4g %%\n",
           100.0 * t->open_area_fraction, 100.0 * t->coverage, 100.0 * t->overlapping);
    printf("  nearest neighbour    %9.4g um\n", 1e6 * t->nearest_neighbour);
    printf("  bleeding             %9.4g %%         of the channels cut a vessel (by an assumed "
           "vessel density)\n",
           100.0 * t->bleeding);
    printf("  pain                 %9.4g           relative to one needle of 480 um, 160 um deep "
           "(Gill 2008)\n",
           aci_withdrawal_pain(t->depth_mean, s->needling.device.needles.value >= 1.0
                                                  ? (int)s->needling.device.needles.value
                                                  : 1));
}

static void print_closing(const aci_scenario *s)
{
    if (s->channels.closure.law != ACI_CLOSURE_NONE) {
        printf("\n");
        aci_closing_print(stdout, s, "");
    }
}

static void print_basis(const aci_scenario *s)
{
    const aci_value *factor = &s->skin.mechanics.toughness_factor;
    printf("\nWhat needles and mechanics rest on (/provenance/values of a run "
           "has the "
           "sources):\n");
    aci_values_print_needles(stdout, s);
    printf("\nToughness of every layer is multiplied by %.4g (skin.toughness_factor, %s).\n",
           factor->value, aci_skin_origin_name(factor->origin));
    printf("Mechanical numbers of skin differ by orders of magnitude between tests: trust ratios "
           "first.\n");
}

static aci_status insert(const aci_recipe *recipe, const aci_options *options)
{
    aci_puncture puncture;
    aci_status status = aci_puncture_solve(&recipe->scenario, &puncture);
    if (status == ACI_OK && options->json) {
        aci_needles_json_write(stdout, &recipe->scenario, &puncture);
    } else if (status == ACI_OK && !options->quiet) {
        if (recipe->scenario.title[0] != '\0') {
            printf("%s\n\n", recipe->scenario.title);
        }
        print_device(&recipe->scenario.needling);
        print_needle(&recipe->scenario, &puncture);
        print_treatment(&recipe->scenario, &puncture);
        print_closing(&recipe->scenario);
        print_basis(&recipe->scenario);
    }
    aci_puncture_destroy(&puncture);
    return status;
}

int aci_command_insert(const aci_options *options)
{
    aci_recipe recipe;
    int code = (int)aci_recipe_read_needles(options->operands[0], options, &recipe);
    if (code == 0) {
        code = aci_recipe_report(&recipe, insert(&recipe, options));
    }
    aci_recipe_destroy(&recipe);
    return code;
}
