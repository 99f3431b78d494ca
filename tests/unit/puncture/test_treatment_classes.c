/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/treatment.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "../../support/devices.h"
#include "../../support/strikes.h"
#include "../../support/tolerances.h"

static const double mm = 1e-3, um = 1e-6;
enum { CLASSES_MOST = 64 };

/// Depths and failures that differ from strike to strike.
static aci_treatment *varied(int count, double threshold, double radius)
{
    aci_device device = one_needle(1.0);
    aci_treatment_plan plan = plan_make(1.0, count);
    plan.spread.modulus.value = 0.3;
    plan.spread.force.value = 0.3;
    const simple_needle needle = {threshold, 0.5e-3, radius};
    return treatment_make(&plan, &device, &needle);
}

static void classes_of(const aci_treatment *t, int count, aci_treatment_class *out)
{
    cr_assert(aci_treatment_classes(t, count, out) == ACI_OK, "%s", aci_status_message());
}

/// Added in their order the weights make 1 to the bit, whatever the counts divide into; the classes
/// are equally probable and the failures have their share.
Test(treatment_classes, weights_sum_to_one_exactly)
{
    const int counts[] = {1, 7, 10, 97, 1000, 3333};
    const double thresholds[] = {0.0, 0.7, 1.0, 1.6, 100.0};
    aci_treatment_class classes[CLASSES_MOST + 1];
    for (int i = 0; i < 30; i++) {
        aci_treatment *t = varied(counts[i / 5], thresholds[i % 5], 10.0 * um);
        aci_treatment_statistics s = statistics_make(t);
        for (int count = 1; count <= CLASSES_MOST; count++) {
            classes_of(t, count, classes);
            double sum = 0.0;
            for (int k = 0; k <= count; k++) {
                cr_assert(classes[k].weight >= 0.0);
                sum += classes[k].weight;
                double share = (double)s.channels / s.strikes / count;
                cr_assert(k == count || fabs(classes[k].weight - share) <= count * 1e-15);
            }
            cr_assert(sum == 1.0, "%.17g", sum);
            cr_assert(s.channels < s.strikes || classes[count].weight == 0.0);
            cr_assert(s.channels > 0 || classes[count].weight == 1.0);
        }
        aci_treatment_destroy(&t);
    }
}

/// However many classes, the weighted sums are those over all strikes: nothing is lost at borders
/// that cut through a strike.
Test(treatment_classes, means_are_those_of_the_strikes)
{
    aci_treatment *t = varied(1000, 0.9, 10.0 * um);
    double depth = 0.0, volume = 0.0;
    for (int n = 0; n < t->strike_count; n++) {
        depth += t->channels[n].residual.depth / t->strike_count;
        volume += t->channels[n].residual.volume / t->strike_count;
    }
    aci_treatment_class classes[CLASSES_MOST + 1];
    for (int count = 1; count <= CLASSES_MOST; count++) {
        double sums[3] = {0.0, 0.0, 0.0};
        classes_of(t, count, classes);
        for (int k = 0; k < count; k++) {
            sums[0] += classes[k].weight * classes[k].residual.depth;
            sums[1] += classes[k].weight * classes[k].residual.volume;
            sums[2] += classes[k].weight * classes[k].depth;
        }
        assert_relative(sums[0], depth, 1e-12);
        assert_relative(sums[1], volume, 1e-12);
        assert_relative(sums[2], depth, 1e-12); /* this needle leaves its own depth */
    }
    aci_treatment_destroy(&t);
}

Test(treatment_classes, classes_rise_and_do_not_overlap)
{
    aci_treatment *t = varied(997, 0.8, 10.0 * um);
    aci_treatment_class classes[21];
    classes_of(t, 20, classes);
    for (int k = 0; k < 20; k++) {
        cr_assert(classes[k].depth_least <= classes[k].residual.depth);
        cr_assert(classes[k].residual.depth <= classes[k].depth_most);
        cr_assert(k == 0 || classes[k].depth_least >= classes[k - 1].depth_most);
        cr_assert(k == 0 || classes[k].residual.depth > classes[k - 1].residual.depth);
    }
    cr_assert(classes[20].residual.depth == 0.0 && classes[20].depth == 0.0);
    aci_treatment_destroy(&t);
}

/// More classes than strikes: each strike is its own classes.
Test(treatment_classes, more_classes_than_strikes)
{
    aci_treatment *t = varied(5, 0.0, 10.0 * um);
    aci_treatment_class classes[11];
    classes_of(t, 10, classes);
    for (int k = 0; k < 10; k++) {
        cr_assert(classes[k].depth_least == classes[k].depth_most);
        cr_assert(classes[k].depth_least == classes[k / 2 * 2].depth_least);
    }
    cr_assert(aci_treatment_classes(t, 0, classes) == ACI_BAD_INPUT);
    aci_treatment_destroy(&t);
}

