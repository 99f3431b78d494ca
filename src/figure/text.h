/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Numbers, units and words as they stand in a figure.
#ifndef ACICULA_FIGURE_TEXT_H
#define ACICULA_FIGURE_TEXT_H

#include <stddef.h>

#include "data.h"

enum { ACI_FIGURE_TEXT = 64, ACI_FIGURE_CAPTION = 1024 };

#define ACI_MICRO "\xc2\xb5"
#define ACI_MICROMETRE ACI_MICRO "m"
#define ACI_AMOUNT_UNIT ACI_MICRO "g/cm\xc2\xb2"
#define ACI_FLUX_UNIT ACI_MICRO "g/cm\xc2\xb2/h"

double aci_text_micrometres(double metres);
double aci_text_hours(double seconds);
/// kg/m2 -> ug/cm2
double aci_text_amount(double amount);
/// kg/m2/s -> ug/cm2/h
double aci_text_flux(double flux);

/// 100, 0.001, 10^-5 (with raised figures): the value of a decade.
const char *aci_text_decade(int power, char out[ACI_FIGURE_TEXT]);

/// N -> mN
double aci_text_force(double force);

/// Three significant digits without an e: 1230, 0.0123, 1.23x10^-5 (with raised figures).
const char *aci_text_number(double value, char out[ACI_FIGURE_TEXT]);

/// A round number as it stands at a tic: 0.002, 150, 2x10^-6 (with raised figures).
const char *aci_text_tic(double value, char out[ACI_FIGURE_TEXT]);

/// A part in per cent, the sign left out: 0.0213, less than 0.0001.
const char *aci_text_percent(double part, char out[ACI_FIGURE_TEXT]);

/// A time in hours as short as it is exact to three digits: 0.5, 24.
const char *aci_text_time(double seconds, char out[ACI_FIGURE_TEXT]);

/// "numerical error about 0.04 %", "numerical error not estimated" for 0 or less.
const char *aci_text_error(double relative, char out[ACI_FIGURE_TEXT]);

/// Layer names with spaces.
const char *aci_text_layer(const char *name, char out[ACI_FIGURE_TEXT]);

/// A step 1, 2 or 5 times a power of ten that divides a range into at most `most` parts.
double aci_text_step(double range, int most);

/// Moves positions (ascending) apart until `spacing` lies between neighbours, inside [low, high]
/// as far as they fit.
void aci_text_spread(double *position, int count, double spacing, double low, double high);

/// The captions: headline numbers with their numerical error, then what the model takes for
/// granted. Those of fields say where the compound is at the end and how deep the channel reaches.
void aci_text_caption_absorbed(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION]);
void aci_text_caption_ledger(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION]);
void aci_text_caption_field(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION]);

void aci_text_caption_plasma(const aci_figure_data *data, char out[ACI_FIGURE_CAPTION]);

/// Of a run with a device: `first`, then what the mechanics take for granted.
void aci_text_caption_needles(const aci_figure_data *data, const char *first,
                              char out[ACI_FIGURE_CAPTION]);

/// Name of the layer at a depth, with spaces; "below the skin" under the last.
const char *aci_text_layer_at(const aci_figure_data *data, double depth, char out[ACI_FIGURE_TEXT]);

#endif
