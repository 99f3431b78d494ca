/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweeps.h"

const char sweeps_head[] =
    "title: a sweep\n"
    "skin:\n"
    "  layers:\n"
    "    - {name: stratum_corneum, thickness: 15 um, diffusivity: 1e-13 m2/s, partition: 1}\n"
    "    - {name: dermis, thickness: 300 um, diffusivity: 1e-10 m2/s, partition: 1}\n"
    "channels: {mouth_radius: 30 um, bottom_radius: 5 um, depth: 100 um, pitch: 500 um,\n"
    "           diffusivity: 5e-10 m2/s, partition: 1}\n"
    "product: {concentration: 1 kg/m3, dose: infinite, partition: 1}\n"
    "simulation: {duration: 2 h, report_every: 1 h, accuracy: 1e-1}\n"
    "output: {fields: []}\n";
