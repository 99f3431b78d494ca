/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "treatment_parts.h"

static double residual_depth(const aci_channel *channel)
{
    return channel->residual.depth;
}

static bool is_open(const aci_channel *channel)
{
    return aci_treatment_has_channel(channel) && channel->residual.mouth_radius > 0.0 &&
           channel->residual.depth > 0.0;
}

static bool is_closed(const aci_channel *channel)
{
    return aci_treatment_has_channel(channel) && !is_open(channel);
}

/// The tract relative to the corner; false when its mouth's centre lies outside the window.
static bool is_within(const aci_treatment *treatment, int strike, const double corner[2],
                      double side, aci_tract *tract)
{
    *tract = aci_treatment_tract(treatment, strike);
    tract->x = aci_treatment_wrap(tract->x - corner[0], treatment->side);
    tract->y = aci_treatment_wrap(tract->y - corner[1], treatment->side);
    return tract->x < side && tract->y < side;
}

/// Moves the mouth in until it lies within the window; whether it had to.
static bool move_in(aci_tract *tract, double side)
{
    double radius = tract->mouth_radius;
    double x = fmin(fmax(tract->x, radius), side - radius);
    double y = fmin(fmax(tract->y, radius), side - radius);
    bool is_moved = x != tract->x || y != tract->y;
    tract->x = x;
    tract->y = y;
    return is_moved;
}

/// The kept tracts in cells of the widest mouth's diameter: a mouth can only touch those in its own
/// and the next cells.
typedef struct kept {
    aci_tract *tracts;
    int *strikes;
    int count, cells;
    double cell;
    int *first, *next; ///< first tract of a cell, next of a tract; -1: none
} kept;

static int cell_of(const kept *list, double coordinate)
{
    int cell = (int)(coordinate / list->cell);
    return cell < list->cells ? cell : list->cells - 1;
}

static bool touches_cell(const kept *list, const aci_tract *tract, int column, int row)
{
    if (column < 0 || row < 0 || column >= list->cells || row >= list->cells) {
        return false;
    }
    for (int k = list->first[row * list->cells + column]; k >= 0; k = list->next[k]) {
        const aci_tract *other = &list->tracts[k];
        double distance = hypot(other->x - tract->x, other->y - tract->y);
        if (distance < other->mouth_radius + tract->mouth_radius) {
            return true;
        }
    }
    return false;
}

static bool touches(const kept *list, const aci_tract *tract)
{
    int column = cell_of(list, tract->x), row = cell_of(list, tract->y);
    for (int k = 0; k < 9; k++) {
        if (touches_cell(list, tract, column + k % 3 - 1, row + k / 3 - 1)) {
            return true;
        }
    }
    return false;
}

static void keep(kept *list, const aci_tract *tract, int strike)
{
    int *first = &list->first[cell_of(list, tract->y) * list->cells + cell_of(list, tract->x)];
    list->tracts[list->count] = *tract;
    list->strikes[list->count] = strike;
    list->next[list->count] = *first;
    *first = list->count++;
}

static aci_status make_list(int room, double side, double widest, kept *list)
{
    enum { CELLS_MOST = 2048 };
    *list = (kept){.cells = (int)fmin(fmax(side / (2.0 * widest), 1.0), (double)CELLS_MOST)};
    size_t cells = (size_t)list->cells * (size_t)list->cells;
    list->cell = side / list->cells;
    list->tracts = malloc(((size_t)room + 1) * sizeof *list->tracts);
    list->strikes = malloc(((size_t)room + 1) * sizeof *list->strikes);
    list->next = malloc(((size_t)room + 1) * sizeof *list->next);
    list->first = malloc(cells * sizeof *list->first);
    if (list->tracts == NULL || list->strikes == NULL || list->next == NULL ||
        list->first == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d tracts", room);
    }
    for (size_t c = 0; c < cells; c++) {
        list->first[c] = -1;
    }
    return ACI_OK;
}

