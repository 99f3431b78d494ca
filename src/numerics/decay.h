/* SPDX-License-Identifier: GPL-3.0-or-later */
/// One decaying number, alone or driven by something that falls, in closed form and without loss of
/// digits. Rates in 1/s; those below zero by rounding count as 0.
#ifndef ACICULA_NUMERICS_DECAY_H
#define ACICULA_NUMERICS_DECAY_H

/// exp(-rate t), and its integral from 0 to `time`.
double aci_decay_value(double rate, double time);
double aci_decay_integral(double rate, double time);

/// The solution of y' = -rate y + exp(-fall t), y(0) = 0, and its integral from 0 to `time`.
double aci_decay_driven(double rate, double fall, double time);
double aci_decay_driven_integral(double rate, double fall, double time);

#endif
