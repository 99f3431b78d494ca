/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acicula/skin/compounds.h"
#include "acicula/skin/sites.h"
#include "acicula/study/scenario.h"

static const char plain[] =
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-14 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 985 um, diffusivity: 2e-10 m2/s, partition: 2, clearance: "
    "1e-4 1/s}\n"
    "channels: {mouth_radius: 30 um, bottom_radius: 5 um, depth: 300 um, pitch: 500 um,\n"
    "  diffusivity: 5e-10 m2/s, partition: 1}\n"
    "product: {concentration: 50 kg/m3, dose: infinite, partition: 1}\n"
    "simulation: {duration: 24 h, report_times: [1 h, 8 h, 24 h]}\n";

static const char library[] =
    "skin: {site: cheek}\n"
    "product: {compound: niacinamide, concentration: 50 mg/mL, dose: 50 um}\n"
    "simulation: {duration: 8 h}\n";

/* Reads a config with settings; NULL ends them. The scenario must be right. */
static aci_config *read(const char *text, const char *const *settings, aci_scenario *scenario)
{
    aci_config *config = NULL;
    cr_assert_eq(aci_config_parse("FILE", text, strlen(text), &config), ACI_OK, "%s",
                 aci_status_message());
    for (; settings != NULL && *settings != NULL; settings++) {
        cr_assert_eq(aci_config_set_argument(config, *settings), ACI_OK);
    }
    aci_status status = aci_scenario_read(config, scenario);
    cr_assert_eq(status, ACI_OK, "%s", aci_config_faults(config));
    return config;
}

static void drop(aci_config *config, aci_scenario *scenario)
{
    aci_scenario_destroy(scenario);
    aci_config_destroy(&config);
}

Test(scenario, takes_every_number_in_si)
{
    aci_scenario scenario;
    aci_config *config = read(plain, NULL, &scenario);
    cr_assert_eq(scenario.skin.layer_count, 2);
    cr_assert(scenario.skin.layers[0].thickness.value == 15e-6);
    cr_assert(scenario.skin.layers[0].clearance.value == 0.0);
    cr_assert(scenario.skin.layers[1].clearance.value == 1e-4);
    cr_assert(scenario.skin.layers[1].partition.value == 2.0);
    cr_assert(scenario.skin.layers[1].lateral_diffusivity.value == 2e-10);
    cr_assert_eq(scenario.skin.layers[1].lateral_diffusivity.origin, ACI_ORIGIN_GIVEN);
    cr_assert_eq(scenario.skin.below, ACI_BELOW_SINK);
    cr_assert_eq(scenario.channels.kind, ACI_CHANNELS_LATTICE);
    cr_assert(scenario.channels.pitch == 500e-6);
    cr_assert(scenario.channels.profile.radius[0] == 30e-6);
    cr_assert(scenario.channels.diffusivity == 5e-10);
    cr_assert(scenario.product.infinite);
    cr_assert_eq(scenario.geometry, ACI_AXISYMMETRIC);
    cr_assert_eq(scenario.report.count, 3);
    cr_assert(scenario.report.time[2] == 86400.0);
    cr_assert_eq(scenario.output.times.count, 3);
    cr_assert(scenario.accuracy == 1e-3);
    cr_assert(scenario.output.concentration && !scenario.output.activity);
    drop(config, &scenario);
}

