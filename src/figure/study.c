/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study.h"

#include "acicula/output/findings_file.h"

bool aci_study_is(const char *path)
{
    return aci_findings_file_is(path) || aci_catalogue_is(path);
}

aci_status aci_study_read(const char *path, aci_study_data *out)
{
    *out = (aci_study_data){.is_catalogue = aci_catalogue_is(path)};
    return out->is_catalogue ? aci_map_read(path, &out->map)
                             : aci_findings_file_read(path, &out->findings);
}

void aci_study_destroy(aci_study_data *data)
{
    aci_findings_destroy(&data->findings);
    aci_map_destroy(&data->map);
}

bool aci_study_is_usual(const aci_study_data *data, aci_figure_kind kind)
{
    return data->is_catalogue && kind == ACI_FIGURE_map;
}

const char *aci_study_lack(const aci_study_data *data, aci_figure_kind kind)
{
    if (kind == ACI_FIGURE_map) {
        return data->is_catalogue ? data->map.lack : "the file is no catalogue of a sweep";
    }
    return "the file holds a study, no run";
}

aci_status aci_study_script(const aci_study_data *data, aci_figure_kind kind, aci_script *script)
{
    script->name = aci_figure_name(kind);
    aci_status status = aci_draw_map(script, &data->map);
    fputs("unset multiplot\nunset output\n", script->stream);
    return status;
}
