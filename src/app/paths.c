/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char plain_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-./=,:+%@";

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* Up to the last dot; a name that only begins with a dot has no ending. */
static int stem_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    return (int)(dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name));
}

static aci_status print_path(const char *folder, int folder_length, const char *name,
                             const char *ending, char **out)
{
    size_t size = (size_t)folder_length + strlen(name) + strlen(ending) + 1;
    *out = malloc(size);
    if (*out == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a file name");
    }
    snprintf(*out, size, "%.*s%.*s%s", folder_length, folder, stem_length(name), name, ending);
    return ACI_OK;
}

aci_status aci_paths_result(const char *config, char **out)
{
    static const char folder[] = "results/";
    bool is_standard_input = strcmp(config, "-") == 0;
    return print_path(folder, (int)sizeof folder - 1,
                      is_standard_input ? "config" : base_name(config), ".h5", out);
}

aci_status aci_paths_rerun(const char *file, char **out)
{
    const char *name = base_name(file);
    return print_path(file, (int)(name - file), name, "_rerun.h5", out);
}

aci_status aci_paths_study(const char *config, const char *verb, char **out)
{
    char ending[64];
    static const char folder[] = "results/";
    snprintf(ending, sizeof ending, ".%s.h5", verb);
    return print_path(folder, (int)sizeof folder - 1,
                      strcmp(config, "-") == 0 ? "config" : base_name(config), ending, out);
}

aci_status aci_paths_shard(const char *folder, int shard, int shards, char **out)
{
    size_t size = strlen(folder) + 64;
    bool has_slash = folder[0] != '\0' && folder[strlen(folder) - 1] == '/';
    *out = malloc(size);
    if (*out == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a file name");
    }
    snprintf(*out, size, "%s%sshard_%d_of_%d.h5", folder, has_slash ? "" : "/", shard, shards);
    return ACI_OK;
}

bool aci_paths_is_folder(const char *path)
{
    struct stat found;
    size_t length = strlen(path);
    return length == 0 || path[length - 1] == '/' ||
           (stat(path, &found) == 0 && S_ISDIR(found.st_mode));
}

aci_status aci_paths_ending(const char *path, const char *ending, char **out)
{
    const char *name = base_name(path);
    return print_path(path, (int)(name - path), name, ending, out);
}

aci_status aci_paths_check_file(const char *path)
{
    return aci_paths_is_folder(path)
               ? ACI_FAIL(ACI_BAD_INPUT, "--out %s is a folder, expected the name of a file in it",
                          path)
               : ACI_OK;
}

static bool is_same_file(const char *path, const char *ending, const struct stat *input)
{
    char *name = NULL;
    struct stat found;
    if (print_path(path, (int)strlen(path), "", ending, &name) != ACI_OK) {
        return true; /* out of memory: no file is to be lost by it */
    }
    bool is_same =
        stat(name, &found) == 0 && found.st_dev == input->st_dev && found.st_ino == input->st_ino;
    free(name);
    return is_same;
}

aci_status aci_paths_check_other(const char *path, const char *input)
{
    struct stat found;
    if (strcmp(input, "-") == 0 || stat(input, &found) != 0 || !S_ISREG(found.st_mode)) {
        return ACI_OK;
    }
    return is_same_file(path, "", &found) || is_same_file(path, ".partial", &found)
               ? ACI_FAIL(
                     ACI_BAD_INPUT,
                     "writing %s would destroy %s, which is read: give another name with --out",
                     path, input)
               : ACI_OK;
}

aci_status aci_paths_beside(const char *config, const char *name, char **out)
{
    int folder = name[0] == '/' ? 0 : (int)(base_name(config) - config);
    size_t size = (size_t)folder + strlen(name) + 1;
    *out = malloc(size);
    if (*out == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for a file name");
    }
    snprintf(*out, size, "%.*s%s", folder, config, name);
    return ACI_OK;
}

static void write_word(FILE *out, const char *word)
{
    if (word[0] != '\0' && word[strspn(word, plain_characters)] == '\0') {
        fputs(word, out);
        return;
    }
    fputc('\'', out);
    for (; *word != '\0'; word++) {
        fputs(*word == '\'' ? "'\\''" : (char[2]){*word, '\0'}, out);
    }
    fputc('\'', out);
}

aci_status aci_paths_command_line(int count, char *const *words, char **out)
{
    size_t size = 0;
    FILE *stream = open_memstream(out, &size);
    if (stream == NULL) {
        return ACI_FAIL(ACI_FILE, "out of memory for the command line");
    }
    fputs("acicula", stream);
    for (int i = 0; i < count; i++) {
        fputc(' ', stream);
        write_word(stream, words[i]);
    }
    return fclose(stream) == 0 ? ACI_OK : ACI_FAIL(ACI_FILE, "out of memory for the command line");
}
