/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "krylov.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "krylov_space.h"

enum { TRACE_TIMES = 240, FLUX_TIMES = 24, EARLY = 10 };

static const double split_ratio = 0.1;
static const double pointwise_allowance = 0.2; ///< the same of u in one cell
static const double steady_fall = 0.8;         ///< from one look to the next
static const double least_inner = 1e-12;
static const double inner_share = 0.5; ///< of the tolerance: the projection makes up for the rest
static const double shortest_piece = 1e-7; ///< of the whole interval
/// Parts of everything below which amounts, and what leaves, are not followed.
static const double least_amount = 1e-4;
static const double least_exchange = 1e-8;
static const double least_flux = 1e-5;     ///< the same for what leaves per second, on average
static const double flux_allowance = 0.05; ///< how much of a change in flux counts
static const double flux_share = 0.05;     ///< of the largest flux: allowed at any time

static double distance_at(const aci_krylov_space *s, const aci_krylov_reduced *now,
                          const aci_krylov_reduced *before, double time)
{
    double y[ACI_KRYLOV_ORDER_MAX] = {0.0};
    double z[ACI_KRYLOV_ORDER_MAX] = {0.0};
    aci_krylov_space_coordinates(now, time, y);
    aci_krylov_space_coordinates(before, time, z);
    double sum = 0.0;
    const int known = before->order - (before->has_constant ? 1 : 0);
    for (int k = 0; k < s->count; ++k) {
        double other = k < known ? z[k] : 0.0;
        sum += (y[k] - other) * (y[k] - other);
    }
    return sqrt(sum);
}

/// Sizes that errors are measured by. They belong to the whole propagation: found while its first
/// space is built, and kept for the pieces where it must be split.
typedef struct measure {
    double whole;  ///< what has come in, gone out or was there
    double end;    ///< what has left by the end
    double amount; ///< of the content
    bool is_final;
    double inner;    ///< tolerance of the solves, relative
    bool is_falling; ///< the last space still grew better when it was full
} measure;

/// Seconds of the release's first rate that bring what it releases until a time.
static double released_time(const aci_krylov_space *s, double time)
{
    double x = s->release_rate * time;
    return x > 0.0 ? -expm1(-x) / s->release_rate : time;
}

/// Where something flows in, amounts are judged by what has left at the end, otherwise by what was
/// there.
static void take_measure(const aci_krylov_space *s, const aci_krylov_reduced *r, double time,
                         measure *m)
{
    aci_exchange rate, total;
    aci_krylov_space_exchanges(s, r, time, &rate, &total);
    m->end = fabs(total.left + total.sunk);
    m->whole = m->end + fabs(total.entered) + s->start_amount + DBL_MIN;
    m->whole += s->release != NULL ? s->release_sum * released_time(s, time) : 0.0;
    bool is_fed = s->steady_rate.entered != 0.0;
    m->amount = fmax(is_fed ? m->end : m->whole, least_amount * m->whole);
}

/// One piece of the interval, with a space of its own.
typedef struct piece {
    double begin, end;
    int first_report, end_report;
    aci_exchange total; ///< before the piece
    double told;        ///< largest fraction of the whole interval told so far
    double indicator;   ///< of the space's error, to be held against the tolerance
} piece;

/// The space is built for the report times; before this one it need not be right.
static double earliest(const aci_propagate_options *o, const piece *p)
{
    return ((o->report_count > 0 ? o->report_times[0] : p->end) - p->begin) / EARLY;
}

