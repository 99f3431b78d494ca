/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorder.h"

#include <stdlib.h>
#include <string.h>

typedef struct frame {
    double time;
    double *concentration, *activity;
} frame;

struct aci_recorder {
    size_t cells;
    aci_scene scene; ///< its arrays are copies, its grid is borrowed
    double *fraction, *partition, *diffusivity;
    int *layer;
    int count, capacity;
    frame *frames;
};

aci_status aci_recorder_create(aci_recorder **out)
{
    *out = calloc(1, sizeof **out);
    return *out != NULL ? ACI_OK : ACI_FAIL(ACI_FILE, "not enough memory");
}

static void forget(aci_recorder *r)
{
    for (int n = 0; n < r->count; ++n) {
        free(r->frames[n].concentration);
        free(r->frames[n].activity);
    }
    free(r->frames);
    free(r->fraction);
    free(r->partition);
    free(r->diffusivity);
    free(r->layer);
    memset(r, 0, sizeof *r);
}

void aci_recorder_destroy(aci_recorder **recorder)
{
    if (*recorder != NULL) {
        forget(*recorder);
        free(*recorder);
        *recorder = NULL;
    }
}

static void *copy(const void *from, size_t bytes)
{
    void *to = malloc(bytes);
    if (to != NULL) {
        memcpy(to, from, bytes);
    }
    return to;
}

static aci_status on_begin(void *context, const aci_scene *scene)
{
    aci_recorder *r = context;
    forget(r);
    r->cells = aci_grid_size(scene->grid);
    r->fraction = copy(scene->channel_fraction, r->cells * sizeof(double));
    r->partition = copy(scene->partition, r->cells * sizeof(double));
    r->diffusivity = copy(scene->diffusivity, r->cells * sizeof(double));
    r->layer = copy(scene->layer_index, r->cells * sizeof(int));
    if (!r->fraction || !r->partition || !r->diffusivity || !r->layer) {
        return ACI_FAIL(ACI_FILE, "not enough memory to keep fields of %zu cells", r->cells);
    }
    r->scene = (aci_scene){scene->grid, r->fraction, r->layer, r->partition, r->diffusivity};
    return ACI_OK;
}

static aci_status on_snapshot(void *context, const aci_snapshot *snapshot)
{
    aci_recorder *r = context;
    if (r->count == r->capacity) {
        int capacity = r->capacity > 0 ? 2 * r->capacity : 16;
        frame *frames = realloc(r->frames, (size_t)capacity * sizeof *frames);
        if (frames == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory to keep %d fields", capacity);
        }
        r->frames = frames;
        r->capacity = capacity;
    }
    frame f = {snapshot->time, copy(snapshot->concentration, r->cells * sizeof(double)),
               copy(snapshot->activity, r->cells * sizeof(double))};
    r->frames[r->count++] = f;
    if (f.concentration == NULL || f.activity == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory to keep fields of %zu cells", r->cells);
    }
    return ACI_OK;
}

aci_observer aci_recorder_observer(aci_recorder *recorder)
{
    return (aci_observer){.context = recorder, .begin = on_begin, .snapshot = on_snapshot};
}

aci_status aci_recorder_replay(const aci_recorder *r, const aci_observer *observer)
{
    if (observer->begin != NULL) {
        ACI_TRY(observer->begin(observer->context, &r->scene));
    }
    for (int n = 0; n < r->count && observer->snapshot != NULL; ++n) {
        aci_snapshot snapshot = {r->frames[n].time, r->frames[n].concentration,
                                 r->frames[n].activity};
        ACI_TRY(observer->snapshot(observer->context, &snapshot));
    }
    return ACI_OK;
}
