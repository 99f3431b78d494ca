/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/case_fields.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdlib.h>

#include "acicula/study/common_grid.h"

aci_status aci_case_fields_create(const aci_grid *common, const aci_times *times,
                                  const aci_scenario *scenario, aci_case_fields **out)
{
    aci_case_fields *fields = calloc(1, sizeof *fields);
    *out = fields;
    if (fields == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the fields of a case");
    }
    fields->common = common;
    fields->scenario = scenario;
    fields->times = times->count;
    fields->time = times->time;
    fields->cells = aci_grid_size(common);
    fields->values = calloc((size_t)times->count * fields->cells + 1, sizeof *fields->values);
    return fields->values != NULL ? ACI_OK
                                  : ACI_FAIL(ACI_FILE, "out of memory for the fields of a case");
}

void aci_case_fields_destroy(aci_case_fields *fields)
{
    if (fields != NULL) {
        free(fields->values);
        free(fields);
    }
}

static aci_status begin(void *context, const aci_scene *scene)
{
    aci_case_fields *fields = context;
    const aci_times *own = &fields->scenario->output.times;
    if (scene->grid->geometry != fields->common->geometry) {
        return ACI_FAIL(ACI_BAD_INPUT, "sweep.fields: the case has another geometry than the "
                                       "common grid");
    }
    bool same = own->count == fields->times;
    for (int n = 0; same && n < own->count; ++n) {
        same = own->time[n] == fields->time[n];
    }
    if (!same) {
        return ACI_FAIL(ACI_BAD_INPUT, "sweep.fields: the case has other field times");
    }
    fields->from = scene->grid;
    fields->filled = 0;
    return ACI_OK;
}

static aci_status snapshot(void *context, const aci_snapshot *moment)
{
    aci_case_fields *fields = context;
    if (moment->concentration == NULL || fields->filled >= fields->times) {
        return ACI_FAIL(ACI_BAD_INPUT, "output.fields: sweep.fields needs the concentration");
    }
    double *to = fields->values + (size_t)fields->filled++ * fields->cells;
    return aci_common_grid_map(fields->common, fields->from, moment->concentration, to);
}

aci_observer aci_case_fields_observer(aci_case_fields *fields)
{
    return (aci_observer){.context = fields, .begin = begin, .snapshot = snapshot};
}

/* Area of a lattice cell, one channel or strike in each. */
static aci_status cell_area(const aci_scenario *s, double *area)
{
    aci_treatment *treatment = NULL;
    if (!s->needling.exists) {
        *area = s->channels.pitch * s->channels.pitch;
        return ACI_OK;
    }
    ACI_TRY(aci_treatment_create(&s->needling.plan, &s->needling.device, &treatment));
    *area = treatment->plan.area / treatment->strike_count;
    aci_treatment_destroy(&treatment);
    return ACI_OK;
}

aci_status aci_case_fields_extent(const aci_scenario *scenario, double extent[3])
{
    double depth = 0.0, area = 0.0;
    for (int n = 0; n < scenario->skin.layer_count; ++n) {
        depth += scenario->skin.layers[n].thickness.value;
    }
    extent[2] = fmax(extent[2], depth);
    if (scenario->geometry == ACI_SLAB) {
        return ACI_OK;
    }
    if (scenario->patch > 0.0) {
        extent[0] = extent[1] = fmax(extent[0], scenario->patch);
        return ACI_OK;
    }
    ACI_TRY(cell_area(scenario, &area));
    double half = scenario->geometry == ACI_AXISYMMETRIC ? sqrt(area / M_PI) : 0.5 * sqrt(area);
    extent[0] = fmax(extent[0], half);
    extent[1] = fmax(extent[1], half);
    return ACI_OK;
}
