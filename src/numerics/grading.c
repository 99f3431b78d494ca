/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/numerics/grading.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { SAMPLES = 1024 };

void aci_grading_add_break(aci_grading *g, double at)
{
    double span = g->break_count > 1 ? g->breaks[g->break_count - 1] - g->breaks[0] : fabs(at);
    int n = 0;
    while (n < g->break_count && g->breaks[n] < at) {
        ++n;
    }
    for (int m = n > 0 ? n - 1 : 0; m < g->break_count && m <= n; ++m) {
        if (fabs(g->breaks[m] - at) <= 1e-9 * span) {
            return;
        }
    }
    assert(g->break_count < ACI_GRADING_BREAKS_MAX);
    for (int m = g->break_count; m > n; --m) {
        g->breaks[m] = g->breaks[m - 1];
    }
    g->breaks[n] = at;
    ++g->break_count;
}

void aci_grading_add_focus(aci_grading *g, aci_focus focus)
{
    assert(g->focus_count < ACI_GRADING_FOCI_MAX);
    g->foci[g->focus_count++] = focus;
}

void aci_grading_add_cap(aci_grading *g, aci_cap cap)
{
    assert(g->cap_count < ACI_GRADING_CAPS_MAX);
    g->caps[g->cap_count++] = cap;
}

double aci_grading_width(const aci_grading *g, double x)
{
    double width = g->coarsest;
    for (int n = 0; n < g->cap_count; ++n) {
        if (x >= g->caps[n].from && x <= g->caps[n].to) {
            width = fmin(width, g->caps[n].width);
        }
    }
    for (int n = 0; n < g->focus_count; ++n) {
        const aci_focus *f = &g->foci[n];
        double distance = fmax(fabs(x - f->at) / f->length, f->finest);
        width = fmin(width, f->length * pow(distance, f->exponent));
    }
    return width;
}

/// Where the integral over an interval is sampled.
typedef struct samples {
    double at[SAMPLES + 1];
    double sums[SAMPLES + 1]; ///< integral of dx / h from the first sample to each, resolution 1
} samples;

/// The ends of an interval and the foci well inside it, increasing; returns how many pieces they
/// bound. Samples crowd at an end already, so a focus beside it needs no piece.
static int find_pieces(const aci_grading *g, double from, double to,
                       double ends[ACI_GRADING_FOCI_MAX + 2])
{
    const double beside = 1e-6 * (to - from);
    int count = 1;
    ends[0] = from;
    for (int n = 0; n < g->focus_count; ++n) {
        double at = g->foci[n].at;
        int m = count;
        if (at <= from + beside || at >= to - beside) {
            continue;
        }
        for (; m > 1 && ends[m - 1] > at; --m) {
            ends[m] = ends[m - 1];
        }
        ends[m] = at;
        ++count;
    }
    ends[count] = to;
    return count;
}

/// Samples crowd towards both ends of each piece, where the density may be singular.
static void place(const aci_grading *g, double from, double to, double at[SAMPLES + 1])
{
    double ends[ACI_GRADING_FOCI_MAX + 2] = {0.0};
    int pieces = find_pieces(g, from, to, ends);
    for (int piece = 0, t = 0; piece < pieces; ++piece) {
        int first = t;
        int last = SAMPLES * (piece + 1) / pieces;
        for (; t < last; ++t) {
            double s = (double)(t - first) / (last - first);
            at[t] = ends[piece] +
                    (ends[piece + 1] - ends[piece]) * s * s * s * (10.0 + s * (-15.0 + 6.0 * s));
        }
    }
    at[SAMPLES] = to;
}

static void integrate(const aci_grading *g, double from, double to, samples *s)
{
    place(g, from, to, s->at);
    s->sums[0] = 0.0;
    for (int t = 0; t < SAMPLES; ++t) {
        double a = s->at[t];
        double b = s->at[t + 1];
        s->sums[t + 1] = s->sums[t] + (b - a) / aci_grading_width(g, 0.5 * (a + b));
    }
}

