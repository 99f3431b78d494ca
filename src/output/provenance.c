/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "layout.h"

static const char *geometry_name(aci_geometry geometry)
{
    static const char *const names[] = {"slab", "axisymmetric", "box"};
    return names[geometry];
}

static const char *text_or_empty(const char *text)
{
    return text ? text : "";
}

static aci_status write_history(hid_t file, const aci_file_options *options)
{
    char date[32];
    const char *command = text_or_empty(options->command_line);
    struct tm utc;
    time_t now = time(NULL);
    size_t size = strlen(command) + sizeof date + 2;
    char *line = malloc(size);
    if (!line || !gmtime_r(&now, &utc)) {
        free(line);
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
    snprintf(line, size, "%s %s", date, command);
    aci_status status = aci_store_attribute_text(file, "history", line);
    free(line);
    return status;
}

static aci_status write_program(hid_t file, const aci_file_build *build, const char *libraries)
{
    char source[256];
    snprintf(source, sizeof source, "acicula %s (%s)", build->version, build->commit);
    ACI_TRY(aci_store_attribute_text(file, "source", source));
    ACI_TRY(aci_store_attribute_text(file, "program", "acicula"));
    ACI_TRY(aci_store_attribute_integer(file, "schema_version", 1));
    ACI_TRY(aci_store_attribute_text(file, "version", build->version));
    ACI_TRY(aci_store_attribute_text(file, "commit", build->commit));
    ACI_TRY(aci_store_attribute_text(file, "compiler", build->compiler));
    ACI_TRY(aci_store_attribute_text(file, "compiler_flags", build->compiler_flags));
    return aci_store_attribute_text(file, "libraries", libraries);
}

static int is_assumed(const aci_value *value)
{
    return value->origin == ACI_ORIGIN_ASSUMED;
}

static int count_in(const aci_scenario_number *list, int numbers)
{
    int count = 0;
    for (int i = 0; i < numbers; i++) {
        count += is_assumed(list[i].value);
    }
    return count;
}

/// Of the values the run used, how many are assumed: those that the summary of the run counts.
static int count_assumed(const aci_scenario *scenario)
{
    int count = 0;
    if (!scenario->product.infinite) {
        count += is_assumed(&scenario->product.diffusivity);
    }
    if (scenario->channels.kind != ACI_CHANNELS_NONE) {
        count += is_assumed(&scenario->channel_diffusivity);
        count += is_assumed(&scenario->channel_partition);
    }
    for (int i = 0; i < scenario->skin.layer_count; i++) {
        const aci_layer *layer = &scenario->skin.layers[i];
        count += is_assumed(&layer->thickness) + is_assumed(&layer->diffusivity) +
                 is_assumed(&layer->lateral_diffusivity) + is_assumed(&layer->partition) +
                 is_assumed(&layer->clearance);
    }
    aci_scenario_number list[ACI_SCENARIO_NUMBERS_MAX];
    count += count_in(list, aci_scenario_systemic(scenario, list));
    count += count_in(list, aci_scenario_follicles(scenario, list));
    count += count_in(list, aci_scenario_closing_numbers(scenario, list));
    count += count_in(list, aci_scenario_numbers(scenario, list));
    return count + is_assumed(&scenario->product.partition);
}

/// What the scenario says of the whole file.
static aci_status write_scenario(hid_t file, const aci_scenario *scenario)
{
    ACI_TRY(aci_store_attribute_text(file, "geometry", geometry_name(scenario->geometry)));
    ACI_TRY(aci_store_attribute_numbers(file, "accuracy", 0, &scenario->accuracy));
    return aci_store_attribute_integer(file, "assumed_values", count_assumed(scenario));
}

static aci_status write_attributes(hid_t file, const aci_file_options *options,
                                   const aci_provenance_words *words, const char *libraries)
{
    ACI_TRY(aci_store_attribute_text(file, "Conventions", "CF-1.10"));
    ACI_TRY(aci_store_attribute_text(file, "title", words->title));
    ACI_TRY(write_program(file, &options->build, libraries));
    ACI_TRY(write_history(file, options));
    ACI_TRY(aci_store_attribute_text(file, "comment", words->comment));
    ACI_TRY(options->scenario ? write_scenario(file, options->scenario) : ACI_OK);
    ACI_TRY(aci_store_attribute_integer(file, "seed", (long long)options->seed));
    ACI_TRY(aci_store_attribute_integer(file, "threads", options->threads));
    return aci_store_attribute_integer(file, "run_complete", 0);
}

/// What the run depended on apart from its input, one `key: value` a line.
static aci_status write_environment(hid_t group, const aci_file_options *options,
                                    const char *libraries)
{
    struct utsname machine = {0};
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream) {
        return ACI_FAIL(ACI_FILE, "out of memory");
    }
    (void)uname(&machine);
    fprintf(stream, "program: acicula %s\ncommit: %s\n", options->build.version,
            options->build.commit);
    fprintf(stream, "compiler: %s\ncompiler_flags: %s\nlibraries: %s\n", options->build.compiler,
            options->build.compiler_flags, libraries);
    fprintf(stream, "system: %s %s %s\nthreads: %d\ncommand: %s\n", machine.sysname,
            machine.release, machine.machine, options->threads,
            text_or_empty(options->command_line));
    aci_status status = fclose(stream) == 0 ? aci_store_text(group, "environment", text)
                                            : ACI_FAIL(ACI_FILE, "out of memory");
    free(text);
    return status;
}