Test(scenario, fills_in_the_library)
{
    aci_scenario scenario;
    const aci_site *site = aci_sites_find("cheek");
    char *origins = NULL;
    aci_config *config =
        read("skin: {site: cheek, layers: [{name: stratum_corneum, thickness: 10 um}]}\n"
             "product: {compound: niacinamide, concentration: 50 kg/m3, dose: 50 um}\n"
             "simulation: {duration: 8 h}\n",
             NULL, &scenario);
    cr_assert_eq(scenario.skin.layer_count, site->layer_count);
    cr_assert(scenario.skin.layers[0].thickness.value == 10e-6);
    cr_assert_eq(scenario.skin.layers[0].thickness.origin, ACI_ORIGIN_GIVEN);
    cr_assert(scenario.skin.layers[1].thickness.value == site->layers[1].thickness.value);
    for (int i = 0; i < scenario.skin.layer_count; i++) {
        cr_assert_gt(scenario.skin.layers[i].diffusivity.value, 0.0);
        cr_assert_neq(scenario.skin.layers[i].diffusivity.origin, ACI_ORIGIN_GIVEN);
        cr_assert_gt(scenario.skin.layers[i].partition.value, 0.0);
    }
    cr_assert_gt(scenario.product.diffusivity.value, 0.0);
    cr_assert_eq(scenario.channels.kind, ACI_CHANNELS_NONE);
    cr_assert_eq(scenario.geometry, ACI_SLAB);
    cr_assert_eq(scenario.report.count, 12);
    cr_assert(scenario.report.time[11] == 28800.0);
    cr_assert_eq(aci_scenario_origins(&scenario, &origins), ACI_OK);
    cr_assert(strstr(origins, "skin.layers.stratum_corneum.thickness ") != NULL);
    cr_assert(strstr(origins, "correlated: ") != NULL);
    free(origins);
    drop(config, &scenario);
}

Test(scenario, excised_skin_has_no_clearance)
{
    static const char *const settings[] = {"skin.setting=in_vitro", NULL};
    aci_scenario scenario;
    aci_config *config = read(plain, settings, &scenario);
    cr_assert(scenario.skin.layers[1].clearance.value == 0.0);
    cr_assert_eq(scenario.skin.layers[1].clearance.origin, ACI_ORIGIN_SETTING);
    cr_assert(scenario.drops_clearance, "the config gives one, and it is not used");
    drop(config, &scenario);
    static const char *const silent[] = {"skin.setting=in_vitro",
                                         "skin.layers.dermis.clearance=0 1/s", NULL};
    config = read(plain, silent, &scenario);
    cr_assert_not(scenario.drops_clearance, "nothing is lost");
    drop(config, &scenario);
}