/// The samples of all break intervals; the caller frees.
static aci_status sample(const aci_grading *g, samples **out)
{
    const int intervals = g->break_count - 1;
    *out = calloc((size_t)intervals, sizeof **out);
    if (*out == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for an axis");
    }
    for (int n = 0; n < intervals; ++n) {
        integrate(g, g->breaks[n], g->breaks[n + 1], &(*out)[n]);
    }
    return ACI_OK;
}

/// `cells` edges after the interval's lower end, the last one at `to`.
static void distribute(const samples *s, double to, int cells, double *edges)
{
    double whole = s->sums[SAMPLES];
    int t = 0;
    for (int n = 1; n < cells; ++n) {
        double goal = whole * n / cells;
        while (s->sums[t + 1] < goal) {
            ++t;
        }
        double part = (goal - s->sums[t]) / (s->sums[t + 1] - s->sums[t]);
        edges[n - 1] = s->at[t] + part * (s->at[t + 1] - s->at[t]);
    }
    edges[cells - 1] = to;
}

static aci_status fill(const aci_grading *g, const samples *s, const int *counts, int cells,
                       double **edges)
{
    *edges = malloc(((size_t)cells + 1) * sizeof **edges);
    if (*edges == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for an axis of %d cells", cells);
    }
    (*edges)[0] = g->breaks[0];
    int done = 0;
    for (int n = 0; n + 1 < g->break_count; ++n) {
        distribute(&s[n], g->breaks[n + 1], counts[n], *edges + done + 1);
        done += counts[n];
    }
    return ACI_OK;
}

/// Cells per break interval; returns their number.
static int count(const aci_grading *g, const samples *s, double resolution,
                 int counts[ACI_GRADING_BREAKS_MAX])
{
    int cells = 0;
    for (int n = 0; n + 1 < g->break_count; ++n) {
        double wanted = resolution * s[n].sums[SAMPLES];
        counts[n] = wanted < 1.0 ? 1 : (int)lround(fmin(wanted, 1e6));
        cells += counts[n];
    }
    return cells;
}

aci_status aci_grading_edges(const aci_grading *g, double resolution, int *cells, double **edges)
{
    int counts[ACI_GRADING_BREAKS_MAX];
    samples *s;
    *edges = NULL;
    ACI_TRY(sample(g, &s));
    *cells = count(g, s, resolution, counts);
    aci_status status = fill(g, s, counts, *cells, edges);
    free(s);
    return status;
}

/// The most cells at one resolution that are not too many, and one more in each interval in turn.
static void count_to(const aci_grading *g, const samples *s, int cells,
                     int counts[ACI_GRADING_BREAKS_MAX])
{
    double low = 0.0;
    double high = 1.0;
    while (count(g, s, high, counts) < cells && high < 1e9) {
        high *= 2.0;
    }
    for (int n = 0; n < 100; ++n) {
        double middle = 0.5 * (low + high);
        if (count(g, s, middle, counts) <= cells) {
            low = middle;
        } else {
            high = middle;
        }
    }
    int found = count(g, s, low, counts);
    for (int n = 0; found < cells; n = (n + 1) % (g->break_count - 1)) {
        ++counts[n];
        ++found;
    }
}

aci_status aci_grading_edges_counted(const aci_grading *g, int cells, double **edges)
{
    int counts[ACI_GRADING_BREAKS_MAX];
    int least = g->break_count - 1;
    samples *s;
    *edges = NULL;
    if (cells < least) {
        return ACI_FAIL(ACI_BAD_INPUT, "%d cells are too few: at least %d are needed", cells,
                        least);
    }
    ACI_TRY(sample(g, &s));
    count_to(g, s, cells, counts);
    aci_status status = fill(g, s, counts, cells, edges);
    free(s);
    return status;
}
