/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What the files that complete a compound share.
#ifndef ACICULA_SRC_SKIN_COMPOUNDS_PARTS_H
#define ACICULA_SRC_SKIN_COMPOUNDS_PARTS_H

#include "acicula/skin/compounds.h"

/// Whether the number is there.
bool aci_compounds_is_known(const aci_value *value);

/// Above 1 kg/mol.
bool aci_compounds_is_large(const aci_compound *compound);

/// Whether the laws of log Kow apply; a large molecule's log Kow means nothing here.
bool aci_compounds_has_partition_law(const aci_compound *compound);

/// Sets a missing number from a correlation, or by assumption.
void aci_compounds_correlate(aci_value *slot, double value, char confidence, const char *source);
void aci_compounds_assume(aci_value *slot, double value, char confidence, const char *source);

/// The stratum corneum, after water and viable epidermis.
void aci_compounds_complete_barrier(aci_compound *compound);

#endif
