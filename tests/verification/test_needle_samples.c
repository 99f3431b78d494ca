/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The laws of needles on random samples: stacks of 1 to 32 layers of one's own, needles of every
/// shape, alone and in arrays, whole devices with their skins and treatments.
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/puncture/treatment.h"
#include "acicula/skin/mechanics.h"
#include "support/devices.h"
#include "support/needling.h"
#include "support/strikes.h"

enum { DRAWS = 60 };

/* a root is found to 1e-13 of its bracket, the break in to 1e-12; powers make that a few more */
static const double rounding = 1e-9;

static aci_value given(double value)
{
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "test"};
}

/// A stack of one's own, every number within a factor of ten or more.
static aci_skin random_stack(uint64_t *state)
{
    aci_skin skin;
    memset(&skin, 0, sizeof skin);
    skin.layer_count = (int)needling_spread(state, 1.0, ACI_SKIN_LAYERS_MAX + 0.999);
    for (int i = 0; i < skin.layer_count; i++) {
        aci_layer *layer = &skin.layers[i];
        snprintf(layer->name, sizeof layer->name, "layer_%d", i);
        layer->thickness = given(needling_spread(state, 1e-8, 2e-3));
        layer->tissue.shear_modulus = given(needling_spread(state, 1e3, 1e6));
        layer->tissue.ogden_exponent = given(needling_between(state, 2.0, 30.0));
        layer->tissue.toughness = given(needling_spread(state, 10.0, 1e4));
    }
    aci_mechanics_fill(&skin);
    skin.mechanics.pre_tension.value = needling_between(state, 0.0, 100e3);
    return skin;
}

static aci_skin random_skin(uint64_t *state)
{
    return needling_between(state, 0.0, 1.0) < 0.5 ? random_stack(state)
                                                   : needling_random_skin(state);
}

Test(needle_samples, ends_of_the_way_are_exact)
{
    uint64_t state = 101;
    for (int i = 0; i < 15 * DRAWS; i++) {
        aci_skin skin = random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        setting.travel = i % 2 ? needle.length : setting.travel;
        setting.stroke = fmax(setting.stroke, setting.travel);
        aci_insertion out = needling_solve(&skin, &needle, &setting);
        cr_assert(out.depth >= 0.0 && out.depth <= fmin(needle.length, setting.travel));
        cr_assert(out.dimple >= 0.0, "%d: %g", i, out.dimple);
        cr_assert(out.depth + out.dimple == out.displacement);
        cr_assert((out.depth > 0.0) == out.punctured, "%d", i);
        cr_assert(isfinite(out.force) && isfinite(out.puncture_force));
    }
}

Test(needle_samples, pressing_harder_is_never_shallower)
{
    uint64_t state = 102;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        double before = 0.0;
        setting.drive = ACI_DRIVE_FORCE;
        for (setting.force = 1e-6; setting.force < 500.0; setting.force *= 3.0) {
            double depth = needling_solve(&skin, &needle, &setting).depth;
            cr_assert(depth >= before * (1.0 - rounding), "%d: %g after %g", i, depth, before);
            before = depth;
        }
    }
}

/* Up to where the tip counts as a punch, whose ring crack is another law. */
Test(needle_samples, worn_tips_never_puncture_earlier)
{
    uint64_t state = 103;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        double force = 0.0, way = 0.0;
        for (needle.tip_radius = 1e-9; needle.tip_radius < 0.44 * needle.base_diameter;
             needle.tip_radius *= 2.0) {
            aci_insertion out = needling_solve(&skin, &needle, &setting);
            cr_assert(out.puncture_force >= force * (1.0 - rounding), "%d: tip %g", i,
                      needle.tip_radius);
            cr_assert(out.puncture_displacement >= way * (1.0 - rounding), "%d", i);
            force = out.puncture_force;
            way = out.puncture_displacement;
        }
    }
}

/* Stiffness alone, over bone and without neighbours: what is pressed in does not grow. */
Test(needle_samples, stiffer_skin_gives_less_way)
{
    uint64_t state = 104;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = random_skin(&state);
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_random_setting(&state, &needle);
        double before = INFINITY;
        setting.support = ACI_SUPPORT_BONE;
        setting.drive = ACI_DRIVE_FORCE;
        setting.law = ACI_PUNCTURE_LINE;
        setting.needles = 1;
        setting.force = 1e-6;
        for (int k = 0; k < 12; k++) {
            double dimple = needling_solve(&skin, &needle, &setting).dimple;
            /* below the first knot, 1e-4 of the travel, the dimple goes on as a power */
            cr_assert(dimple <= before + 1e-4 * setting.travel, "%d: %g after %g", i, dimple,
                      before);
            before = dimple;
            for (int n = 0; n < skin.layer_count; n++) {
                skin.layers[n].tissue.shear_modulus.value *= 2.0;
            }
        }
    }
}

