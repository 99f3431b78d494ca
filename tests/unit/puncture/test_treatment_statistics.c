/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/puncture/treatment.h"

#include <criterion/criterion.h>
#include <math.h>

#include "../../support/devices.h"
#include "../../support/strikes.h"
#include "../../support/tolerances.h"

static const double mm = 1e-3, um = 1e-6, per_cm2 = 1e4;
static const simple_needle always = {0.0, 0.5e-3, 35e-6};

/// Half-widths are this many standard deviations: five lie outside once in two million.
static const double deviations = 5.0;

/// n mouths at random on 4 cm2 of the given radius.
static aci_treatment *at_random(int count, double radius)
{
    aci_device device = one_needle(4.0);
    aci_treatment_plan plan = plan_make(4.0, count);
    const simple_needle needle = {0.0, 0.5e-3, radius};
    aci_treatment *t = treatment_make(&plan, &device, &needle);
    cr_assert(t->strike_count == count);
    return t;
}

typedef struct density_row {
    int count; ///< on 4 cm2: 15, 60, 230, 1000 per cm2
    const char *nearest, *empty, *cover, *overlap;
} density_row;

static const density_row table[] = {{60, "1291", "86", ".06", ".23"},
                                    {240, "645", "55", ".23", ".92"},
                                    {920, "330", "10", ".88", "3.5"},
                                    {4000, "158", ".005", "3.8", "14"}};
enum { ROWS = 4 };

/// The closed forms in the header give the printed numbers: nearest neighbour in um, share of empty
/// mm2, covered area and overlap for 35 um in per cent.
Test(treatment_statistics, closed_forms_give_the_printed_table)
{
    const double pi = acos(-1.0), area = pi * 35.0 * um * 35.0 * um;
    for (int i = 0; i < ROWS; i++) {
        double s = table[i].count / 4e-4;
        assert_printed(0.5 / sqrt(s) / um, table[i].nearest);
        assert_printed(100.0 * exp(-s * mm * mm), table[i].empty);
        assert_printed(100.0 * (1.0 - exp(-s * area)), table[i].cover);
        assert_printed(100.0 * (1.0 - exp(-4.0 * s * area)), table[i].overlap);
    }
}

/// Mean nearest neighbour of n random places: 1 / (2 sqrt(s)), variance of one (4 - pi) / (4 pi s),
/// doubled at most because two places may be each other's nearest. On a finite area the mean is
/// longer by 3 / (8 n) of itself (the binomial instead of the Poisson law).
Test(treatment_statistics, random_places_have_the_nearest_neighbours_of_poisson)
{
    const double pi = acos(-1.0);
    for (int i = 0; i < ROWS; i++) {
        aci_treatment *t = at_random(table[i].count, 35.0 * um);
        double n = table[i].count, s = n / 4e-4;
        double deviation = sqrt(2.0 * (4.0 - pi) / (4.0 * pi * s) / n);
        double bound = deviations * deviation + 0.5 / sqrt(s) / n;
        double mean = statistics_make(t).nearest_neighbour;
        cr_assert(fabs(mean - 0.5 / sqrt(s)) <= bound, "%g", mean);
        aci_treatment_destroy(&t);
    }
}

/// n balls in m boxes: the empty share is (1 - 1/m)^n on average with the variance below; it goes
/// to exp(-s w). The variance over the mean is a chi square with m - 1 degrees over m - 1.
Test(treatment_statistics, random_places_fill_windows_like_poisson)
{
    for (int i = 0; i < ROWS; i++) {
        aci_treatment *t = at_random(table[i].count, 35.0 * um);
        aci_treatment_statistics got = statistics_make(t);
        double n = table[i].count, m = 400.0;
        double one = pow(1.0 - 1.0 / m, n), two = pow(1.0 - 2.0 / m, n);
        double variance = (1.0 - 1.0 / m) * two + one / m - one * one;
        cr_assert(got.windows == 400);
        assert_relative(got.window_area, mm * mm, 1e-14);
        assert_relative(got.window_mean, n / m, 1e-14);
        cr_assert(fabs(got.empty_share - one) <= deviations * sqrt(variance) + 1.0 / m);
        cr_assert(fabs(got.dispersion - 1.0) <= deviations * sqrt(2.0 / (m - 1.0)), "%g",
                  got.dispersion);
        aci_treatment_destroy(&t);
    }
}

