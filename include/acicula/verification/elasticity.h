/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Closed forms of elasticity that a solid's solver is held against: a pressed tube, homogeneous
/// deformations, wave speeds. None is part of a model.
///
/// Stresses are Cauchy's. Timoshenko and Goodier, Theory of Elasticity, 1970 (tube); Ogden,
/// Non-Linear Elastic Deformations, 1984 (the rest). SI units; 1e-12 relative.
#ifndef ACICULA_VERIFICATION_ELASTICITY_H
#define ACICULA_VERIFICATION_ELASTICITY_H

/// A thick tube in plane strain, small strains, pressure inside, free outside (Lame).
typedef struct aci_elasticity_tube {
    double young_modulus, poisson;
    double inner, outer; ///< radii, m
    double pressure;     ///< inside, Pa
} aci_elasticity_tube;

typedef struct aci_elasticity_point {
    double radial, hoop; ///< stresses, Pa
    double displacement; ///< outwards, m
} aci_elasticity_point;

/// At a radius: s = c (1 -+ b^2/r^2), u = c [(1 - 2 nu) r + b^2/r]/(2 G), c = p a^2/(b^2 - a^2).
aci_elasticity_point aci_elasticity_tube_at(const aci_elasticity_tube *tube, double radius);

/// Stress of an incompressible one-term Ogden solid stretched along one axis, Pa:
/// (2 mu/alpha) (l^alpha - l^(-alpha/2)); alpha = 2: mu (l^2 - 1/l).
double aci_elasticity_uniaxial(double shear_modulus, double exponent, double stretch);

/// Along two axes alike: (2 mu/alpha) (l^alpha - l^(-2 alpha)); alpha = 2: mu (l^2 - l^-4).
double aci_elasticity_equibiaxial(double shear_modulus, double exponent, double stretch);

/// Compressible neo-Hooke, W = (mu/2)(I1 - 3 - 2 ln J) + (lambda/2) (ln J)^2, with free faces.
typedef struct aci_elasticity_stretched {
    double free_stretch; ///< of the free axes (axis)
    double volume;       ///< J
    double stress;       ///< along the driven axes, Pa
} aci_elasticity_stretched;

/// Driven along one axis, or along two alike; the free stretch by bisection to 1e-15.
aci_elasticity_stretched aci_elasticity_compressible_uniaxial(double shear_modulus, double lambda,
                                                              double stretch);
aci_elasticity_stretched aci_elasticity_compressible_equibiaxial(double shear_modulus,
                                                                 double lambda, double stretch);

/// Simple shear by gamma of a neo-Hooke solid: shear stress mu gamma, and s11 - s22 = mu gamma^2.
double aci_elasticity_shear_stress(double shear_modulus, double shear);
double aci_elasticity_shear_normal_difference(double shear_modulus, double shear);

/// Isotropic moduli and speeds of plane waves.
typedef struct aci_elasticity_waves {
    double bulk_modulus, shear_modulus; ///< Pa
    double pressure_wave, shear_wave;   ///< sqrt((K + 4 G/3)/rho), sqrt(G/rho), m/s
    double bar_wave;                    ///< sqrt(E/rho), m/s
} aci_elasticity_waves;

aci_elasticity_waves aci_elasticity_waves_of(double young_modulus, double poisson, double density);

#endif