Test(needle_samples, share_that_goes_in_rises_with_the_travel)
{
    uint64_t state = 105;
    for (int i = 0; i < DRAWS; i++) {
        aci_skin skin = needling_even_skin(needling_spread(&state, 1e3, 1e6),
                                           needling_between(&state, 2.0, 30.0),
                                           needling_spread(&state, 10.0, 1e4));
        aci_needle needle = needling_random_needle(&state);
        aci_insertion_setting setting = needling_travel(needle.length);
        double before = 0.0;
        needle.shape = ACI_NEEDLE_CONE;
        for (int k = 1; k <= 12; k++) {
            setting.travel = needle.length * k / 12.0;
            double share = needling_solve(&skin, &needle, &setting).depth / setting.travel;
            /* the dimple's knots move with the travel: 1e-3 of the dimple */
            cr_assert(share >= before - 1e-3, "%d: %g after %g", i, share, before);
            before = share;
        }
    }
}

/// A device of any kind that can exist.
static aci_device random_device(uint64_t *state)
{
    static const char *const numbers[] = {"pitch", "frequency", "moving_mass", "stall_force"};
    aci_device device =
        aci_device_blank((aci_device_kind)needling_between(state, 0.0, ACI_DEVICE_KINDS - 1e-9));
    device_set(&device, "needles", floor(needling_spread(state, 1.0, 300.0)));
    device_set(&device, "needle_length", needling_spread(state, 0.1e-3, 3e-3));
    device_set(&device, "needle_diameter", needling_spread(state, 30e-6, 300e-6));
    device_set(&device, "tip_radius", needling_spread(state, 0.5e-6, 15e-6));
    if (device.kind != ACI_DEVICE_ROLLER) {
        const double values[] = {
            needling_spread(state, 0.4e-3, 2e-3), needling_spread(state, 1.0, 200.0),
            needling_spread(state, 1e-3, 0.1), needling_spread(state, 0.1, 20.0)};
        int count = device.kind == ACI_DEVICE_PEN ? 4 : 3;
        for (int k = 0; k < count; k++) {
            device_set(&device, numbers[k], values[k]);
        }
    } else {
        device_set(&device, "drum_radius", needling_spread(state, 5e-3, 30e-3));
        device_set(&device, "width", needling_spread(state, 8e-3, 40e-3));
        device_set(&device, "rows", 1.0);
    }
    aci_device_complete(&device);
    return device;
}

/// An area with room for the head, glide so that strikes lie about a pitch apart.
static aci_treatment_plan random_plan(uint64_t *state, const aci_device *device)
{
    double extent = aci_motion_extent(device);
    aci_treatment_plan plan = plan_make(1.0, 1);
    plan.area = extent * extent * needling_between(state, 1.0, 1.5);
    plan.speed =
        device->kind == ACI_DEVICE_PEN ? device->frequency.value * device->pitch.value : 20e-3;
    plan.seed = (uint64_t)needling_between(state, 0.0, 1e6);
    plan.directions[0] = needling_between(state, -6.3, 6.3);
    plan.spread = spread_wide();
    return plan;
}

/// Solves all strikes of a device on a skin.
static aci_treatment *treat(const aci_skin *skin, const aci_device *device,
                            const aci_treatment_plan *plan, const aci_device_use *use)
{
    aci_needle needle;
    aci_insertion_setting setting;
    aci_insertion_model *model = NULL;
    aci_treatment *treatment = NULL;
    aci_device_use balanced = *use;
    cr_assert(aci_device_needle(device, &needle) == ACI_OK);
    cr_assert(aci_device_balance(device, skin, &needle, &balanced) == ACI_OK);
    cr_assert(aci_device_setting(device, &balanced, &setting) == ACI_OK, "%s",
              aci_status_message());
    cr_assert(aci_insertion_create(skin, &needle, &setting, &model) == ACI_OK);
    cr_assert(aci_treatment_create(plan, device, &treatment) == ACI_OK, "%s", aci_status_message());
    aci_treatment_reduced reduced = {skin, &needle, model};
    aci_treatment_method method = aci_treatment_reduced_method(&reduced);
    cr_assert(aci_treatment_insert(treatment, &method) == ACI_OK, "%s", aci_status_message());
    aci_insertion_destroy(&model);
    return treatment;
}

static void assert_shares(const aci_treatment_statistics *s)
{
    const double shares[] = {s->punctured_fraction, s->coverage, s->overlapping, s->empty_share,
                             s->bleeding};
    for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++) {
        cr_assert(shares[k] >= 0.0 && shares[k] <= 1.0, "share %zu: %g", k, shares[k]);
    }
    cr_assert(s->channels <= s->punctures && s->punctures <= s->strikes);
    cr_assert((s->depth_mean > 0.0) == (s->punctures > 0));
}

static void assert_weights(const aci_treatment *treatment, int count)
{
    aci_treatment_class classes[65];
    double sum = 0.0;
    cr_assert(aci_treatment_classes(treatment, count, classes) == ACI_OK);
    for (int k = 0; k <= count; k++) {
        cr_assert(classes[k].weight >= 0.0);
        sum += classes[k].weight;
    }
    cr_assert(sum == 1.0, "%.17g", sum);
}