/// The square to fill, and what has come of it so far.
typedef struct filling {
    const aci_treatment *treatment;
    const double *corner;
    double side;
    kept list;
    aci_treatment_window report;
} filling;

static void offer(filling *of, int strike)
{
    aci_tract tract;
    if (!is_within(of->treatment, strike, of->corner, of->side, &tract)) {
        return;
    }
    bool is_moved = move_in(&tract, of->side), is_dropped = touches(&of->list, &tract);
    of->report.found++;
    of->report.dropped += is_dropped;
    of->report.moved += is_moved && !is_dropped;
    if (!is_dropped) {
        keep(&of->list, &tract, strike);
    }
}

/* Deep ones first; of equal depth the earlier strike. The ranking is the other way round in depth
   and the same in time, so runs of equal depth are walked forwards. */
static void pick(filling *of, const aci_ranked *ranked, int count)
{
    for (int end = count; end > 0;) {
        int begin = end - 1;
        while (begin > 0 && ranked[begin - 1].depth == ranked[end - 1].depth) {
            begin--;
        }
        for (int k = begin; k < end; k++) {
            offer(of, ranked[k].strike);
        }
        end = begin;
    }
}

/// Radius of the widest open mouth of the whole area, so that every window asks for the same.
static double widest_mouth(const aci_treatment *treatment, const aci_ranked *ranked, int count)
{
    double radius = 1e-9;
    for (int k = 0; k < count; k++) {
        radius = fmax(radius, treatment->channels[ranked[k].strike].residual.mouth_radius);
    }
    return radius;
}

static aci_status check_window(const aci_treatment *treatment, double side, double widest)
{
    if (side > 0.0 && side <= treatment->side * (1.0 + 1e-9) && side >= 2.0 * widest) {
        return ACI_OK;
    }
    return ACI_FAIL(
        ACI_BAD_INPUT,
        "simulation.patch = %.6g mm: allowed is from the widest mouth, %.6g mm, to the side of "
        "the treated area, %.6g mm",
        1e3 * side, 2e3 * widest, 1e3 * treatment->side);
}

static int count_closed(const aci_treatment *treatment, const double corner[2], double side)
{
    aci_tract tract;
    int closed = 0;
    for (int n = 0; n < treatment->strike_count; n++) {
        closed +=
            is_closed(&treatment->channels[n]) && is_within(treatment, n, corner, side, &tract);
    }
    return closed;
}

aci_status aci_treatment_patch_strikes(const aci_treatment *treatment, const double corner[2],
                                       double side, aci_channels *out, int **strikes,
                                       aci_treatment_window *report)
{
    filling of = {.treatment = treatment, .corner = corner, .side = side};
    of.report.closed = count_closed(treatment, corner, side);
    aci_ranked *ranked = NULL;
    int count = 0;
    aci_status status = ACI_OK;
    ACI_TRY_OR(cleanup, aci_treatment_rank(treatment, is_open, residual_depth, &ranked, &count));
    double widest = widest_mouth(treatment, ranked, count);
    ACI_TRY_OR(cleanup, check_window(treatment, side, widest));
    ACI_TRY_OR(cleanup, make_list(count, side, widest, &of.list));
    pick(&of, ranked, count);
    out->kind = ACI_CHANNELS_PATCH;
    out->tract_count = of.list.count;
    out->tracts = of.list.tracts;
    *strikes = of.list.strikes;
    of.list.tracts = NULL;
    of.list.strikes = NULL;
    if (report != NULL) {
        *report = of.report;
    }
cleanup:
    free(of.list.tracts);
    free(of.list.strikes);
    free(of.list.first);
    free(of.list.next);
    free(ranked);
    return status;
}

aci_status aci_treatment_patch(const aci_treatment *treatment, const double corner[2], double side,
                               aci_channels *out, aci_treatment_window *report)
{
    int *strikes = NULL;
    aci_status status = aci_treatment_patch_strikes(treatment, corner, side, out, &strikes, report);
    free(strikes);
    return status;
}