/// Change of what leaves per second on a few times between the reports, over the largest, as an
/// indicator. Before the first report time a space knows it least and only the largest flux is
/// asked of it: there it counts with the square of the time, but never less than to a share.
static double flux_change(const aci_krylov_space *s, const aci_krylov_reduced *now,
                          const aci_krylov_reduced *before, const aci_propagate_options *o,
                          const piece *p, const measure *m)
{
    double largest = fmax(m->end, least_flux * m->whole) / (o->end - o->begin);
    double near = 0.0;
    double away = 0.0;
    double first = earliest(o, p);
    for (int n = 0; n <= FLUX_TIMES; ++n) {
        double time = first * pow((p->end - p->begin) / first, (double)n / FLUX_TIMES);
        double early = fmin(1.0, time / (EARLY * first));
        aci_exchange rate, old;
        aci_krylov_space_exchanges(s, now, time, &rate, NULL);
        aci_krylov_space_exchanges(s, before, time, &old, NULL);
        double change = fabs(rate.left + rate.sunk - old.left - old.sunk);
        largest = fmax(largest, fabs(rate.left + rate.sunk));
        near = fmax(near, early * early * change);
        away = fmax(away, change);
    }
    double indicator = fmax(flux_allowance * near, o->tolerance * away / flux_share);
    return away > 0.0 ? indicator / largest : 0.0;
}

/// Largest change from one space to the next over the report times and the end of the piece,
/// relative, as the amounts of a run are judged.
static double change(const aci_krylov_space *s, const aci_krylov_reduced *now,
                     const aci_krylov_reduced *before, const aci_propagate_options *o,
                     const piece *p, const measure *m)
{
    double largest = 0.0;
    double least = fmax(1e-3 * m->end, least_exchange * m->whole);
    aci_exchange rate, old, total;
    for (int n = 0; n <= o->report_count; ++n) {
        double time = (n < o->report_count ? o->report_times[n] : p->end) - p->begin;
        aci_krylov_space_exchanges(s, now, time, &rate, &total);
        aci_krylov_space_exchanges(s, before, time, &rate, &old);
        double left = total.left + total.sunk;
        double size = fmax(fabs(p->total.left + p->total.sunk + left), least);
        double away = 0.3 * distance_at(s, now, before, time) * sqrt(s->capacity_sum);
        largest = fmax(largest, fabs(left - old.left - old.sunk) / size);
        largest = fmax(largest, fabs(total.entered - old.entered) / m->amount);
        largest = fmax(largest, away / m->amount);
    }
    return fmax(largest, flux_change(s, now, before, o, p, m));
}

static double pole(const aci_propagate_options *o, const piece *p)
{
    double first = (o->report_count > 0 ? o->report_times[0] : p->end) - p->begin;
    return 0.25 * sqrt(first * (p->end - p->begin));
}

/// Largest change of u in any cell at the first time of the piece, where few vectors must carry a
/// front, over the largest u.
static double pointwise_change(aci_krylov_space *s, const aci_krylov_reduced *now,
                               const aci_krylov_reduced *before, const aci_propagate_options *o,
                               const piece *p)
{
    double time = (o->report_count > 0 ? o->report_times[0] : p->end) - p->begin;
    aci_krylov_space_assemble(s, now, time, s->work);
    aci_krylov_space_assemble(s, before, time, s->image);
    const aci_extent extent = s->op->extent;
    double largest = fmax(fabs(s->op->top_value), aci_field_largest(extent, s->work));
    aci_field_add(extent, -1.0, s->work, s->image);
    double away = aci_field_largest(extent, s->image);
    return away > 0.0 ? away / largest : 0.0;
}

/// Dimension at which the space is looked at again.
static int next_look(int looked)
{
    int next = looked + (looked < 8 ? 2 : 1);
    return next < ACI_KRYLOV_SPACE_MAX ? next : ACI_KRYLOV_SPACE_MAX;
}

/// The last looks. The change since one two vectors ago tells the error of that one, so what has
/// been added since is to spare; the change by one vector alone may be small by chance.
typedef struct past {
    aci_krylov_reduced look[2];
    int count[2];
} past;

static void remember(past *p, const aci_krylov_reduced *r, int count)
{
    p->look[1] = p->look[0];
    p->count[1] = p->count[0];
    p->look[0] = *r;
    p->count[0] = count;
}

static const aci_krylov_reduced *compare_with(const past *p, int count)
{
    return &p->look[count - p->count[0] >= 2 ? 0 : 1];
}