/// Share of mouths that overlap: 1 - (1 - 4 pi r^2 / A)^(n - 1) for n mouths on A. Two mouths have
/// to do with each other only within 4 r, so the variance of the share is below p (1 - p) / n times
/// one plus the mean number of others that near.
static void assert_overlap(const aci_treatment *t, double n, double radius)
{
    double disc = acos(-1.0) * radius * radius / 4e-4, p = 1.0 - pow(1.0 - 4.0 * disc, n - 1.0);
    double deviation = sqrt(p * (1.0 - p) / n * (1.0 + 16.0 * disc * n));
    double got = statistics_make(t).overlapping;
    cr_assert(fabs(got - p) <= deviations * deviation, "%g instead of %g", got, p);
}

/// Covered share: 1 - (1 - pi r^2 / A)^n. The variance is an integral over pairs of points closer
/// than 2 r of at most q (1 - q), q the share left open. The program's 256 points in a mouth miss
/// its share of a common area by no more than their ring of rim, 2 / sqrt(256), without bias: added
/// for the number of mouths that overlap.
static void assert_coverage(const aci_treatment *t, double n, double radius)
{
    double disc = acos(-1.0) * radius * radius / 4e-4, q = pow(1.0 - disc, n);
    aci_treatment_statistics got = statistics_make(t);
    double deviation = sqrt(4.0 * disc * q * (1.0 - q));
    double points = disc * sqrt(got.overlapping * n) * 2.0 / 16.0;
    cr_assert(fabs(got.coverage - (1.0 - q)) <= deviations * (deviation + points), "%g %g",
              got.coverage, 1.0 - q);
    assert_relative(got.open_area_fraction, n * disc, 1e-12);
    cr_assert(got.coverage <= got.open_area_fraction * (1.0 + 1e-12));
}

Test(treatment_statistics, random_mouths_overlap_and_cover_like_poisson)
{
    const double radii[] = {10.0 * um, 35.0 * um, 150.0 * um};
    for (int i = 0; i < ROWS * 3; i++) {
        double n = table[i / 3].count, radius = radii[i % 3];
        aci_treatment *t = at_random(table[i / 3].count, radius);
        assert_overlap(t, n, radius);
        assert_coverage(t, n, radius);
        aci_treatment_destroy(&t);
    }
}

/// Everything about neighbours again, by looking at all pairs.
Test(treatment_statistics, neighbours_are_those_of_all_pairs)
{
    aci_treatment *t = at_random(400, 300.0 * um);
    double nearest = 0.0;
    int overlapping = 0;
    for (int i = 0; i < 400; i++) {
        double least = HUGE_VAL;
        for (int k = 0; k < 400; k++) {
            double dx = t->strikes[i].x - t->strikes[k].x, dy = t->strikes[i].y - t->strikes[k].y;
            least = k == i ? least : fmin(least, joined_distance(t, dx, dy));
        }
        nearest += least / 400.0;
        overlapping += least < 600.0 * um;
    }
    aci_treatment_statistics got = statistics_make(t);
    assert_relative(got.nearest_neighbour, nearest, 1e-13);
    cr_assert(got.overlapping == overlapping / 400.0);
    aci_treatment_destroy(&t);
}

/// Two discs of radius r at the distance d cover 2 pi r^2 less the lens
/// 2 r^2 acos(d / 2r) - (d / 2) sqrt(4 r^2 - d^2). 256 points resolve a lens to the ring of points
/// its rim can cut, 2 / sqrt(256) of each disc at most.
Test(treatment_statistics, coverage_of_two_discs_is_without_the_lens)
{
    const double pi = acos(-1.0);
    int pairs = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        aci_device device = one_needle(0.01);
        aci_treatment_plan plan = plan_make(0.01, 2);
        plan.seed = seed;
        const simple_needle needle = {0.0, 0.5e-3, 0.2e-3};
        aci_treatment *t = treatment_make(&plan, &device, &needle);
        double r = 0.2 * mm, dx = t->strikes[0].x - t->strikes[1].x;
        double d = joined_distance(t, dx, t->strikes[0].y - t->strikes[1].y);
        if (d < 2.0 * r) {
            double lens = 2.0 * r * r * acos(0.5 * d / r) - 0.5 * d * sqrt(4.0 * r * r - d * d);
            double expected = (2.0 * pi * r * r - lens) / (mm * mm);
            double bound = 2.0 * pi * r * r / (mm * mm) * 0.5 * 2.0 / 16.0;
            cr_assert(fabs(statistics_make(t).coverage - expected) <= bound);
            pairs++;
        }
        aci_treatment_destroy(&t);
    }
    cr_assert(pairs > 10);
}

