/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Small dense symmetric eigenproblems.
#ifndef ACICULA_NUMERICS_DENSE_H
#define ACICULA_NUMERICS_DENSE_H

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix of order n by Jacobi rotations.
/// `matrix` [n][n] is overwritten; `values` [n]; `vectors` [n][n], column j belongs to values[j].
void aci_dense_eigen(int n, double *matrix, double *values, double *vectors);

#endif