/// Tells how far the whole is, once `time` is reached. Another attempt at a piece begins behind
/// what the last one told; then nothing is told until it has caught up.
static aci_status tell(const aci_propagate_options *o, const aci_watch *watch, piece *p,
                       double time)
{
    p->told = fmax(p->told, (time - o->begin) / (o->end - o->begin));
    return watch->progress != NULL ? watch->progress(watch->context, p->told) : ACI_OK;
}

/// Inside a piece, which is taken to need 12 solves at a tolerance of 1e-3 and five more for each
/// decade below; it may need more.
static double reached(const aci_propagate_options *o, const piece *p, int count)
{
    double expected = 12.0 + 5.0 * fmax(0.0, log10(1e-3 / o->tolerance));
    return p->begin - expm1(-1.5 * count / expected) * (p->end - p->begin);
}

/// Builds the space, with a first vector in it, until the change is small at all the piece's times.
static aci_status build(aci_krylov_space *s, const aci_propagate_options *o, const aci_watch *watch,
                        piece *p, measure *m, aci_krylov_reduced *r)
{
    bool added = true;
    past seen;
    aci_krylov_space_reduce(s, r);
    seen.look[0] = seen.look[1] = *r;
    seen.count[0] = seen.count[1] = s->count;
    int looked = s->count;
    while (added && s->count < ACI_KRYLOV_SPACE_MAX) {
        ACI_TRY(aci_krylov_space_extend(s, m->inner, &added));
        ACI_TRY(tell(o, watch, p, reached(o, p, s->count)));
        if (added && s->count < next_look(looked)) {
            continue;
        }
        remember(&seen, r, looked);
        aci_krylov_space_reduce(s, r);
        looked = s->count;
        const aci_krylov_reduced *before = compare_with(&seen, looked);
        if (!m->is_final) {
            take_measure(s, r, p->end - p->begin, m);
        }
        double previous = p->indicator;
        p->indicator = added ? change(s, r, before, o, p, m) : 0.0;
        m->is_falling = p->indicator < steady_fall * previous;
        if (!isfinite(p->indicator)) {
            return ACI_FAIL(ACI_NUMERICAL, "the solution is not finite");
        }
        if (p->indicator > o->tolerance) {
            continue;
        }
        double pointwise = added ? pointwise_change(s, r, before, o, p) : 0.0;
        p->indicator = fmax(p->indicator, pointwise_allowance * pointwise);
        if (p->indicator <= o->tolerance) {
            break;
        }
    }
    m->is_final = true;
    return ACI_OK;
}

static aci_exchange add(aci_exchange a, aci_exchange b)
{
    return aci_operator_exchange_sum(1.0, a, 1.0, b);
}

static aci_status report_piece(aci_krylov_space *s, const aci_krylov_reduced *r,
                               const aci_propagate_options *o, const aci_watch *watch,
                               const piece *p)
{
    for (int n = p->first_report; n < p->end_report && watch->report != NULL; ++n) {
        aci_moment moment = {.time = o->report_times[n], .u = s->work, .op = s->op};
        aci_krylov_space_exchanges(s, r, moment.time - p->begin, &moment.rate, &moment.total);
        moment.total = add(moment.total, p->total);
        aci_krylov_space_assemble(s, r, moment.time - p->begin, s->work);
        if (o->store != NULL && s->balance != NULL) {
            aci_krylov_space_assemble_store(s, r, moment.time - p->begin, s->image);
            moment.store = s->image;
        }
        ACI_TRY(watch->report(watch->context, &moment));
    }
    return ACI_OK;
}

static aci_status trace_piece(const aci_krylov_space *s, const aci_krylov_reduced *r,
                              const aci_propagate_options *o, const aci_watch *watch,
                              const piece *p)
{
    const double first = earliest(o, p);
    const double length = p->end - p->begin;
    for (int n = 0; n <= TRACE_TIMES && watch->trace != NULL; ++n) {
        double time = first * pow(length / first, (double)n / TRACE_TIMES);
        aci_exchange rate;
        aci_krylov_space_exchanges(s, r, time, &rate, NULL);
        ACI_TRY(watch->trace(watch->context, p->begin + time, &rate));
    }
    return ACI_OK;
}