/// Stamps side by side fill the area with one lattice: no variance between windows of whole cells,
/// none empty, every neighbour one pitch away; so for any number of passes along the lattice.
Test(treatment_statistics, one_lattice_has_no_variance)
{
    aci_device stamp = device_make(ACI_DEVICE_STAMP, "needles", 16.0, "needle_length", 1.0 * mm,
                                   "needle_diameter", 0.1 * mm, "pitch", 0.5 * mm, NULL);
    for (int passes = 1; passes <= 5; passes++) {
        aci_treatment_plan plan = plan_make(4.0, passes);
        aci_treatment *t = treatment_make(&plan, &stamp, &always);
        aci_treatment_statistics got = statistics_make(t);
        cr_assert(got.strikes == 1600 * passes && got.window_mean == 4.0 * passes);
        cr_assert(got.window_variance == 0.0 && got.dispersion == 0.0 && got.empty_share == 0.0);
        cr_assert(passes > 1 || fabs(got.nearest_neighbour - 0.5 * mm) <= 1e-12 * 0.02);
        assert_relative(got.strike_density / per_cm2, 400.0 * passes, 1e-13);
        aci_treatment_destroy(&t);
    }
}

/// A roller whose drum fits the area: 2 lanes of 20 mm and 16 columns 2.5 mm apart on 40 mm x 40
/// mm.
static aci_device fitting_roller(void)
{
    aci_device roller = *aci_device_find("dermaroller_mf8");
    device_set(&roller, "drum_radius", 60.0 * mm / (2.0 * acos(-1.0)));
    aci_device_complete(&roller);
    cr_assert(aci_device_check(&roller) == ACI_OK);
    return roller;
}

/// Cells of 2.5 mm hold at most one hole per mm2 window, so the counts of one pass are 0 or 1 and
/// variance / mean = (1 - s w) m / (m - 1) exactly.
Test(treatment_statistics, one_pass_of_a_roller_has_one_hole_or_none)
{
    aci_device roller = fitting_roller();
    aci_treatment_plan plan = plan_make(16.0, 1);
    for (plan.seed = 1; plan.seed <= 20; plan.seed++) {
        aci_treatment *t = treatment_make(&plan, &roller, &always);
        aci_treatment_statistics got = statistics_make(t);
        double m = 1600.0;
        cr_assert(got.strikes == 256 && got.windows == 1600);
        assert_relative(got.dispersion, (1.0 - 256.0 / m) * m / (m - 1.0), 1e-12);
        assert_relative(got.empty_share, 1.0 - 256.0 / m, 1e-15);
        aci_treatment_destroy(&t);
    }
}

/// The mean ratio of independent treatments, one per seed, lies within five of their own standard
/// errors of the expected one.
static double assert_mean_ratio(aci_treatment_plan plan, const aci_device *device, double expected)
{
    enum { SEEDS = 60 };
    double sum = 0.0, square = 0.0;
    for (plan.seed = 1; plan.seed <= SEEDS; plan.seed++) {
        aci_treatment *t = treatment_make(&plan, device, &always);
        double ratio = statistics_make(t).dispersion;
        sum += ratio;
        square += ratio * ratio;
        aci_treatment_destroy(&t);
    }
    double mean = sum / SEEDS, error = sqrt((square / SEEDS - mean * mean) / (SEEDS - 1.0));
    cr_assert(fabs(mean - expected) <= deviations * error, "%g instead of %g +- %g", mean, expected,
              error);
    return mean;
}

