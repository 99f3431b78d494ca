/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acicula/study/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

aci_interval aci_interval_jackknife(double value, const double *without, int count,
                                    double confidence)
{
    double mean = 0.0, squares = 0.0;
    for (int r = 0; r < count; ++r) {
        mean += without[r] / count;
    }
    for (int r = 0; r < count; ++r) {
        squares += (without[r] - mean) * (without[r] - mean);
    }
    /* The pseudo values differ from their mean by count - 1 times what `without` does. */
    double error = sqrt(squares * (count - 1) / count);
    double half = error * gsl_cdf_tdist_Pinv(0.5 * (1.0 + confidence), count - 1.0);
    return isfinite(value) && isfinite(half) ? (aci_interval){value, value - half, value + half}
                                             : (aci_interval){value, NAN, NAN};
}

aci_interval aci_interval_share(long hits, long count, double confidence)
{
    if (count == 0) {
        return (aci_interval){NAN, NAN, NAN};
    }
    double n = (double)count, share = (double)hits / n;
    double z = gsl_cdf_ugaussian_Pinv(0.5 * (1.0 + confidence)), z2 = z * z / n;
    double middle = (share + 0.5 * z2) / (1.0 + z2);
    double half = z / (1.0 + z2) * sqrt(share * (1.0 - share) / n + 0.25 * z2 / n);
    return (aci_interval){share, hits == 0 ? 0.0 : middle - half,
                          hits == count ? 1.0 : middle + half};
}

/* Largest rank r in 1 .. count with P(fewer than r of the sample lie below the quantile) <= tail;
   0 when there is none. */
static int lower_rank(int count, double share, double tail)
{
    int least = 0, most = count;
    while (least < most) {
        int middle = least + (most - least + 1) / 2;
        bool holds = gsl_cdf_binomial_P((unsigned)(middle - 1), share, (unsigned)count) <= tail;
        least = holds ? middle : least;
        most = holds ? most : middle - 1;
    }
    return least;
}

static double between(const double *sorted, int count, double place)
{
    int below = (int)floor(place);
    double part = place - below;
    return part > 0.0 && below + 1 < count
               ? sorted[below] + part * (sorted[below + 1] - sorted[below])
               : sorted[below];
}

aci_interval aci_interval_quantile(const double *sorted, int count, double share, double confidence)
{
    if (count == 0) {
        return (aci_interval){NAN, NAN, NAN};
    }
    double tail = 0.5 * (1.0 - confidence);
    int low = lower_rank(count, share, tail);
    int high = count + 1 - lower_rank(count, 1.0 - share, tail);
    return (aci_interval){between(sorted, count, share * (count - 1)),
                          low >= 1 ? sorted[low - 1] : NAN, high <= count ? sorted[high - 1] : NAN};
}
