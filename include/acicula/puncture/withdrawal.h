/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What stays when the needle leaves: the residual channel, its slit, blood and pain.
///
/// At depth z the needle of radius R(d - z) has cut a slit of half-length a (fracture.h) and
/// stretched it. Two things keep it from closing:
///   damage: a hole of radius (1 - recoil) R stays, round where that is more than a, else a slit of
///           half-length a with the same area;
///   tension: a slit across a stress s opens to an ellipse of half-width b = 2 s a (1 - nu^2)/E
///           (Inglis), here 1.5 a times the resting strain: the skin's tension over the sum of E h
///           of its layers without the fat, one strain for all depths; at most a.
/// The wider of the two counts, never wider than the needle.
///
/// Access of a compound to the skin through a slit. In from the product, along the slit, out into
/// the tissue: an elliptic hole of half-axes A, B through a barrier of thickness h has the
/// resistance
///   h/(pi A B D) + 1/(2 D r_a),  r_a = pi A/(2 K(sqrt(1 - B^2/A^2))) = AGM(A, B),
/// the first term the hole, the second twice the half-space beside an elliptic disc (K the complete
/// elliptic integral, AGM Gauss's mean). The circle with the same resistance is the root of
///   h/(pi r^2) + 1/(2 r) = h/(pi A B) + 1/(2 r_a).
/// It is larger than the circle of equal area (a slit has more edge), equals A for A = B, and goes
/// to 0 as the slit closes. h is the uppermost layer, the barrier.
///
/// Weakness: recoil is one number from one study; vessel density is chosen, not measured; both say
/// so where they are listed. SI units; no allocation; safe from every thread.
#ifndef ACICULA_PUNCTURE_WITHDRAWAL_H
#define ACICULA_PUNCTURE_WITHDRAWAL_H

#include "acicula/puncture/insertion.h"

/// The channel one strike leaves, as a truncated cone for the transport, with the numbers of the
/// slit beside it. The cone has the mouth's access, the depth, and the volume of the residual
/// profile as far as a bottom between a point and the mouth's width can give it.
typedef struct aci_residual {
    double depth;            ///< below the recovered surface, along the axis, m
    double mouth_radius;     ///< of the circle with the same access to diffusion, m
    double bottom_radius;    ///< m
    double mouth_area;       ///< of the open hole, m2
    double volume;           ///< m3
    double slit_half_length; ///< of the hole's long half-axis at the surface, m
    double slit_half_width;  ///< of its short half-axis, m
    double bleeding;         ///< probability of a cut vessel, 0..1
} aci_residual;

/// How far a needle moved along the skin while it was in, m, >= 0; both 0 for a stamp. The skin
/// follows a needle: `kept` of the slot lengthens the mouth, all of it cuts in the dermis.
typedef struct aci_drag {
    double slot, kept;
} aci_drag;

/// The residual channel after an insertion. All zero without a puncture.
/// Bleeding: vessels are random lines of length density L_V; a cut of width 2 a + slot meets
///   N = int_0^d (L_V/2) (2 a + slot) dz of them, and 1 - exp(-N) is the chance of one or more.
void aci_withdrawal_residual(const aci_skin *skin, const aci_needle *needle,
                             const aci_insertion *insertion, aci_drag drag, aci_residual *out);

/// Radius of the circle with the area of the open hole at a depth, right after withdrawal, m; 0
/// outside the channel.
double aci_withdrawal_radius(const aci_skin *skin, const aci_needle *needle,
                             const aci_insertion *insertion, double depth);

/// Radius of the circle with the access to diffusion of an ellipse of half-axes `length` >=
/// `width` through a barrier, m; see above.
double aci_withdrawal_access(double length, double width, double barrier);

/// A radius that relaxes in the first minutes: end + (start - end) exp(-time/time_constant).
double aci_withdrawal_relaxed(double start, double end, double time, double time_constant);

/// Pain relative to one needle 480 um long as Gill 2008 (10.1097/AJP.0b013e31816778f9, 480-1450 um
/// long, 1-50 needles) pressed it, by the depth its tip reaches: (depth/160 um)^1.17 N^0.30. Gill
/// found three times the length = 7 times the pain (an exponent of 1.77 in the length) and ten
/// times as many = 2 times; what his needles reach in insertion.h, 159 um and 851 um deep, goes as
/// the 1.52th power of their length, hence 1.17. Weakness: both rest on that one model of depth.
double aci_withdrawal_pain(double depth, int needles);

#endif