/// Passes are independent: variances and means add up, so the ratio of many passes is that of one,
/// 1 - s1 w with s1 the density of one pass (times m / (m - 1), as for one).
Test(treatment_statistics, passes_add_their_variances)
{
    aci_device roller = fitting_roller();
    for (int passes = 2; passes <= 16; passes *= 2) {
        aci_treatment_plan plan = plan_make(16.0, passes);
        plan.direction_count = 2;
        plan.directions[1] = 0.5 * acos(-1.0);
        assert_mean_ratio(plan, &roller, (1.0 - 256.0 / 1600.0) * 1600.0 / 1599.0);
    }
}

/// The same final density from ever more and ever sparser passes goes to Poisson: the ratio is
/// 1 - s w / passes. A lattice of 16 x 16, 8 x 8, 4 x 4, 2 x 2 holes per pass on 20 mm x 20 mm.
Test(treatment_statistics, sparser_passes_go_to_poisson)
{
    const double pitches[] = {1.25, 2.5, 5.0, 10.0};
    double last = 0.0;
    for (int i = 0; i < 4; i++) {
        aci_device stamp = device_make(ACI_DEVICE_STAMP, "needles", 4.0, "needle_length", 1.0 * mm,
                                       "pitch", pitches[i] * mm, NULL);
        int per_pass = (int)lround(400.0 / (pitches[i] * pitches[i]));
        aci_treatment_plan plan = plan_make(4.0, 1024 / per_pass);
        double expected = (1.0 - per_pass / 400.0) * 400.0 / 399.0;
        double ratio = assert_mean_ratio(plan, &stamp, expected);
        cr_assert(ratio > last);
        last = ratio;
    }
}

/// Rollers and arrays in four directions: the ratio lies in [0, 1], but for its own scatter.
Test(treatment_statistics, variance_over_mean_lies_between_lattice_and_poisson)
{
    const char *const products[] = {"dermaroller_mf8", "home_roller_02", "rf_7x7", "vivace"};
    const int passes[] = {1, 2, 5, 15, 40};
    for (int i = 0; i < 20; i++) {
        aci_device device = device_product(products[i / 5]);
        aci_treatment_plan plan = plan_make(20.0, passes[i % 5]);
        plan.direction_count = 4;
        for (int k = 0; k < 4; k++) {
            plan.directions[k] = 0.25 * acos(-1.0) * k;
        }
        aci_treatment *t = treatment_make(&plan, &device, &always);
        aci_treatment_statistics got = statistics_make(t);
        double bound = 1.0 + deviations * sqrt(2.0 / (got.windows - 1.0));
        cr_assert(got.dispersion >= 0.0 && got.dispersion <= bound, "%s %d: %g", device.name,
                  passes[i % 5], got.dispersion);
        aci_treatment_destroy(&t);
    }
}

/// Needle, strike and channel densities are three numbers; a channel needs a puncture, and there
/// are never more than N f t.
Test(treatment_statistics, failures_are_counted)
{
    aci_device device = one_needle(4.0);
    aci_treatment_plan plan = plan_make(4.0, 4000);
    plan.spread.force.value = 0.3;
    const simple_needle needle = {0.9, 0.5e-3, 35e-6};
    aci_treatment *t = treatment_make(&plan, &device, &needle);
    aci_treatment_statistics got = statistics_make(t);
    double s = sqrt(log1p(0.09)); /* the factor is below 0.9 when its normal is below this: */
    double failing = 0.5 * erfc(-(log(0.9) + 0.5 * s * s) / s / sqrt(2.0));
    double deviation = sqrt(failing * (1.0 - failing) / 4000.0);
    cr_assert(fabs(1.0 - got.punctured_fraction - failing) <= deviations * deviation);
    cr_assert(got.failures[ACI_FAILURE_FORCE] == 4000 - got.punctures);
    cr_assert(got.failures[ACI_FAILURE_NONE] == got.channels && got.channels == got.punctures);
    assert_relative(got.needle_density, 1.0 / 4e-4, 1e-14);
    assert_relative(got.strike_density, 4000.0 / 4e-4, 1e-14);
    assert_relative(got.channel_density, got.punctured_fraction * got.strike_density, 1e-14);
    assert_relative(got.duration, 4000.0, 1e-13); /* one hit per second */
    assert_relative(got.puncture_rate, got.punctured_fraction, 1e-13);
    cr_assert(got.punctures <= t->motion.rate * t->duration * (1.0 + 1e-9));
    aci_treatment_destroy(&t);
}

