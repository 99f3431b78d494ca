/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "gnuplot.h"

static aci_status (*const writers[ACI_FIGURES])(aci_script *, const aci_figure_data *) = {
#define FIGURE_WRITER(name, text) aci_draw_##name,
    ACI_FIGURE_RUN_LIST(FIGURE_WRITER)
#undef FIGURE_WRITER
};

aci_status aci_draw_script(const aci_figure_data *data, aci_figure_kind kind, aci_script *script)
{
    assert(writers[kind] != NULL);
    script->name = aci_figure_name(kind);
    aci_status status = writers[kind](script, data);
    fputs("unset multiplot\nunset output\n", script->stream);
    return status;
}

/// Ends the script, runs it and drops it.
static aci_status run_script(FILE *stream, const char *path, aci_status status)
{
    int is_broken = ferror(stream);
    is_broken |= fclose(stream);
    if (status == ACI_OK && is_broken) {
        status = ACI_FAIL(ACI_FILE, "%s: cannot write: %s", path, strerror(errno));
    }
    if (status == ACI_OK) {
        status = aci_gnuplot_run(path);
    }
    unlink(path);
    return status;
}

aci_status aci_draw_file(const aci_figure_data *data, aci_figure_kind kind,
                         aci_figure_format format, const char *output)
{
    char path[ACI_GNUPLOT_PATH];
    aci_script script = {.format = format, .output = output};
    ACI_TRY(aci_gnuplot_open(path, &script.stream));
    return run_script(script.stream, path, aci_draw_script(data, kind, &script));
}

aci_status aci_draw_compare_file(const aci_compare *of, aci_figure_format format,
                                 const char *output)
{
    char path[ACI_GNUPLOT_PATH];
    aci_script script = {.format = format, .output = output};
    ACI_TRY(aci_gnuplot_open(path, &script.stream));
    return run_script(script.stream, path, aci_draw_endpoints(&script, of));
}

aci_status aci_draw_study_file(const aci_study_data *data, aci_figure_kind kind,
                               aci_figure_format format, const char *output)
{
    char path[ACI_GNUPLOT_PATH];
    aci_script script = {.format = format, .output = output};
    ACI_TRY(aci_gnuplot_open(path, &script.stream));
    return run_script(script.stream, path, aci_study_script(data, kind, &script));
}
