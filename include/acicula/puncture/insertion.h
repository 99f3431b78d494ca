/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One needle into layered skin: from how it is driven to how deep it goes and what that takes.
///
/// The base moves by D from first touch; the skin gives way by the dimple w, the tip lies d below
/// the deformed surface (a length along the tissue, so also below the recovered surface):
///   D = w + d.
///
/// Steady resistance (fracture.h). A slice of tissue at depth z opens from 0 to R(d - z) as the tip
/// comes and goes on; slices do not know each other, so the work of a tip at d is
///   W(d) = int_0^d f_z(R(d - z)) dz,  f_z(R) = least of 2 a J + S_crack,
/// and the force dW/dd, layer by layer from top_k to bottom_k (d in the tip's layer),
///   F_s(d) = sum over k of f_k(R(d - top_k)) - [layer passed] f_k(R(d - bottom_k)).
/// Above a layer's end a shaft that no longer widens costs nothing but friction,
///   F_f(d) = int_0^d mu_f p_z 2 pi R(d - z) dz,
/// with p the pressure of a neo-Hooke cavity (cavity.h) opened from the capacity of the crack, half
/// its half-length, to R.
///
/// Dimple (indentation.h, array.h). F = F_loc(w). Without a plate the neighbours push the skin
/// further down: w grows by F times the lattice sum at the middle of the array, with the modulus at
/// half its width, as far as a push reaches (to the ring of a nozzle, to a bone, with the waves).
/// Beside a plate only the dimple against the skin amid the needles counts: the skin is cut off at
/// array.h's shared depth and held at half the pitch. Edge needles dent less than this middle one.
///
/// Puncture. ENERGY: the tip breaks in when the dimple has taken the work of steady penetration,
///   int_0^w F_loc dw = F_s(0) w,
/// which for F = beta E w^2 is F_p = 3 F_s(0); after it the tip jumps in until F_s + F_f holds the
/// dimple. An idea of Fregonese and Bacca 2021 (10.1016/j.jmps.2021.104497). LINE: F_p =
/// 4.594 kN/m times the tip's diameter less 2.97 mN, not below 0 (Roemgens 2014, 5 to 37 um).
///
/// Nozzle. A hand that presses a pen's ring on the skin makes it stand into the ring, by the lift
/// of indentation.h with the moduli at rest: the needles meet it earlier, so the travel from first
/// touch is the protrusion and the lift together, for a cam at most its stroke.
///
/// Way. The base moves on; the tip lies at the least d with F_s(d) + F_f(d) >= F_dimple(D - d), a
/// depth that cannot fall. Where force drops with depth the tip jumps at constant D; the energy set
/// free is lost as damping. A drive ends it: travel, a force reached, energy used up, or a motor
/// with mass m and stall force that has m v^2/2 + stall D to give. The needle's length (landing)
/// and a bone end the depth: what is pressed further rests on the plate or the bone
/// (contact_force).
///
/// Rate. Every modulus, for dimple and crack alike, grows by mechanics.h's factor at
///   rate = speed / the lesser of needle length and travel:
/// a slice of tissue is stretched by order one while the needle goes in, and the dimple, of the
/// travel at most, is made in the same time. A crank's speed is that over the way in,
///   travel over its time = pi f S x/asin(sqrt x),  x = travel/stroke,
/// half of that at first touch for small x. Toughness does not change. A push along the skin
/// reaches no further than shear waves in the time travel/speed.
///
/// Energy: work = elastic + fracture + friction + damping + kinetic to 1 % (test).
/// Sources and derivation of the identity: Shergold and Fleck 2004 (10.1098/rspa.2004.1315);
/// the slices are independent and in plane strain, which is the model's weakness near the surface.
#ifndef ACICULA_PUNCTURE_INSERTION_H
#define ACICULA_PUNCTURE_INSERTION_H

#include <stdbool.h>

#include "acicula/base/status.h"
#include "acicula/puncture/indentation.h"
#include "acicula/puncture/needle.h"
#include "acicula/skin/mechanics.h"

typedef enum aci_drive {
    ACI_DRIVE_DISPLACEMENT, ///< the base travels by `travel`, whatever it takes
    ACI_DRIVE_FORCE,        ///< a force on each needle, until it lands
    ACI_DRIVE_ENERGY,       ///< a kinetic energy for each needle, until it is used up
    ACI_DRIVE_CAM,          ///< a pen: stroke, frequency, moving mass, stall force
} aci_drive;

typedef enum aci_puncture_law { ACI_PUNCTURE_ENERGY, ACI_PUNCTURE_LINE } aci_puncture_law;

/// What holds the skin beside the needles, so that the collective dimple counts or not.
typedef enum aci_reference {
    ACI_REFERENCE_FAR,    ///< nothing: the undisturbed skin far away (single needle)
    ACI_REFERENCE_PLATE,  ///< the base plate or drum lands between the needles
    ACI_REFERENCE_NOZZLE, ///< the ring of a pen rests on the skin
} aci_reference;

