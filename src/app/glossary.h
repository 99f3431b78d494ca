/* SPDX-License-Identifier: GPL-3.0-or-later */
/// What results mean, for `explain` and docs/reference: groups, variables and attributes of the
/// result file (acicula/output/description.h) and the keys of `insert --json` (needles_json.h).
#ifndef ACICULA_APP_GLOSSARY_H
#define ACICULA_APP_GLOSSARY_H

#include <stdbool.h>
#include <stdio.h>

/// Explains all results of a name, which may be a path ("depth", "/insertion/depth",
/// "mean_needle.depth"), all in a group ("/insertion") or all there are ("results"). False, and
/// nothing is written, where there are none.
bool aci_glossary_explain(FILE *out, const char *name);

/// All of them as a page in Markdown.
void aci_glossary_write_page(FILE *out);

#endif