static aci_treatment_window window_of(const aci_treatment *t, double x, double y, double side,
                                      aci_channels *out)
{
    aci_treatment_window window;
    const double corner[2] = {x, y};
    *out = (aci_channels){0};
    cr_assert(aci_treatment_patch(t, corner, side, out, &window) == ACI_OK, "%s",
              aci_status_message());
    cr_assert(out->kind == ACI_CHANNELS_PATCH);
    cr_assert(out->tract_count == window.found - window.dropped);
    return window;
}

/// What a patch of tracts must be for the transport: mouths within, none over another.
static void assert_fit(const aci_channels *channels, double side)
{
    for (int i = 0; i < channels->tract_count; i++) {
        const aci_tract *a = &channels->tracts[i];
        double r = a->mouth_radius;
        cr_assert(a->x >= r && a->x <= side - r && a->y >= r && a->y <= side - r);
        for (int k = 0; k < i; k++) {
            const aci_tract *b = &channels->tracts[k];
            cr_assert(hypot(a->x - b->x, a->y - b->y) >= r + b->mouth_radius);
        }
    }
}

/// Windows side by side, also across the joined sides, share the channels out: each is found once.
Test(treatment_classes, windows_share_out_the_channels)
{
    aci_treatment *t = varied(1500, 0.8, 40.0 * um);
    aci_treatment_statistics s = statistics_make(t);
    const double starts[] = {0.0, 0.37e-3, -1.234e-3};
    for (int k = 0; k < 3; k++) {
        int found = 0;
        for (int i = 0; i < 25; i++) {
            aci_channels channels;
            aci_treatment_window window = window_of(
                t, starts[k] + i % 5 * 2.0 * mm, starts[k] + i / 5 * 2.0 * mm, 2.0 * mm, &channels);
            found += window.found;
            assert_fit(&channels, 2.0 * mm);
            aci_channels_destroy(&channels);
        }
        cr_assert(found == s.channels, "%d of %d", found, s.channels);
    }
    aci_treatment_destroy(&t);
}

/// By the rule, what is dropped touches a kept one that is deeper, and what is kept is as deep as
/// the strike it comes from.
Test(treatment_classes, the_deeper_of_two_mouths_stays)
{
    aci_treatment *t = varied(2000, 0.0, 60.0 * um);
    aci_channels channels;
    aci_treatment_window window = window_of(t, 0.0, 0.0, t->side, &channels);
    cr_assert(window.found == 2000 && window.dropped > 100 && window.moved > 0);
    assert_fit(&channels, t->side);
    for (int n = 0; n < 2000; n++) {
        aci_tract tract = aci_treatment_tract(t, n);
        double r = tract.mouth_radius, side = t->side, deepest = 0.0;
        double x = fmin(fmax(tract.x, r), side - r), y = fmin(fmax(tract.y, r), side - r);
        for (int k = 0; k < channels.tract_count; k++) {
            const aci_tract *kept = &channels.tracts[k];
            bool touches = hypot(kept->x - x, kept->y - y) < r + kept->mouth_radius;
            deepest = touches ? fmax(deepest, kept->length) : deepest;
        }
        cr_assert(deepest >= tract.length, "strike %d", n);
    }
    aci_channels_destroy(&channels);
    aci_treatment_destroy(&t);
}

Test(treatment_classes, closed_and_missing_channels_are_left_out)
{
    aci_treatment *closed = varied(200, 0.9, 0.0), *none = varied(200, 100.0, 40.0 * um);
    int channels = statistics_make(closed).channels;
    aci_channels out;
    aci_treatment_window window = window_of(closed, 0.0, 0.0, closed->side, &out);
    cr_assert(window.found == 0 && window.closed == channels && out.tract_count == 0);
    aci_channels_destroy(&out);
    window = window_of(none, 0.0, 0.0, 1.0 * mm, &out);
    cr_assert(window.found == 0 && window.closed == 0);
    aci_channels_destroy(&out);
    aci_treatment_destroy(&closed);
    aci_treatment_destroy(&none);
}

Test(treatment_classes, impossible_windows_are_refused)
{
    aci_treatment *t = varied(100, 0.0, 40.0 * um);
    const double sides[] = {0.0, -1.0, 79.0 * um, 10.1 * mm, NAN}, corner[2] = {0.0, 0.0};
    for (int i = 0; i < 5; i++) {
        aci_channels out = {0};
        cr_assert(aci_treatment_patch(t, corner, sides[i], &out, NULL) == ACI_BAD_INPUT);
        cr_assert_not_null(strstr(aci_status_message(), "patch"));
        cr_assert_null(out.tracts);
    }
    aci_treatment_destroy(&t);
}
