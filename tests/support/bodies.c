/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bodies.h"

#include <criterion/criterion.h>

const aci_compartments bodies[BODIES] = {
    {0.7 / 3600, 0.0, 0.0},
    {1.8 / 3600, 2.08 / 3600, 1.04 / 3600},
    {0.3 / 3600, 0.5 / 3600, 0.02 / 3600},
};

static aci_value given(double value)
{
    return (aci_value){value, ACI_ORIGIN_GIVEN, 0, "test"};
}

aci_systemic_model body_model(const aci_compartments *body, double volume)
{
    aci_systemic_model model = {.exists = true,
                                .treated_area = given(1e-2),
                                .volume_of_distribution = given(volume),
                                .elimination_rate = given(body->elimination)};
    if (body->k12 > 0.0) {
        model.k12 = given(body->k12);
        model.k21 = given(body->k21);
    }
    return model;
}

void body_fill(body_input *out, int pieces, double end, double (*rate)(double time))
{
    cr_assert_leq(pieces, BODY_PIECES_MAX);
    for (int n = 0; n <= pieces; n++) {
        out->time[n] = end * n / pieces;
    }
    for (int n = 0; n < pieces; n++) {
        out->first[n] = rate(out->time[n]);
        out->last[n] = rate(out->time[n + 1]);
    }
    out->input = (aci_systemic_input){
        .count = pieces, .time = out->time, .first = out->first, .last = out->last};
}

aci_systemic_course body_solve(const aci_systemic_model *model, const aci_systemic_input *input,
                               int times)
{
    double time[BODY_PIECES_MAX];
    aci_systemic_course course;
    cr_assert(times > 1 && times <= BODY_PIECES_MAX);
    for (int n = 0; n < times; n++) {
        time[n] = input->time[input->count] * n / (times - 1);
    }
    cr_assert_eq(aci_systemic_solve(model, input, times, time, &course), ACI_OK, "%s",
                 aci_status_message());
    return course;
}

double body_endpoint(const aci_systemic_course *course, aci_systemic_endpoint endpoint)
{
    cr_assert(course->endpoints[endpoint].exists);
    return course->endpoints[endpoint].value;
}
