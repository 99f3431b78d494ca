/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /history/film_thickness: the product's film as it dries, comes on and is wiped off. */
#include <stdlib.h>

#include "layout.h"

static aci_status write_thickness(hid_t group, hid_t time, const aci_film *film,
                                  const aci_history *history)
{
    hid_t out = H5I_INVALID_HID;
    double *thickness = malloc(((size_t)history->times + 1) * sizeof *thickness);
    if (thickness == NULL) {
        return ACI_FAIL(ACI_FILE, "not enough memory for %d times", history->times);
    }
    for (int n = 0; n < history->times; n++) {
        thickness[n] = aci_film_thickness_before(film, history->time[n]);
    }
    aci_store_array array = {
        .name = "film_thickness", .rank = 1, .size = {(hsize_t)history->times}, .axes = {time}};
    aci_status status = aci_store_create_array(group, &array, thickness, &out);
    free(thickness);
    return aci_store_close(out, status);
}

aci_status aci_product_write_film(hid_t group, hid_t time, const aci_scenario *scenario,
                                  const aci_history *history)
{
    aci_film *film = NULL;
    if (!scenario->schedule.exists || scenario->product.infinite) {
        return ACI_OK;
    }
    aci_status status = aci_scenario_film(scenario, &film);
    if (status == ACI_OK) {
        status = write_thickness(group, time, film, history);
    }
    aci_film_destroy(&film);
    return status;
}
