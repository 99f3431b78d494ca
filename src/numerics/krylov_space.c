/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "krylov_space.h"

#include <math.h>
#include <stdlib.h>

#include "memory.h"

/// From so many cells on a chain is held in single precision, where the tolerance allows it: what
/// its members lose in rounding is 6e-8 of them.
static const size_t large = 2000000;
static const double single_tolerance = 1e-3;

static bool suits_single(const aci_krylov_space *s, const aci_propagate_options *options)
{
    const size_t least = options->single_from > 0 ? options->single_from : large;
    return s->op->extent.count >= least && options->tolerance >= single_tolerance &&
           s->balance == NULL && options->release == NULL;
}

static const double much_less = 0.5; ///< fall of the norm beyond which one pass is not enough

aci_status aci_krylov_space_create(aci_krylov_space *s, aci_operator *op)
{
    s->op = op;
    if (op->store_in == NULL) {
        return ACI_OK;
    }
    ACI_TRY(aci_field_create(op->extent, &s->passing));
    ACI_TRY(aci_field_create(op->extent, &s->balance));
    for (size_t c = 0; c < op->extent.count; ++c) {
        s->balance[c] = op->store_in[c] > 0.0 ? op->store_in[c] / op->store_out[c] : 0.0;
    }
    return ACI_OK;
}

void aci_krylov_space_destroy(aci_krylov_space *s)
{
    aci_solver_destroy(&s->solver);
    double **fields[] = {&s->own_steady, &s->balance, &s->passing};
    for (size_t n = 0; n < sizeof fields / sizeof *fields; ++n) {
        aci_field_destroy(s->op->extent, fields[n]);
    }
    for (int n = 0; n < ACI_KRYLOV_SPACE_MAX; ++n) {
        aci_field_destroy(s->op->extent, &s->chain[n]);
        free(s->single[n]);
        aci_field_destroy(s->op->extent, &s->stored[n]);
    }
}

aci_status aci_krylov_space_prepare(aci_krylov_space *s, const aci_propagate_options *options,
                                    aci_propagate_report *report)
{
    aci_extent extent = s->op->extent;
    s->is_single = suits_single(s, options);
    if (options->steady != NULL) {
        s->steady = options->steady;
        s->steady_rate = options->steady_rate;
    } else if (aci_operator_fed(s->op) != 0.0) {
        ACI_TRY(aci_field_create(extent, &s->own_steady));
        ACI_TRY(aci_propagate_steady_state(s->op, s->own_steady, &s->steady_rate, report));
        s->steady = s->own_steady;
    }
    /* after the solver of the steady state is gone: two at a time would be the most memory held */
    ACI_TRY(aci_solver_create(s->op, &s->solver));
    s->work = aci_solver_right(s->solver);
    s->image = aci_solver_spare(s->solver);
    aci_field_fill(extent, 1.0, s->work);
    aci_operator_apply(s->op, s->work, s->image);
    s->capacity_sum = aci_field_sum(extent, s->op->capacity);
    s->capacity_sum += s->balance != NULL ? aci_field_sum(extent, s->balance) : 0.0;
    s->row_sum = aci_field_sum(extent, s->image);
    aci_operator_exchange_of(s->op, s->work, s->exchange_of_one);
    return ACI_OK;
}

/// The member that comes next, or came last, as a field.
static double *newest(const aci_krylov_space *s, int n)
{
    return s->is_single ? s->fresh : s->chain[n];
}

static void dots(const aci_krylov_space *s, const double *w, const double *a, int n, double out[])
{
    if (s->is_single) {
        aci_field_dots_single(s->op->extent, w, a, n, s->single, out);
    } else {
        aci_field_dots(s->op->extent, w, a, n, s->chain, out);
    }
}

/// Square of the newest member in the capacity.
static double square(const aci_krylov_space *s, int n)
{
    aci_extent extent = s->op->extent;
    const double *q = newest(s, n);
    double sum = aci_field_weighted_dot(extent, s->op->capacity, q, q);
    if (s->balance != NULL) {
        sum += aci_field_weighted_dot(extent, s->balance, s->stored[n], s->stored[n]);
    }
    return sum;
}

