/* SPDX-License-Identifier: GPL-3.0-or-later */
/// A headline number as people read it.
#ifndef ACICULA_APP_HEADLINE_TEXT_H
#define ACICULA_APP_HEADLINE_TEXT_H

#include "acicula/study/headline.h"

/// A value in the unit people use for the result, "0.0123 ug/cm2"; "-" for none.
typedef char aci_headline_text[48];
const char *aci_headline_text_value(const aci_headline *result, double value,
                                    aci_headline_text text);

/// The same without the unit, and the unit alone.
const char *aci_headline_text_number(const aci_headline *result, double value,
                                     aci_headline_text text);
const char *aci_headline_text_unit(const aci_headline *result);

#endif
