/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study.h"

#include <assert.h>

#include "acicula/output/findings_file.h"

bool aci_study_is(const char *path)
{
    return aci_findings_file_is(path) || aci_catalogue_is(path);
}

aci_status aci_study_read(const char *path, const char *result, aci_study_data *out)
{
    *out = (aci_study_data){.is_catalogue = aci_catalogue_is(path)};
    return out->is_catalogue ? aci_map_read(path, result, &out->map)
                             : aci_findings_file_read(path, &out->findings);
}

void aci_study_destroy(aci_study_data *data)
{
    aci_findings_destroy(&data->findings);
    aci_map_destroy(&data->map);
}

/// What a figure of findings is drawn from.
typedef struct need {
    aci_figure_kind kind;
    const char *sheet, *columns;
    const char *lack; ///< what to say without them
} need;

static const need needs[] = {
    {ACI_FIGURE_tornado, "tornado", "variable label low_text high_text",
     "the study moved no number by itself"},
    {ACI_FIGURE_indices, "indices", "variable label", "the study estimated no Sobol indices"},
    {ACI_FIGURE_distribution, "distribution", "share", "the study made no distributions"},
    {ACI_FIGURE_distribution, "samples", "", "the study kept no samples"},
    {ACI_FIGURE_pareto, "pareto", "benefit cost label", "the study looked for no trade-off"},
    {ACI_FIGURE_fit, "fit", "set time measured error standardised_residual",
     "the study fitted nothing"},
    {ACI_FIGURE_fit, "curve", "set time model band_low band_high", "the study fitted nothing"},
    {ACI_FIGURE_likelihood, "profile", "parameter value chi2_rise threshold",
     "the study made no profiles"},
};

const char *aci_study_lack(const aci_study_data *data, aci_figure_kind kind)
{
    if (kind < ACI_FIGURE_map) {
        return "the file holds a study, no run";
    }
    if (data->is_catalogue || kind == ACI_FIGURE_map) {
        bool fits = data->is_catalogue && kind == ACI_FIGURE_map;
        return fits ? data->map.lack : "the file does not hold this kind of study";
    }
    for (size_t n = 0; n < sizeof needs / sizeof needs[0]; n++) {
        if (needs[n].kind == kind &&
            !aci_columns_have(&data->findings, needs[n].sheet, needs[n].columns)) {
            return needs[n].lack;
        }
    }
    return NULL;
}

bool aci_study_is_usual(const aci_study_data *data, aci_figure_kind kind)
{
    bool is_of_sweeps = kind == ACI_FIGURE_map;
    return kind >= ACI_FIGURE_map && is_of_sweeps == data->is_catalogue &&
           (data->is_catalogue || aci_study_lack(data, kind) == NULL);
}

static aci_status (*const writers[ACI_FIGURES])(aci_script *, const aci_study_data *) = {
#define FIGURE_WRITER(name, text) [ACI_FIGURE_##name] = aci_draw_##name,
    ACI_FIGURE_STUDY_LIST(FIGURE_WRITER)
#undef FIGURE_WRITER
};

aci_status aci_study_script(const aci_study_data *data, aci_figure_kind kind, aci_script *script)
{
    assert(writers[kind] != NULL);
    script->name = aci_figure_name(kind);
    aci_status status = writers[kind](script, data);
    fputs("unset multiplot\nunset output\n", script->stream);
    return status;
}