/// Takes from the last member its parts along the others.
static void make_orthogonal(aci_krylov_space *s)
{
    aci_extent extent = s->op->extent;
    const int n = s->count;
    double along[ACI_KRYLOV_SPACE_MAX], stored[ACI_KRYLOV_SPACE_MAX];
    dots(s, s->op->capacity, newest(s, n), n, along);
    if (s->balance != NULL) {
        aci_field_dots(extent, s->balance, s->stored[n], n, s->stored, stored);
        for (int k = 0; k < n; ++k) {
            along[k] += stored[k];
        }
        aci_field_subtract(extent, n, along, s->stored, s->stored[n]);
    }
    if (s->is_single) {
        aci_field_subtract_single(extent, n, along, s->single, s->fresh);
    } else {
        aci_field_subtract(extent, n, along, s->chain, s->chain[n]);
    }
}

/// Row n of chain' A chain. What passes between cells and stores enters by the differences of u and
/// v, which are small where it is fast.
static void fill_matrix(aci_krylov_space *s, int n)
{
    aci_extent extent = s->op->extent;
    const double *q = newest(s, n);
    aci_operator_apply(s->op, q, s->image);
    for (size_t c = 0; c < extent.count && s->balance != NULL; ++c) {
        s->passing[c] = s->op->store_in[c] * (q[c] - s->stored[n][c]);
        s->image[c] += s->passing[c];
    }
    double sum[ACI_KRYLOV_SPACE_MAX], passed[ACI_KRYLOV_SPACE_MAX] = {0.0};
    dots(s, NULL, s->image, n + 1, sum);
    if (s->balance != NULL) {
        aci_field_dots(extent, NULL, s->passing, n + 1, s->stored, passed);
    }
    for (int k = 0; k <= n; ++k) {
        s->matrix[n][k] = s->matrix[k][n] = sum[k] - passed[k];
    }
}

/// Takes chain[count] as the next member: makes it orthonormal, fills the small numbers.
/// `*added` is false when nothing new is left in it.
static void adopt(aci_krylov_space *s, bool *added)
{
    aci_extent extent = s->op->extent;
    const double *capacity = s->op->capacity;
    int n = s->count;
    double *q = newest(s, n);
    double before = sqrt(square(s, n));
    make_orthogonal(s);
    double norm = sqrt(square(s, n));
    if (norm < much_less * before) { /* the digits that cancelled leave parts along the others */
        make_orthogonal(s);
        norm = sqrt(square(s, n));
    }
    *added = norm > 1e-14 * before && norm > 0.0;
    if (!*added) {
        return;
    }
    aci_field_scale(extent, 1.0 / norm, q);
    if (s->is_single) {
        aci_field_round(extent, q, s->single[n]);
    }
    s->with_one[n] = aci_field_dot(extent, capacity, q);
    if (s->balance != NULL) {
        aci_field_scale(extent, 1.0 / norm, s->stored[n]);
        s->with_one[n] += aci_field_dot(extent, s->balance, s->stored[n]);
    }
    fill_matrix(s, n);
    s->fed[n] = s->release != NULL ? s->release_scale * aci_field_dot(extent, s->release, q) : 0.0;
    double exchange[ACI_KRYLOV_EXCHANGES];
    aci_operator_exchange_of(s->op, q, exchange);
    for (int m = 0; m < ACI_KRYLOV_EXCHANGES; ++m) {
        s->exchange[m][n] = exchange[m];
    }
    /* 1'A q is what q loses: taken from the same sums, so that the ledger closes to the last digit
     */
    s->image_of_one[n] = s->exchange[1][n] + s->exchange[2][n] - s->exchange[0][n];
    ++s->count;
}

/// Room for the next member.
static aci_status create_member(aci_krylov_space *s)
{
    const aci_extent extent = s->op->extent;
    if (s->is_single && s->single[s->count] == NULL) {
        s->single[s->count] = aci_memory_create(extent.count * sizeof(float));
        if (s->single[s->count] == NULL) {
            return ACI_FAIL(ACI_FILE, "not enough memory for a Krylov space");
        }
    }
    if (!s->is_single && s->chain[s->count] == NULL) {
        ACI_TRY(aci_field_create(extent, &s->chain[s->count]));
    }
    if (s->balance != NULL && s->stored[s->count] == NULL) {
        ACI_TRY(aci_field_create(extent, &s->stored[s->count]));
    }
    return ACI_OK;
}