Test(scenario, reads_every_form_of_dose)
{
    static const struct {
        const char *setting;
        double film;
    } cases[] = {
        {"product.dose=50 um", 50e-6},
        {"product.dose=10 uL/cm2", 1e-4},
        {"product.dose=2 mg/cm2", 0.02 / 1000.0},
        {"product.dose=2 mL/m2", 2e-6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const settings[] = {cases[i].setting, "product.diffusivity=1e-9 m2/s", NULL};
        aci_scenario scenario;
        aci_config *config = read(plain, settings, &scenario);
        cr_assert_not(scenario.product.infinite);
        cr_assert(scenario.product.film == cases[i].film, "%s", cases[i].setting);
        drop(config, &scenario);
    }
}

Test(scenario, density_of_channels_and_of_the_product)
{
    static const char *const settings[] = {"channels.density=400 /cm2", "product.density=2 g/mL",
                                           "product.dose=2 mg/cm2", "product.diffusivity=1e-9 m2/s",
                                           NULL};
    aci_scenario scenario;
    aci_config *config = read(plain, settings, &scenario);
    cr_assert(scenario.channels.pitch == 500e-6);
    cr_assert(scenario.product.film == 0.01 / 1000.0);
    drop(config, &scenario);
}

Test(scenario, reads_closure)
{
    static const char *const settings[] = {
        "channels.closure={law: exponential, of: area, time_constant: 6 h}", NULL};
    aci_scenario scenario;
    aci_config *config = read(plain, settings, &scenario);
    cr_assert_eq(scenario.channels.closure.law, ACI_CLOSURE_AREA);
    cr_assert(scenario.channels.closure.time_constant == 21600.0);
    drop(config, &scenario);
}

Test(scenario, intact_skin_needs_no_pitch)
{
    static const char *const settings[] = {"channels=none", "simulation.geometry=box", NULL};
    aci_scenario scenario;
    aci_config *config = read(plain, settings, &scenario);
    cr_assert_eq(scenario.channels.kind, ACI_CHANNELS_NONE);
    cr_assert_eq(scenario.geometry, ACI_BOX);
    cr_assert_gt(scenario.channels.pitch, 0.0);
    drop(config, &scenario);
}

Test(scenario, dermis_stands_for_its_two_layers)
{
    static const char *const settings[] = {"skin.layers.dermis.thickness=900 um", NULL};
    aci_scenario whole, merged;
    aci_config *first = read(library, NULL, &whole);
    aci_config *second = read(library, settings, &merged);
    cr_assert_eq(merged.skin.layer_count, whole.skin.layer_count - 1);
    int dermis = aci_skin_find(&merged.skin, "dermis");
    cr_assert_eq(dermis, aci_skin_find(&whole.skin, "papillary_dermis"));
    cr_assert(merged.skin.layers[dermis].thickness.value == 900e-6);
    cr_assert_gt(merged.skin.layers[dermis].clearance.value, 0.0);
    drop(first, &whole);
    drop(second, &merged);
}

Test(scenario, entries_may_come_in_any_order)
{
    static const char *const settings[] = {
        "skin.layers=[{name: hypodermis, thickness: 1 mm}, {name: dermis, thickness: 2 mm}]", NULL};
    aci_scenario scenario;
    aci_config *config = read(library, settings, &scenario);
    int dermis = aci_skin_find(&scenario.skin, "dermis");
    cr_assert(scenario.skin.layers[dermis].thickness.value == 2e-3);
    cr_assert(scenario.skin.layers[dermis + 1].thickness.value == 1e-3);
    cr_assert_eq(scenario.skin.layer_count, dermis + 2);
    drop(config, &scenario);
}

Test(scenario, report_every_ends_with_the_duration)
{
    static const char *const settings[] = {"simulation={duration: 1 h, report_every: 25 min}",
                                           NULL};
    aci_scenario scenario;
    aci_config *config = read(plain, settings, &scenario);
    cr_assert_eq(scenario.report.count, 3);
    cr_assert(scenario.report.time[0] == 1500.0);
    cr_assert(scenario.report.time[2] == 3600.0);
    drop(config, &scenario);
}

static void same_value(const aci_value *a, const aci_value *b)
{
    cr_assert(a->value == b->value, "%.17g %.17g", a->value, b->value);
}

static void same_times(const aci_times *a, const aci_times *b)
{
    cr_assert_eq(a->count, b->count);
    for (int k = 0; k < a->count; k++) {
        cr_assert(a->time[k] == b->time[k]);
    }
}

static void same_channels(const aci_channels *a, const aci_channels *b)
{
    cr_assert_eq(a->kind, b->kind);
    cr_assert(a->pitch == b->pitch);
    cr_assert(a->diffusivity == b->diffusivity && a->partition == b->partition);
    cr_assert_eq(a->closure.law, b->closure.law);
    cr_assert(a->closure.time_constant == b->closure.time_constant);
    cr_assert_eq(a->profile.count, b->profile.count);
    for (int k = 0; k < a->profile.count; k++) {
        cr_assert(a->profile.depth[k] == b->profile.depth[k]);
        cr_assert(a->profile.radius[k] == b->profile.radius[k]);
    }
    cr_assert_eq(a->tract_count, b->tract_count);
    for (int k = 0; k < a->tract_count; k++) {
        cr_assert_eq(memcmp(&a->tracts[k], &b->tracts[k], sizeof a->tracts[k]), 0);
    }
}

static void same_scenario(const aci_scenario *a, const aci_scenario *b)
{
    cr_assert_str_eq(a->title, b->title);
    cr_assert_str_eq(a->skin.site, b->skin.site);
    cr_assert_str_eq(a->channels_file, b->channels_file);
    cr_assert_eq(a->skin.layer_count, b->skin.layer_count);
    cr_assert_eq(a->skin.setting, b->skin.setting);
    cr_assert_eq(a->skin.below, b->skin.below);
    for (int i = 0; i < a->skin.layer_count; i++) {
        const aci_layer *left = &a->skin.layers[i], *right = &b->skin.layers[i];
        cr_assert_str_eq(left->name, right->name);
        same_value(&left->thickness, &right->thickness);
        same_value(&left->diffusivity, &right->diffusivity);
        same_value(&left->lateral_diffusivity, &right->lateral_diffusivity);
        same_value(&left->partition, &right->partition);
        same_value(&left->clearance, &right->clearance);
        same_value(&left->clearance_depth, &right->clearance_depth);
    }
    same_channels(&a->channels, &b->channels);
    cr_assert(a->product.concentration == b->product.concentration);
    cr_assert_eq(a->product.infinite, b->product.infinite);
    cr_assert(a->product.film == b->product.film);
    same_value(&a->product.diffusivity, &b->product.diffusivity);
    same_value(&a->product.partition, &b->product.partition);
    cr_assert_eq(a->geometry, b->geometry);
    cr_assert(a->patch == b->patch && a->duration == b->duration && a->accuracy == b->accuracy);
    same_times(&a->report, &b->report);
    same_times(&a->output.times, &b->output.times);
    cr_assert_eq(memcmp(a->cells, b->cells, sizeof a->cells), 0);
    cr_assert_eq(a->output.concentration, b->output.concentration);
    cr_assert_eq(a->output.layer_index, b->output.layer_index);
}

static const char *source_directory(void)
{
    const char *directory = getenv("ACICULA_SOURCE");
#ifdef ACI_SOURCE_DIR
    directory = directory == NULL ? ACI_SOURCE_DIR : directory;
#endif
    return directory == NULL ? "." : directory;
}

/* The resolved text read again, its files from memory as `rerun` does it. */
static void goes_round(aci_config *config, const aci_scenario *scenario)
{
    char *text = NULL;
    aci_config *again = NULL;
    aci_scenario copy;
    cr_assert_eq(aci_scenario_text(scenario, &text), ACI_OK);
    cr_assert_eq(aci_config_parse("resolved", text, strlen(text), &again), ACI_OK, "%s", text);
    for (int i = 0; i < aci_config_input_count(config); i++) {
        const aci_config_input *input = aci_config_input_at(config, i);
        cr_assert_eq(aci_config_add_input(again, input->name, input->text, input->size), ACI_OK);
    }
    aci_status status = aci_scenario_read(again, &copy);
    cr_assert_eq(status, ACI_OK, "%s\n%s", aci_config_faults(again), text);
    same_scenario(scenario, &copy);
    drop(again, &copy);
    free(text);
}

Test(scenario, resolved_text_gives_the_same_scenario)
{
    static const char *const settings[][6] = {
        {NULL},
        {"channels=none", "skin.layers.dermis.clearance_depth=0.4 mm",
         "title='A \"quoted\" \\ title: # ä'", NULL},
        {"skin.site=cheek", "product.compound=niacinamide", "product.dose=2.3 mg/cm2", NULL},
        {"simulation.geometry=box", "simulation.cells={x: 8, y: 9, z: 20}",
         "output={fields: [layer_index], field_times: [1 s, 24.1 min]}", NULL},
        {"channels.closure={time_constant: 5.7 h}", "skin.below=sealed",
         "skin.layers.dermis.thickness=1234.5678 um", "channels.density=123 /cm2", NULL},
        {"skin.setting=in_vitro", "simulation={duration: 8.1 h, report_every: 0.7 h}",
         "product.compound={molar_mass: 300 g/mol, log_kow: 2.2}", NULL},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        aci_scenario scenario;
        aci_config *config = read(plain, settings[i], &scenario);
        goes_round(config, &scenario);
        drop(config, &scenario);
    }
}

Test(scenario, shipped_configs_are_right_and_go_round)
{
    static const char *const names[] = {"first_run",       "lidocaine_face",  "benchmark/B1_a0",
                                        "benchmark/B1_a1", "benchmark/B1_b0", "benchmark/B1_b1",
                                        "benchmark/B1_v1", "benchmark/B2",    "benchmark/B3"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[1024];
        aci_config *config = NULL;
        aci_scenario scenario;
        snprintf(path, sizeof path, "%s/configs/%s.yaml", source_directory(), names[i]);
        cr_assert_eq(aci_config_read(path, &config), ACI_OK, "%s", aci_status_message());
        cr_assert_eq(aci_scenario_read(config, &scenario), ACI_OK, "%s", aci_config_faults(config));
        goes_round(config, &scenario);
        drop(config, &scenario);
    }
}

Test(scenario, tracts_come_as_written)
{
    const char csv[] = "# made by hand\n\nx_um, y_um ,length_um,mouth_radius_um,bottom_radius_um,"
                       "tilt_deg,azimuth_deg\r\n500,400,300,30,5,25,-90\r\n";
    aci_config *config = NULL;
    aci_scenario scenario;
    cr_assert_eq(aci_config_parse("FILE", plain, sizeof plain - 1, &config), ACI_OK);
    cr_assert_eq(
        aci_config_set(config, "channels", "{file: t.csv, diffusivity: 1e-9 m2/s, partition: 1}"),
        ACI_OK);
    cr_assert_eq(aci_config_set(config, "simulation.patch", "1 mm"), ACI_OK);
    cr_assert_eq(aci_config_add_input(config, "t.csv", csv, sizeof csv - 1), ACI_OK);
    cr_assert_eq(aci_scenario_read(config, &scenario), ACI_OK, "%s", aci_config_faults(config));
    cr_assert_eq(scenario.channels.kind, ACI_CHANNELS_PATCH);
    cr_assert_eq(scenario.geometry, ACI_BOX);
    cr_assert_eq(scenario.channels.tract_count, 1);
    const aci_tract *tract = &scenario.channels.tracts[0];
    cr_assert(tract->x == 500e-6 && tract->y == 400e-6 && tract->length == 300e-6);
    cr_assert(tract->mouth_radius == 30e-6 && tract->bottom_radius == 5e-6);
    cr_assert_float_eq(tract->azimuth, -acos(0.0), 1e-15);
    drop(config, &scenario);
}

Test(scenario, missing_table_is_a_file_error)
{
    static const char text[] = "channels.profile";
    aci_config *config = NULL;
    aci_scenario scenario;
    cr_assert_eq(aci_config_parse("FILE", plain, sizeof plain - 1, &config), ACI_OK);
    cr_assert_eq(aci_config_set(config, "channels",
                                "{profile: no.csv, pitch: 1 mm, diffusivity: 1e-9 m2/s, "
                                "partition: 1}"),
                 ACI_OK);
    cr_assert_eq(aci_scenario_read(config, &scenario), ACI_FILE);
    cr_assert(strstr(aci_config_faults(config), text) != NULL);
    drop(config, &scenario);
}

/* Every row of the table can be explained, and ranges and defaults are consistent. */
Test(scenario, table_of_keys_is_sound)
{
    aci_parameter_table table = aci_scenario_parameters();
    for (int i = 0; i < table.count; i++) {
        const aci_parameter *row = &table.rows[i];
        char *text = NULL;
        cr_assert_eq(aci_parameters_explain(table, row->key, &text), ACI_OK);
        cr_assert_not_null(row->meaning);
        cr_assert_leq(row->range.minimum, row->range.maximum);
        cr_assert_eq(aci_parameters_find(table, row->key), row, "%s", row->key);
        free(text);
    }
}
