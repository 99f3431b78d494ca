/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Point release in free space with a diagonal diffusivity, and its means over cells.
///
///   C(x, t) = prod_i exp(-x_i^2/(4 D_i t))/sqrt(4 pi D_i t),   m-3 per unit mass
/// Carslaw and Jaeger 1959, section 10.2; images: Crank 1975, chapter 2. Means over cells start and
/// judge a finite-volume run without the error of point values. Clearance multiplies everything by
/// e^(-k t). In a mirror plane through the origin (quarter cell) the same values hold with the mass
/// of the whole space.
#ifndef ACICULA_VERIFICATION_GAUSSIAN_H
#define ACICULA_VERIFICATION_GAUSSIAN_H

/// At a point; time > 0. Coordinates from the place of release, m.
double aci_gaussian_density(const double diffusivity[3], const double point[3], double time);

/// Mean over the box low < x < high.
double aci_gaussian_box_mean(const double diffusivity[3], const double low[3], const double high[3],
                             double time);

/// Mean over the box low < x < high between sealed walls at +-walls[i], released at the origin, by
/// images: all whose share is above 1e-16. The box lies inside the walls.
double aci_gaussian_sealed_mean(const double diffusivity[3], const double walls[3],
                                const double low[3], const double high[3], double time);

/// Mean over the ring radii[0] < r < radii[1], heights[0] < z < heights[1]; D_r across, D_z along
/// z.
double aci_gaussian_ring_mean(double lateral, double axial, const double radii[2],
                              const double heights[2], double time);

/// Mean over one interval of the one-dimensional Gaussian, 1/m per unit mass and area.
double aci_gaussian_interval_mean(double diffusivity, double low, double high, double time);

#endif
