/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Initialisers for the constant tables: a number with its confidence and source.
#ifndef ACICULA_SRC_SKIN_VALUES_H
#define ACICULA_SRC_SKIN_VALUES_H

#include "acicula/skin/skin.h"

#define ACI_VALUE_MEASURED(value, confidence, source)                                              \
    {                                                                                              \
        (value), ACI_ORIGIN_MEASURED, (confidence), (source)                                       \
    }
#define ACI_VALUE_CORRELATED(value, confidence, source)                                            \
    {                                                                                              \
        (value), ACI_ORIGIN_CORRELATED, (confidence), (source)                                     \
    }
#define ACI_VALUE_ASSUMED(value, confidence, source)                                               \
    {                                                                                              \
        (value), ACI_ORIGIN_ASSUMED, (confidence), (source)                                        \
    }

#endif
