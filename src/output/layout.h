/* SPDX-License-Identifier: GPL-3.0-or-later */
/// The parts of the result file that stand still: axes, empty fields, geometry, provenance, root
/// attributes; and the ledger written at the end.
#ifndef ACICULA_OUTPUT_LAYOUT_H
#define ACICULA_OUTPUT_LAYOUT_H

#include "acicula/output/file.h"
#include "store.h"

typedef enum aci_layout_field {
    ACI_LAYOUT_CONCENTRATION,
    ACI_LAYOUT_ACTIVITY,
    ACI_LAYOUT_FIELDS
} aci_layout_field;

/// Open ids of a file being written; H5I_INVALID_HID where there is none.
typedef struct aci_layout {
    hid_t file;
    hid_t time;
    hid_t axes[3]; ///< z, then y and x or r
    hid_t nv;
    hid_t fields[ACI_LAYOUT_FIELDS];
    int rank; ///< of space: 1 to 3
    hsize_t size[3];
} aci_layout;

/// Names of the fields in the file, in the order of aci_layout_field.
extern const char *const aci_layout_field_names[ACI_LAYOUT_FIELDS];

/// Names of the axes z, y, x (or z, r; z) of a geometry; returns how many.
int aci_layout_axes(aci_geometry geometry, const char *names[3], int axis[3]);

/// Everything known before the first snapshot.
ACI_MUST_CHECK aci_status aci_layout_write(aci_layout *layout, const aci_file_options *options,
                                           const aci_scene *scene);

/// Closes all ids but the file's; returns `status` or the first failure.
ACI_MUST_CHECK aci_status aci_layout_close(aci_layout *layout, aci_status status);

/// Root attributes and the texts of /provenance.
ACI_MUST_CHECK aci_status aci_provenance_write(hid_t file, const aci_file_options *options);

typedef struct aci_provenance_words {
    const char *title, *comment; ///< root attributes
} aci_provenance_words;

/// The same for a file that is no single run: the scenario may be NULL. Of `options` only what
/// describes the origin is read.
ACI_MUST_CHECK aci_status aci_provenance_write_study(hid_t file, const aci_file_options *options,
                                                     const aci_provenance_words *words);

/// /history, /control, /endpoints and the root attributes of accuracy and cost.
ACI_MUST_CHECK aci_status aci_ledger_write(hid_t file, const aci_scenario *scenario,
                                           const aci_results *results);

/// /closure, where channels close: the methods of observing with threshold and time_closed, a fill
/// value where they never see it; and, for the group of a history, the area still open at its
/// times.
ACI_MUST_CHECK aci_status aci_closing_write(hid_t file, const aci_scenario *scenario);
ACI_MUST_CHECK aci_status aci_closing_write_area(hid_t group, hid_t time,
                                                 const aci_scenario *scenario,
                                                 const aci_history *history);

/// For the group of a history, of a finite dose with a schedule: the film's thickness at its times,
/// at that of an event before it.
ACI_MUST_CHECK aci_status aci_product_write_film(hid_t group, hid_t time,
                                                 const aci_scenario *scenario,
                                                 const aci_history *history);

/// /insertion, /channels, /treatment and /classes of a run whose channels a device made: nothing
/// without one. /channels has a row for each strike, with its place on the treated square; of a
/// true patch a row for each of its channels, with its place on the patch. The size is an upper
/// bound of what that takes, bytes.
ACI_MUST_CHECK aci_status aci_needles_write(hid_t file, const aci_scenario *scenario,
                                            const aci_results *results);
unsigned long long aci_needles_size(const aci_results *results);

/// /systemic of a run with that section: the course, the endpoints, the stated level, and the
/// concentration behind intact skin; nothing without one.
ACI_MUST_CHECK aci_status aci_body_write(hid_t file, const aci_scenario *scenario,
                                         const aci_results *results);
unsigned long long aci_body_size(const aci_results *results);

/// /regions, /strips and /uniformity, each where the scenario asks for it. The size is an upper
/// bound of what that takes, bytes.
ACI_MUST_CHECK aci_status aci_targets_write(hid_t file, const aci_scenario *scenario,
                                            const aci_results *results);
unsigned long long aci_targets_size(const aci_results *results);

/// The layers' names as the dimension scale `layer` of a group.
ACI_MUST_CHECK aci_status aci_ledger_layers(hid_t group, const aci_skin *skin, hid_t *out);

#endif