static int reports_until(const aci_propagate_options *o, double time)
{
    int n = 0;
    while (n < o->report_count && o->report_times[n] <= time) {
        ++n;
    }
    return n;
}

/// A space that did not converge: where it no longer grew better, the solves may have been too
/// rough for what little has left by the end; else the piece is too long.
static aci_status try_harder(const aci_propagate_options *o, measure *m, piece *p)
{
    if (m->inner > least_inner && !m->is_falling) {
        m->inner = fmax(least_inner, 1e-4 * m->inner);
        return ACI_OK;
    }
    if (p->end - p->begin < shortest_piece * (o->end - o->begin)) {
        return ACI_FAIL(ACI_NUMERICAL, "the solution in time did not converge at %g s", p->begin);
    }
    p->end = p->begin + split_ratio * (p->end - p->begin);
    return ACI_OK;
}

static aci_status advance_piece(aci_krylov_space *s, const aci_propagate_options *o,
                                const aci_watch *watch, measure *m, piece *p, double *u)
{
    aci_krylov_reduced *r = malloc(sizeof *r);
    if (r == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a Krylov space");
    }
    memset(r, 0, sizeof *r);
    aci_propagate_options part = *o;
    part.report_times = o->report_times + p->first_report;
    part.report_count = reports_until(o, p->end) - p->first_report;
    aci_status status;
    bool has_vector;
    p->indicator = 0.0;
    s->release_scale = exp(-o->release_rate * (p->begin - o->begin));
    ACI_TRY_OR(cleanup, aci_krylov_space_start(s, pole(&part, p), u, o->store, &has_vector));
    if (has_vector) {
        ACI_TRY_OR(cleanup, build(s, &part, watch, p, m, r));
    }
    if (p->indicator > o->tolerance) {
        ACI_TRY_OR(cleanup, try_harder(o, m, p));
        aci_krylov_space_restore(s, u);
        status = advance_piece(s, o, watch, m, p, u);
        goto cleanup;
    }
    p->end_report = reports_until(o, p->end);
    ACI_TRY_OR(cleanup, trace_piece(s, r, &part, watch, p));
    ACI_TRY_OR(cleanup, report_piece(s, r, o, watch, p));
    aci_exchange rate, total;
    aci_krylov_space_exchanges(s, r, p->end - p->begin, &rate, &total);
    p->total = add(p->total, total);
    aci_krylov_space_assemble(s, r, p->end - p->begin, u);
    if (s->balance != NULL) {
        aci_krylov_space_assemble_store(s, r, p->end - p->begin, o->store);
    }
cleanup:
    free(r);
    return status;
}

aci_status aci_krylov_propagate(aci_operator *op, const aci_propagate_options *o,
                                const aci_watch *watch, double *u, aci_propagate_report *report)
{
    aci_krylov_space *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for a Krylov space");
    }
    report->method = "rational Krylov";
    aci_status status;
    ACI_TRY_OR(cleanup, aci_krylov_space_create(s, op));
    ACI_TRY_OR(cleanup, aci_krylov_space_prepare(s, o, report));
    s->release = o->release;
    s->release_rate = o->release_rate;
    measure m = {.inner = fmin(1e-3, inner_share * o->tolerance)};
    piece p = {.begin = o->begin, .end = o->apart > 0.0 ? o->begin + o->apart : o->end};
    while (p.begin < o->end) {
        ACI_TRY_OR(cleanup, advance_piece(s, o, watch, &m, &p, u));
        report->steps += s->count;
        report->indicator = fmax(report->indicator, p.indicator);
        p = (piece){.begin = p.end,
                    .end = o->end,
                    .first_report = p.end_report,
                    .total = p.total,
                    .told = p.told};
        m.is_final = m.is_final && !(o->apart > 0.0 && p.begin == o->begin + o->apart);
        ACI_TRY_OR(cleanup, tell(o, watch, &p, p.begin));
    }
    aci_solver_report work = aci_solver_work(s->solver);
    report->solves += work.solves;
    report->iterations += work.iterations;
cleanup:
    aci_krylov_space_destroy(s);
    free(s);
    return status;
}
