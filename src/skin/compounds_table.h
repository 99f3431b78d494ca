/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The shipped compounds as a constant array, ended by an entry with an empty name.
#ifndef ACICULA_SRC_SKIN_COMPOUNDS_TABLE_H
#define ACICULA_SRC_SKIN_COMPOUNDS_TABLE_H

#include "acicula/skin/compounds.h"

extern const aci_compound aci_compounds_table[];

#endif