/// A name that HDF5 (no '/') and netCDF (starts with a letter, digit or '_') both take.
static void link_name(hid_t group, const char *path, char name[ACI_TEXT_SIZE])
{
    bool plain = isalnum((unsigned char)path[0]) || path[0] == '_';
    snprintf(name, ACI_TEXT_SIZE - 16, "%s%s", plain ? "" : "_", path);
    for (char *c = name; *c; c++) {
        if (*c == '/') {
            *c = '_';
        }
    }
    size_t length = strlen(name);
    for (int i = 2; H5Lexists(group, name, H5P_DEFAULT) > 0; i++) {
        snprintf(name + length, 16, "_%d", i);
    }
}

static aci_status write_input(hid_t group, const aci_file_text *input)
{
    char name[ACI_TEXT_SIZE];
    link_name(group, input->name, name);
    ACI_TRY(aci_store_text(group, name, input->text));
    hid_t text = H5Dopen2(group, name, H5P_DEFAULT);
    ACI_TRY(aci_store_check(text, name));
    return aci_store_close(text, aci_store_attribute_text(text, "path", input->name));
}

static aci_status write_inputs(hid_t parent, const aci_file_options *options)
{
    hid_t group = H5I_INVALID_HID;
    aci_status status = aci_store_create_group(parent, "inputs", &group);
    for (int i = 0; status == ACI_OK && i < options->input_count; i++) {
        status = write_input(group, &options->inputs[i]);
    }
    return aci_store_close(group, status);
}

static aci_status write_texts(hid_t group, const aci_file_options *options, const char *libraries)
{
    ACI_TRY(aci_store_text(group, "config", options->config));
    ACI_TRY(aci_store_text(group, "set", options->set));
    ACI_TRY(aci_store_text(group, "config_resolved", options->config_resolved));
    ACI_TRY(aci_store_text(group, "values", options->values));
    ACI_TRY(write_environment(group, options, libraries));
    return write_inputs(group, options);
}

void aci_file_library(char *text, size_t size)
{
    unsigned major = 0, minor = 0, release = 0;
    bool is_known = H5get_libversion(&major, &minor, &release) >= 0;
    snprintf(text, size, is_known ? "HDF5 %u.%u.%u" : "HDF5", major, minor, release);
}

aci_status aci_provenance_write_study(hid_t file, const aci_file_options *options,
                                      const aci_provenance_words *words)
{
    char hdf5[32], libraries[ACI_TEXT_SIZE];
    hid_t group = H5I_INVALID_HID;
    aci_file_library(hdf5, sizeof hdf5);
    snprintf(libraries, sizeof libraries, "%s, %s", hdf5, options->build.libraries);
    ACI_TRY(write_attributes(file, options, words, libraries));
    aci_status status = aci_store_create_group(file, "provenance", &group);
    if (status == ACI_OK) {
        status = write_texts(group, options, libraries);
    }
    return aci_store_close(group, status);
}

aci_status aci_provenance_write(hid_t file, const aci_file_options *options)
{
    const char *title = options->scenario->title;
    const aci_provenance_words words = {
        .title = title[0] ? title : "microneedling simulation",
        .comment = "SI units; amounts per treated area; depth z is positive down, vehicle cells "
                   "have z < 0; origins of all values in /provenance/values"};
    return aci_provenance_write_study(file, options, &words);
}
