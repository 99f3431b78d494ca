/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/verification/compartments.h"

#include <math.h>

void aci_compartments_roots(const aci_compartments *body, double *alpha, double *beta)
{
    double sum = body->elimination + body->k12 + body->k21;
    double product = body->elimination * body->k21;
    *alpha = *beta = body->elimination;
    if (body->k12 > 0.0) {
        *alpha = 0.5 * (sum + sqrt(sum * sum - 4.0 * product));
        *beta = product / *alpha;
    }
}

/// A = p + q t + (start - p) e^(-k t) for a straight input.
static double advance_one(double k, double duration, double first, double last, double start)
{
    double slope = (last - first) / duration;
    double q = slope / k, p = (first - q) / k;
    return p + q * duration + (start - p) * exp(-k * duration);
}

/// exp(M t) x = (e^(-alpha t) (M + beta) - e^(-beta t) (M + alpha)) x / (beta - alpha), Sylvester.
static void relax(const aci_compartments *body, double duration, double x[2])
{
    double alpha, beta;
    aci_compartments_roots(body, &alpha, &beta);
    double fast = exp(-alpha * duration) / (beta - alpha);
    double slow = exp(-beta * duration) / (beta - alpha);
    double mx[2] = {-(body->elimination + body->k12) * x[0] + body->k21 * x[1],
                    body->k12 * x[0] - body->k21 * x[1]};
    for (int i = 0; i < 2; i++) {
        x[i] = fast * (mx[i] + beta * x[i]) - slow * (mx[i] + alpha * x[i]);
    }
}

void aci_compartments_advance(const aci_compartments *body, double duration, double first,
                              double last, double amount[2])
{
    double k = body->elimination, ratio = body->k12 / body->k21;
    if (!(body->k12 > 0.0)) {
        amount[0] = advance_one(k, duration, first, last, amount[0]);
        return;
    }
    /* x = p + q t with M q = -(slope, 0) and M p = q - (first, 0); M^-1 (1, 0) = -(1, ratio)/k_e */
    double slope = (last - first) / duration;
    double q[2] = {slope / k, ratio * slope / k};
    double p0 = (first - q[0] - q[1]) / k;
    double p[2] = {p0, (body->k12 * p0 - q[1]) / body->k21};
    double x[2] = {amount[0] - p[0], amount[1] - p[1]};
    relax(body, duration, x);
    for (int i = 0; i < 2; i++) {
        amount[i] = p[i] + q[i] * duration + x[i];
    }
}

double aci_compartments_depot(const aci_compartments *body, double absorption, double time)
{
    double ka = absorption, alpha, beta;
    aci_compartments_roots(body, &alpha, &beta);
    if (!(body->k12 > 0.0)) {
        return ka / (ka - alpha) * (exp(-alpha * time) - exp(-ka * time));
    }
    double k21 = body->k21;
    return ka * ((k21 - alpha) / ((ka - alpha) * (beta - alpha)) * exp(-alpha * time) +
                 (k21 - beta) / ((ka - beta) * (alpha - beta)) * exp(-beta * time) +
                 (k21 - ka) / ((alpha - ka) * (beta - ka)) * exp(-ka * time));
}

double aci_compartments_depot_peak(const aci_compartments *body, double absorption)
{
    return log(absorption / body->elimination) / (absorption - body->elimination);
}