/// How a needle is driven. Unused members are 0.
typedef struct aci_insertion_setting {
    aci_drive drive;
    aci_support support;
    aci_puncture_law law;
    double travel;      ///< the most the base can move below first touch, m, > 0
    double force;       ///< on each needle, N (FORCE)
    double energy;      ///< of each needle at first touch, J (ENERGY)
    double speed;       ///< at first touch, m/s, >= 0: sets the rate of loading; 0 with a crank
                        ///< stands for the crank's, 2 pi f sqrt(travel (stroke - travel))
    double stroke;      ///< of a crank: peak to peak, m, >= travel; 0 without one
    double frequency;   ///< of a crank: 1/s
    double moving_mass; ///< CAM: of the whole cartridge, kg
    double stall_force; ///< CAM: of the motor on the whole cartridge, N
    double slot;        ///< how far the needle moves along the skin, which does not follow, m, >= 0
    double friction;    ///< Coulomb's coefficient; < 0: that of the needle's material
    int needles;        ///< that touch together, >= 1
    double pitch;       ///< of them, m, > 0 if there are several
    aci_reference reference;
    aci_indentation_ring ring; ///< NOZZLE; radius 0: flat skin, held one pitch beyond the
                               ///< outermost needle
} aci_insertion_setting;

typedef enum aci_insertion_stop {
    ACI_STOP_TRAVEL, ///< the base has made its travel
    ACI_STOP_PLATE,  ///< the plate landed before the needle punctured
    ACI_STOP_FORCE,  ///< the force was in balance
    ACI_STOP_ENERGY, ///< the energy was used up
    ACI_STOP_STALL,  ///< the motor stalled
} aci_insertion_stop;

/// What came of it. After no puncture: depth 0, dimple = displacement. A tip that broke in (LINE
/// law, below the steady force) but was stopped before it moved on has not punctured.
typedef struct aci_insertion {
    bool punctured;
    double depth;                 ///< d, of the tip below the deformed surface, m
    double dimple;                ///< w, m
    double lift;                  ///< of the skin into a nozzle before the strike, m
    double displacement;          ///< D = w + d, m
    double force;                 ///< on this needle at the end, N
    double largest_force;         ///< on the way, N
    double puncture_force;        ///< F_p, N
    double puncture_displacement; ///< D at the puncture, m
    double pop_in;                ///< how far the tip jumps in at the puncture, m
    double friction_force;        ///< share of `force` from the shaft: first resists withdrawal, N
    double rate_factor;           ///< of the moduli in this strike; 0 counts as 1
    double contact_force;         ///< the plate's (or bone's) share, N per needle
    int layer;                    ///< index of the layer the tip lies in; layer_count: through all
    aci_insertion_stop stop;
    struct {
        double work;     ///< done on the needle (ENERGY: brought along), J
        double elastic;  ///< stored in the dimple and around the shaft
        double fracture; ///< in the crack
        double friction; ///< on the shaft
        double damping;  ///< lost when the tip jumps
        double kinetic;  ///< left when the base has made its travel (ENERGY)
    } energy;
    double lateral_force;   ///< of the skin over the needle's depth, from its slot, N
    double buckling_safety; ///< least of buckling force over force, of the whole needle at the
                            ///< puncture and of what sticks out at the end; INFINITY without force
    double strength_safety; ///< strength over largest stress, puncture and lateral force together
} aci_insertion;

/// Multipliers of one strike, all 1 for the mean; > 0.
typedef struct aci_insertion_variation {
    double thickness, modulus, toughness, force, speed, travel;
} aci_insertion_variation;

/// Skin, needle and setting made ready for many strikes: opaque, owns its tables, borrows nothing.
typedef struct aci_insertion_model aci_insertion_model;

/// Makes a model of a skin whose mechanics are filled (mechanics.h). ACI_BAD_INPUT names what is
/// impossible: a needle without length or wider at the tip than at the base, no travel, no needle.
ACI_MUST_CHECK aci_status aci_insertion_create(const aci_skin *skin, const aci_needle *needle,
                                               const aci_insertion_setting *setting,
                                               aci_insertion_model **out);
void aci_insertion_destroy(aci_insertion_model **model);

/// One strike; about 0.1 ms. `variation` NULL: the mean. Safe from several threads.
ACI_MUST_CHECK aci_status aci_insertion_solve(const aci_insertion_model *model,
                                              const aci_insertion_variation *variation,
                                              aci_insertion *out);

/// A strike sampled along its way.
typedef struct aci_insertion_row {
    double displacement, force, dimple, depth;
} aci_insertion_row;

/// `count` >= 2 rows, displacement rising evenly from 0 to the strike's end: what a needle moved by
/// that displacement meets. A drop of the force is the puncture.
ACI_MUST_CHECK aci_status aci_insertion_curve(const aci_insertion_model *model,
                                              const aci_insertion_variation *variation, int count,
                                              aci_insertion_row *rows, aci_insertion *out);

#endif
