/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map_limits.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "acicula/base/config.h"
#include "acicula/base/units.h"

int aci_map_limits_offset(const aci_catalogue_format *format, int column)
{
    size_t offset = 0;
    for (int k = 0; k < column; k++) {
        offset += format->columns[k].is_field ? 0 : aci_catalogue_width(format, k);
    }
    return (int)offset;
}

/// Index along an axis: by time, or by the member's name; -1 where there is none.
static int find_place(const aci_catalogue_axis *axis, const char *member, double time)
{
    int place = -1;
    if (axis->labels == NULL && isnan(time)) {
        return axis->size - 1;
    }
    if (axis->labels != NULL && member == NULL) {
        return 0;
    }
    for (int n = 0; n < axis->size; n++) {
        bool is_it = axis->labels != NULL
                         ? strcmp(axis->labels[n], member) == 0
                         : fabs(axis->values[n] - time) <= 1e-9 * fmax(1.0, fabs(time));
        place = is_it ? n : place;
    }
    return place;
}

static void add_place(const aci_catalogue_axis *axis, int place, char label[ACI_QUANTITY_TITLE])
{
    size_t used = strlen(label);
    if (axis->labels != NULL) {
        snprintf(label + used, ACI_QUANTITY_TITLE - used, " in %s", axis->labels[place]);
    } else {
        aci_quantity time = aci_quantity_of(axis->name, axis->unit);
        snprintf(label + used, ACI_QUANTITY_TITLE - used, " at %.4g %s",
                 time.factor * axis->values[place], time.unit);
    }
}

int aci_map_limits_entry(const aci_catalogue_format *format, int column, const char *member,
                         double time, char label[ACI_QUANTITY_TITLE])
{
    const aci_catalogue_column *c = &format->columns[column];
    int entry = 0;
    aci_quantity_title(&(aci_quantity){1.0, ""}, c->name, label);
    for (int k = 0; k < c->rank; k++) {
        const aci_catalogue_axis *axis = &format->axes[c->axes[k]];
        int place = find_place(axis, member, time);
        if (place < 0) {
            return -1;
        }
        entry = entry * axis->size + place;
        add_place(axis, place, label);
    }
    return aci_map_limits_offset(format, column) + entry;
}

/// The bound of an entry in SI; what is not there, or no number of this unit, limits nothing.
static double read_bound(const aci_node *entry, const char *key, const char *unit, double none)
{
    double value = none;
    int column = 0;
    const aci_node *node = aci_config_child(entry, key);
    bool is_read = node != NULL && node->text != NULL &&
                   aci_units_read(node->text, unit, &value, &column) == ACI_OK;
    return is_read ? value : none;
}

static int find_column(const aci_catalogue_format *format, const char *name, size_t length)
{
    for (int k = 0; k < format->column_count; k++) {
        const aci_catalogue_column *c = &format->columns[k];
        bool is_it = strncmp(c->name, name, length) == 0 && c->name[length] == '\0';
        if (is_it && !c->is_text && !c->is_field && !c->is_key) {
            return k;
        }
    }
    return -1;
}

static void describe(const char *label, const aci_quantity *quantity, aci_map_limit *limit)
{
    char low[ACI_FIGURE_TEXT], high[ACI_FIGURE_TEXT];
    snprintf(low, sizeof low, "%.4g %.40s", quantity->factor * limit->at_least, quantity->unit);
    snprintf(high, sizeof high, "%.4g %.40s", quantity->factor * limit->at_most, quantity->unit);
    if (isinf(limit->at_most)) {
        snprintf(limit->text, sizeof limit->text, "%.120s at least %.60s", label, low);
    } else if (isinf(limit->at_least)) {
        snprintf(limit->text, sizeof limit->text, "%.120s at most %.60s", label, high);
    } else {
        snprintf(limit->text, sizeof limit->text, "%.120s from %.50s to %.50s", label, low, high);
    }
}

static void read_limit(const aci_catalogue_format *format, const aci_node *entry,
                       aci_map_bounds *out, aci_map *map)
{
    const aci_node *result = aci_config_child(entry, "result");
    const char *name = result != NULL && result->text != NULL ? result->text : "";
    size_t length = strcspn(name, ".");
    int column = find_column(format, name, length);
    if (column < 0 || out->count == ACI_MAP_LIMITS_MAX) {
        return;
    }
    char label[ACI_QUANTITY_TITLE];
    const char *unit = format->columns[column].unit;
    double time = read_bound(entry, "at", "s", NAN);
    int place = aci_map_limits_entry(format, column, name[length] == '.' ? name + length + 1 : NULL,
                                     time, label);
    aci_map_limit *limit = &map->limits[out->count];
    limit->at_least = read_bound(entry, "at_least", unit, -INFINITY);
    limit->at_most = read_bound(entry, "at_most", unit, INFINITY);
    if (place < 0 || (isinf(limit->at_least) && isinf(limit->at_most))) {
        return;
    }
    aci_quantity quantity = aci_quantity_of(format->columns[column].name, unit);
    describe(label, &quantity, limit);
    limit->is_of_shown = strcmp(label, map->label) == 0;
    out->entries[out->count] = place;
    out->at_least[out->count] = limit->at_least;
    out->at_most[out->count++] = limit->at_most;
}

aci_status aci_map_limits_read(const aci_catalogue_format *format, const char *config,
                               aci_map_bounds *out, aci_map *map)
{
    aci_config *read = NULL;
    out->count = 0;
    if (config == NULL) {
        return ACI_OK;
    }
    aci_status status = aci_config_parse("config", config, strlen(config), &read);
    const aci_node *list = status == ACI_OK ? aci_config_find(read, "spec") : NULL;
    for (const aci_node *entry = list != NULL ? list->first : NULL; entry != NULL;
         entry = entry->next) {
        read_limit(format, entry, out, map);
    }
    map->limit_count = out->count;
    aci_config_destroy(&read);
    return status;
}

/// Of positive numbers the logarithm of their ratio: results of skin spread over decades, and what
/// is filled in between cases then lies where the lines of equal value do.
static double share(double value, double bound)
{
    return value > 0.0 && bound > 0.0 ? log(value / bound)
                                      : (value - bound) / (bound != 0.0 ? fabs(bound) : 1.0);
}

double aci_map_limits_margin(const aci_map_bounds *bounds, int limit, const double *numbers)
{
    double value = numbers[bounds->entries[limit]];
    double least = bounds->at_least[limit], most = bounds->at_most[limit];
    double above = isinf(least) ? HUGE_VAL : share(value, least);
    double under = isinf(most) ? HUGE_VAL : -share(value, most);
    return isnan(value) ? NAN : fmin(above, under);
}