static void start_stores(aci_krylov_space *s, const double *store)
{
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        double rest = s->steady != NULL ? s->steady[c] : 0.0;
        double v = s->balance[c] > 0.0 ? store[c] / s->balance[c] - rest : 0.0;
        s->stored[0][c] = v;
        s->work[c] += s->balance[c] * fabs(v);
    }
}

/// A chain of its own for what is released: it begins with what a moment of it adds to u.
static aci_status start_release(aci_krylov_space *s, bool *added)
{
    bool is_new;
    ACI_TRY(create_member(s));
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        s->chain[s->count][c] = s->release[c] / s->op->capacity[c];
    }
    if (s->balance != NULL) {
        aci_field_fill(s->op->extent, 0.0, s->stored[s->count]);
    }
    s->release_sum = s->release_scale * aci_field_sum(s->op->extent, s->release);
    adopt(s, &is_new);
    s->width = *added && is_new ? 2 : 1;
    *added = *added || is_new;
    return ACI_OK;
}

/// Rounding shifts all cells of one value alike, so the first member may miss some 1e-8 of what the
/// start holds: its amplitude makes up for that, else the balance of mass would never close.
static void keep_content(aci_krylov_space *s, double content)
{
    static const double least_content = 1e-3; /* of the start's amount, signs left out */
    if (fabs(content) > least_content * s->start_amount) {
        s->start_norm = content / s->with_one[0];
    }
}

aci_status aci_krylov_space_start(aci_krylov_space *s, double pole, double *u, const double *store,
                                  bool *added)
{
    aci_extent extent = s->op->extent;
    s->count = 0;
    s->fresh = s->is_single ? u : NULL;
    s->width = 1;
    s->pole = pole;
    aci_solver_update(s->solver, pole);
    ACI_TRY(create_member(s));
    double *first = newest(s, 0);
    if (first != u) {
        aci_field_copy(extent, u, first);
    }
    if (s->steady != NULL) {
        aci_field_add(extent, -1.0, s->steady, first);
    }
    const double content = aci_field_dot(extent, s->op->capacity, first);
    for (size_t c = 0; c < extent.count; ++c) {
        s->work[c] = s->op->capacity[c] * fabs(first[c]);
    }
    if (s->balance != NULL) {
        start_stores(s, store);
    }
    s->start_amount = aci_field_sum(extent, s->work);
    s->start_norm = sqrt(square(s, 0));
    if (!isfinite(s->start_norm)) {
        return ACI_FAIL(ACI_NUMERICAL, "the solution is not finite at the start");
    }
    adopt(s, added);
    if (*added && s->is_single) {
        keep_content(s, content);
    }
    return s->release != NULL ? start_release(s, added) : ACI_OK;
}

void aci_krylov_space_restore(const aci_krylov_space *s, double *u)
{
    if (!s->is_single) {
        return;
    }
    const double amplitude = -s->start_norm;
    if (s->steady != NULL) {
        aci_field_copy(s->op->extent, s->steady, u);
    } else {
        aci_field_fill(s->op->extent, 0.0, u);
    }
    aci_field_subtract_single(s->op->extent, s->count > 0 ? 1 : 0, &amplitude, s->single, u);
}

/// The right side of a solve gets what the last member's stores send.
static void add_stored(aci_krylov_space *s)
{
    const double *v = s->stored[s->count - s->width];
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        s->work[c] += aci_operator_store_capacity(s->op, s->pole, c) * v[c];
    }
}

/// v of the next member, from its u.
static void solve_stored(aci_krylov_space *s)
{
    const double *u = s->chain[s->count], *last = s->stored[s->count - s->width];
    double *v = s->stored[s->count];
    for (size_t c = 0; c < s->op->extent.count; ++c) {
        double out = s->pole * s->op->store_out[c];
        v[c] = (last[c] + out * u[c]) / (1.0 + out);
    }
}

aci_status aci_krylov_space_extend(aci_krylov_space *s, double tolerance, bool *added)
{
    aci_extent extent = s->op->extent;
    const double *last = newest(s, s->count - s->width);
    aci_field_multiply(extent, s->op->capacity, last, s->work);
    ACI_TRY(create_member(s));
    if (s->balance != NULL) {
        add_stored(s);
    }
    ACI_TRY(aci_solver_solve(s->solver, s->work, tolerance, newest(s, s->count)));
    if (s->balance != NULL) {
        solve_stored(s);
    }
    adopt(s, added);
    return ACI_OK;
}
