/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Measured curves, from CSV files: means over samples at times.
///
///   # comments, anywhere; source and what was done
///   time,amount,sd,n,set
///   h,ug/cm2,ug/cm2,1,
///   1,19.6,4.6,3,human
///   3,30.0,3.1,3,human
///
/// The columns in any order. `time` and `amount` are required; `sd` is the standard deviation
/// between the samples, `n` their number (1 where it is left out), `set` the name of the data set
/// (that of the file without its end where there is no such column). The second line has the units.
/// Cells of sd and n may be empty. Amounts are 0 or more; each time of a data set stands once.
#ifndef ACICULA_STUDY_MEASURED_H
#define ACICULA_STUDY_MEASURED_H

#include "acicula/base/config.h"
#include "acicula/skin/skin.h"

enum { ACI_MEASURED_SETS_MAX = 12, ACI_MEASURED_ROWS_MAX = 2000 };

typedef struct aci_measured_row {
    int set;          ///< index of its data set
    double time;      ///< s
    double amount;    ///< SI, >= 0
    double deviation; ///< between samples, SI; NAN where not told
    double samples;   ///< n >= 1
    const char *file; ///< where it stands, borrowed from the config
    int line;
} aci_measured_row;

/// Rows in the order of the files. Destroy in every case; start with all zero.
typedef struct aci_measured {
    int count;
    aci_measured_row *rows; ///< owned
    int set_count;
    char sets[ACI_MEASURED_SETS_MAX][ACI_NAME_SIZE]; ///< in the order they are met
} aci_measured;

/// Adds the rows of one file. `node` is the scalar that names it, `set` the data set where the file
/// has no such column (NULL: its name without folder and end). `unit` is that of what is measured,
/// "kg m-2". Adds a fault with file, line and column; ACI_BAD_INPUT then.
ACI_MUST_CHECK aci_status aci_measured_read(aci_config *config, const aci_node *node,
                                            const char *set, const char *unit, aci_measured *out);

void aci_measured_destroy(aci_measured *measured);

/// Index of a data set; -1 for none.
int aci_measured_find(const aci_measured *measured, const char *set);

/// The pooled relative deviation between samples, sqrt(sum (n - 1)(sd/amount)^2/sum (n - 1)), and
/// the sum of n - 1, its degrees of freedom; NAN and 0 where no row has deviation and n > 1.
double aci_measured_spread(const aci_measured *measured, double *freedom);

/// How likely deviations as unlike as these are where all amounts have one relative deviation: the
/// p-value of Bartlett's test (1937, 10.1098/rspa.1937.0109) of the sd/amount with n > 1; 0 where
/// fewer than two rows have one. The true deviations, all the same, have 1.
double aci_measured_likeness(const aci_measured *measured);

/// Samples of the row with the fewest, of those with n > 1; INFINITY without one.
double aci_measured_fewest(const aci_measured *measured);

#endif