/// The next device and plan that can be, with few enough strikes to be quick.
static aci_device small_device(uint64_t *state, aci_treatment_plan *plan)
{
    for (;;) {
        aci_device device = random_device(state);
        *plan = random_plan(state, &device);
        if (aci_device_check(&device) == ACI_OK && aci_treatment_check(plan, &device) == ACI_OK) {
            aci_treatment *treatment = treatment_make(plan, &device, NULL);
            int strikes = treatment->strike_count;
            aci_treatment_destroy(&treatment);
            if (strikes <= 300) {
                return device;
            }
        }
    }
}

static aci_device_use random_use(uint64_t *state, const aci_device *device, double speed)
{
    aci_device_use use = {.drive = ACI_DRIVE_FORCE,
                          .support = (aci_support)needling_between(state, 0.0, 2.999),
                          .speed = speed,
                          .friction = -1.0};
    use.force = needling_spread(state, 1e-3, 5.0) * (device->needles.value > 20.0 ? 20.0 : 1.0);
    return use;
}

/* A force, three and nine times as much. */
Test(needle_samples, devices_keep_the_laws)
{
    uint64_t state = 106;
    for (int i = 0; i < DRAWS; i++) {
        aci_treatment_plan plan;
        aci_device device = small_device(&state, &plan);
        aci_skin skin = random_skin(&state);
        aci_device_use use = random_use(&state, &device, plan.speed);
        double before = 0.0;
        for (int k = 0; k < 3; k++, use.force *= 3.0) {
            aci_treatment *treatment = treat(&skin, &device, &plan, &use);
            aci_treatment_statistics statistics = statistics_make(treatment);
            assert_shares(&statistics);
            assert_weights(treatment, 1 + i % 64);
            /* a roller finds its balance to 1e-4 of the travel */
            double slack = 2e-4 * aci_device_travel(&device);
            cr_assert(statistics.depth_mean >= before - slack, "%d: %g after %g", i,
                      statistics.depth_mean, before);
            before = statistics.depth_mean;
            aci_treatment_destroy(&treatment);
        }
    }
}

Test(needle_samples, passes_add_channels)
{
    uint64_t state = 107;
    const simple_needle needle = {.depth = 1e-3, .radius = 20e-6, .threshold = 1.0};
    for (int i = 0; i < DRAWS; i++) {
        aci_treatment_plan plan;
        aci_device device = small_device(&state, &plan);
        int before = 0;
        for (plan.passes = 1; plan.passes < 5; plan.passes++) {
            aci_treatment *treatment = treatment_make(&plan, &device, &needle);
            aci_treatment_statistics statistics = statistics_make(treatment);
            const aci_motion *motion = &treatment->motion;
            double exact = plan.passes * motion->density * plan.area;
            cr_assert(statistics.channels >= before, "%d", i);
            cr_assert(statistics.strikes <= exact * (1.0 + rounding));
            cr_assert(statistics.strikes > exact - motion->together - rounding * exact);
            before = statistics.channels;
            aci_treatment_destroy(&treatment);
        }
    }
}

/* Stamps whose squares fill the area: n lattices of pitch p, each at a place of its own. Around a
 * mouth none of the others' n - 1 points lies within r < p/2 with the chance (1 - pi
 * r^2/p^2)^(n-1), so the mean distance to the nearest is (p/sqrt pi) B(1/2, n)/2; what lies beyond
 * p/2 is 0.215^n of it. One distance scatters by sqrt(4/pi - 1) of the mean. All mouths of a
 * lattice have the same, and two that are nearest to each other share theirs: at least n/2 are
 * independent. */
Test(needle_samples, lattices_at_random_have_their_nearest_neighbour)
{
    uint64_t state = 108;
    const simple_needle needle = {.depth = 1e-3, .radius = 1e-6, .threshold = 1.0};
    const double pi = acos(-1.0);
    double ratio = 0.0, scatter = sqrt(4.0 / pi - 1.0) * sqrt(2.0 / 60.0 / 40.0);
    for (int i = 0; i < 40; i++) {
        double side = floor(needling_between(&state, 1.0, 6.0));
        double pitch = needling_spread(&state, 0.3e-3, 2e-3);
        aci_device device =
            device_make(ACI_DEVICE_STAMP, "needles", side * side, "rows", side, "needle_length",
                        1e-3, "needle_diameter", 0.2e-3, "pitch", pitch, NULL);
        aci_treatment_plan plan = plan_make(1.0, 60);
        plan.area = pow(pitch * side * floor(needling_between(&state, 2.0, 4.0)), 2.0);
        plan.seed = (uint64_t)i;
        aci_treatment *treatment = treatment_make(&plan, &device, &needle);
        aci_treatment_statistics statistics = statistics_make(treatment);
        double beta = exp(lgamma(0.5) + lgamma(plan.passes) - lgamma(plan.passes + 0.5));
        double mean = 0.5 * beta * pitch / sqrt(pi);
        cr_assert(statistics.strikes == plan.passes * lround(plan.area / (pitch * pitch)));
        ratio += statistics.nearest_neighbour / mean / 40.0;
        aci_treatment_destroy(&treatment);
    }
    cr_assert(fabs(ratio - 1.0) < 5.0 * scatter, "%g", ratio);
}