/// Depths are the needle's 0.5 mm times the travel of one needle over the modulus of the place:
/// order, mean with zeros, quantiles between their neighbours, bins that add up.
Test(treatment_statistics, depths_are_summarised)
{
    aci_device device = one_needle(4.0);
    aci_treatment_plan plan = plan_make(4.0, 4000);
    plan.spread.modulus.value = 0.3;
    plan.spread.force.value = 0.3;
    const simple_needle needle = {0.9, 0.5e-3, 35e-6};
    aci_treatment *t = treatment_make(&plan, &device, &needle);
    aci_treatment_statistics got = statistics_make(t);
    const double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    double sum = 0.0;
    int below[5] = {0}, bins[20], total = 0;
    for (int n = 0; n < 4000; n++) {
        sum += t->channels[n].depth;
        for (int q = 0; q < 5; q++) {
            below[q] += t->channels[n].punctured && t->channels[n].depth < got.depth_quantiles[q];
        }
    }
    assert_relative(got.depth_mean, sum / 4000.0, 1e-12);
    assert_relative(got.depth_punctured_mean, sum / got.punctures, 1e-12);
    for (int q = 0; q < 5; q++) {
        cr_assert(fabs(below[q] - shares[q] * (got.punctures - 1.0)) <= 1.0, "%d", below[q]);
    }
    aci_treatment_histogram(t, 1.0 * mm, 20, bins);
    for (int k = 0; k < 20; k++) {
        total += bins[k];
    }
    cr_assert(total == got.punctures);
    aci_treatment_destroy(&t);
}

Test(treatment_statistics, nothing_punctured_is_no_division_by_zero)
{
    aci_device device = one_needle(4.0);
    aci_treatment_plan plan = plan_make(4.0, 10);
    const simple_needle weak = {2.0, 0.5e-3, 35e-6};
    aci_treatment *t = treatment_make(&plan, &device, &weak);
    aci_treatment_statistics got = statistics_make(t);
    const double zeros[] = {got.punctured_fraction, got.puncture_rate, got.open_area_fraction,
                            got.coverage,           got.overlapping,   got.nearest_neighbour,
                            got.dispersion,         got.depth_mean,    got.depth_punctured_mean,
                            got.depth_deviation,    got.bleeding,      got.depth_quantiles[2]};
    for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++) {
        cr_assert(zeros[i] == 0.0, "%d: %g", (int)i, zeros[i]);
    }
    cr_assert(got.empty_share == 1.0);
    aci_treatment_destroy(&t);
}

/// Merging: every merged strike has an earlier open channel within the radius, and no two open ones
/// are that near.
Test(treatment_statistics, merged_strikes_have_an_earlier_channel)
{
    aci_device device = one_needle(4.0);
    aci_treatment_plan plan = plan_make(4.0, 2000);
    plan.merge_radius = 200.0 * um;
    aci_treatment *t = treatment_make(&plan, &device, &always);
    int merged = 0;
    for (int i = 0; i < t->strike_count; i++) {
        double least = HUGE_VAL;
        for (int k = 0; k < i; k++) {
            double dx = t->strikes[i].x - t->strikes[k].x, dy = t->strikes[i].y - t->strikes[k].y;
            bool is_open = t->channels[k].failure == ACI_FAILURE_NONE;
            least = is_open ? fmin(least, joined_distance(t, dx, dy)) : least;
        }
        bool is_merged = t->channels[i].failure == ACI_FAILURE_MERGED;
        cr_assert(is_merged == (least < plan.merge_radius), "strike %d", i);
        cr_assert(is_merged == (t->channels[i].merged_into >= 0));
        merged += is_merged;
    }
    aci_treatment_statistics got = statistics_make(t);
    cr_assert(merged > 100 && got.failures[ACI_FAILURE_MERGED] == merged);
    cr_assert(got.punctures == 2000 && got.channels == 2000 - merged);
    cr_assert(got.nearest_neighbour >= plan.merge_radius && got.overlapping == 0.0);
    aci_treatment_destroy(&t);
}
