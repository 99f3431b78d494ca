/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strikes.h"

#include <criterion/criterion.h>
#include <math.h>

#include "devices.h"

static aci_status insert(const void *context, const aci_insertion_variation *variation,
                         aci_insertion *out)
{
    const simple_needle *needle = context;
    bool punctures = variation->force >= needle->threshold * variation->toughness;
    double depth = punctures ? needle->depth * variation->travel / variation->modulus : 0.0;
    *out = (aci_insertion){.punctured = punctures,
                           .depth = depth,
                           .displacement = depth,
                           .force = variation->force,
                           .stop = punctures ? ACI_STOP_TRAVEL : ACI_STOP_FORCE};
    return ACI_OK;
}

static void withdraw(const void *context, const aci_insertion *insertion, aci_drag drag,
                     aci_residual *out)
{
    const simple_needle *needle = context;
    double pi = acos(-1.0), r = needle->radius;
    *out = (aci_residual){.depth = insertion->depth,
                          .mouth_radius = r,
                          .bottom_radius = 0.5 * r,
                          .mouth_area = pi * r * r,
                          .volume = pi * r * r * insertion->depth * 7.0 / 12.0,
                          .slit_half_length = r + 0.5 * drag.slot,
                          .bleeding = 0.25};
}

aci_treatment_method simple_method(const simple_needle *needle)
{
    return (aci_treatment_method){insert, withdraw, needle};
}

aci_treatment_plan plan_make(double area_cm2, int passes)
{
    return (aci_treatment_plan){.area = 1e-4 * area_cm2,
                                .speed = 1e-2,
                                .passes = passes,
                                .direction_count = 1,
                                .seed = 1,
                                .spread = aci_treatment_spread_none()};
}

aci_treatment_spread spread_wide(void)
{
    aci_treatment_spread spread = aci_treatment_spread_none();
    spread.thickness.value = 0.25;
    spread.modulus.value = 0.3;
    spread.toughness.value = 0.2;
    spread.force.value = 0.3;
    spread.speed.value = 0.1;
    spread.travel.value = 0.05;
    return spread;
}

aci_treatment *treatment_make(const aci_treatment_plan *plan, const aci_device *device,
                              const simple_needle *needle)
{
    aci_treatment *treatment = NULL;
    cr_assert(aci_treatment_create(plan, device, &treatment) == ACI_OK, "%s", aci_status_message());
    if (needle != NULL) {
        aci_treatment_method method = simple_method(needle);
        cr_assert(aci_treatment_insert(treatment, &method) == ACI_OK, "%s", aci_status_message());
    }
    return treatment;
}

aci_treatment_statistics statistics_make(const aci_treatment *treatment)
{
    aci_treatment_statistics statistics;
    cr_assert(aci_treatment_statistics_of(treatment, &statistics) == ACI_OK, "%s",
              aci_status_message());
    return statistics;
}

aci_device one_needle(double area_cm2)
{
    return device_make(ACI_DEVICE_STAMP, "needles", 1.0, "needle_length", 1e-3, "pitch",
                       1e-2 * sqrt(area_cm2), NULL);
}

double joined_distance(const aci_treatment *treatment, double dx, double dy)
{
    double side = treatment->side;
    dx -= side * nearbyint(dx / side);
    dy -= side * nearbyint(dy / side);
    return hypot(dx, dy);
}
